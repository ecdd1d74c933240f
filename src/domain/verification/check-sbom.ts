import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { isSbomEntry } from "../capsule/entry-names.ts";
import { isFile, type RootStatement } from "../capsule/root-schema.ts";
import { readSbomSubject, type SbomSubject } from "../sbom/read/sbom-subject.ts";
import type { Claim } from "./claim.ts";
import { openClaim, verifiedClaim } from "./make-claim.ts";
import type { RunEvidence } from "./run-evidence.ts";

/**
 * Each SBOM that is filed under an asset that was requested names that asset's digest, and none claims to be complete while
 * listing nothing. What is verified is whose SBOM each is, and not what it says; how many leave it open what their asset is made of
 * is said with it.
 * Faults: `sbom-subject`, `sbom-empty`, those of `readSbomSubject`.
 */
export function checkSbom({ root, entries, asked }: RunEvidence): Claim {
  const all = root.statement.predicate.evidence.filter(({ name }) => isSbomEntry(name));
  if (all.length === 0) {
    return openClaim("sbom", "missing", { reason: "the capsule has no SBOM", required: true });
  }
  const sboms = all.filter(({ name }) => asked.has(name));
  let unknown = 0;
  for (const { name, annotations } of sboms) {
    const subject = readSbomSubject(entries.get(name) ?? new Uint8Array());
    requireDescribed(subject, { name, sha256: annotations.subject }, root.statement);
    if (subject.components === 0 && subject.completeness === "complete") {
      throw new Fault("sbom-empty", `${printable(name)} claims to be complete and lists nothing`);
    }
    if (subject.completeness === "unknown") unknown++;
  }
  const byDigest = all.length - sboms.length;
  const open = unknown === 0 ? "" : `, ${unknown} of them as unknown`;
  const rest = byDigest === 0 ? "" : `, ${byDigest} listed by digest`;
  return verifiedClaim(
    "sbom",
    `${counted(sboms.length, "document describes the asset that it is filed under", "documents describe the assets that they are filed under")}${open}${rest}`,
  );
}

/**
 * A document of an asset states its SHA-256, and no other digest of it; one of the release states none that is not of an
 * asset, and no package URL of another project (X13).
 */
function requireDescribed(
  { sha256, sha512, purl }: SbomSubject,
  filed: { readonly name: string; readonly sha256: string | undefined },
  { subject, predicate }: RootStatement,
): void {
  const about = subject.filter(({ digest }) => filed.sha256 === undefined || digest.sha256 === filed.sha256);
  const isOf = (all: readonly (string | undefined)[]) => (one: string) => all.includes(one);
  const isAsset = filed.sha256 === undefined || sha256.length > 0;
  const isSame =
    sha256.every(isOf(about.map(({ digest }) => digest.sha256))) &&
    sha512.every(isOf(about.map((one) => (isFile(one) ? one.digest.sha512 : undefined))));
  const isProject = filed.sha256 !== undefined || !purl?.startsWith("pkg:github/") || purl === predicate.release.purl;
  if (isAsset && isSame && isProject) return;
  throw new Fault("sbom-subject", `${printable(filed.name)} describes something else than its asset`);
}
