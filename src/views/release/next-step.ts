import type { SealedRelease } from "../../domain/release/sealed-release.ts";
import { codeSpan } from "../../kernel/markdown.ts";

/** What whoever released does next, in Markdown: one paragraph. */
export function nextStep({ identity, publication, written }: SealedRelease): string {
  if (identity.instance === "local") {
    return `This was a trial. Give the job ${codeSpan("id-token: write")} and ${codeSpan("contents: write")}, and remove ${codeSpan("dry-run")} or ${codeSpan("sigstore: local")}, to seal a release that others can verify.`;
  }
  if (publication?.isPublic === true) {
    return "Show this command and the name of the repository in your README or on your website. `VERIFY.md` on the release says the same, but whoever can replace the release can replace that file too.";
  }
  if (publication !== undefined) {
    return `Look at the draft ${codeSpan(publication.location)}. Publish it there, or run this again with ${codeSpan("draft: publish")}: nothing is signed again.`;
  }
  if (written !== undefined) {
    return `Nothing is on a release yet: put the files of ${codeSpan(written.folder)} beside the assets, under their names, before the release is public.`;
  }
  return `Nothing was written or published. The capsule is lost with this run, unless ${codeSpan("publish")} is another than ${codeSpan("none")}.`;
}
