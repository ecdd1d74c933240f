import type { FoundEvidenceOf, FoundKind } from "../../domain/release/got-release.ts";
import { bundlesAmong } from "../../domain/sigstore/bundles-in-file.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import { isGood } from "../../domain/verification/checks/check-assets.ts";
import type { Claim, ClaimId } from "../../domain/verification/claim.ts";
import type { AssetResult, Verification } from "../../domain/verification/verification.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { verifyCapsule } from "../verify/verify.ts";
import { verifyFile } from "../verify/verify-file.ts";
import type { VerifyOrder, VerifyPorts } from "../verify/verify-order.ts";
import type { Downloaded } from "./download-files.ts";
import type { GetOrder } from "./get-order.ts";

export interface EvidenceToExamine {
  readonly kind: FoundKind;
  /** The file of the release that holds it. */
  readonly file?: string;
  /** Absolute: where the evidence is. */
  readonly path: string;
  /** The files that it is about. */
  readonly files: readonly Downloaded[];
}

export interface Examining {
  readonly order: Pick<GetOrder, "now" | "policy" | "effectiveTime" | "log">;
  readonly identity: ExpectedIdentity;
  /** Set if the evidence is about no file by its digest alone. */
  readonly evidenceOnly?: boolean;
}

/** Evidence that was judged, with what the verification found; undefined if it could not begin. */
export interface JudgedEvidence {
  readonly found: FoundEvidenceOf;
  readonly verification: Verification | undefined;
}

/**
 * Judges one piece of evidence as `verify` does, about files that are known by the digests of what came. What is refused says why;
 * a form that this program does not understand is not checked, nor is what was made on a branch of the repository. Faults: of the environment, and of what the user gave.
 */
export async function judgeEvidence(
  evidence: EvidenceToExamine,
  { order, identity, evidenceOnly = false }: Examining,
  ports: VerifyPorts,
): Promise<JudgedEvidence> {
  const { kind, file, path, files } = evidence;
  const base = { kind, ...(file === undefined ? {} : { file }) };
  const asked = {
    ...{ capsule: { path }, identity, evidenceOnly, now: order.now },
    assets: files.map(({ asset: { name }, sha256, sha512 }) => ({ name, sha256, sha512 })),
    ...(order.policy === undefined ? {} : { policy: order.policy }),
    ...(order.effectiveTime === undefined ? {} : { effectiveTime: order.effectiveTime }),
    ...(kind === "capsule" && order.log !== undefined ? { log: order.log } : {}),
  } satisfies VerifyOrder;
  const judge = async (who: ExpectedIdentity): Promise<JudgedEvidence> => {
    try {
      const order = { ...asked, identity: who };
      const verification = await (kind === "capsule" ? verifyCapsule(order, ports) : verifyFile(order, ports));
      return { found: { ...base, ...readVerification(verification, evidence) }, verification };
    } catch (error) {
      return { found: { ...base, ...unjudged(error) }, verification: undefined };
    }
  };
  const judged = await judge(identity);
  if (kind === "capsule" || judged.found.code !== "identity-mismatch") return judged;
  const branch = identity.kind === "repository" ? await branchIn(path, identity, ports) : undefined;
  if (branch === undefined) return judged;
  // What is sound and of the same workflow, only not of the tag, is nothing false: it proves nothing, and other evidence may.
  const { found } = await judge(branch);
  return found.status === "verified" ? { found: ofBranch(found, branch.sourceRef), verification: undefined } : judged;
}

const MAX_EVIDENCE_BYTES = 64 * 1024 * 1024;

/** The identity with the branch, in place of the tag, that the evidence says it was made on; undefined if it says none. The commit stays. */
async function branchIn(
  path: string,
  identity: Extract<ExpectedIdentity, { kind: "repository" }>,
  { files }: VerifyPorts,
): Promise<(typeof identity & { readonly sourceRef: string }) | undefined> {
  if (identity.sourceRef?.startsWith("refs/tags/") !== true) return undefined;
  try {
    const [bundle] = bundlesAmong(await files.read(path, MAX_EVIDENCE_BYTES));
    if (bundle?.material.kind !== "certificate") return undefined;
    const { sourceRepositoryRef: ref } = readCertificate(bundle.material.certificates[0]).extensions;
    return ref?.startsWith("refs/heads/") === true ? { ...identity, sourceRef: ref } : undefined;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function ofBranch(found: FoundEvidenceOf, ref: string): FoundEvidenceOf {
  return {
    ...found,
    status: "not-checked",
    reason: `it was made on the branch ${printable(ref.slice("refs/heads/".length))} of the repository, and not at the tag`,
    code: "identity-mismatch",
    hint: advice`if the project releases so, name the branch with ${option("source-ref", ref)}`,
    proves: [],
  };
}

type Read = Omit<FoundEvidenceOf, "kind" | "file">;

/** Of all files and of all evidence together. */
const JUDGED_LATER: ReadonlySet<ClaimId> = new Set<ClaimId>(["assets", "log-state", "age", "memory"]);

function readVerification(
  { claims, assets, signatures, root }: Verification,
  { kind, files }: EvidenceToExamine,
): Read {
  const failed = claims.find(({ id, status }) => status === "failed" && !JUDGED_LATER.has(id));
  if (failed !== undefined) return { ...saidBy(failed), status: "refused", proves: [] };
  // Results stand in the order of the files.
  const results = files.map((one, index) => [one, assets[index]] as const);
  const wrong = results.map(([, result]) => result).find((result) => isFalse(result, kind));
  if (wrong !== undefined) return { status: "refused", reason: wrong.reason, code: "digest-mismatch", proves: [] };
  const open = claims.find(({ id, required, status }) => required && status !== "verified" && !JUDGED_LATER.has(id));
  if (open !== undefined) return { ...saidBy(open), status: "not-checked", proves: [] };
  // Of nothing else a log has the name.
  const logState = kind === "capsule" ? claims.find(({ id }) => id === "log-state") : undefined;
  const proven = results.filter(([, result]) => result !== undefined && isGood(result));
  const reason = claims.find(({ id }) => id === "root")?.reason ?? "";
  // Under which root is a matter of the options, and the same for all evidence.
  const [signer = reason] = reason.split(" under the trusted root ");
  return {
    ...{ status: "verified", reason: signer, proves: proven.map(([{ asset }]) => asset.name), signatures },
    ...(root === undefined ? {} : { sealed: root }),
    ...(logState === undefined ? {} : { logState }),
  };
}

/** A capsule names every file of its release: one that it has under another name is not where it belongs. */
function isFalse(result: AssetResult | undefined, kind: FoundKind): result is AssetResult {
  return result?.status === "failed" || (result?.status === "renamed" && kind === "capsule");
}

function saidBy({ reason, code, hint }: Claim): Pick<Read, "reason" | "code" | "hint"> {
  return { reason, ...(code === undefined ? {} : { code }), ...(hint === undefined ? {} : { hint }) };
}

/** Forms that only a person can help with: they prove nothing, and are nothing false. */
const NOT_UNDERSTOOD: ReadonlySet<Fault["code"]> = new Set<Fault["code"]>(["artifact-required", "bundle-elsewhere"]);

/** What the fault of a verification means for one piece of evidence; any other is thrown again. */
export function unjudged(error: unknown): Read {
  if (isRefusal(error)) return { ...refusedBy(error), proves: [] };
  if (error instanceof Fault && NOT_UNDERSTOOD.has(error.code)) {
    return { ...refusedBy(error), status: "not-checked", proves: [] };
  }
  throw error;
}

export function refusedBy({ message, code, hint }: Fault): Pick<Read, "status" | "reason" | "code" | "hint"> {
  return { status: "refused", reason: message, code, ...(hint === undefined ? {} : { hint }) };
}
