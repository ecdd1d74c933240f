import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import { LOCAL_ISSUER } from "../../domain/sigstore/local-issuer.ts";
import {
  type ApprovalResult,
  ASSET_STATUSES,
  type Verification,
  type VerifiedRoot,
} from "../../domain/verification/verification.ts";
import type { Spelling } from "../../kernel/advice.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { faultJson, faultSchema } from "../fault/fault-json.ts";
import { claimJson, claimSchema } from "./claim-json.ts";

/** What `capsule verify --json` prints. Facts of `release` are verified ones; null if the root did not verify. */
export function verificationSchema() {
  const text = v.string();
  const textOrNull = v.nullable(v.string());
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

  const signer = v.union([
    v.strictObject({ kind: v.literal("certificate"), identity: text, issuer: textOrNull }),
    v.strictObject({ kind: v.literal("key"), fingerprint: sha256 }),
  ]);

  const times = v.array(v.strictObject({ source: v.picklist(["log", "timestamp-authority"]), time: text }));

  const root = v.strictObject({
    sha256,
    name: text,
    version: text,
    tag: textOrNull,
    commit: textOrNull,
    repository: textOrNull,
    runUri: textOrNull,
    signer,
    times,
    logEntries: v.array(v.strictObject({ log: text, index: text, time: textOrNull })),
  });

  /** Of entries of one kind: verified if the claim about them is, and only compared with the digests in the root. */
  const coverage = v.strictObject({ asked: v.number(), byDigest: v.number() });

  return v.strictObject({
    schema: v.literal(schemaId("verification")),
    verdict: v.picklist(["verified", "rejected", "incomplete"]),
    exitCode: v.picklist([0, 1, 3, 4]),
    capsuleSha256: sha256,
    /** `local`: sealed with the local test instance, which proves nothing about who did it. `notary`: by a trust policy of the Notary Project alone. */
    trust: v.picklist(["local", "sigstore", "notary"]),
    trustedRoot: v.strictObject({ origin: text, dated: textOrNull }),
    release: v.nullable(root),
    claims: v.array(claimSchema()),
    assets: v.array(
      v.strictObject({
        name: textOrNull,
        looked: textOrNull,
        status: v.picklist(ASSET_STATUSES),
        reason: text,
        /** Whether it is not an asset, and lies beside them, as the checksum list. */
        isDocument: v.boolean(),
        /** Of what was looked at, in bytes. */
        size: v.nullable(v.number()),
        /** Of what was looked at, and of what was sealed. */
        sha256: v.nullable(sha256),
        sealedSha256: v.nullable(sha256),
      }),
    ),
    /** What others say of the release: each file that was named, or lay beside the capsule. */
    approvals: v.array(
      v.strictObject({
        file: text,
        status: v.picklist(["counted", "carried", "not-counted", "refused"]),
        kind: v.nullable(v.picklist(["approval", "rebuild"])),
        signer: v.nullable(signer),
        times,
        builder: textOrNull,
        rebuilt: v.array(text),
        code: textOrNull,
        reason: text,
      }),
    ),
    /** How far the claims about a capsule's evidence reach; null if the root did not verify. */
    evidence: v.nullable(v.strictObject({ signatures: coverage, sboms: coverage, statements: coverage })),
    failures: v.array(faultSchema()),
  });
}

export type VerificationJson = v.InferOutput<ReturnType<typeof verificationSchema>>;

export function verificationJson(verification: Verification, spelling?: Spelling): VerificationJson {
  const { trust, claims, assets } = verification;
  return {
    schema: schemaId("verification"),
    verdict: verification.verdict,
    exitCode: verification.exitCode,
    capsuleSha256: verification.capsuleSha256,
    trust: trustOf(verification),
    trustedRoot: { origin: trust.origin, dated: trust.dated ?? null },
    release: verification.root === undefined ? null : rootJson(verification.root),
    claims: claims.map((claim) => claimJson(claim, spelling)),
    assets: assets.map((asset) => ({
      name: asset.sealedName ?? null,
      looked: asset.looked ?? null,
      ...{ status: asset.status, reason: asset.reason, isDocument: asset.isDocument === true },
      size: asset.size ?? null,
      sha256: asset.sha256 ?? null,
      sealedSha256: asset.sealedSha256 ?? null,
    })),
    approvals: verification.approvals.map(approvalJson),
    evidence: verification.coverage ?? null,
    failures: verification.failures.map((fault) => faultJson(fault, spelling)),
  };
}

function trustOf({ root, claims }: Verification): VerificationJson["trust"] {
  if (isLocal(root)) return "local";
  const isAsked = (id: string) => claims.some((claim) => claim.id === id && claim.status !== "not-applicable");
  return isAsked("notary") && !isAsked("root") ? "notary" : "sigstore";
}

function rootJson({
  statement,
  sha256,
  signer,
  times,
  logEntries,
}: VerifiedRoot): NonNullable<VerificationJson["release"]> {
  const { name, version, tag, commit, repository, runUri } = statement.predicate.release;
  return {
    sha256,
    ...{ name, version, tag, commit, repository, runUri },
    signer: signerJson(signer),
    times: timesJson(times),
    logEntries: logEntries.map(({ log, index, integratedSeconds }) => ({
      log,
      index,
      time: integratedSeconds === undefined ? null : formatEpoch(integratedSeconds),
    })),
  };
}

function approvalJson(approval: ApprovalResult): VerificationJson["approvals"][number] {
  const { file, status, kind, signer, builder, rebuilt, code, reason } = approval;
  return {
    ...{ file, status, kind: kind ?? null },
    signer: signer === undefined ? null : signerJson(signer),
    times: timesJson(approval.times),
    ...{ builder: builder ?? null, rebuilt: [...(rebuilt ?? [])], code: code ?? null, reason },
  };
}

function timesJson(times: VerifiedRoot["times"]): { source: "log" | "timestamp-authority"; time: string }[] {
  return times.map(({ source, seconds }) => ({ source, time: formatEpoch(seconds) }));
}

function signerJson(signer: VerifiedRoot["signer"]): NonNullable<VerificationJson["release"]>["signer"] {
  if (signer.kind === "key") return { kind: "key", fingerprint: signer.fingerprint };
  const { subjectAlternativeName, issuer } = signer.certificate;
  return { kind: "certificate", identity: subjectAlternativeName.value, issuer: issuer ?? null };
}

/** The issuer of the local instance; anybody can sign under that name, and a program must be able to tell. */
function isLocal(root: VerifiedRoot | undefined): boolean {
  return root?.signer.kind === "certificate" && root.signer.certificate.issuer === LOCAL_ISSUER;
}
