import { readEvidence } from "../../../domain/evidence/read-evidence.ts";
import { releasePurl } from "../../../domain/source/release-purl.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import type { JudgedRisk } from "../../../domain/vulnerability/judge-risk.ts";
import { riskVex } from "../../../domain/vulnerability/risk-vex.ts";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import { type GivenEvidence, statementOf } from "./read-given-evidence.ts";

interface Examined {
  readonly evidence: GivenEvidence | undefined;
  readonly risks: readonly JudgedRisk[];
}

/** The evidence that was given, and OpenVEX of the decisions that hold, to be signed as a statement about all assets and images. */
export function withDecisions(
  { evidence, risks }: Examined,
  { facts, plan }: { readonly facts: SourceFacts; readonly plan: ReleasePlan },
): GivenEvidence {
  const given = evidence ?? { statements: [], carried: [], scans: [] };
  const author = facts.repository ?? facts.name;
  const document = riskVex(risks, { purl: releasePurl(facts), author, epoch: facts.epoch });
  if (document === undefined) return given;
  // It must be what the reader of others' documents accepts.
  const read = readEvidence(encodeUtf8(canonicalJson(document)));
  if (read.kind !== "signable") throw new Fault("internal", "decisions became no document that can be signed");
  const about = [...plan.assets, ...plan.images];
  const only = about.length === 1 ? about[0]?.sha256 : undefined;
  return { ...given, statements: [...given.statements, statementOf(read, about, only)] };
}
