import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** The entry that comes first and closes over all others. */
export const ROOT_ENTRY = "capsule.sigstore.json";

export const PROVENANCE_ENTRY = "provenance.sigstore.json";
export const CHECKSUMS_ENTRY = "checksums.txt";
export const CHECKSUMS_SHA512_ENTRY = "checksums.sha512.txt";
export const GUIDE_ENTRY = "VERIFY.md";
export const TRUST_SNAPSHOT_ENTRY = "trust/snapshot.trusted_root.json";

const SINGLE_ENTRIES: ReadonlySet<string> = new Set([
  PROVENANCE_ENTRY,
  CHECKSUMS_ENTRY,
  signatureEntry(CHECKSUMS_ENTRY),
  CHECKSUMS_SHA512_ENTRY,
  signatureEntry(CHECKSUMS_SHA512_ENTRY),
  GUIDE_ENTRY,
  TRUST_SNAPSHOT_ENTRY,
]);

const FAMILIES = [
  /^assets\/[0-9a-f]{64}\.sigstore\.json$/,
  /^sbom\/([0-9a-f]{64}|release)\.(cdx|spdx)\.json$/,
  /^evidence\/[0-9a-f]{64}\.(json|jsonl|bin)$/,
  /^images\/[0-9a-f]{64}\/(?:(?:manifest|simple|buildkit-\d{1,3})\.json|(?:signature|provenance|cdx|spdx|simple)\.sigstore\.json)$/,
  /^notary\/[0-9a-f]{64}\.(jws|cose)\.sig$/,
  /^log\/(?:checkpoint|tile\/entries\/(?:x\d{3}\/){0,4}\d{3}(?:\.p\/\d{1,3})?|payloads\/(?:policy|[0-9a-f]{64}\.sigstore)\.json|proofs\/[0-9a-f]{64}\.tlog-proof)$/,
] as const;

/** Places that later versions fill, each by digest: a reader that does not understand them refuses the capsule. */
const RESERVED = /^(?:approvals|images|log|notary|published|source)\/[\x21-\x7e]+$/;

const MAX_NAME_BYTES = 100;

/** The message signature of a file that is itself an entry. */
export function signatureEntry(name: string): string {
  return `${name}.sigstore.json`;
}

/** The message signature of the asset with this digest (lower-case hex). */
export function assetSignatureEntry(sha256: string): string {
  return `assets/${sha256}.sigstore.json`;
}

/** The SBOM of the asset with this digest, or of the release. */
export function sbomEntry(subject: string | "release", format: "cdx" | "spdx"): string {
  return `sbom/${subject}.${format}.json`;
}

/** Evidence of other kinds, named by the digest of its own bytes. */
export function evidenceEntry(sha256: string, extension: "json" | "jsonl" | "bin"): string {
  return `evidence/${sha256}.${extension}`;
}

/** Statements of the release's own run about an image or a manifest of it: they are attached in its registry, too. */
export const IMAGE_STATEMENTS = ["signature", "provenance", "cdx", "spdx"] as const;

/**
 * What is about the manifest of an image with this digest (lower-case hex): the manifest itself, a signed statement, what cosign 2 signs
 * (`simple`, with its message signature), or a statement that BuildKit keeps in the image.
 */
export function imageEntry(
  sha256: string,
  part: "manifest" | "simple" | `buildkit-${number}` | `${(typeof IMAGE_STATEMENTS)[number] | "simple"}.sigstore`,
): string {
  return `images/${sha256}/${part}.json`;
}

/** Whether an entry is about an image of the release. */
export function isImageEntry(name: string): boolean {
  return name.startsWith("images/");
}

/** Whether an entry is the SBOM of something. */
export function isSbomEntry(name: string): boolean {
  return name.startsWith("sbom/");
}

/** The log of statements as it was at sealing, laid out as in a folder; proofs stand beside it. */
export const LOG_FOLDER = "log/";

/** Whether an entry is evidence of other kinds. */
export function isEvidenceEntry(name: string): boolean {
  return name.startsWith("evidence/");
}

/** Whether this version of the format has a place for the name, the root's apart, or keeps it for a later one. */
export function placeOf(name: string): "known" | "reserved" | "none" {
  if (name.length > MAX_NAME_BYTES) return "none";
  if (SINGLE_ENTRIES.has(name) || FAMILIES.some((family) => family.test(name))) return "known";
  return RESERVED.test(name) ? "reserved" : "none";
}

/** Refuses a name that this version has no place for. Faults: `capsule-entry-reserved`, `capsule-entry-name`. */
export function requirePlace(name: string): void {
  const place = placeOf(name);
  if (place === "known") return;
  if (place === "none") throw new Fault("capsule-entry-name", `the capsule format has no entry ${printable(name)}`);
  throw new Fault("capsule-entry-reserved", `the entry ${printable(name)} is not understood by this version`, {
    hint: "the capsule was made by a newer version: use that one",
  });
}
