import type { Hash, HashAlgorithm } from "./inventory.ts";

const ALGORITHMS: ReadonlyMap<string, readonly [HashAlgorithm, number]> = new Map([
  ["md5", ["MD5", 16]],
  ["sha1", ["SHA-1", 20]],
  ["sha256", ["SHA-256", 32]],
  ["sha384", ["SHA-384", 48]],
  ["sha512", ["SHA-512", 64]],
]);

/**
 * The hashes of a Subresource Integrity text, for example `sha512-eYaYlQ… sha1-Q0…` (https://www.w3.org/TR/SRI/); unknown
 * algorithms and values of another length are left out, and the caller says so.
 */
export function parseIntegrity(text: string | undefined): Hash[] {
  if (text === undefined) return [];
  return text
    .split(/\s+/)
    .map((word) => /^([a-z0-9]+)-([A-Za-z0-9+/_-]+={0,2})(?:\?.*)?$/.exec(word))
    .flatMap((found) => (found === null ? [] : hashOf(found[1] ?? "", Buffer.from(found[2] ?? "", "base64"))));
}

/** The hash of `sha256:<hex>` or of bare hex, whose length tells the algorithm; undefined for anything else. */
export function parseHexHash(text: string | undefined, file?: string): Hash | undefined {
  const found = /^(?:(md5|sha1|sha256|sha384|sha512)[:=])?([0-9a-f]{32,128})$/i.exec(text ?? "");
  if (found === null) return undefined;
  const bytes = Buffer.from(found[2] ?? "", "hex");
  const byLength = [...ALGORITHMS].find(([, [, length]]) => length * 2 === found[2]?.length)?.[0];
  return hashOf(found[1]?.toLowerCase() ?? byLength ?? "", bytes, file)[0];
}

/** A name for bytes that have no other: their own digest (RFC 6920), for example `ni:///sha-256;n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg`. */
export function digestName({ algorithm, hex }: Hash): string {
  return `ni:///${algorithm.toLowerCase()};${Buffer.from(hex, "hex").toString("base64url")}`;
}

function hashOf(label: string, bytes: Buffer, file?: string): Hash[] {
  const [algorithm, length] = ALGORITHMS.get(label) ?? [];
  if (algorithm === undefined || bytes.length !== length) return [];
  return [{ algorithm, hex: bytes.toString("hex"), ...(file === undefined ? {} : { file }) }];
}
