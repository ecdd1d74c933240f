import type { DigestSet } from "../../attestation/digest-set.ts";

/** The digests of an image that a report names as `repository@sha256:…` or `sha256:…`: each is of a manifest of the same image. */
export function imageDigests(references: readonly string[]): DigestSet[] {
  const digests = references.flatMap((reference) => /(?:^|@)sha256:([0-9a-f]{64})$/.exec(reference)?.[1] ?? []);
  return [...new Set(digests)].map((sha256) => ({ sha256 }));
}
