import { type DigestSet, whyBroken } from "../attestation/digest-set.ts";
import { malformedEvidence } from "./evidence-fault.ts";

/** Spellings of the algorithms that can prove equality, in CycloneDX, OpenVEX and CSAF. */
const ALGORITHMS = new Map([
  ["sha256", "sha256"],
  ["sha-256", "sha256"],
  ["sha384", "sha384"],
  ["sha-384", "sha384"],
  ["sha512", "sha512"],
  ["sha-512", "sha512"],
]);

/**
 * The strong digests among named ones, as one digest set or none. Fault: `evidence-malformed`, also for two digests by one
 * algorithm: of them nobody knows which is meant.
 */
export function namedDigests(pairs: readonly (readonly [algorithm: string, hex: string])[]): DigestSet[] {
  const known = pairs.flatMap(([algorithm, hex]) => {
    const name = ALGORITHMS.get(algorithm.toLowerCase());
    return name === undefined ? [] : [[name, hex.toLowerCase()] as const];
  });
  if (known.length === 0) return [];
  const digests = Object.fromEntries(known);
  const reason = whyBroken(digests);
  if (reason !== undefined) throw malformedEvidence("document", `it has a product ${reason}`);
  if (known.some(([name, hex]) => digests[name] !== hex)) {
    throw malformedEvidence("document", "it has a product with two digests by one algorithm");
  }
  return [digests];
}
