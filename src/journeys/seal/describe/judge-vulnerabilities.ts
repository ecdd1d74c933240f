import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { checkVulnerabilities } from "../../../domain/release/check-vulnerabilities.ts";
import type { VulnerabilityRules } from "../../../domain/release/manifest.ts";
import type { Finding } from "../../../domain/release/release-claim.ts";
import { type JudgedRisk, judgeRisk } from "../../../domain/vulnerability/judge-risk.ts";
import { MAX_RISK_BYTES, parseRisk, type RiskDecision } from "../../../domain/vulnerability/risk.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Files } from "../../../ports/files.ts";
import type { SealOrder } from "../order/seal-order.ts";
import type { BoundScan } from "./read-given-evidence.ts";

/** Where decisions are looked for, from the top of the checkout. */
const PLACES = ["release/risk.yaml", "release/risk.yml", "release/risk.json"] as const;

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
  const read = await readDecisions(order, top, files);
  const judgement = judgeRisk({
    findings: scans.flatMap(({ scan }) => scan.findings),
    decisions: read?.decisions ?? [],
    now: clock.now().getTime(),
    failOn: rules?.failOn,
  });
  const rows = { ...judgement, scans: scans.length, failOn: rules?.failOn, path: read?.path };
  return { findings: checkVulnerabilities(rows), risks: judgement.risks };
}

async function readDecisions(
  { risk, folder }: VulnerabilitiesToJudge["order"],
  top: string | undefined,
  files: Files,
): Promise<{ readonly path: string; readonly decisions: readonly RiskDecision[] } | undefined> {
  const path = risk === undefined ? await inCheckout(top, files) : resolve(folder, risk);
  if (path === undefined) return undefined;
  if ((await files.facts(path)) === undefined) {
    throw new Fault("file-missing", `there is no file of decisions ${printable(risk ?? path)}`, {
      hint: "check what risk names; without it release/risk.yaml or .json of the checkout is used, or none",
    });
  }
  const decisions = parseRisk(await files.read(path, MAX_RISK_BYTES), path);
  const near = top === undefined ? path : relative(top, path);
  return { path: near.startsWith("..") || isAbsolute(near) ? path : near.replaceAll(sep, "/"), decisions };
}

async function inCheckout(top: string | undefined, files: Files): Promise<string | undefined> {
  if (top === undefined) return undefined;
  for (const place of PLACES) if ((await files.facts(join(top, place)))?.kind === "file") return join(top, place);
  return undefined;
}
