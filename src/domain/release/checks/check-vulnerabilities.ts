import { counted } from "../../../kernel/counted.ts";
import { printable } from "../../../kernel/printable.ts";
import type { SeverityLevel } from "../../attestation/severity-level.ts";
import type { JudgedRisk, RiskJudgement } from "../../vulnerability/judge-risk.ts";
import type { Finding } from "./release-claim.ts";

/** Rows of one kind; the others are counted. */
const SHOWN = 20;

export interface VulnerabilityRows extends RiskJudgement {
  /** Reports that were given. */
  readonly scans: number;
  readonly failOn: SeverityLevel | undefined;
  /** Of the decisions; undefined if there are none. */
  readonly path: string | undefined;
}

/**
 * What scanners found, against what was decided: one row for each vulnerability that stops the release, for each decision that does not
 * hold any more and for each that is about nothing, and one for all that is in order. Nothing if there are neither reports, nor decisions, nor
 * a rule that demands them.
 */
export function checkVulnerabilities(rows: VulnerabilityRows): Finding[] {
  const { risks, expired, unmatched, scans, failOn, path } = rows;
  const source = path ?? "the reports of scanners";
  const about = {
    id: "vulnerabilities",
    expected: failOn === undefined ? null : `decided from ${failOn} on`,
    source,
  } as const;
  if (scans === 0 && failOn !== undefined) {
    const fix = "give the report of a scanner as evidence, or remove fail-on from the release manifest";
    return [{ ...about, found: null, status: "missing", reason: "no report of a scanner was given", fix }];
  }
  if (scans === 0 && path === undefined) return [];
  const stopping = risks.filter(({ state }) => state === "undecided" || state === "expired" || state === "invalidated");
  const told = new Set(stopping.map(({ decision }) => decision));
  const late = expired.filter((one) => !told.has(one));
  const failed = [
    ...stopping.map((risk): Finding => ({ ...about, found: nameOf(risk), status: "failed", ...whyStopping(risk) })),
    ...late.map((one): Finding => {
      const reason = `the decision about ${printable(one.id)} ended with ${one.expires}, and ${printable(one.owner)} answers for it`;
      return {
        ...about,
        found: `${one.id} ${one.component}`,
        status: "failed",
        reason,
        fix: "decide again, or remove it",
      };
    }),
  ];
  // A decision about something that no scanner finds any more does no harm, and should not stay unseen.
  const idle = unmatched
    .filter((one) => !expired.includes(one))
    .map((one): Finding => {
      const reason = `the decision about ${printable(one.id)} in ${printable(one.component)} is about nothing that was found`;
      const fix = "remove it, or correct the id and the component";
      return { ...about, found: `${one.id} ${one.component}`, status: "failed", reason, fix, onlyWarns: true };
    });
  return [...shown(failed), ...shown(idle), ...(failed.length > 0 ? [] : [inOrder(rows, about)])];
}

function inOrder({ risks, scans }: VulnerabilityRows, about: Pick<Finding, "id" | "expected" | "source">): Finding {
  const decided = risks.filter(({ state }) => state === "decided").length;
  const found = counted(risks.length, "vulnerability", "vulnerabilities");
  const rest = risks.length === 0 ? "" : `, ${decided} of them decided and none left that must be`;
  const reason = `${counted(scans, "report has", "reports have")} ${found}${rest}`;
  return { ...about, found, status: "verified", reason };
}

function nameOf({ finding: { id, component } }: JudgedRisk): string {
  const { purl, name, version } = component;
  return `${id} ${purl ?? (version === undefined ? name : `${name}@${version}`)}`;
}

function whyStopping(risk: JudgedRisk): { readonly reason: string; readonly fix: string } {
  const { finding, decision, reason } = risk;
  const what = `${printable(finding.id)} in ${printable(finding.component.name)}, severity ${finding.level}`;
  if (decision === undefined) {
    const fix = "update the component, or decide about it in release/risk.yaml: docs/risk.md";
    return { reason: `nobody decided about ${what}`, fix };
  }
  const fix = `let ${printable(decision.owner)} decide again`;
  return { reason: `a decision about ${what} does not hold: ${reason}`, fix };
}

function shown(findings: readonly Finding[]): Finding[] {
  const [first] = findings;
  const more = findings.length - SHOWN;
  if (first === undefined || more <= 0) return [...findings];
  const rest = { ...first, found: `${more} more`, reason: `${more} more, of the same kind as the ones before` };
  return [...findings.slice(0, SHOWN), rest];
}
