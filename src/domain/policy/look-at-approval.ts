import type { Cryptography } from "../../crypto/cryptography.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import { APPROVAL_TYPE, readApproval } from "../attestation/approval.ts";
import { REBUILD_TYPE, readRebuild } from "../attestation/rebuild.ts";
import type { Statement } from "../attestation/statement.ts";
import type { VouchedRelease } from "../attestation/vouched-release.ts";
import { isFile } from "../capsule/root-schema.ts";
import { parseBundle } from "../sigstore/bundle.ts";
import type { ExpectedKey } from "../sigstore/expected-identity.ts";
import { requireStatement } from "../sigstore/signed-statement.ts";
import type { BundleSigner, SignedTime } from "../sigstore/verified-bundle.ts";
import { type EffectiveTime, requireSignedBefore } from "../verification/effective-time.ts";
import { isOfRun } from "../verification/identity/same-run.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import { PARTIES_UNKNOWN, underOne } from "../verification/trust-bundles.ts";
import type { VerifiedRoot } from "../verification/verification.ts";
import type { GivenStatement } from "./given-statement.ts";
import type { ApprovalKind } from "./policy.ts";
import { principalNames } from "./principal.ts";

/** A statement that verifies and is of this release, whoever signed it. */
export interface GoodApproval {
  readonly file: string;
  readonly kind: ApprovalKind;
  readonly signer: BundleSigner;
  readonly names: readonly string[];
  readonly times: readonly SignedTime[];
  readonly builder?: string;
  readonly rebuilt?: readonly string[];
  readonly isOwnRun: boolean;
}

export interface RefusedApproval {
  readonly file: string;
  readonly isNamed: boolean;
  readonly fault: Fault;
  /** False if nothing false was read: it could not be, or its authorities may only be newer than the trusted root. */
  readonly isFalse: boolean;
}

export interface AroundApproval {
  readonly root: VerifiedRoot;
  readonly trusted: readonly NamedTrust[];
  readonly effective: EffectiveTime | undefined;
  /** Those that the policy names: a signature with any other is of nobody. */
  readonly keys: readonly ExpectedKey[];
}

/** What a file says of the release, or why nothing in it counts. */
export async function lookAtApproval(
  one: GivenStatement,
  around: AroundApproval,
  crypto: Cryptography,
): Promise<GoodApproval | RefusedApproval> {
  const { file, bytes, isNamed } = one;
  try {
    if (bytes instanceof Fault) throw bytes;
    return { file, ...(await readApprovalFile(bytes, around, crypto)) };
  } catch (error) {
    requireFault(error);
    const mayBeNewer = around.trusted.some(({ mayBeOutdated }) => mayBeOutdated !== undefined);
    const isFalse = isRefusal(error) && !(mayBeNewer && PARTIES_UNKNOWN.has(error.code));
    return { file, isNamed, fault: error, isFalse };
  }
}

async function readApprovalFile(
  bytes: Uint8Array,
  { root, trusted, effective, keys }: AroundApproval,
  crypto: Cryptography,
) {
  const bundle = parseBundle(bytes);
  // Who signed is compared with each line of the policy.
  const signer = { kind: "any", require: () => undefined, keys } as const;
  const verified = (await underOne(trusted, crypto)({ bundle, signer, artifact: "unbound" })).bundle;
  const said = readVouched(requireStatement(verified.content, "the approval"));
  requireThisRelease(said, root);
  if (effective !== undefined) requireSignedBefore(verified.times, effective);
  return {
    ...{ signer: verified.signer, times: verified.times },
    names: principalNames(verified.signer),
    isOwnRun: isOfRun(verified.signer, root.signer),
    kind: said.kind,
    ...(said.kind === "rebuild" ? { builder: said.builder, rebuilt: said.rebuilt.map(({ name }) => name) } : {}),
  };
}

type Said =
  | ({ readonly kind: "approval" } & ReturnType<typeof readApproval>)
  | ({ readonly kind: "rebuild" } & ReturnType<typeof readRebuild>);

function readVouched(statement: Statement): Said {
  const { predicateType } = statement;
  if (predicateType === APPROVAL_TYPE) return { kind: "approval", ...readApproval(statement) };
  if (predicateType === REBUILD_TYPE) return { kind: "rebuild", ...readRebuild(statement) };
  throw new Fault("approval-malformed", `a statement of type ${printable(predicateType, 120)} vouches for no release`);
}

/** The digest decides; what is said beside it must not be another thing. */
function requireThisRelease(said: Said, { sha256, statement }: VerifiedRoot): void {
  const { release } = statement.predicate;
  if (said.rootSha256 !== sha256) {
    const { name, version } = said.release;
    throw otherRelease(`it is about ${printable(name)} ${printable(version)} with another root`);
  }
  const facts = ["name", "version", "tag", "repository"] as const satisfies readonly (keyof VouchedRelease)[];
  const fact = facts.find((one) => said.release[one] !== release[one]);
  if (fact !== undefined) throw otherRelease(`it states another ${fact} than the root`);
  if (said.kind === "approval") return;
  const sealed = new Map(statement.subject.filter(isFile).map(({ name, digest }) => [name, digest]));
  const names = said.rebuilt.map(({ name }) => name);
  if (new Set(names).size < names.length) throw otherRelease("it names a rebuilt file twice");
  for (const { name, digest } of said.rebuilt) {
    const own = sealed.get(name);
    if (own?.sha256 === digest.sha256 && own.sha512 === digest.sha512) continue;
    throw otherRelease(`${printable(name)} was rebuilt, and is not the sealed file`);
  }
}

function otherRelease(problem: string): Fault {
  return new Fault("approval-other-release", `the approval is not of this release: ${problem}`);
}
