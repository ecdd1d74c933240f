import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import type { SealedRelease, WrittenRelease } from "../../domain/release/sealed-release.ts";
import type { Spelling } from "../../kernel/advice.ts";
import { findingsSchema } from "../sbom/sbom-diff-json.ts";
import { claimJson, claimSchema } from "../verification/claim-json.ts";
import { releaseClaimJson, releaseClaimSchema, valueJson, valueSchema } from "./release-claim-json.ts";

const text = v.string();
const textOrNull = v.nullable(v.string());
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What `capsule seal --json` prints. Paths are absolute; nothing is written by a dry run, and then they are null. */
export const sealedReleaseSchema = v.strictObject({
  schema: v.literal(schemaId("sealed-release")),
  verdict: v.literal("verified"),
  /** The instance that signed; `local` proves nothing about who sealed. */
  trust: v.picklist(["public-good", "github", "staging", "custom", "local"]),
  name: text,
  version: text,
  tag: textOrNull,
  commit: textOrNull,
  repository: textOrNull,
  signer: v.strictObject({
    /** Null if a key signed. */
    identity: textOrNull,
    issuer: textOrNull,
    /** Fingerprint of the key that signed, hex SHA-256; null if a certificate says who did. */
    key: v.nullable(sha256),
    /** Where the signature of the root is logged; empty if the instance has no log. */
    logEntries: v.array(v.strictObject({ log: text, index: text })),
  }),
  capsule: textOrNull,
  capsuleSha256: sha256,
  rootSha256: sha256,
  out: textOrNull,
  files: v.array(v.strictObject({ name: text, path: text, size, sha256 })),
  assets: v.array(v.strictObject({ name: text, size, sha256, sha512: text })),
  /** Container images, by the digest of manifest or index. */
  images: v.array(v.strictObject({ name: text, sha256 })),
  /** Storage records of GitHub, each with the digest of its image. */
  storageRecords: v.array(v.strictObject({ digest: text, id: v.pipe(v.number(), v.safeInteger()) })),
  /** Local instance only. */
  trustedRoot: v.optional(text),
  verify: v.nullable(v.strictObject({ argv: v.array(text) })),
  claims: v.array(claimSchema()),
  /** What was checked before anything was signed. */
  checks: v.array(releaseClaimSchema),
  /** Every fact about the source with the place that it was read from. */
  values: v.array(valueSchema),
  /**
   * How each file of the draft was compared before it became public: downloaded again, or by the SHA-256 that GitHub
   * states. Empty if nothing was put on GitHub.
   */
  readBack: v.array(v.strictObject({ name: text, by: v.picklist(["bytes", "stated"]) })),
  /** The gates that its SBOMs passed, and what was found against the rules since the release before. */
  sbom: v.strictObject({
    /** `plausible`, `off`, or the least score of 0 to 100. */
    qualityGate: v.union([
      v.picklist(["warn", "plausible", "off"]),
      v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    ]),
    /** Version of the release before; null if nothing was compared, and then the reason. */
    comparedWith: textOrNull,
    notCompared: textOrNull,
    findings: findingsSchema,
  }),
  warnings: v.array(text),
});

export type SealedReleaseJson = v.InferOutput<typeof sealedReleaseSchema>;

export function sealedReleaseJson(release: SealedRelease, spelling?: Spelling): SealedReleaseJson {
  const { facts, identity, written } = release;
  return {
    schema: schemaId("sealed-release"),
    verdict: "verified",
    trust: identity.instance,
    name: facts.name,
    version: facts.version,
    tag: facts.tag,
    commit: facts.commit,
    repository: facts.repository,
    signer: {
      identity: identity.kind === "key" ? null : identity.subjectAlternativeName,
      issuer: identity.kind === "key" ? null : identity.issuer,
      key: identity.kind === "key" ? identity.fingerprint : null,
      logEntries: release.logEntries.map(({ log, index }) => ({ log, index })),
    },
    capsule: written?.capsule ?? null,
    capsuleSha256: release.capsule.sha256,
    rootSha256: release.rootSha256,
    out: written?.folder ?? null,
    files: (written?.files ?? []).map(({ name, path, size, sha256 }) => ({ name, path, size, sha256 })),
    assets: release.assets.map(({ name, size, sha256, sha512 }) => ({ name, size, sha256, sha512 })),
    images: release.images.map(({ name, sha256: digest }) => ({ name, sha256: digest })),
    storageRecords: release.storageRecords.map(({ digest, id }) => ({ digest, id })),
    ...trustedRoot(written),
    verify: written === undefined ? null : { argv: [...written.verifyArguments] },
    claims: release.claims.map((claim) => claimJson(claim, spelling)),
    checks: release.examined.claims.map((check) => releaseClaimJson(check, spelling)),
    values: release.examined.values.map(valueJson),
    readBack: release.readBack.map(({ name, by }) => ({ name, by })),
    sbom: sbomJson(release),
    warnings: [...release.warnings],
  };
}

function sbomJson({ sbomDelta, qualityGate }: SealedRelease): SealedReleaseJson["sbom"] {
  const gate = qualityGate.kind === "score" ? qualityGate.least : qualityGate.kind;
  if ("notCompared" in sbomDelta) {
    return { qualityGate: gate, comparedWith: null, notCompared: sbomDelta.notCompared, findings: [] };
  }
  const findings = sbomDelta.findings.map((finding) => ({ ...finding }));
  return { qualityGate: gate, comparedWith: sbomDelta.since, notCompared: null, findings };
}

function trustedRoot(written: WrittenRelease | undefined): { trustedRoot?: string } {
  return written?.trustedRoot === undefined ? {} : { trustedRoot: written.trustedRoot };
}
