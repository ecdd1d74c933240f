import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { isPlainAscii, unicodePattern } from "../../kernel/unicode-pattern.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";

const MAX_REF_BYTES = 1024;
const TAGS = "refs/tags/";
/** Rules 4 and 5 of git-check-ref-format; control characters by code point. */
const FORBIDDEN = /[ ~^:?*[\\]|[^ -~\u00a0-\uffff]/;
const hiding = unicodePattern(String.raw`[\p{Cf}\p{Zl}\p{Zp}]`);

/**
 * Refuses a full ref that git would refuse, by the rules of git-check-ref-format, and one that hides characters. What is
 * left may hold shell metacharacters: git allows them, and whatever prints a ref quotes it. Fault: `git-ref-invalid`.
 */
export function requireGitRef(ref: string): void {
  if (!isGitRef(ref)) throw invalid(ref);
}

/** Refuses a tag name that git would refuse, or that a command would take for an option. Fault: `git-ref-invalid`. */
export function requireTag(tag: string): void {
  // `git tag` refuses a leading dash although the ref format allows it.
  if (tag.startsWith("-") || !isGitRef(`refs/tags/${tag}`)) throw invalid(tag);
}

/** The tag that a full ref names; undefined for another ref. */
export function tagOfRef(ref: string): string | undefined {
  return ref.startsWith(TAGS) ? ref.slice(TAGS.length) : undefined;
}

/** Refuses what is not the full hash of a commit, SHA-1 or SHA-256, in lower-case hex. Fault: `commit-invalid`. */
export function requireCommit(commit: string): void {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return;
  throw new Fault("commit-invalid", `${printable(commit)} is not the full hash of a commit`, {
    hint: "give the output of git rev-parse HEAD",
  });
}

function isGitRef(ref: string): boolean {
  if (!ref.isWellFormed() || encodeUtf8(ref).length > MAX_REF_BYTES) return false;
  if (FORBIDDEN.test(ref) || (!isPlainAscii(ref) && hiding().test(ref))) return false;
  if (!ref.startsWith("refs/") || ref.includes("..") || ref.includes("@{") || ref.endsWith(".")) return false;
  const parts = ref.split("/");
  return parts.length >= 3 && parts.every((part) => part !== "" && !part.startsWith(".") && !part.endsWith(".lock"));
}

function invalid(ref: string): Fault {
  return new Fault("git-ref-invalid", `${printable(ref)} is not a git ref`, {
    hint: "see git help check-ref-format",
  });
}
