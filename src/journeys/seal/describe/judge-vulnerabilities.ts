import { checkVulnerabilities } from "../../../domain/release/checks/check-vulnerabilities.ts";
import type { Finding } from "../../../domain/release/checks/release-claim.ts";
import type { VulnerabilityRules } from "../../../domain/release/manifest.ts";
import { type JudgedRisk, judgeRisk } from "../../../domain/vulnerability/judge-risk.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Files } from "../../../ports/files.ts";
import { readDecisions } from "../../vex/read-decisions.ts";
import type { SealOrder } from "../order/seal-order.ts";
import type { BoundScan } from "./read-given-evidence.ts";

export interface VulnerabilitiesToJudge {
  readonly order: Pick<SealOrder, "risk" | "folder">;
  /** Absolute: the top of the checkout; undefined if there is none. */
  readonly top: string | undefined;
  readonly scans: readonly BoundScan[];
  readonly rules: VulnerabilityRules | undefined;
}

export interface JudgedVulnerabilities {
  readonly findings: readonly Finding[];
  readonly risks: readonly JudgedRisk[];
}

/** Reads the decisions, if there are some, and judges what the scanners found by them. Faults: `file-missing`, those of `parseRisk`. */
export async function judgeVulnerabilities(
  { order, top, scans, rules }: VulnerabilitiesToJudge,
  { files, clock }: { readonly files: Files; readonly clock: Clock },
): Promise<JudgedVulnerabilities> {
  const read = await readDecisions({ ...order, top }, files);
  const judgement = judgeRisk({
    findings: scans.flatMap(({ scan }) => scan.findings),
    decisions: read?.decisions ?? [],
    now: clock.now().getTime(),
    failOn: rules?.failOn,
  });
  const rows = { ...judgement, scans: scans.length, failOn: rules?.failOn, path: read?.path };
  return { findings: checkVulnerabilities(rows), risks: judgement.risks };
}
