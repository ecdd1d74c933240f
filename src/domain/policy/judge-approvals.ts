import type { Cryptography } from "../../crypto/cryptography.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { APPROVAL_TYPE, readApproval } from "../attestation/approval.ts";
import { REBUILD_TYPE, readRebuild } from "../attestation/rebuild.ts";
import type { Statement } from "../attestation/statement.ts";
import type { VouchedRelease } from "../attestation/vouched-release.ts";
import { isFile } from "../capsule/root-schema.ts";
import { parseBundle } from "../sigstore/bundle.ts";
import type { ExpectedKey } from "../sigstore/expected-identity.ts";
import { requireStatement } from "../sigstore/signed-statement.ts";
import type { BundleSigner, SignedTime } from "../sigstore/verified-bundle.ts";
import type { Claim } from "../verification/claim.ts";
import { type EffectiveTime, newestTime, requireSignedBefore } from "../verification/effective-time.ts";
import { failedClaim, openClaim, outdatedClaim, verifiedClaim } from "../verification/make-claim.ts";
import type { NamedTrust } from "../verification/named-trust.ts";
import { isOfRun } from "../verification/same-run.ts";
import { PARTIES_UNKNOWN, underOne } from "../verification/trust-bundles.ts";
import type { ApprovalResult, VerifiedRoot } from "../verification/verification.ts";
import { isFresh, type PolicyInForce } from "./check-policy.ts";
import { countParties, fits } from "./count-parties.ts";
import type { GivenStatement } from "./given-statement.ts";
import { type ApprovalKind, type ApprovalRule, type PolicySigner, workflowOf } from "./policy.ts";
import { policyKeys } from "./policy-keys.ts";
import { byPrincipal, principalNames } from "./principal.ts";

export interface ApprovalsToJudge {
  readonly root: VerifiedRoot;
  readonly given: readonly GivenStatement[];
  /** Others may sign with another instance than the release. */
  readonly trusted: readonly NamedTrust[];
  readonly inForce: PolicyInForce | undefined;
  readonly effective: EffectiveTime | undefined;
  /** Keys that are known beside those of the policy. */
  readonly ownKeys?: readonly ExpectedKey[];
  /** True if no file may lie there that is not of the release: then one that is refused rejects. */
  readonly allMustHold?: boolean;
}

export interface JudgedApprovals {
  readonly claim: Claim;
  /** In the order of what was given. */
  readonly results: readonly ApprovalResult[];
}

/** A statement that verifies and is of this release, whoever signed it. */
interface Vouched {
  readonly file: string;
  readonly kind: ApprovalKind;
  readonly signer: BundleSigner;
  readonly names: readonly string[];
  readonly times: readonly SignedTime[];
  readonly builder?: string;
  readonly rebuilt?: readonly string[];
  readonly isOwnRun: boolean;
}

interface Refused {
  readonly file: string;
  readonly isNamed: boolean;
  readonly fault: Fault;
  /** False if nothing false was read: it could not be, or its authorities may only be newer than the trusted root. */
  readonly isFalse: boolean;
}

/**
 * Who vouches for a release beside those who made it. Each statement must verify, name this very root, and not be of later; for
 * each rule of the policy so many distinct parties must have signed one that fits and is fresh. What is refused, stale,
 * repeated or of the run itself hides nothing that counts, in whatever order the files come (X11). Without a rule what was
 * named must hold, and nothing follows from what only lies there.
 */
export async function judgeApprovals(
  { root, given, trusted, inForce, effective, ownKeys = [], allMustHold = false }: ApprovalsToJudge,
  crypto: Cryptography,
): Promise<JudgedApprovals> {
  const looked: (Vouched | Refused)[] = [];
  const rules = inForce?.policy.approvals ?? [];
  const keys = [...ownKeys, ...(inForce === undefined ? [] : policyKeys(inForce.policy))];
  for (const one of given) looked.push(await look(one, { root, trusted, effective, keys }, crypto));
  const vouched = looked.filter((one): one is Vouched => !("fault" in one));
  const refused = looked.filter((one): one is Refused => "fault" in one);
  const judged = rules.map((rule) => judgeRule(rule, vouched, { root, effective: inForce?.effective }));
  const results = looked.map((one) => ("fault" in one ? refusedResult(one) : resultOf(one, judged)));
  return { claim: claimOf({ vouched, refused, judged, allMustHold }), results };
}

interface Around {
  readonly root: VerifiedRoot;
  readonly trusted: readonly NamedTrust[];
  readonly effective: EffectiveTime | undefined;
  /** Those that the policy names: a signature with any other is of nobody. */
  readonly keys: readonly ExpectedKey[];
}

async function look(one: GivenStatement, around: Around, crypto: Cryptography): Promise<Vouched | Refused> {
  const { file, bytes, isNamed } = one;
  try {
    if (bytes instanceof Fault) throw bytes;
    return { file, ...(await read(bytes, around, crypto)) };
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "internal") throw error;
    const mayBeNewer = around.trusted.some(({ mayBeOutdated }) => mayBeOutdated !== undefined);
    const isFalse = isRefusal(error) && !(mayBeNewer && PARTIES_UNKNOWN.has(error.code));
    return { file, isNamed, fault: error, isFalse };
  }
}

async function read(bytes: Uint8Array, { root, trusted, effective, keys }: Around, crypto: Cryptography) {
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

/** What one rule makes of each statement that verifies. */
interface JudgedRule {
  readonly rule: ApprovalRule;
  readonly found: number;
  /** As many as there would be if age did not count. */
  readonly foundAtAnyAge: number;
  /** Why a statement does not count; absent for one that does. */
  readonly why: ReadonlyMap<Vouched, Uncounted>;
}

interface Uncounted {
  readonly code: NonNullable<ApprovalResult["code"]> | undefined;
  readonly reason: string;
}

function judgeRule(
  rule: ApprovalRule,
  vouched: readonly Vouched[],
  { root, effective }: { readonly root: VerifiedRoot; readonly effective: EffectiveTime | undefined },
): JudgedRule {
  const { release } = root.statement.predicate;
  const files = rule.files ?? root.statement.subject.filter(isFile).map(({ name }) => name);
  const why = new Map<Vouched, Uncounted>();
  const asked: Vouched[] = [];
  const counting: Vouched[] = [];
  for (const one of vouched) {
    const unfit = whyUnfit(one, { rule, files, release });
    const stale = unfit === undefined ? whyStale(one, rule, effective) : undefined;
    if (unfit === undefined) asked.push(one);
    const reason = unfit ?? stale;
    if (reason === undefined) counting.push(one);
    else why.set(one, reason);
  }
  for (const one of repeated(counting, rule.signers, release)) why.set(one, REPEATED);
  return {
    ...{ rule, why },
    found: countParties(counting, rule.signers, release),
    foundAtAnyAge: countParties(asked, rule.signers, release),
  };
}

const REPEATED: Uncounted = { code: "approval-repeated", reason: "its signer is counted already" };

interface Fitting {
  readonly rule: ApprovalRule;
  readonly files: readonly string[];
  readonly release: VerifiedRoot["statement"]["predicate"]["release"];
}

function whyUnfit(one: Vouched, { rule, files, release }: Fitting): Uncounted | undefined {
  if (rule.kind !== undefined && rule.kind !== one.kind)
    return { code: undefined, reason: `the policy asks for ${rule.kind === "approval" ? "an approval" : "a rebuild"}` };
  if (!rule.signers.some((signer) => fits(one, signer, release))) {
    return { code: "identity-mismatch", reason: "the policy does not name its signer" };
  }
  if (one.isOwnRun && !rule.ownRunCounts) {
    return { code: "approval-own-run", reason: "the run that sealed the release cannot vouch for itself" };
  }
  const lacking = rule.kind === "rebuild" ? files.find((name) => one.rebuilt?.includes(name) !== true) : undefined;
  return lacking === undefined ? undefined : { code: undefined, reason: `${printable(lacking)} was not rebuilt` };
}

function whyStale(
  one: Vouched,
  { maxAgeDays }: ApprovalRule,
  effective: EffectiveTime | undefined,
): Uncounted | undefined {
  if (maxAgeDays === undefined || (effective !== undefined && isFresh(one.times, maxAgeDays, effective)))
    return undefined;
  return {
    code: "approval-expired",
    reason: `it was signed more than ${counted(maxAgeDays, "day")} before the effective time`,
  };
}

/**
 * All but the newest statement of each party, whatever order they come in. Workflows of one repository that the policy names
 * one by one are several parties.
 */
function repeated(
  counting: readonly Vouched[],
  signers: readonly PolicySigner[],
  release: Fitting["release"],
): Vouched[] {
  const workflows = (one: Vouched) =>
    signers.flatMap((signer) => (fits(one, signer, release) ? (workflowOf(signer) ?? []) : [])).join(" ");
  return byPrincipal(counting)
    .flatMap((group) => [...groupBy(group, workflows).values()])
    .flatMap((same) =>
      [...same].sort((a, b) => newestTime(b.times) - newestTime(a.times) || compareUtf8(a.file, b.file)).slice(1),
    );
}

function refusedResult({ file, fault }: Refused): ApprovalResult {
  const { code, message } = fault;
  return { file, status: "refused", kind: undefined, signer: undefined, times: [], code, reason: message };
}

function resultOf(one: Vouched, judged: readonly JudgedRule[]): ApprovalResult {
  const { file, kind, signer, times, builder, rebuilt } = one;
  const said = {
    ...{ file, kind, signer, times },
    ...(builder === undefined ? {} : { builder }),
    ...(rebuilt === undefined ? {} : { rebuilt }),
  };
  if (judged.length === 0)
    return { ...said, status: "carried", reason: "it verifies; no policy names who must have signed" };
  const reasons = judged.map(({ why }) => why.get(one));
  if (reasons.includes(undefined)) return { ...said, status: "counted", reason: "it verifies, and counts" };
  const told = reasons.find((uncounted) => uncounted?.code !== undefined) ?? reasons[0];
  if (told === undefined) throw new Fault("internal", "a statement that does not count has a reason");
  const { code, reason } = told;
  return { ...said, status: "not-counted", ...(code === undefined ? {} : { code }), reason };
}

interface All {
  readonly vouched: readonly Vouched[];
  readonly refused: readonly Refused[];
  readonly judged: readonly JudgedRule[];
  readonly allMustHold: boolean;
}

function claimOf({ vouched, refused, judged, allMustHold }: All): Claim {
  const foreign = allMustHold ? firstFalse(refused) : undefined;
  if (foreign !== undefined) return failedClaim("approvals", foreign);
  if (judged.length === 0) return claimWithoutRule(vouched, refused);
  const lacking = judged.find(({ rule, found }) => found < rule.n);
  if (lacking === undefined) {
    const reason = judged.map(({ rule, found }) => `${found} of ${rule.n} ${WHO[rule.kind ?? "any"]}`).join(", ");
    return verifiedClaim("approvals", `${reason} vouch for this release`);
  }
  return lackingClaim(lacking, refused);
}

const WHO = { approval: "approvers", rebuild: "rebuilders", any: "signers" } as const;

/** What is refused for its own sake rejects; what is not there, or only unknown to an old trusted root, is lacking. */
function lackingClaim({ rule, found, foundAtAnyAge }: JudgedRule, refused: readonly Refused[]): Claim {
  const short = `${found} of ${rule.n} ${WHO[rule.kind ?? "any"]} vouch for this release`;
  if (foundAtAnyAge >= rule.n) {
    const days = counted(rule.maxAgeDays ?? 0, "day");
    return failedClaim("approvals", new Fault("approval-expired", `${short}: the others did more than ${days} ago`));
  }
  const behind = refused.find(({ fault }) => fault.code === "clock-behind");
  if (behind !== undefined) return outdatedClaim("approvals", behind.fault);
  const telling = firstFalse(refused.filter(({ isNamed, fault }) => isNamed || !OF_NO_PARTY.has(fault.code)));
  if (telling === undefined) return openClaim("approvals", "missing", { reason: short, required: true });
  return failedClaim("approvals", new Fault(telling.code, `${short}: ${telling.message}`));
}

/** A signature with a key that no line of the policy names, or that it no longer counts: anybody may lay one beside a capsule. */
const OF_NO_PARTY: ReadonlySet<FaultCode> = new Set<FaultCode>(["identity-mismatch", "key-expired", "key-revoked"]);

/** By the name of its file, so that the order of the files says nothing. */
function firstFalse(refused: readonly Refused[]): Fault | undefined {
  return [...refused].sort((a, b) => compareUtf8(a.file, b.file)).find(({ isFalse }) => isFalse)?.fault;
}

function claimWithoutRule(vouched: readonly Vouched[], refused: readonly Refused[]): Claim {
  const named = refused.filter(({ isNamed }) => isNamed);
  const fault = firstFalse(named);
  if (fault !== undefined) return failedClaim("approvals", fault);
  const [open] = named;
  if (open !== undefined) return outdatedClaim("approvals", open.fault);
  const count = vouched.length + refused.length;
  if (count === 0) {
    return openClaim("approvals", "not-applicable", { reason: "no policy asks for any, and none is there" });
  }
  const reason = `${vouched.length} of ${count} approvals verify; no policy names who must have signed`;
  return openClaim("approvals", "not-checked", { reason });
}
