import { advice, option } from "../../../kernel/advice.ts";
import { printable } from "../../../kernel/printable.ts";
import type { ReleasePolicy } from "../manifest.ts";
import { type Known, whyUnknown } from "./known.ts";
import type { Finding } from "./release-claim.ts";

/** What a tag is, from weak to strong; the last one is a signature that GitHub verified. */
export const TAG_KINDS = ["lightweight", "annotated", "signed", "verified"] as const;
export type TagKind = (typeof TAG_KINDS)[number];

export interface TagFacts {
  /** Hex, annotated tags peeled (G18). */
  readonly commit: string;
  readonly kind: TagKind;
}

/** Undefined if the source has no such tag. */
export type TagAnswer = Known<TagFacts | undefined>;

/** The tag that is released, and the commit that it has to lead to. */
export interface ReleasedTag {
  readonly tag: string | null;
  /** Hex. */
  readonly commit: string | null;
  /** True outside of a run: then the tag may be pushed only after the release was checked. */
  readonly mayBeUnpushed: boolean;
}

/** That the tag leads to the commit that is sealed, wherever it can be looked up (G17, G18). */
export function checkTagTarget({ tag, commit, mayBeUnpushed }: ReleasedTag, answers: readonly TagAnswer[]): Finding {
  const about = { id: "tag-target", expected: commit } as const;
  if (tag === null || commit === null) {
    const reason = `the ${tag === null ? "tag" : "commit"} is not known`;
    const fix =
      tag === null
        ? advice`tag the commit, or give ${option("tag")}`
        : advice`run in a checkout, or give ${option("commit")}`;
    return { ...about, found: null, source: "none", status: "missing", reason, fix };
  }
  const known = answers.filter((answer) => answer.known);
  if (known.length === 0) return { ...about, found: null, status: "not-checked", ...whyUnknown(answers) };
  const source = known.map((answer) => answer.source).join(" and ");
  const other = known.find(({ value }) => value !== undefined && value.commit !== commit);
  if (other?.value !== undefined) {
    return {
      ...about,
      found: other.value.commit,
      source: other.source,
      status: "failed",
      reason: `the tag ${printable(tag)} leads to another commit`,
      fix: "check out the commit of the tag; a tag is never moved",
    };
  }
  // A shallow checkout may lack a tag that GitHub has, never the other way round.
  const last = known.at(-1);
  const isInCheckout = known.some(({ value }) => value !== undefined);
  if (last?.value === undefined && mayBeUnpushed && isInCheckout) {
    const reason = `the tag leads to the commit in the checkout; ${last?.source ?? "GitHub"} does not have it yet`;
    return { ...about, found: commit, source, status: "verified", reason };
  }
  if (last?.value === undefined) {
    const reason = `there is no tag ${printable(tag)}`;
    return { ...about, found: null, source, status: "missing", reason, fix: "create the tag and push it" };
  }
  return { ...about, found: commit, source, status: "verified", reason: "the tag leads to the commit" };
}

/** That the tag is annotated or signed if the policy asks for it. The presence of a signature does not prove one. */
export function checkTagKind(wanted: ReleasePolicy["tag"], answers: readonly TagAnswer[]): Finding {
  const about = { id: "tag-kind", expected: wanted ?? "any" } as const;
  const kinds = answers.flatMap((answer) =>
    answer.known && answer.value !== undefined ? [{ kind: answer.value.kind, source: answer.source }] : [],
  );
  const best = kinds.sort((a, b) => TAG_KINDS.indexOf(b.kind) - TAG_KINDS.indexOf(a.kind))[0];
  if (best === undefined) {
    const open = whyUnknown(answers);
    if (open.reason !== "") return { ...about, found: null, status: "not-checked", ...open };
    return { ...about, found: null, source: "none", status: "missing", reason: "no tag was found" };
  }
  const found = { ...about, found: best.kind, source: best.source };
  if (wanted === undefined || wanted === "any") return { ...found, status: "verified", reason: WORDS[best.kind] };
  if (TAG_KINDS.indexOf(best.kind) >= TAG_KINDS.indexOf(wanted)) {
    return { ...found, status: "verified", reason: WORDS[best.kind] };
  }
  const isUnasked = wanted === "verified" && best.kind === "signed" && answers.some((answer) => !answer.known);
  if (isUnasked) return { ...found, status: "not-checked", ...whyUnknown(answers) };
  return {
    ...found,
    status: "failed",
    reason: `${WORDS[best.kind]}, and the policy asks for ${wanted}`,
    fix: wanted === "annotated" ? "make the tag with git tag -a" : "make the tag with git tag -s",
  };
}

const WORDS: Readonly<Record<TagKind, string>> = {
  lightweight: "the tag is a plain one",
  annotated: "the tag is annotated and not signed",
  signed: "the tag carries a signature that nobody here verified",
  verified: "the tag carries a signature that GitHub verified",
};
