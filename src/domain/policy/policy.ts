import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import { schemaId } from "../home.ts";
import type { ExactIdentity, ExpectedRepository } from "../sigstore/expected-identity.ts";
import { gitHubIssuer } from "../source/github-issuer.ts";
import { foldRepository, parseRepository } from "../source/repository.ts";
import { CLAIM_IDS } from "../verification/claim.ts";
import { parseSignerWorkflow } from "../verification/workflow-name.ts";

export const POLICY_SCHEMA_ID = schemaId("policy");

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
const days = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(36_500));

const signer = v.union([
  v.strictObject({
    repository: text,
    /** Where the enterprise of the repository has one of its own. */
    issuer: v.optional(text),
    sourceRef: v.optional(text),
    /** `owner/repo/path[@ref]` of the reusable workflow that may sign for it, of the same GitHub without a web address. */
    signerWorkflow: v.optional(text),
    unsafeTriggers: v.optional(v.pipe(v.array(text), v.minLength(1))),
  }),
  v.strictObject({ identity: text, issuer: text }),
]);

const signers = v.pipe(v.array(signer), v.minLength(1), v.maxLength(64));

/** A statement that must be among the evidence, by so many distinct signers, each not older than the age. */
const requirement = v.strictObject({
  predicateType: text,
  signers,
  threshold: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)), 1),
  maxAgeDays: v.optional(days),
});

const level = v.picklist(["SLSA_BUILD_LEVEL_1", "SLSA_BUILD_LEVEL_2", "SLSA_BUILD_LEVEL_3"]);

/** What a user requires of a release; closed, so that a misspelt rule is refused and not ignored. */
export const policySchema = v.strictObject({
  schema: v.literal(POLICY_SCHEMA_ID),
  /** Any one of these may have signed the release. */
  signers,
  /** Claims that must be verified beside those that always must. */
  require: v.optional(v.pipe(v.array(v.picklist(CLAIM_IDS)), v.minLength(1))),
  /** Age of the release's signature at the effective time. */
  maxAgeDays: v.optional(days),
  runner: v.optional(v.picklist(["github-hosted", "self-hosted"])),
  /** The environment of the job that signed, as the certificate states it. */
  environment: v.optional(text),
  evidence: v.optional(v.pipe(v.array(requirement), v.maxLength(64))),
  /** The level that a builder is trusted for, in a verification summary. */
  builders: v.optional(v.pipe(v.array(v.strictObject({ id: text, level })), v.maxLength(256))),
});

export type PolicyDocument = v.InferOutput<typeof policySchema>;

export interface Policy {
  readonly document: PolicyDocument;
  readonly signers: readonly PolicySigner[];
  readonly evidence: readonly EvidenceRequirement[];
}

export type PolicySigner = ExpectedRepository | ExactIdentity;

export interface EvidenceRequirement {
  readonly predicateType: string;
  readonly signers: readonly PolicySigner[];
  readonly threshold: number;
  readonly maxAgeDays: number | undefined;
}

const MAX_POLICY_BYTES = 1024 * 1024;

/** Parses a policy file: strict JSON of the closed schema. Fault: `policy-malformed`. */
export function parsePolicy(bytes: Uint8Array): Policy {
  const document = parseDocument(bytes);
  const evidence = (document.evidence ?? []).map((one) => ({
    predicateType: one.predicateType,
    signers: one.signers.map(readSigner),
    threshold: one.threshold,
    maxAgeDays: one.maxAgeDays,
  }));
  const unreachable = evidence.find((one) => one.threshold > one.signers.length);
  if (unreachable !== undefined) {
    throw malformed(`${printable(unreachable.predicateType)} needs more signers than it names`);
  }
  const repeated = evidence.find(({ signers }) => new Set(signers.map(signerKey)).size < signers.length);
  if (repeated !== undefined) throw malformed(`${printable(repeated.predicateType)} names one signer twice`);
  return { document, signers: document.signers.map(readSigner), evidence };
}

/** Who would be counted twice: a threshold is one of distinct signers, however they are spelled. */
function signerKey(signer: PolicySigner): string {
  if (signer.kind === "exact") return JSON.stringify(signer);
  const { repository, signerWorkflow, ...rules } = signer;
  const workflow = signerWorkflow && { ...signerWorkflow, repository: foldRepository(signerWorkflow.repository) };
  return JSON.stringify([foldRepository(repository), workflow, rules]);
}

function parseDocument(bytes: Uint8Array): PolicyDocument {
  try {
    const json = parseJsonObject(bytes, { maxBytes: MAX_POLICY_BYTES, what: "the policy" });
    const parsed = v.safeParse(policySchema, json);
    if (parsed.success) return parsed.output;
    throw malformed(`it is wrong at ${printable(v.getDotPath(parsed.issues[0]) ?? "its top")}`);
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "policy-malformed") throw error;
    throw new Fault("policy-malformed", error.message, { cause: error });
  }
}

function readSigner(one: PolicyDocument["signers"][number]): PolicySigner {
  if ("identity" in one) return { kind: "exact", subjectAlternativeName: one.identity, issuer: one.issuer };
  const repository = parseRepository(one.repository).url;
  const { origin } = new URL(repository);
  const { issuer, sourceRef, signerWorkflow, unsafeTriggers } = one;
  if (issuer !== undefined && gitHubIssuer(issuer)?.web !== origin) {
    throw malformed(`${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`);
  }
  const workflow = signerWorkflow === undefined ? undefined : parseSignerWorkflow(signerWorkflow, origin);
  if (signerWorkflow !== undefined && workflow === undefined) {
    throw malformed(`${printable(signerWorkflow)} names no workflow`);
  }
  return {
    kind: "repository",
    repository,
    ...(issuer === undefined ? {} : { issuer }),
    ...(sourceRef === undefined ? {} : { sourceRef }),
    ...(workflow === undefined ? {} : { signerWorkflow: workflow }),
    ...(unsafeTriggers === undefined ? {} : { unsafeTriggers }),
  };
}

function malformed(problem: string): Fault {
  return new Fault("policy-malformed", `the policy is malformed: ${problem}`);
}
