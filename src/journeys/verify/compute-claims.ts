import { LOG_FOLDER } from "../../domain/capsule/entry-names.ts";
import { requireClosed } from "../../domain/capsule/require-closed.ts";
import { isFile } from "../../domain/capsule/root-schema.ts";
import { notaryEntry } from "../../domain/notary/notary-names.ts";
import { checkOtherEvidence } from "../../domain/policy/check-other-evidence.ts";
import { checkPolicy, requireClaims } from "../../domain/policy/check-policy.ts";
import { judgeApprovals } from "../../domain/policy/judge-approvals.ts";
import { judgeKnownVulnerabilities } from "../../domain/policy/judge-known-vulnerabilities.ts";
import { keyName } from "../../domain/sigstore/verified-bundle.ts";
import { checkAssets, SEALED } from "../../domain/verification/checks/check-assets.ts";
import { checkChecksums } from "../../domain/verification/checks/check-checksums.ts";
import { checkEvidence } from "../../domain/verification/checks/check-evidence.ts";
import { checkProvenance } from "../../domain/verification/checks/check-provenance.ts";
import { checkRelease } from "../../domain/verification/checks/check-release.ts";
import { checkSbom } from "../../domain/verification/checks/check-sbom.ts";
import type { Claim, ClaimId } from "../../domain/verification/claim.ts";
import { CLAIM_IDS } from "../../domain/verification/claim.ts";
import { releaseDocuments } from "../../domain/verification/evidence/release-documents.ts";
import type { RunEvidence } from "../../domain/verification/evidence/run-evidence.ts";
import { sameRun } from "../../domain/verification/identity/same-run.ts";
import { failedClaim, foundClaim, openClaim, verifiedClaim } from "../../domain/verification/make-claim.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import type { ApprovalResult, AssetResult, VerifiedRoot } from "../../domain/verification/verification.ts";
import type { TrustedCapsuleRoot } from "../../domain/verification/verify-root.ts";
import { Fault } from "../../kernel/fault.ts";
import { once } from "../../kernel/once.ts";
import { printable } from "../../kernel/printable.ts";
import type { Question } from "./ask-evidence.ts";
import { attemptClaim, attemptFor, type Failures } from "./attempt-claim.ts";
import type { LineageOrder } from "./check-lineage.ts";
import { checkLineage } from "./check-lineage.ts";
import { checkPublication } from "./check-publication.ts";
import { compareAssets } from "./look-at-assets.ts";
import { NOT_ASKED } from "./not-asked.ts";
import type { OpenedCapsule } from "./open-capsule.ts";
import { readBeside } from "./read-beside.ts";
import {
  effectiveTime,
  policyInForce,
  requireNotaryVerifier,
  type VerifyOrder,
  type VerifyPorts,
} from "./verify-order.ts";

export interface OpenedAndFound {
  readonly order: VerifyOrder;
  readonly opened: OpenedCapsule<unknown>;
  /** The verified root, or why there is none. */
  readonly found: TrustedCapsuleRoot | Fault;
  /** What is asked of the evidence; undefined if the root is not believed. */
  readonly question: Question | undefined;
  readonly trusted: readonly NamedTrust[];
  readonly failures: Failures;
  /** Verifies another capsule under the same trust. */
  readonly verify: LineageOrder["verify"];
}

export interface ComputedClaims {
  /** One for each claim id, in that order. */
  readonly claims: readonly Claim[];
  readonly assets: readonly AssetResult[];
  readonly approvals: readonly ApprovalResult[];
  readonly builder: string | undefined;
}

/**
 * Computes every claim; those that need a verified root are not checked without one.
 *
 *   1. archive         exactly the entries that the root lists
 *   2. root            verified before
 *   3. release         the expected one
 *   4. assets          the files are the sealed ones, compared before
 *   5. evidence        each entry is the sealed one, and the run's own statements are
 *   6. provenance      of the same run, about exactly the assets
 *   7. checksums       signed, and exactly the assets
 *   8. SBOM            each describes its asset
 *   9. other evidence  stated by those whom the policy names
 *  10. vulnerabilities scanned lately enough, and nothing open that is too grave
 *  11. approvals       signed by those whom the policy names, of this very root
 *  12. lineage         the release before
 *  13. published       GitHub itself says that it published these very files
 *  14. notary          each file has a signature of the Notary Project that its policy trusts
 *  15. log state       what was said of it since, up to the head of a log
 *  16. policy          of the release itself
 *
 * Age and memory are judged beside them (`compare-with-memory.ts`).
 */
export async function computeClaims(all: OpenedAndFound, ports: VerifyPorts): Promise<ComputedClaims> {
  const { order, opened, found, question, failures } = all;
  const { content } = opened;
  if (content instanceof Fault) return nothingChecked([failedClaim("archive", content)], "the archive was refused");
  if (found instanceof Fault) return nothingChecked([CANONICAL, foundClaim("root", found)], "the root did not verify");
  if (question === undefined) throw new Fault("internal", "a verified root leaves nothing unasked");
  const { root, trust, verify } = found;
  const { entries, digests } = content;
  const { read, asked, about, small } = question;
  const evidence: RunEvidence = {
    root,
    entries,
    digests,
    asked,
    about,
    verify,
    signer: sameRun(root.signer),
    crypto: ports.crypto,
  };
  const inForce = policyInForce(order);
  const attempt = (id: ClaimId, compute: () => Claim | Promise<Claim>) => attemptClaim(id, failures, compute);
  const { fileName, sha256 } = opened;
  const documents = once(() => releaseDocuments({ root: root.statement, entries, fileName, sha256 }, ports.crypto));
  const publication = { order, root, trusted: all.trusted, documents, capsuleSha256: sha256 };
  const assets = await attemptFor("assets", failures, async () => {
    if (read instanceof Fault) throw read;
    const compared = await compareAssets(read, { order, subjects: root.statement.subject, documents, failures });
    return { claim: checkAssets(compared, SEALED, order), found: compared };
  });
  const provenance = await attemptFor("provenance", failures, () => checkProvenance(evidence));
  const approvals = await attemptFor("approvals", failures, async () => {
    const given = await readBeside("approval", order, ports);
    const effective = effectiveTime(order);
    const { trusted } = all;
    const allMustHold = order.allFiles === true;
    const asked = { root, given, trusted, inForce, effective, allMustHold };
    const checked = await judgeApprovals(asked, ports.crypto);
    return { claim: checked.claim, found: checked.results };
  });
  const claims = [
    /* 1 */ await attempt("archive", () => checkArchive(root, digests)),
    /* 2 */ verifiedClaim(
      "root",
      `signed by ${describeSigner(root)} under the trusted root ${printable(trust.origin)}`,
    ),
    /* 3 */ await attempt("release", () => checkRelease(root, { release: order.release, fileName: opened.fileName })),
    /* 4 */ assets.claim,
    /* 5 */ await attempt("evidence", () => checkEvidence(evidence, small)),
    /* 6 */ provenance.claim,
    /* 7 */ await attempt("checksums", () => checkChecksums(evidence)),
    /* 8 */ await attempt("sbom", () => checkSbom(evidence)),
    /* 9 */ await attempt("other-evidence", () =>
      checkOtherEvidence({ evidence, trusted: all.trusted, inForce }, ports.crypto),
    ),
    /* 10 */ await attempt("vulnerabilities", async () => {
      const given = await readBeside("scan", order, ports);
      const { trusted } = all;
      return judgeKnownVulnerabilities({ evidence, capsuleSha256: sha256, given, trusted, inForce }, ports.crypto);
    }),
    /* 11 */ approvals.claim,
    /* 12 */ await attempt("lineage", () => checkLineage({ order, root, verify: all.verify })),
    /* 13 */ await attempt("published", () => checkPublication(publication, ports)),
    /* 14 */ await attempt("notary", () => notaryClaim({ root, assets: assets.found ?? [], entries }, order, ports)),
    /* 15 */ await attempt("log-state", () => order.log?.judge({ root, entries }) ?? noLog(root)),
    /* 16 */ await attempt("policy", () => checkPolicy([root], inForce)),
    ...NOT_ASKED,
  ];
  return {
    claims: requireClaims(claims, { policy: order.policy, root }),
    assets: assets.found ?? [],
    approvals: approvals.found ?? [],
    builder: provenance.found,
  };
}

/** Who signs the heads of a log comes from outside, never from the capsule that carries it. */
function noLog({ statement }: VerifiedRoot): Claim {
  const isCarried = statement.predicate.evidence.some(({ name }) => name.startsWith(LOG_FOLDER));
  const reason = isCarried ? "it carries a log, and nobody was named who signs it" : "no statement log was looked at";
  return openClaim("log-state", "not-checked", { reason });
}

interface Looked {
  readonly root: VerifiedRoot;
  readonly assets: readonly AssetResult[];
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

/** Of each sealed file that is here: signatures in the capsule, and those beside it. */
async function notaryClaim({ root, assets, entries }: Looked, order: VerifyOrder, ports: VerifyPorts): Promise<Claim> {
  const subjects = root.statement.subject.filter(isFile);
  const isCarried = root.statement.predicate.evidence.some(({ name }) => name.startsWith("notary/"));
  if (order.notary === undefined) {
    const reason = isCarried
      ? "no trust policy of Notary was named"
      : "no signature of the Notary Project was requested";
    return openClaim("notary", isCarried ? "not-checked" : "not-applicable", { reason });
  }
  const files = assets.flatMap(({ sealedName, looked, status, isDocument }) => {
    const subject = subjects.find(({ name }) => name === sealedName);
    if (subject === undefined || isDocument === true || (status !== "verified" && status !== "renamed")) return [];
    const carried = (["jws", "cose"] as const).flatMap((format) => {
      const place = notaryEntry(subject.digest.sha256, format);
      const bytes = entries.get(place);
      return bytes === undefined ? [] : [{ bytes, format, place }];
    });
    const path = looked?.startsWith("sha256:") === true ? undefined : looked;
    return [{ shown: subject.name, path, digests: subject.digest, carried }];
  });
  return (await requireNotaryVerifier(ports).judge(files, { order, notary: order.notary }, ports)).claim;
}

const CANONICAL = openClaim("archive", "not-checked", {
  reason: "it is well formed, but without a verified root nothing says what it must hold",
  required: true,
});

function checkArchive(root: VerifiedRoot, entries: ReadonlyMap<string, unknown>): Claim {
  requireClosed(root.statement, entries);
  return verifiedClaim("archive", `well formed, with exactly the ${entries.size} entries that its root lists`);
}

/** Claims that were not reached are said to be so, not left out. */
function nothingChecked(stated: readonly Claim[], reason: string): ComputedClaims {
  const known = new Map(stated.map((claim) => [claim.id, claim]));
  const claims = CLAIM_IDS.map((id) => known.get(id) ?? openClaim(id, "not-checked", { reason, required: true }));
  return { claims, assets: [], approvals: [], builder: undefined };
}

function describeSigner({ signer }: VerifiedRoot): string {
  return signer.kind === "key" ? keyName(signer) : printable(signer.certificate.subjectAlternativeName.value);
}
