import { Fault } from "../../kernel/fault.ts";
import type { CompletenessLevel } from "./inventory.ts";

/** What an SBOM says it describes, for comparing with the asset it is filed under. */
export interface SbomSubject {
  readonly format: "cyclonedx" | "spdx";
  /** Lower-case hex; undefined where the document names no SHA-256 of what it describes (a release as a whole). */
  readonly subjectSha256: string | undefined;
  /** Components other than the subject. */
  readonly components: number;
  /** What it declares about itself; `complete` with no component is an empty SBOM, `unknown` is an honest one. */
  readonly completeness: CompletenessLevel;
}

/** Reads the subject of a CycloneDX or SPDX JSON document. Faults: `json-…`, `sbom-malformed`. */
export function readSbomSubject(bytes: Uint8Array): SbomSubject {
  throw new Fault("internal", `not written yet: ${bytes.length}`);
}
