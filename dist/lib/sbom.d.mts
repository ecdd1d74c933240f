import type { Answer } from "./problem.mjs";
import type { SbomScore } from "./sbom-score.mjs";
export type { Answer, Problem } from "./problem.mjs";
export type { SbomScore } from "./sbom-score.mjs";
export interface SbomSettings {
	/** By default `cyclonedx`. */
	readonly format?: "cyclonedx" | "spdx";
	/** CycloneDX 1.6 or 1.7, SPDX 2.3 or 3.0.1; the first is the default. */
	readonly specVersion?: string;
	/** Paths of SBOMs that other tools made of it; what they know is merged. */
	readonly with?: readonly string[];
	/** The time that the document has, in seconds since 1970; by default 0, so that equal bytes have equal SBOMs. */
	readonly sourceDate?: number;
}
export interface MadeSbom {
	/** The document. */
	readonly text: string;
	/** How many components it lists. */
	readonly components: number;
	/** Why it is not known what the file is made of, or not of all of it; null if all could be read. Never an empty promise. */
	readonly unknown: string | null;
	/** What is worth knowing about how complete it is. */
	readonly remarks: readonly string[];
}
/**
* Makes the SBOM of a file or folder from its bytes alone: lockfiles, programs, packages and archives. Nothing is run, and no
* connection is opened.
*
*     const sbom = await describe("dist/tool-linux-x64", { format: "spdx" });
*     if (sbom.ok && sbom.unknown === null) save(sbom.text);
*/
export declare function describe(path: string, settings?: SbomSettings): Promise<Answer<MadeSbom>>;
/** How good an SBOM is by the profiles of NTIA, CISA, BSI and others, and what in it contradicts itself. */
export declare function score(path: string): Promise<Answer<{
	readonly score: SbomScore;
}>>;
