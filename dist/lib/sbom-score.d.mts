/** The document that `capsule sbom --check --json` prints; docs/schemas/sbom-score.json describes it. */
export interface SbomScore {
	readonly schema: string;
	readonly format: "cyclonedx" | "spdx";
	readonly specVersion: string;
	readonly components: number;
	/** What contradicts the format, or points at nothing. */
	readonly problems: readonly string[];
	readonly scorecards: readonly {
		/** The quality profile. */
		readonly profile: string;
		/** The text that asks for it. */
		readonly source: string;
		/** 0 to 10. */
		readonly score: number;
		/** Weights and scores are 0 to 1. */
		readonly checks: readonly {
			readonly id: string;
			readonly weight: number;
			readonly score: number;
			readonly reason: string;
		}[];
	}[];
}
