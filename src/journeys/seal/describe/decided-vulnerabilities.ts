import { sha256Hex } from "../../../crypto/node-digest.ts";
import { evidenceEntry } from "../../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import { vexFile } from "../../../domain/capsule/published-names.ts";
import { readEvidence } from "../../../domain/evidence/read-evidence.ts";
import { releasePurl } from "../../../domain/source/release-purl.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import type { JudgedRisk } from "../../../domain/vulnerability/judge-risk.ts";
import { riskVex } from "../../../domain/vulnerability/risk-vex.ts";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { Fault } from "../../../kernel/fault.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import type { SealOrder } from "../order/seal-order.ts";
import { type GivenEvidence, statementOf } from "./read-given-evidence.ts";

interface Examined {
  readonly evidence: GivenEvidence | undefined;
  readonly risks: readonly JudgedRisk[];
}

interface Decided {
  readonly facts: SourceFacts;
  readonly plan: ReleasePlan;
}

/**
 * The evidence that was given, and OpenVEX of the decisions that hold: signed as a statement about all assets and images, sealed as a document,
 * and published as one where the release's own documents are. Without such a decision all stays as it was.
 */
export function withDecisions(
  { publish }: Pick<SealOrder, "publish">,
  { evidence, risks }: Examined,
  { facts, plan }: Decided,
): { readonly evidence: GivenEvidence; readonly plan: ReleasePlan } {
  const given = evidence ?? { statements: [], carried: [], scans: [] };
  const author = facts.repository ?? facts.name;
  const document = riskVex(risks, { purl: releasePurl(facts), author, epoch: facts.epoch });
  if (document === undefined) return { evidence: given, plan };
  const bytes = encodeUtf8(`${canonicalJson(document)}\n`);
  // It must be what the reader of others' documents accepts.
  const read = readEvidence(bytes);
  if (read.kind !== "signable") throw new Fault("internal", "decisions became no document that can be signed");
  const about = [...plan.assets, ...plan.images].filter((one) => !("made" in one));
  const only = about.length === 1 ? about[0]?.sha256 : undefined;
  const entry = { name: evidenceEntry(sha256Hex(bytes), "json"), bytes, mediaType: MEDIA_TYPES.json };
  const statements = [...given.statements, statementOf(read, about, only)];
  const isPublished = publish === "standard" || publish === "full";
  return {
    evidence: { ...given, statements, carried: [...given.carried, entry] },
    plan: isPublished ? withFile(plan, vexFile(facts, entry.name)) : plan,
  };
}

function withFile(plan: ReleasePlan, file: ReleasePlan["published"][number]): ReleasePlan {
  return {
    ...plan,
    published: [...plan.published, file],
    publishedNames: [...plan.publishedNames, file.name],
  };
}
