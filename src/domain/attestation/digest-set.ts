import { printable } from "../../kernel/printable.ts";

/** Digests by algorithm name; values of the algorithms below are lower-case hex. */
export type DigestSet = Readonly<Record<string, string>>;

/** The algorithms that can prove equality of bytes, and the length of their digests in hex characters. */
export const STRONG_DIGESTS = { sha256: 64, sha384: 96, sha512: 128 } as const;

/** Whether a digest set can prove anything: weak and unknown algorithms alone cannot. */
export function isStrong(digest: DigestSet): boolean {
  return Object.keys(STRONG_DIGESTS).some((algorithm) => Object.hasOwn(digest, algorithm));
}

/**
 * Why a digest set is broken, or undefined if it is not: each strong digest must be lower-case hex of its length. What
 * stands beside them is ignored. https://github.com/in-toto/attestation/blob/main/spec/v1/digest_set.md
 */
export function whyBroken(digest: DigestSet): string | undefined {
  for (const [algorithm, length] of Object.entries(STRONG_DIGESTS)) {
    if (!Object.hasOwn(digest, algorithm)) continue;
    const value = digest[algorithm] ?? "";
    if (value.length !== length || !/^[0-9a-f]+$/.test(value))
      return `whose ${algorithm} digest is ${printable(value, 140)}`;
  }
  return undefined;
}
