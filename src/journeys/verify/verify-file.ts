import { digestHex } from "../../crypto/digest-hex.ts";
import { checkPolicy, requireClaims } from "../../domain/policy/check-policy.ts";
import type { ArtifactDigests } from "../../domain/sigstore/artifact-digests.ts";
import { keyName } from "../../domain/sigstore/verified-bundle.ts";
import { checkAssets, SIGNED } from "../../domain/verification/checks/check-assets.ts";
import { CLAIM_IDS, type Claim, type ClaimId, exitCodeOf, verdictOf } from "../../domain/verification/claim.ts";
import { signedBy } from "../../domain/verification/effective-time.ts";
import { requireHonoured } from "../../domain/verification/evidence/evidence-form.ts";
import { checkFileProvenance } from "../../domain/verification/evidence/file-evidence.ts";
import { foundClaim, isFinding, openClaim, verifiedClaim } from "../../domain/verification/make-claim.ts";
import type { VerifyFirst } from "../../domain/verification/named-trust.ts";
import { underOne } from "../../domain/verification/trust-bundles.ts";
import type { AssetResult, Verification } from "../../domain/verification/verification.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { orFault } from "../../kernel/require-fault.ts";
import { attemptClaim, type Failures } from "./attempt-claim.ts";
import { NOT_ASKED } from "./not-asked.ts";
import { orOutdated } from "./outdated-root.ts";
import { type ReadingPorts, readArtifact } from "./read-artifact.ts";
import { type FileOrder, type FoundEvidence, formOfFile, readEvidenceFile } from "./read-evidence-file.ts";
import { readTrust } from "./read-trust.ts";
import { SmallFiles } from "./small-files.ts";
import {
  type AssetToVerify,
  askedOptions,
  effectiveTime,
  policyInForce,
  requireNotaryVerifier,
  type VerifyPorts,
} from "./verify-order.ts";

const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;

/**
 * Verifies files by evidence that is not a capsule: bundles, or a checksum list whose bundle is beside it.
 *
 *   1. form     what the evidence is; what was requested and it cannot answer is refused
 *   2. trust    the trusted roots, from outside of the evidence
 *   3. files    are read: a signature over bytes costs less than one over a digest
 *   4. signers  bundles of the expected identity, in time, as the policy asks; those of others are named and do not count
 *   5. claims   each file is what was signed or stated; those of a capsule that have no meaning here do not apply
 *
 * Evidence that is false refuses everything. Faults: those of usage, and of the evidence file itself.
 */
export async function verifyFile(order: FileOrder, ports: VerifyPorts): Promise<Verification> {
  const bytes = order.capsule.json ?? (await ports.files.read(order.capsule.path, MAX_EVIDENCE_BYTES));
  /* 1 */ const form = formOfFile(bytes);
  requireHonoured(form, askedOptions(order));
  /* 2 */ const trusted = await readTrust(ports, order.unsafeCapsuleRoot);
  const small = new SmallFiles();
  /* 3 */ const read = await readFiles(order.assets, small, ports);
  const under = async (verify: VerifyFirst) => {
    const verifyFirst = signedBy(verify, effectiveTime(order));
    /* 4 */ const found = await attempt(() => readEvidenceFile({ order, form, bytes, small, verifyFirst }, ports));
    /* 5 */ const origin = trusted[0];
    return verifyFound({ order, bytes, read, found, origin }, ports);
  };
  const verification = await under(underOne(trusted, ports.crypto));
  return orOutdated(verification, { order, trusted, crypto: ports.crypto }, under);
}

interface Found {
  readonly order: FileOrder;
  readonly bytes: Uint8Array;
  readonly read: readonly ReadFile[];
  readonly found: FoundEvidence | Fault;
  /** The trusted root that is named if nothing verified. */
  readonly origin: { readonly origin: string; readonly dated: string | undefined } | undefined;
}

async function verifyFound(all: Found, ports: VerifyPorts): Promise<Verification> {
  const { order, bytes, read, found } = all;
  const failures: Failures = [];
  const files = found instanceof Fault ? [] : read.map((file) => compared(file, { found, failures }));
  const assets = files.map(({ result }) => result);
  const notary = await notaryClaims(all, failures, ports);
  const stated = found instanceof Fault ? refused(found) : statedClaims({ order, found, files, notary });
  const claims = requireClaims(stated, { policy: order.policy, root: undefined });
  const verdict = verdictOf(claims);
  const trust = (found instanceof Fault ? undefined : found.trust) ?? all.origin;
  return {
    ...{ verdict, claims, assets, failures },
    exitCode: exitCodeOf(verdict, failures.length > 0),
    coverage: undefined,
    approvals: [],
    signatures: found instanceof Fault ? [] : found.bundles.map(({ bundle }) => bundle),
    root: undefined,
    builder: undefined,
    capsuleSha256: await digestHex("sha256", bytes, ports.crypto),
    trust: { origin: trust?.origin ?? "no trusted root", dated: trust?.dated },
  };
}

/** What Notary says of the same files, if that was requested. */
async function notaryClaims({ order, read }: Found, failures: Failures, ports: VerifyPorts): Promise<Claim[]> {
  const { notary } = order;
  if (notary === undefined) return [];
  const files = read.flatMap(({ name, looked, path, digests }) =>
    digests instanceof Fault ? [] : [{ shown: name ?? looked, path, digests, carried: [] }],
  );
  const check = async () => (await requireNotaryVerifier(ports).judge(files, { order, notary }, ports)).claim;
  return [await attemptClaim("notary", failures, check)];
}

/** A file that was named: its digests, or why they are not known. */
interface ReadFile {
  /** Undefined if a digest was named. */
  readonly path: string | undefined;
  readonly name: string | undefined;
  readonly looked: string;
  readonly digests: ArtifactDigests | Fault;
}

async function readFiles(
  assets: readonly AssetToVerify[],
  small: SmallFiles,
  ports: ReadingPorts,
): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  for (const asset of assets) {
    const looked = "path" in asset ? asset.path : `sha256:${asset.sha256}`;
    const name = "path" in asset ? ports.files.nameOf(asset.path) : asset.name;
    const path = "path" in asset ? asset.path : undefined;
    read.push({
      name,
      looked,
      path,
      digests: "path" in asset ? await readOne(asset.path, small, ports) : digestsOf(asset),
    });
  }
  return read;
}

async function readOne(path: string, small: SmallFiles, ports: ReadingPorts): Promise<ArtifactDigests | Fault> {
  const algorithms = ["sha256", "sha384", "sha512"] as const;
  return orFault(async () => (await readArtifact({ path, algorithms, small }, ports)).digests);
}

interface LookedFile {
  readonly result: AssetResult;
  readonly digests: ArtifactDigests | undefined;
}

function compared(
  { name, looked, digests }: ReadFile,
  { found, failures }: { readonly found: FoundEvidence; readonly failures: Failures },
): LookedFile {
  if (!(digests instanceof Fault)) {
    const { sha256 } = digests;
    const result = found.compare({ name, looked, digests });
    return { result: sha256 === undefined ? result : { ...result, sha256 }, digests };
  }
  const { message } = digests;
  if (!isRefusal(digests)) failures.push(digests);
  return { result: { sealedName: undefined, looked, status: "unreadable", reason: message }, digests: undefined };
}

function digestsOf(asset: { readonly sha256: string; readonly sha512?: string }): ArtifactDigests {
  return asset.sha512 === undefined ? { sha256: asset.sha256 } : { sha256: asset.sha256, sha512: asset.sha512 };
}

interface Stated {
  readonly order: FileOrder;
  readonly found: FoundEvidence;
  readonly files: readonly LookedFile[];
  readonly notary: readonly Claim[];
}

function statedClaims({ order, found, files, notary }: Stated): Claim[] {
  const { signer } = found.first;
  const name = signer.kind === "key" ? keyName(signer) : signer.certificate.subjectAlternativeName.value;
  const others =
    found.others === 0
      ? ""
      : `; ${counted(found.others, "bundle")} of others ${found.others === 1 ? "does" : "do"} not count`;
  const assets = files.map(({ result }) => result);
  return inOrder(
    [
      verifiedClaim(
        "root",
        `signed by ${printable(name)} under the trusted root ${printable(found.trust.origin)}${others}`,
      ),
      checkAssets(assets, SIGNED, order),
      checkFileProvenance(found.bundles, files),
      ...(found.listed === undefined
        ? []
        : [verifiedClaim("checksums", `the signed list names ${counted(found.listed, "file")}`)]),
      ...(found.published === undefined ? [] : [verifiedClaim("published", found.published.compared)]),
      ...notary,
      ...policyClaims(order, found),
      ...NOT_ASKED,
    ],
    "it belongs to a capsule",
  );
}

/** Evidence of others is looked for in a capsule only, so a policy that asks for it is not satisfied here. */
function policyClaims(order: FileOrder, { bundles, published }: FoundEvidence): Claim[] {
  const inForce = policyInForce(order);
  if (inForce === undefined) return [];
  const reason = "evidence of others is looked for in a capsule";
  const others = openClaim("other-evidence", "not-checked", { reason, required: true });
  const said = "the policy speaks of those who build and seal, and GitHub only published the release";
  const check = (): Claim =>
    checkPolicy(
      bundles.map(({ bundle }) => bundle),
      inForce,
    );
  const policy =
    published === undefined
      ? claimOf(check)
      : openClaim("policy", "not-checked", { reason: said, required: true, hint: "name the capsule of the release" });
  const scans = openClaim("vulnerabilities", "not-checked", {
    reason: "scans are looked for in a capsule and beside it",
    required: true,
  });
  const approvals = openClaim("approvals", "not-checked", { reason: "approvals are of a capsule", required: true });
  return [
    policy,
    ...(inForce.policy.evidence.length === 0 ? [] : [others]),
    ...(inForce.policy.vulnerabilities === undefined ? [] : [scans]),
    ...(inForce.policy.approvals.length === 0 ? [] : [approvals]),
  ];
}

function claimOf(check: () => Claim): Claim {
  try {
    return check();
  } catch (error) {
    if (isFinding(error)) return foundClaim("policy", error);
    throw error;
  }
}

function refused(fault: Fault): Claim[] {
  const claims = CLAIM_IDS.map((id) =>
    openClaim(id, "not-checked", { reason: "the evidence was refused", required: id === "assets" }),
  );
  return inOrder([...claims, foundClaim("root", fault)], "");
}

function inOrder(claims: readonly Claim[], reason: string): Claim[] {
  const known = new Map<ClaimId, Claim>(claims.map((claim) => [claim.id, claim]));
  return CLAIM_IDS.map((id) => known.get(id) ?? openClaim(id, "not-applicable", { reason }));
}

async function attempt<T>(read: () => Promise<T>): Promise<T | Fault> {
  try {
    return await read();
  } catch (error) {
    if (isFinding(error)) return error;
    throw error;
  }
}
