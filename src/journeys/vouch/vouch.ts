import { sha256Hex } from "../../crypto/node-digest.ts";
import { approvalStatement } from "../../domain/attestation/approval.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { rebuildStatement } from "../../domain/attestation/rebuild.ts";
import { formatStatement, type Statement } from "../../domain/attestation/statement.ts";
import type { OwnVerification } from "../../domain/attestation/vouched-release.ts";
import { besideFileName } from "../../domain/capsule/beside-file-name.ts";
import { judgeApprovals } from "../../domain/policy/judge-approvals.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { exactlyThis } from "../../domain/verification/identity/named-signer.ts";
import type { ApprovalResult, Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Signer, SigningIdentity } from "../../ports/signer.ts";
import type { Trust } from "../../ports/trust.ts";
import { verifyCapsule } from "../verify/verify.ts";
import type { VerifyOrder, VerifyPorts } from "../verify/verify-order.ts";
import { compareRebuilt, type Rebuilt } from "./compare-rebuilt.ts";

/** Paths are absolute. */
export interface VouchOrder {
  /** How the voucher verifies the capsule first, as any consumer. */
  readonly verify: VerifyOrder & { readonly capsule: { readonly path: string } };
  readonly what:
    | { readonly kind: "approval" }
    | {
        readonly kind: "rebuild";
        /** Where the files lie that were built again, under the names of the assets. */
        readonly folder: string;
        /** How they were built, in the rebuilder's words. */
        readonly builder: string;
      };
  /** Where the statement is written; by default beside the capsule, under a name that verifying finds. */
  readonly out?: string;
}

export interface VouchPorts extends VerifyPorts {
  readonly signer: Signer;
  /** Under which the signer's instance is verified. */
  readonly signerTrust: Trust;
}

export interface Vouched {
  /** Path of the signed statement. */
  readonly file: string;
  readonly root: VerifiedRoot;
  /** The statement as a reader finds it. */
  readonly result: ApprovalResult;
  /** Assets that were not built again. */
  readonly notRebuilt: readonly string[];
}

/**
 * Vouches for a release: signs, as somebody other than those who sealed it, that it was verified, or that files of it were built
 * again with equal bytes.
 *
 *   1. verify   the capsule as a consumer; for what is not verified nobody vouches
 *   2. compare  the files that were built again with the sealed ones
 *   3. sign     the statement, which names the root by its digest
 *   4. read     it back, as whoever counts approvals will
 *   5. write    it beside the capsule
 *
 * `vouched` is undefined if the capsule did not verify; why, its verification says. Faults: `rebuild-differs`,
 * `assets-none`, `self-verification`, those of the signer.
 */
export async function vouch(
  { verify, what, out }: VouchOrder,
  ports: VouchPorts,
): Promise<{ readonly verification: Verification; readonly vouched: Vouched | undefined }> {
  const { files, progress } = ports;
  /* 1 */ const verification = await verifyCapsule(verify, ports);
  const { root } = verification;
  if (verification.verdict !== "verified" || root === undefined) return { verification, vouched: undefined };
  /* 2 */ const rebuilt =
    what.kind === "approval" ? undefined : await compareRebuilt({ ...what, root, capsule: verify.capsule.path }, ports);
  progress.step("signing 1 statement");
  const payload = formatStatement(statementOf(verification, root, rebuilt));
  /* 3 */ const session = await ports.signer.open();
  const bundle = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
  const beside = files.join(
    files.folderOf(verify.capsule.path),
    besideFileName("approval", files.nameOf(verify.capsule.path), sha256Hex(bundle)),
  );
  const file = out ?? beside;
  /* 4 */ const result = await readBack({ file, bytes: bundle, root, identity: session.identity }, ports);
  /* 5 */ await files.write(file, bundle);
  return { verification, vouched: { file, root, result, notRebuilt: rebuilt?.absent ?? [] } };
}

function statementOf(verification: Verification, root: VerifiedRoot, rebuilt: Rebuilt | undefined): Statement {
  const { name, version, tag, repository } = root.statement.predicate.release;
  const said = { rootSha256: root.sha256, release: { name, version, tag, repository } };
  const own = ownVerificationOf(verification, root);
  if (rebuilt === undefined) return approvalStatement(said, own);
  return rebuildStatement({ ...said, builder: rebuilt.builder, rebuilt: rebuilt.files }, own);
}

function ownVerificationOf({ assets }: Verification, { signer }: VerifiedRoot): OwnVerification {
  return {
    signer:
      signer.kind === "key"
        ? null
        : { identity: signer.certificate.subjectAlternativeName.value, issuer: signer.certificate.issuer ?? null },
    files: assets.flatMap(({ status, sealedName, isDocument }) =>
      (status === "verified" || status === "renamed") && isDocument !== true && sealedName !== undefined
        ? [sealedName]
        : [],
    ),
  };
}

interface Signed {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly root: VerifiedRoot;
  readonly identity: SigningIdentity;
}

async function readBack(
  { file, bytes, root, identity }: Signed,
  { signerTrust, crypto }: VouchPorts,
): Promise<ApprovalResult> {
  const trusted = (await signerTrust.trustedRoots()).map((found) => ({
    ...{ root: parseTrustedRoot(found.bytes), origin: found.origin, dated: found.dated, mayBeOutdated: undefined },
  }));
  const given = [{ file, bytes, isNamed: true }];
  const signer = exactlyThis(identity);
  const known = signer.kind === "key" ? { ownKeys: [signer] } : {};
  const judged = { root, given, trusted, inForce: undefined, effective: undefined, ...known };
  const { results } = await judgeApprovals(judged, crypto);
  const [result] = results;
  if (result?.status === "carried") return result;
  throw new Fault("self-verification", `what was signed does not verify: ${result?.reason ?? "nothing was read"}`);
}
