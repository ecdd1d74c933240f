import { requireClosed } from "../../domain/capsule/require-closed.ts";
import { checkOtherEvidence, checkPolicy } from "../../domain/policy/check-policy.ts";
import { checkChecksums } from "../../domain/verification/check-checksums.ts";
import { checkEvidence } from "../../domain/verification/check-evidence.ts";
import { checkProvenance } from "../../domain/verification/check-provenance.ts";
import { checkRelease } from "../../domain/verification/check-release.ts";
import { checkSbom } from "../../domain/verification/check-sbom.ts";
import type { Claim, ClaimId } from "../../domain/verification/claim.ts";
import { CLAIM_IDS } from "../../domain/verification/claim.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import type { RunEvidence } from "../../domain/verification/run-evidence.ts";
import { sameRun } from "../../domain/verification/same-run.ts";
import { failedClaim, openClaim, verifiedClaim } from "../../domain/verification/state-claim.ts";
import type { AssetResult, VerifiedRoot } from "../../domain/verification/verification.ts";
import type { TrustedCapsuleRoot } from "../../domain/verification/verify-root.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Failures } from "./attempt-claim.ts";
import { attemptClaim } from "./attempt-claim.ts";
import { assetsClaim, checkAssets } from "./check-assets.ts";
import type { LineageOrder } from "./check-lineage.ts";
import { checkLineage } from "./check-lineage.ts";
import type { OpenedCapsule } from "./open-capsule.ts";
import { remainingClaims } from "./remaining-claims.ts";
import { SmallFiles } from "./small-files.ts";
import type { VerifyOrder, VerifyPorts } from "./verify-order.ts";

export interface OpenedAndFound {
  readonly order: VerifyOrder;
  readonly opened: OpenedCapsule;
  /** The verified root, or why there is none. */
  readonly found: TrustedCapsuleRoot | Fault;
  readonly trusted: readonly NamedTrust[];
  readonly failures: Failures;
  /** Verifies another capsule under the same trust. */
  readonly verify: LineageOrder["verify"];
}

export interface ComputedClaims {
  /** One for each claim id, in that order. */
  readonly claims: readonly Claim[];
  readonly assets: readonly AssetResult[];
  readonly builder: string | undefined;
}

/** Computes every claim; those that need a verified root are not checked without one. */
export async function computeClaims(all: OpenedAndFound, ports: VerifyPorts): Promise<ComputedClaims> {
  const { opened, found } = all;
  const { content } = opened;
  if (content instanceof Fault) return nothingChecked([failedClaim("archive", content)], "the archive was refused");
  if (found instanceof Fault) return nothingChecked([CANONICAL, failedClaim("root", found)], "the root did not verify");
  const { root, trust, verify } = found;
  const evidence: RunEvidence = { root, entries: content.entries, verify, signer: sameRun(root.signer) };
  const { claims, assets, builder } = await checkAll({ ...all, evidence, origin: trust.origin }, ports);
  const required = new Set<ClaimId>(all.order.policy?.document.require);
  return {
    claims: claims.map((claim) => (required.has(claim.id) ? { ...claim, required: true } : claim)),
    assets,
    builder,
  };
}

interface Checked extends OpenedAndFound {
  readonly evidence: RunEvidence;
  /** Of the trusted root. */
  readonly origin: string;
}

async function checkAll({ order, opened, trusted, failures, evidence, origin, verify }: Checked, ports: VerifyPorts) {
  const attempt = (id: ClaimId, compute: () => Claim | Promise<Claim>) => attemptClaim(id, failures, compute);
  const { root, entries } = evidence;
  const assets: AssetResult[] = [];
  const small = new SmallFiles();
  let builder: string | undefined;
  const claims = [
    await attempt("archive", () => checkArchive(root, entries)),
    verifiedClaim("root", `signed by ${describeSigner(root)} under the trusted root ${printable(origin)}`),
    await attempt("release", () => checkRelease(root, { release: order.release, fileName: opened.fileName })),
    await attempt("assets", async () => {
      const subjects = root.statement.subject;
      assets.push(...(await checkAssets({ order, folder: opened.folder, subjects, failures, small }, ports)));
      return assetsClaim(assets, order);
    }),
    await attempt("evidence", () => checkEvidence(evidence, small)),
    await attempt("provenance", () => {
      const checked = checkProvenance(evidence);
      builder = checked.builder;
      return checked.claim;
    }),
    await attempt("checksums", () => checkChecksums(evidence)),
    await attempt("sbom", () => checkSbom(evidence)),
    ...(await policyClaims({ order, trusted, evidence, verify }, attempt)),
  ];
  return { claims, assets, builder };
}

type Attempt = (id: ClaimId, compute: () => Claim | Promise<Claim>) => Promise<Claim>;

/** Without a policy nothing is asked of evidence of others. */
async function policyClaims(
  { order, trusted, evidence, verify }: Pick<Checked, "order" | "trusted" | "evidence" | "verify">,
  attempt: Attempt,
): Promise<Claim[]> {
  const { root } = evidence;
  const lineage = await attempt("lineage", () => checkLineage({ order, root, verify }));
  const remaining = remainingClaims(root, lineage);
  const { policy, effectiveTime } = order;
  if (policy === undefined) return remaining;
  if (effectiveTime === undefined) throw new Fault("internal", "a policy needs the time at which it must hold");
  const check = { policy, effectiveTime, evidence, trusted };
  const computed = new Map([
    ["other-evidence", await attempt("other-evidence", () => checkOtherEvidence(check))],
    ["policy", await attempt("policy", () => checkPolicy(check))],
  ]);
  return remaining.map((claim) => computed.get(claim.id) ?? claim);
}

const CANONICAL = openClaim("archive", "not-checked", {
  reason: "it is canonical, but without a verified root nothing says what it must hold",
  required: true,
});

function checkArchive(root: VerifiedRoot, entries: ReadonlyMap<string, Uint8Array>): Claim {
  requireClosed(root.statement, entries);
  return verifiedClaim("archive", `canonical, with exactly the ${entries.size} entries that its root lists`);
}

/** Claims that were not reached are said to be so, not left out. */
function nothingChecked(stated: readonly Claim[], reason: string): ComputedClaims {
  const known = new Map(stated.map((claim) => [claim.id, claim]));
  const claims = CLAIM_IDS.map((id) => known.get(id) ?? openClaim(id, "not-checked", { reason, required: true }));
  return { claims, assets: [], builder: undefined };
}

function describeSigner({ signer }: VerifiedRoot): string {
  return signer.kind === "key" ? "a key" : printable(signer.certificate.subjectAlternativeName.value);
}
