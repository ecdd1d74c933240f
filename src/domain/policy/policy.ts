import * as v from "valibot";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { schemaId } from "../home.ts";
import type { ExactIdentity, ExpectedKey, ExpectedRepository } from "../sigstore/expected-identity.ts";
import { readSignerKey } from "../sigstore/signer-key.ts";
import { gitHubIssuer } from "../source/github-issuer.ts";
import { foldRepository, parseRepository } from "../source/repository.ts";
import { CLAIM_IDS, type ClaimId } from "../verification/claim.ts";
import { parseSignerWorkflow } from "../verification/workflow-name.ts";
import { policyKeys } from "./policy-keys.ts";

export const POLICY_SCHEMA_ID = schemaId("policy");

/** The kinds of statements by which others vouch for a release. */
export const APPROVAL_KINDS = ["approval", "rebuild"] as const;

/** From which severity on a vulnerability counts. */
const FAIL_ON = ["critical", "high", "medium", "low", "any", "never"] as const;

/** One line that names who may sign. */
export const signerSchema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
  const time = v.pipe(
    v.string(),
    v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/),
  );
  return v.union([
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
    v.strictObject({
      /** PEM, `BEGIN PUBLIC KEY`. */
      key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8192)),
      /** What it signed before or after these times does not count, nor what nothing says the time of. */
      notBefore: v.optional(time),
      notAfter: v.optional(time),
      /** From when on nothing counts that it signs. */
      revoked: v.optional(time),
      /** What it signs counts only with an entry of a log, which shows everybody that it signed. */
      log: v.optional(v.literal("required")),
    }),
  ]);
});

/** What a user requires of a release; closed, so that a misspelt rule is refused and not ignored. */
export const policySchema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));
  const days = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(36_500));

  const signers = v.pipe(v.array(signerSchema()), v.minLength(1), v.maxLength(64));

  /** A statement that must be among the evidence, by so many distinct parties, each not older than the age. */
  const requirement = v.strictObject({
    predicateType: text,
    signers,
    /** What the run that sealed the release says of itself counts, too, if one of the signers fits it. */
    ownRun: v.optional(v.literal("counts")),
    threshold: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)), 1),
    maxAgeDays: v.optional(days),
  });

  /** So many distinct parties must vouch for the release, each in a statement that is not older than the age. */
  const approvalRule = v.strictObject({
    n: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    of: signers,
    /** Only statements of this kind count; without it both do. */
    kind: v.optional(v.picklist(APPROVAL_KINDS)),
    /** With the kind `rebuild`: the assets that each must have rebuilt; without it, every file of the release. */
    files: v.optional(v.pipe(v.array(text), v.minLength(1), v.maxLength(1024))),
    maxAgeDays: v.optional(days),
    /** What the run that sealed the release says of itself counts, too, if one of the signers fits it. */
    ownRun: v.optional(v.literal("counts")),
  });

  /** What a scan for known vulnerabilities must say of every asset. */
  const vulnerabilityRule = v.strictObject({
    /** Of a scan at the effective time. */
    maxAgeDays: days,
    /** Of a scanner's database when it scanned. */
    databaseMaxAgeDays: v.optional(days, 3),
    /** The least severity that must have been decided about; one that nobody says counts as any. */
    failOn: v.picklist(FAIL_ON),
    /** Whose scans and decisions count; without them those of the release itself, its own run among them. */
    signers: v.optional(signers),
    /** With signers: what the run that sealed the release says of itself counts, too, if one of them fits it. */
    ownRun: v.optional(v.literal("counts")),
  });

  /** The release before must verify, unless the root says that this release, or this capsule, is the first. */
  const firstAllowed = v.strictObject({ lineage: v.literal("first-allowed") });

  /** Each file must have Notary signatures by so many of these, named as in a trust policy: `C=US, ST=WA, O=Tools`. */
  const notaryQuorum = v.strictObject({
    notary: v.strictObject({
      n: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      of: v.pipe(v.array(text), v.minLength(1), v.maxLength(16)),
    }),
  });

  const level = v.picklist(["SLSA_BUILD_LEVEL_1", "SLSA_BUILD_LEVEL_2", "SLSA_BUILD_LEVEL_3"]);

  return v.strictObject({
    /** For editors, which find the schema of a file by it; nothing follows from it. */
    $schema: v.optional(v.string()),
    schema: v.literal(POLICY_SCHEMA_ID),
    /** Any one of these may have signed the release. */
    signers,
    /** Claims that must be verified beside those that always must; the one exception is written out. */
    require: v.optional(v.pipe(v.array(v.union([v.picklist(CLAIM_IDS), firstAllowed, notaryQuorum])), v.minLength(1))),
    /** Age of the release's signature at the effective time. */
    maxAgeDays: v.optional(days),
    runner: v.optional(v.picklist(["github-hosted", "self-hosted"])),
    /** The environment of the job that signed, as the certificate states it. */
    environment: v.optional(text),
    evidence: v.optional(v.pipe(v.array(requirement), v.maxLength(64))),
    /** Who must vouch for the release beside those who made it. */
    approvals: v.optional(v.union([approvalRule, v.pipe(v.array(approvalRule), v.minLength(1), v.maxLength(16))])),
    /** What scanners may know of the release, and how new their word must be. */
    vulnerabilities: v.optional(vulnerabilityRule),
    /** The level that a builder is trusted for, in a verification summary. */
    builders: v.optional(v.pipe(v.array(v.strictObject({ id: text, level })), v.maxLength(256))),
  });
});

export type SignerDocument = v.InferOutput<ReturnType<typeof signerSchema>>;

export type PolicyDocument = v.InferOutput<ReturnType<typeof policySchema>>;

export interface Policy {
  readonly document: PolicyDocument;
  readonly signers: readonly PolicySigner[];
  /** Claims that must be verified. */
  readonly require: readonly RequiredClaim[];
  readonly evidence: readonly EvidenceRequirement[];
  readonly approvals: readonly ApprovalRule[];
  readonly vulnerabilities: VulnerabilityRule | undefined;
}

export interface RequiredClaim {
  readonly id: ClaimId;
  /** Whether it is enough that the root names this release, or this capsule, as the first. */
  readonly isFirstAllowed: boolean;
  /** How many of whom must have signed as the Notary Project does. */
  readonly notary?: { readonly n: number; readonly of: readonly string[] };
}

export type PolicySigner = ExpectedRepository | ExactIdentity | ExpectedKey;

export interface EvidenceRequirement {
  readonly predicateType: string;
  readonly signers: readonly PolicySigner[];
  readonly threshold: number;
  readonly maxAgeDays: number | undefined;
  readonly ownRunCounts: boolean;
}

export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export interface ApprovalRule {
  /** How many distinct parties. */
  readonly n: number;
  readonly signers: readonly PolicySigner[];
  /** Undefined if either kind counts. */
  readonly kind: ApprovalKind | undefined;
  /** Assets that must have been rebuilt; undefined for all. */
  readonly files: readonly string[] | undefined;
  readonly maxAgeDays: number | undefined;
  readonly ownRunCounts: boolean;
}

export interface VulnerabilityRule {
  readonly maxAgeDays: number;
  readonly databaseMaxAgeDays: number;
  readonly failOn: (typeof FAIL_ON)[number];
  readonly signers: readonly PolicySigner[];
  readonly ownRunCounts: boolean;
}

const MAX_POLICY_BYTES = 1024 * 1024;

/**
 * Parses a policy file: strict JSON of the closed schema, in which nothing stands twice: who reads a rule of two must not
 * find it satisfied by one. Faults: `policy-malformed`, `key-malformed`.
 */
export function parsePolicy(bytes: Uint8Array): Policy {
  const document = parseDocument(bytes);
  const signers = document.signers.map(readSigner);
  const evidence = (document.evidence ?? []).map((one) => ({
    predicateType: one.predicateType,
    signers: one.signers.map(readSigner),
    threshold: one.threshold,
    maxAgeDays: one.maxAgeDays,
    ownRunCounts: one.ownRun === "counts",
  }));
  const approvals = [document.approvals ?? []].flat().map(readApprovalRule);
  const policy = {
    ...{ document, evidence, approvals, signers },
    vulnerabilities: document.vulnerabilities && readVulnerabilityRule(document.vulnerabilities, signers),
    require: (document.require ?? []).map(readRequired),
  };
  refuseDuplicates(policy);
  refuseKeyTwice(policy);
  const rules = [
    ...evidence.map(({ predicateType, ...rule }) => ({ what: printable(predicateType), ...rule })),
    ...approvals.map(({ n, ...rule }) => ({ what: "approvals", threshold: n, ...rule })),
    ...(policy.vulnerabilities === undefined
      ? []
      : [{ what: "vulnerabilities", threshold: 1, signers: policy.vulnerabilities.signers }]),
  ];
  for (const rule of rules) requireReachable(rule, signers);
  if (policy.vulnerabilities === undefined && policy.require.some(({ id }) => id === "vulnerabilities")) {
    throw malformed("it requires vulnerabilities, and no rule of that name says how new a scan must be");
  }
  return policy;
}

function readRequired(one: NonNullable<PolicyDocument["require"]>[number]): RequiredClaim {
  if (typeof one === "string") return { id: one, isFirstAllowed: false };
  if ("lineage" in one) return { id: "lineage", isFirstAllowed: true };
  const { n, of } = one.notary;
  refuseTwice("notary", of);
  if (n > of.length) throw malformed("notary needs more signers than it names");
  return { id: "notary", isFirstAllowed: false, notary: one.notary };
}

type ApprovalDocument = Exclude<PolicyDocument["approvals"], undefined | readonly unknown[]>;

function readApprovalRule(one: ApprovalDocument): ApprovalRule {
  if (one.files !== undefined && one.kind !== "rebuild")
    throw malformed("approvals names files without the kind rebuild");
  if (one.files !== undefined) refuseTwice("approvals", one.files);
  return {
    n: one.n,
    signers: one.of.map(readSigner),
    ...{ kind: one.kind, files: one.files, maxAgeDays: one.maxAgeDays },
    ownRunCounts: one.ownRun === "counts",
  };
}

/** What a release says of itself counts if nobody else is named. */
function readVulnerabilityRule(
  { signers: named, ownRun, ...rule }: Exclude<PolicyDocument["vulnerabilities"], undefined>,
  own: readonly PolicySigner[],
): VulnerabilityRule {
  if (named === undefined && ownRun !== undefined) throw malformed("vulnerabilities names its own run without signers");
  return { ...rule, signers: named?.map(readSigner) ?? own, ownRunCounts: named === undefined || ownRun === "counts" };
}

function refuseDuplicates({ document, signers, require, evidence, approvals, vulnerabilities }: Policy): void {
  refuseTwice("signers", signers.map(signerKey));
  refuseTwice(
    "require",
    require.map(({ id }) => id),
  );
  refuseTwice("vulnerabilities", vulnerabilities?.signers.map(signerKey) ?? []);
  refuseTwice("builders", document.builders?.map(({ id }) => id) ?? []);
  for (const one of evidence) refuseTwice(printable(one.predicateType), one.signers.map(signerKey));
  for (const one of approvals) refuseTwice("approvals", one.signers.map(signerKey));
  refuseTwice(
    "approvals",
    approvals.map(({ kind, files = [], signers: of }) =>
      JSON.stringify([kind, [...files].sort(compareUtf8), of.map(signerKey).sort(compareUtf8)]),
    ),
  );
  refuseTwice(
    "evidence",
    evidence.map((one) => JSON.stringify([one.predicateType, one.signers.map(signerKey).sort(compareUtf8)])),
  );
}

function refuseTwice(what: string, keys: readonly string[]): void {
  if (new Set(keys).size < keys.length) throw malformed(`${what} names one thing twice`);
}

interface Threshold {
  /** Printable. */
  readonly what: string;
  readonly signers: readonly PolicySigner[];
  readonly threshold: number;
}

/** Refuses a rule that no evidence can satisfy. */
function requireReachable({ what: shown, signers, threshold }: Threshold, own: Policy["signers"]): void {
  if (threshold > countParties(signers)) throw malformed(`${shown} needs more signers than it names`);
  const repositories = own.flatMap((one) => (one.kind === "repository" ? [foldRepository(one.repository)] : []));
  const other = signers.find(
    (one) =>
      one.kind === "repository" &&
      one.sourceRef === undefined &&
      repositories.length === own.length &&
      !repositories.includes(foldRepository(one.repository)),
  );
  if (other?.kind !== "repository") return;
  throw malformed(
    `${shown} names ${printable(other.repository)} without sourceRef, and the release's tag is not its own`,
  );
}

/** As many parties as the lines can name at most; who really signed is known only when it is verified. */
function countParties(signers: readonly PolicySigner[]): number {
  const parties = signers.map((signer) => {
    if (signer.kind === "key") return encodeHex(signer.publicKey.spki);
    if (signer.kind === "exact") {
      const name = signer.subjectAlternativeName;
      return /^[^:/]+@[^:/]+$/.test(name) ? name.normalize("NFC").toLowerCase() : JSON.stringify(signer);
    }
    return JSON.stringify([foldRepository(signer.repository), workflowOf(signer)]);
  });
  return new Set(parties).size;
}

/** The workflow that a line names on purpose, at whatever ref; undefined for one that names none. */
export function workflowOf(signer: PolicySigner): string | undefined {
  if (signer.kind !== "repository" || signer.signerWorkflow === undefined) return undefined;
  const { repository, path } = signer.signerWorkflow;
  return `${foldRepository(repository)}/${path}`;
}

/** One signer, however it is spelled. */
function signerKey(signer: PolicySigner): string {
  if (signer.kind === "exact") return JSON.stringify(signer);
  if (signer.kind === "key") return encodeHex(signer.publicKey.spki);
  const { repository, signerWorkflow, unsafeTriggers, ...rules } = signer;
  const workflow = signerWorkflow && { ...signerWorkflow, repository: foldRepository(signerWorkflow.repository) };
  return JSON.stringify([foldRepository(repository), workflow, rules, [...(unsafeTriggers ?? [])].sort(compareUtf8)]);
}

function parseDocument(bytes: Uint8Array): PolicyDocument {
  try {
    const json = parseJsonObject(bytes, { maxBytes: MAX_POLICY_BYTES, what: "the policy" });
    return parseSchema(policySchema(), json, (problem) => malformed(`it ${problem}`));
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "policy-malformed") throw error;
    throw new Fault("policy-malformed", error.message, { cause: error });
  }
}

/** What a line of a policy means. Fault: `policy-malformed`, those of `parseRepository`. */
export function readSigner(one: SignerDocument): PolicySigner {
  if ("identity" in one) return { kind: "exact", subjectAlternativeName: one.identity, issuer: one.issuer };
  if ("key" in one) return readKey(one);
  const repository = parseRepository(one.repository).url;
  const { origin } = new URL(repository);
  const { issuer, sourceRef, signerWorkflow, unsafeTriggers } = one;
  if (issuer !== undefined && gitHubIssuer(issuer)?.web !== origin) {
    throw malformed(`${printable(issuer)} is not an issuer of GitHub Actions at ${origin}`);
  }
  const workflow = signerWorkflow === undefined ? undefined : parseSignerWorkflow(signerWorkflow, origin);
  if (signerWorkflow !== undefined && workflow === undefined) {
    throw malformed(`${printable(signerWorkflow)} is not the name of a workflow`);
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

type KeyLine = Extract<PolicyDocument["signers"][number], { key: string }>;

function readKey({ key, notBefore, notAfter, revoked, log }: KeyLine): ExpectedKey {
  const publicKey = readSignerKey(encodeUtf8(key));
  const [start, end] = [new Date(notBefore ?? 0), notAfter === undefined ? undefined : new Date(notAfter)];
  if (end !== undefined && end < start) throw malformed("a key is valid until before it is valid");
  return {
    ...{ kind: "key", publicKey },
    ...(notBefore === undefined && end === undefined ? {} : { validFor: { start, end } }),
    ...(revoked === undefined ? {} : { revoked: new Date(revoked) }),
    ...(log === undefined ? {} : { logged: true }),
  };
}

/** Two rules may name one key, and not say different things of it: which one would count? */
function refuseKeyTwice(policy: Policy): void {
  const seen = new Map<string, string>();
  for (const one of policyKeys(policy)) {
    const [name, times] = [signerKey(one), JSON.stringify([one.validFor, one.revoked, one.logged])];
    if ((seen.get(name) ?? times) !== times)
      throw malformed("it names one key with different times, or only once with a log");
    seen.set(name, times);
  }
}

function malformed(problem: string): Fault {
  return new Fault("policy-malformed", `the policy is malformed: ${problem}`);
}
