import { printable } from "../../kernel/printable.ts";

/** Digests by algorithm name; values of the algorithms below are lower-case hex. */
export type DigestSet = Readonly<Record<string, string>>;

/** The algorithms that can prove equality of bytes, and the length of their digests in hex characters. */
export const STRONG_DIGESTS = { sha256: 64, sha384: 96, sha512: 128 } as const;

/**
 * Why a digest set of a subject cannot be compared, or undefined where it can: it needs one strong digest at least, and
 * each of those must be lower-case hex of its length. Weak and unknown algorithms beside them are ignored.
 * https://github.com/in-toto/attestation/blob/main/spec/v1/digest_set.md
 */
export function whyNoDigestSet(digest: DigestSet): string | undefined {
  const strong = Object.entries(STRONG_DIGESTS).filter(([algorithm]) => Object.hasOwn(digest, algorithm));
  if (strong.length === 0) return "without a SHA-2 digest";
  for (const [algorithm, length] of strong) {
    const value = digest[algorithm] ?? "";
    if (value.length !== length || !/^[0-9a-f]+$/.test(value)) {
      return `whose ${algorithm} digest is ${printable(value, 140)}`;
    }
  }
  return undefined;
}
