import { digestHex } from "../../crypto/digest-hex.ts";
import type { JudgedSignatures } from "../../domain/notary/judge-signatures.ts";
import { formatByName, signedName } from "../../domain/notary/notary-names.ts";
import { requireClaims } from "../../domain/policy/check-policy.ts";
import { checkAssets, SIGNED } from "../../domain/verification/checks/check-assets.ts";
import { CLAIM_IDS, type Claim, exitCodeOf, verdictOf } from "../../domain/verification/claim.ts";
import { requireHonoured } from "../../domain/verification/evidence/evidence-form.ts";
import { openClaim } from "../../domain/verification/make-claim.ts";
import type { AssetResult, Verification } from "../../domain/verification/verification.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { judgeNotary, readSignature, signaturesBeside } from "./judge-notary.ts";
import { NOT_ASKED } from "./not-asked.ts";
import type { NotaryFile, NotaryOrder } from "./notary-order.ts";
import { readArtifact } from "./read-artifact.ts";
import { askedOptions, policyInForce, type VerifyOrder, type VerifyPorts } from "./verify-order.ts";

/**
 * Verifies files by Notary signatures alone, as notation would: the signature that was named, or those beside each file.
 *
 *   1. form    what else was requested is refused
 *   2. files   are found and hashed
 *   3. notary  each has a signature that holds
 *
 * Faults: `usage`, those of `judgeNotary` and of the file system.
 */
export async function verifyByNotary(
  order: VerifyOrder,
  notary: NotaryOrder,
  ports: VerifyPorts,
): Promise<Verification> {
  /* 1 */ requireHonoured("notary", askedOptions(order));
  /* 2 */ const files = await filesOf(order, ports);
  return verificationOf(files, { order, notary }, ports);
}

/** 3, also of an image, whose signatures the order holds. */
export async function verificationOf(
  files: readonly NotaryFile[],
  { order, notary }: { readonly order: VerifyOrder; readonly notary: NotaryOrder },
  ports: VerifyPorts,
): Promise<Verification> {
  const { claim, judged } = await judgeNotary(files, { order, notary }, ports);
  const assets = files.map((file, at) => resultOf(file, judged[at]));
  const stated = [checkAssets(assets, SIGNED, order), claim, ...policyClaims(order), ...NOT_ASKED];
  const claims = requireClaims(inOrder(stated), { policy: order.policy, root: undefined });
  const verdict = verdictOf(claims);
  const first = notary.image?.signatures[0] ?? files[0]?.carried[0];
  return {
    ...{ verdict, claims, assets, failures: [], exitCode: exitCodeOf(verdict, false) },
    ...{ coverage: undefined, approvals: [], signatures: [], root: undefined, builder: undefined },
    capsuleSha256: await digestHex("sha256", first?.bytes ?? new Uint8Array(0), ports.crypto),
    trust: { origin: notary.folder, dated: undefined },
  };
}

async function filesOf({ capsule, assets }: VerifyOrder, ports: VerifyPorts): Promise<NotaryFile[]> {
  if (!("path" in capsule)) throw new Fault("usage", "a Notary signature is a file");
  const { files } = ports;
  const isSignature = formatByName(files.nameOf(capsule.path)) !== undefined;
  const beside = signedName(capsule.path);
  const own = isSignature
    ? assets.length > 0 || beside === undefined
      ? []
      : [{ path: beside }]
    : [{ path: capsule.path }];
  const carried = isSignature ? [await readSignature(capsule.path, ports)] : [];
  const found: NotaryFile[] = [];
  for (const asset of [...own, ...assets]) {
    if (!("path" in asset)) {
      found.push({ shown: asset.name ?? `sha256:${asset.sha256}`, path: undefined, digests: asset, carried });
      continue;
    }
    const { path } = asset;
    if (!isSignature && (await signaturesBeside(path, ports)).length === 0) throw noSignature(files.nameOf(path));
    const { digests } = await readArtifact({ path, algorithms: ["sha256"] }, ports);
    found.push({ shown: files.nameOf(path), path, digests, carried });
  }
  return found;
}

function noSignature(name: string): Fault {
  return new Fault("usage", `there is no Notary signature beside ${printable(name)}`, {
    hint: advice`a signature is called ${`${name}.jws.sig`} or ${`${name}.cose.sig`}; for other evidence give ${option("repository")}`,
  });
}

function resultOf({ shown, path, digests }: NotaryFile, judged: JudgedSignatures | undefined): AssetResult {
  const looked = path ?? shown;
  const { sha256 } = digests;
  const facts = { looked, sealedName: shown, ...(sha256 === undefined ? {} : { sha256 }) };
  const name = printable(shown);
  if (judged?.status === "verified") return { ...facts, status: "verified", reason: `${name} is what was signed` };
  if (judged?.status === "failed" && judged.fault.code === "subject-mismatch") {
    return { ...facts, status: "failed", reason: `${name} is not what was signed` };
  }
  return { ...facts, status: "not-vouched", reason: `no Notary signature that holds vouches for ${name}` };
}

function policyClaims(order: VerifyOrder): Claim[] {
  if (policyInForce(order) === undefined) return [];
  const reason = "its signers sign with Sigstore, which a Notary signature says nothing of";
  return [openClaim("policy", "not-checked", { reason, required: true, hint: "name the capsule of the release" })];
}

function inOrder(claims: readonly Claim[]): Claim[] {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  return CLAIM_IDS.map((id) => known.get(id) ?? openClaim(id, "not-applicable", { reason: "it belongs to a capsule" }));
}
