import { type Hint, joined } from "../../../kernel/advice.ts";

/** What a source said, or why it could not be asked. */
export type Known<T> =
  | { readonly known: true; readonly value: T; readonly source: string }
  | {
      readonly known: false;
      readonly source: string;
      /** Lower case, no full stop, safe to print. */
      readonly reason: string;
      readonly fix?: Hint;
      /** True if a program or a service failed. */
      readonly environmentFailed?: true;
    };

/** What open answers have in common as a finding: their reasons, their fixes, and whether the environment is to blame. */
export function whyUnknown(answers: readonly Known<unknown>[]): {
  readonly source: string;
  readonly reason: string;
  readonly fix?: Hint;
  readonly environmentFailed?: true;
} {
  const open = answers.filter((answer) => !answer.known);
  const fixes = saidOnce(open.map(({ fix }) => fix).filter((fix) => fix !== undefined));
  return {
    source: open.map(({ source }) => source).join(" and "),
    reason: open.map(({ reason }) => reason).join("; "),
    ...(fixes.length === 0 ? {} : { fix: joined(fixes, "; ") }),
    ...(open.some(({ environmentFailed }) => environmentFailed) ? { environmentFailed: true } : {}),
  };
}

/** Each fix that no other one already says. */
function saidOnce(fixes: readonly Hint[]): Hint[] {
  const texts = fixes.map(String);
  return fixes.filter((_, index) => {
    const text = texts[index] ?? "";
    return texts.indexOf(text) === index && !texts.some((other) => other !== text && other.includes(text));
  });
}
