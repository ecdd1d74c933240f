/** What a person does where the files of the release are not what was put there. */
export function stoppedHint({ isPublic }: { readonly isPublic: boolean }): string {
  return isPublic
    ? "the release was public before: look at its files, remove what is not what was sealed, then run again"
    : "look at the files of the draft, remove what is not what was sealed, then run again; nothing became public";
}
