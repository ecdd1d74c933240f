import { printable } from "../../../kernel/printable.ts";
import type { TagHeader } from "../tag/tag-object.ts";
import type { ReleasedTag } from "./check-tag.ts";
import { type Known, whyUnknown } from "./known.ts";
import type { Finding } from "./release-claim.ts";

/** Whether one of the named keys signed a tag object, and if not, why, as far as that is known. */
export type TagSignature =
  | { readonly verified: true /** Which key, for people. */; readonly signer: string }
  | { readonly verified: false; readonly because: "unsigned" | "other-key" | "ended" | "revoked" | "altered" };

/** A tag of the checkout. */
export type JudgedTag =
  | { readonly kind: "none" | "lightweight" | "malformed" }
  | { readonly kind: "annotated"; readonly header: TagHeader; readonly signature: TagSignature };

export interface TagKeys {
  /** Paths of the files with the keys, as the manifest names them. */
  readonly paths: readonly string[];
  readonly answer: Known<JudgedTag>;
  /** Whether GitHub knows the tag as an annotated one. */
  readonly isAnnotatedThere: boolean;
}

/** That a key which the manifest names signed the tag, under its name, for the commit. Nothing if it names none. */
export function checkTagSignature({ tag, commit }: ReleasedTag, keys: TagKeys | undefined): Finding[] {
  if (keys === undefined) return [];
  const { answer, paths } = keys;
  const about = {
    id: "tag-signature",
    expected: `a key in ${paths.map((path) => printable(path)).join(", ")}`,
  } as const;
  if (tag === null)
    return [{ ...about, found: null, source: "none", status: "missing", reason: "the release has no tag" }];
  if (!answer.known) return [{ ...about, found: null, status: "not-checked", ...whyUnknown([answer]) }];
  const { source, value: judged } = answer;
  const failed = (found: string | null, reason: string, fix: string): Finding[] => [
    { ...about, found, source, status: "failed", reason, fix },
  ];
  if (judged.kind !== "annotated") {
    if (judged.kind === "malformed") return failed(null, "git would not make such a tag", AGAIN);
    if (keys.isAnnotatedThere || judged.kind === "none") {
      const reason = "the checkout does not hold the tag as it was signed";
      return [{ ...about, found: null, source, status: "not-checked", reason, fix: FETCH }];
    }
    return failed("lightweight", "the tag is a plain one, so nobody signed it", AGAIN);
  }
  const { header, signature } = judged;
  if (!signature.verified) return failed(null, REASONS[signature.because], FIXES[signature.because]);
  const { signer } = signature;
  if (header.name !== tag) {
    const reason = `it was signed as the tag ${printable(header.name)}, and the ref is called ${printable(tag)}`;
    return failed(signer, reason, AGAIN);
  }
  if (header.type !== "commit" || header.target !== commit) {
    return failed(
      signer,
      `it was signed for the ${header.type} ${header.target}`,
      "check out the commit that was signed",
    );
  }
  return [
    { ...about, found: signer, source, status: "verified", reason: `the tag was signed by ${printable(signer)}` },
  ];
}

const AGAIN = "make the tag with git tag -s, signed by a key that the manifest names";
const FETCH = "check out with actions/checkout 6.0.2 or later, or run git fetch origin +refs/tags/*:refs/tags/*";

type Refusal = Extract<TagSignature, { readonly verified: false }>["because"];

const REASONS: Readonly<Record<Refusal, string>> = {
  unsigned: "the tag is not signed",
  "other-key": "the tag was signed by a key that the manifest does not name",
  ended: "the tag was signed by a key whose time has ended",
  revoked: "the tag was signed by a key that was revoked",
  altered: "the signature in the tag is not one of this tag",
};

const FIXES: Readonly<Record<Refusal, string>> = {
  unsigned: AGAIN,
  "other-key": AGAIN,
  ended: AGAIN,
  revoked: AGAIN,
  altered: "fetch the tag again, and find out who changed it",
};
