import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { ExpectedDigests } from "./listed-asset.ts";

const HEX_LENGTHS: ReadonlyMap<string, number> = new Map([
  ["sha256", 64],
  ["sha512", 128],
]);

/**
 * Of the digests that a list states by algorithm, those that count: SHA-256 and SHA-512. Weaker or rarer ones neither help
 * nor hinder. `asset-list-malformed` if one that counts is not a digest.
 */
export function expectedDigests(stated: Readonly<Record<string, string>>, name: string): ExpectedDigests {
  const found = Object.entries(stated).flatMap(([spelled, digest]) => {
    // `SHA-256` and `sha256` are one: a digest must not go uncompared for how its algorithm is written.
    const algorithm = spelled.toLowerCase().replace("sha-", "sha");
    const length = HEX_LENGTHS.get(algorithm);
    if (length === undefined) return [];
    if (digest.length === length && /^[0-9a-fA-F]+$/.test(digest)) return [[algorithm, digest.toLowerCase()]];
    throw new Fault("asset-list-malformed", `the ${algorithm} of ${printable(name)} in the list is no such digest`);
  });
  return Object.fromEntries(found);
}
