import { resolve } from "node:path";
import { nodeCryptography } from "../../crypto/node.ts";
import { scoredSbom } from "../../domain/sbom/quality/scored-sbom.ts";
import { sbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
import { loadScorableSbom, type SbomPorts } from "../../journeys/sbom/load-sbom.ts";
import { makeSbom } from "../../journeys/sbom/sbom.ts";
import { sbomScoreJson } from "../../views/sbom/sbom-score-json.ts";
import { systemFiles } from "../wire/read/machine-files.ts";
import { answer } from "./answer.ts";
import type { Answer } from "./problem.ts";
import type { SbomScore } from "./sbom-score.ts";

export type { Answer, Problem } from "./problem.ts";
export type { SbomScore } from "./sbom-score.ts";

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
export function describe(path: string, settings: SbomSettings = {}): Promise<Answer<MadeSbom>> {
  return answer(async () => {
    const { format, specVersion, with: others = [], sourceDate = 0 } = settings;
    const write = sbomWriter(format ?? "cyclonedx", specVersion);
    const order = { path: resolve(path), given: others.map((one) => resolve(one)), write };
    const { inventory, text, unknown, remarks } = await makeSbom(order, portsAt(sourceDate));
    return { text: [...text].join(""), components: inventory.components.length, unknown: unknown ?? null, remarks };
  });
}

/** How good an SBOM is by the profiles of NTIA, CISA, BSI and others, and what in it contradicts itself. */
export function score(path: string): Promise<Answer<{ readonly score: SbomScore }>> {
  return answer(async () => ({ score: sbomScoreJson(scoredSbom(await loadScorableSbom(resolve(path), portsAt(0)))) }));
}

/** Neither the environment nor a checkout says anything: the same call has the same answer. */
function portsAt(sourceDate: number): SbomPorts {
  return {
    files: systemFiles,
    crypto: nodeCryptography,
    env: (name) => (name === "SOURCE_DATE_EPOCH" ? String(sourceDate) : undefined),
    git: { open: async () => undefined },
  };
}
