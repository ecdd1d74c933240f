import { codeSpan, escapeMarkdown, table } from "../../src/kernel/markdown.ts";
import type { ClientVerdict } from "./clients/client.ts";
import type { Installed } from "./install-program.ts";
import type { Judgement } from "./judge.ts";
import type { ScorecardAnswer } from "./scorecard.ts";

/** Everything that one run found out. */
export interface InteropResult {
  readonly programs: readonly Installed[];
  readonly judged: readonly {
    readonly title: string;
    readonly own: boolean;
    readonly judgements: readonly Judgement[];
  }[];
  /** What was not asked of a verifier, and why. */
  readonly unsupported: readonly { readonly title: string; readonly shape: string; readonly reason: string }[];
  /** Bundles of other programs that ours was given, by what made them. */
  readonly foreign: readonly { readonly maker: string; readonly judgements: readonly Judgement[] }[];
  /** Shapes that could not be had, and why. */
  readonly missing: readonly { readonly shape: string; readonly reason: string }[];
  /** Empty where Scorecard was not built. */
  readonly scorecard: readonly ScorecardAnswer[];
  readonly benchmark: readonly string[];
  /** What clients of others did at the GitHub of our tests. */
  readonly clients: readonly ClientVerdict[];
}

/** docs/interop.md between its markers. */
export function formatInterop(result: InteropResult): string {
  const sections = [
    section("Programs", programs(result)),
    section("Verdicts", verdicts(result)),
    section("Support", support(result)),
    section("Where others accept what ours refuses", explained(result)),
    section("Bundles of others, verified by ours", foreign(result)),
    section("Scorecard", scorecard(result)),
    section("Clients of others at the GitHub of our tests", clients(result)),
    section("What could not be had", missing(result)),
    section("Time", result.benchmark.join("\n\n")),
  ];
  return sections.filter((text) => text !== "").join("\n\n");
}

function section(title: string, text: string): string {
  return text === "" ? "" : `## ${title}\n\n${text}`;
}

function programs({ programs }: InteropResult): string {
  const rows = programs.map((one) => [one.name, one.version, "error" in one ? codeSpan(one.error) : "ran"]);
  return table(["Program", "Version", "Here"], rows);
}

function verdicts({ judged }: InteropResult): string {
  const rows = judged.flatMap(({ title, judgements }) =>
    shapesOf(judgements).map((shape) => {
      return [title, shape, ...fractions(judgements.filter((one) => one.shape === shape))];
    }),
  );
  return table(["Verifier", "Signed by", "Sound, accepted", "Tampered, refused"], rows);
}

/** Of the sound ones and of the tampered ones that could be wrong. */
function fractions(judgements: readonly Judgement[]): string[] {
  const counted = judgements.filter(({ outcome }) => outcome !== "explained");
  return [counted.filter(({ tampering }) => !tampering), counted.filter(({ tampering }) => tampering)].map(fraction);
}

function fraction(judgements: readonly Judgement[]): string {
  return `${judgements.filter((one) => one.outcome === "as expected").length} of ${judgements.length}`;
}

function support({ unsupported }: InteropResult): string {
  if (unsupported.length === 0) return "";
  return table(
    ["Verifier", "Not asked about", "Because"],
    unsupported.map(({ title, shape, reason }) => [title, shape, escapeMarkdown(reason)]),
  );
}

function explained({ judged }: InteropResult): string {
  const rows = judged.flatMap(({ title, judgements }) =>
    judgements.filter((one) => one.outcome === "explained").map((one) => [title, one.tampering ?? "", one.detail]),
  );
  const distinct = new Map(rows.map((row) => [row.join("\n"), row]));
  return distinct.size === 0 ? "" : table(["Verifier", "Claim", "Why it accepts"], [...distinct.values()]);
}

function foreign({ foreign }: InteropResult): string {
  if (foreign.length === 0) return "";
  const rows = foreign.map(({ maker, judgements }) => [maker, ...fractions(judgements)]);
  return table(["Made by", "Sound, accepted", "Tampered, refused"], rows);
}

function scorecard({ scorecard }: InteropResult): string {
  if (scorecard.length === 0) return "";
  const checks = Object.keys(scorecard[0]?.points ?? {}).sort();
  const rows = scorecard.map(({ release, points }) => [release, ...checks.map((check) => `${points[check]} of 10`)]);
  return table(["Files of a release", ...checks], rows);
}

function clients({ clients }: InteropResult): string {
  if (clients.length === 0) return "";
  const rows = clients.map(({ client, task, problem }) => {
    return [client, task, problem === undefined ? "succeeded" : codeSpan(problem.replace(/\s+/g, " "))];
  });
  return table(["Client", "Does", "Verdict"], rows);
}

function missing({ missing }: InteropResult): string {
  if (missing.length === 0) return "";
  return table(
    ["What", "Because"],
    missing.map(({ shape, reason }) => [shape, codeSpan(reason.replace(/\s+/g, " "))]),
  );
}

function shapesOf(judgements: readonly Judgement[]): string[] {
  return [...new Set(judgements.map(({ shape }) => shape))];
}
