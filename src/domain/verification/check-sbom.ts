import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { isSbomEntry } from "../capsule/entry-names.ts";
import { readSbomSubject } from "../sbom/read/sbom-subject.ts";
import type { Claim } from "./claim.ts";
import type { RunEvidence } from "./run-evidence.ts";
import { openClaim, verifiedClaim } from "./state-claim.ts";

/**
 * Each SBOM that is filed under an asset names that asset's digest, and none claims to be complete while listing nothing.
 * Faults: `sbom-subject`, `sbom-empty`, those of `readSbomSubject`.
 */
export function checkSbom({ root, entries }: RunEvidence): Claim {
  const sboms = root.statement.predicate.evidence.filter(({ name }) => isSbomEntry(name));
  if (sboms.length === 0) {
    return openClaim("sbom", "missing", { reason: "the capsule has no SBOM", required: true });
  }
  for (const { name, annotations } of sboms) {
    const subject = readSbomSubject(entries.get(name) ?? new Uint8Array());
    if (annotations.subject !== undefined && subject.subjectSha256 !== annotations.subject) {
      throw new Fault("sbom-subject", `${printable(name)} describes something else than its asset`);
    }
    if (subject.components === 0 && subject.completeness === "complete") {
      throw new Fault("sbom-empty", `${printable(name)} claims to be complete and lists nothing`);
    }
  }
  return verifiedClaim("sbom", `${sboms.length} documents describe the assets that they are filed under`);
}
