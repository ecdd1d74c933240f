import { basename, dirname, join } from "node:path";
import { parseChecksums } from "../../domain/asset/checksums.ts";
import { readStatedBuild } from "../../domain/attestation/stated-build.ts";
import { parseStatement } from "../../domain/attestation/statement.ts";
import type { ArtifactDigests } from "../../domain/sigstore/artifact-digests.ts";
import { requireArtifact } from "../../domain/sigstore/artifact-digests.ts";
import type { ParsedBundle } from "../../domain/sigstore/bundle.ts";
import { bundlesInFile } from "../../domain/sigstore/bundles-in-file.ts";
import type { StatedBundle } from "../../domain/sigstore/verified-bundle.ts";
import type { Claim, ClaimId } from "../../domain/verification/claim.ts";
import { CLAIM_IDS } from "../../domain/verification/claim.ts";
import { identityCheck } from "../../domain/verification/identity-check.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import { requireStatedBuild } from "../../domain/verification/provenance-rules.ts";
import { failedClaim, openClaim, verifiedClaim } from "../../domain/verification/state-claim.ts";
import { type FirstOfRun, underOne, type VerifyFirst } from "../../domain/verification/trust-bundles.ts";
import { exitCodeOf, verdictOf } from "../../domain/verification/verdict.ts";
import type { AssetResult, Verification } from "../../domain/verification/verification.ts";
import { sha256Hex } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { Failures } from "./attempt-claim.ts";
import { orOutdated } from "./outdated-root.ts";
import { readArtifact } from "./read-artifact.ts";
import { readTrust } from "./read-trust.ts";
import type { AssetToVerify, VerifyOrder, VerifyPorts } from "./verify-order.ts";

const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;

/**
 * Verifies files by evidence that is no capsule: a bundle, a list of bundles (`.intoto.jsonl`, a download of GitHub's
 * attestations), or a checksum list whose bundle lies beside it. Every file must be what the expected identity signed or
 * stated; evidence of others beside it is named and does not count, evidence that is false refuses everything. The claims
 * of a capsule that have no meaning here do not apply. Faults: those of usage, and of the evidence file itself.
 */
export async function verifyFile(
  order: VerifyOrder & { capsule: { path: string } },
  ports: VerifyPorts,
): Promise<Verification> {
  if (order.previous !== undefined) throw new Fault("usage", "only a capsule has a release before it");
  const trusted = await readTrust(ports.trust, order.unsafeCapsuleRoot);
  const bytes = await ports.files.read(order.capsule.path, MAX_EVIDENCE_BYTES);
  const under = (verifyFirst: VerifyFirst) => verifyRead({ order, bytes, trusted, verifyFirst }, ports);
  return orOutdated(await under(underOne(trusted)), { order, trusted }, under);
}

async function verifyRead(read: EvidenceToRead, ports: VerifyPorts): Promise<Verification> {
  const { order, bytes, trusted } = read;
  const failures: Failures = [];
  const found = await attempt(() => readEvidence(read, ports));
  const assets = found instanceof Fault ? [] : await checkFiles(order.assets, { found, failures }, ports);
  const claims = found instanceof Fault ? refused(found) : statedClaims({ order, found, assets });
  const verdict = verdictOf(claims);
  const trust = (found instanceof Fault ? undefined : found.trust) ?? trusted[0];
  return {
    ...{ verdict, claims, assets, failures },
    exitCode: exitCodeOf(verdict, failures.length > 0),
    root: undefined,
    builder: undefined,
    capsuleSha256: sha256Hex(bytes),
    trust: { origin: trust?.origin ?? "no trusted root", dated: trust?.dated },
  };
}

/** What the expected identity signed. */
interface FoundEvidence {
  readonly bundles: readonly StatedBundle[];
  /** Verified checksum list, by file name; undefined where the evidence is none. */
  readonly checksums: ReadonlyMap<string, string> | undefined;
  readonly strangers: number;
  readonly trust: NamedTrust;
}

interface EvidenceToRead {
  readonly order: VerifyOrder & { capsule: { path: string } };
  readonly bytes: Uint8Array;
  readonly trusted: readonly NamedTrust[];
  readonly verifyFirst: VerifyFirst;
}

async function readEvidence(
  { order, bytes, verifyFirst }: EvidenceToRead,
  { files }: VerifyPorts,
): Promise<FoundEvidence> {
  const { path } = order.capsule;
  if (bytes[0] === 0x7b) return selectBundles(bundlesInFile(bytes), { order, verifyFirst });
  const beside = join(dirname(path), `${basename(path)}.sigstore.json`);
  if ((await files.facts(beside)) === undefined) {
    throw new Fault("bundle-malformed", `${printable(basename(path))} is no evidence, and no bundle lies beside it`, {
      hint: "name the capsule, a bundle or a signed checksum list first, and then the files to check",
    });
  }
  const bundles = bundlesInFile(await files.read(beside, MAX_EVIDENCE_BYTES));
  const found = selectBundles(bundles, { order, verifyFirst });
  const digests = { sha256: sha256Hex(bytes) };
  if (!found.bundles.some(({ content }) => covers(content, digests))) {
    throw new Fault("digest-mismatch", "the checksum list is not the one that was signed");
  }
  const listed = parseChecksums(decodeUtf8(bytes, "the checksum list"), "sha256");
  return { ...found, checksums: new Map(listed.map(({ name, digest }) => [name, digest])) };
}

/** Bundles of other signers do not count; where none is of the expected one, the first refusal says who signed. */
function selectBundles(
  bundles: readonly ParsedBundle[],
  { order, verifyFirst }: Pick<EvidenceToRead, "order" | "verifyFirst">,
): FoundEvidence {
  const signer = { kind: "certificate", check: identityCheck(order.identity) } as const;
  const verified: FirstOfRun[] = [];
  const refusals: Fault[] = [];
  for (const bundle of bundles) {
    try {
      verified.push(verifyFirst({ bundle, signer, artifact: "unbound" }));
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== "identity-mismatch") throw error;
      refusals.push(error);
    }
  }
  const [first] = verified;
  if (first === undefined) throw refusals.at(-1) ?? new Fault("bundle-malformed", "the file holds no bundle");
  return {
    bundles: verified.map(({ bundle }) => bundle),
    checksums: undefined,
    strangers: refusals.length,
    trust: first.trust,
  };
}

async function checkFiles(
  assets: readonly AssetToVerify[],
  { found, failures }: { readonly found: FoundEvidence; readonly failures: Failures },
  ports: VerifyPorts,
): Promise<AssetResult[]> {
  const results: AssetResult[] = [];
  for (const asset of assets) {
    const looked = "path" in asset ? asset.path : `sha256:${asset.sha256}`;
    const name = "path" in asset ? basename(asset.path) : asset.name;
    try {
      const digests = "path" in asset ? await readArtifact(asset.path, ports.files) : digestsOf(asset);
      const matches = isCovered({ name, digests }, found);
      const shown = printable(name ?? looked);
      const reason = matches ? `${shown} is what was signed` : `${shown} is not what was signed`;
      results.push({ sealedName: name, looked, status: matches ? "verified" : "failed", reason });
    } catch (error) {
      if (!(error instanceof Fault) || error.code === "internal") throw error;
      if (!isRefusal(error)) failures.push(error);
      results.push({ sealedName: undefined, looked, status: "unreadable", reason: error.message });
    }
  }
  return results;
}

function digestsOf(asset: { readonly sha256: string; readonly sha512?: string }): ArtifactDigests {
  return asset.sha512 === undefined ? { sha256: asset.sha256 } : { sha256: asset.sha256, sha512: asset.sha512 };
}

/** A checksum list binds names; a name that is not in it is nobody's. */
function isCovered(
  { name, digests }: { readonly name: string | undefined; readonly digests: ArtifactDigests },
  found: FoundEvidence,
): boolean {
  if (found.checksums === undefined) return found.bundles.some(({ content }) => covers(content, digests));
  if (name !== undefined) return found.checksums.get(name) === digests.sha256;
  return [...found.checksums.values()].some((digest) => digest === digests.sha256);
}

function covers(content: StatedBundle["content"], digests: ArtifactDigests): boolean {
  try {
    requireArtifact(content, digests);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

interface Stated {
  readonly order: VerifyOrder;
  readonly found: FoundEvidence;
  readonly assets: readonly AssetResult[];
}

function statedClaims({ order, found, assets }: Stated): Claim[] {
  const [first] = found.bundles;
  const name = first?.signer.kind === "certificate" ? first.signer.certificate.subjectAlternativeName.value : "";
  const others = found.strangers === 0 ? "" : `; ${found.strangers} bundles of others do not count`;
  const stated = [
    verifiedClaim(
      "root",
      `signed by ${printable(name)} under the trusted root ${printable(found.trust.origin)}${others}`,
    ),
    assetsClaim(assets, order),
    provenanceClaim(found),
  ];
  if (found.checksums !== undefined) {
    stated.push(verifiedClaim("checksums", `the signed list names ${found.checksums.size} files`));
  }
  return inOrder(stated, "it belongs to a capsule");
}

function assetsClaim(assets: readonly AssetResult[], { evidenceOnly }: VerifyOrder): Claim {
  const failed = assets.find(({ status }) => status === "failed");
  if (failed !== undefined) return failedClaim("assets", new Fault("digest-mismatch", failed.reason));
  if (assets.length > 0 && assets.every(({ status }) => status === "verified")) {
    return verifiedClaim(
      "assets",
      assets.length === 1 ? "the file is what was signed" : `${assets.length} files are what was signed`,
    );
  }
  const reason = assets.length === 0 ? "no file was checked" : "a file could not be read";
  return openClaim("assets", "not-checked", { reason, required: evidenceOnly !== true || assets.length > 0 });
}

/** Every provenance among the evidence must agree with its certificate. */
function provenanceClaim({ bundles }: FoundEvidence): Claim {
  let builder: string | undefined;
  try {
    for (const { content, signer } of bundles) {
      if (content.kind !== "dsse" || signer.kind !== "certificate") continue;
      const build = readStatedBuild(parseStatement(content.payload));
      if (build === undefined) continue;
      requireStatedBuild(build, signer.certificate);
      builder = build.builderId;
    }
  } catch (error) {
    if (isRefusal(error)) return failedClaim("provenance", error);
    throw error;
  }
  if (builder === undefined)
    return openClaim("provenance", "not-applicable", { reason: "it is no provenance that is understood" });
  return verifiedClaim("provenance", `built by ${printable(builder)}, as its certificate says`);
}

function refused(fault: Fault): Claim[] {
  const claims = CLAIM_IDS.filter((id) => id !== "root").map((id) =>
    openClaim(id, "not-checked", { reason: "the evidence was refused", required: id === "assets" }),
  );
  return inOrder([...claims, failedClaim("root", fault)], "");
}

function inOrder(claims: readonly Claim[], reason: string): Claim[] {
  const known = new Map<ClaimId, Claim>(claims.map((claim) => [claim.id, claim]));
  return CLAIM_IDS.map((id) => known.get(id) ?? openClaim(id, "not-applicable", { reason }));
}

async function attempt<T>(read: () => Promise<T>): Promise<T | Fault> {
  try {
    return await read();
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}
