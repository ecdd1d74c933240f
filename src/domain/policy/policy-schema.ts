import * as v from "valibot";
import { once } from "../../kernel/once.ts";
import { schemaId } from "../home.ts";
import { CLAIM_IDS } from "../verification/claim.ts";
import { signerSchema } from "./policy-signer.ts";

export const POLICY_SCHEMA_ID = schemaId("policy");

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
    kind: v.optional(v.picklist(["approval", "rebuild"])),
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
    failOn: v.picklist(["critical", "high", "medium", "low", "any", "never"]),
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

export type PolicyDocument = v.InferOutput<ReturnType<typeof policySchema>>;
