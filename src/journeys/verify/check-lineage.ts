import type { Previous } from "../../domain/capsule/root-schema.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { earlierIdentity } from "../../domain/verification/identity/earlier-identity.ts";
import { openClaim, verifiedClaim } from "../../domain/verification/make-claim.ts";
import type { Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { VerifyOrder } from "./verify-order.ts";

export interface LineageOrder {
  readonly order: VerifyOrder;
  /** Of the release that is verified. */
  readonly root: VerifiedRoot;
  /** Verifies another capsule under the same trust. */
  readonly verify: (order: VerifyOrder) => Promise<Verification>;
}

/**
 * Follows the link to the release before: the capsule that was given as `previous` must verify for the same identity, and
 * be the one that the root names, by name, version, tag and digest of its root. Fault: `lineage-broken`; those of a file
 * that cannot be read.
 */
export async function checkLineage({ order, root, verify }: LineageOrder): Promise<Claim> {
  const { previous } = root.statement.predicate;
  if (order.previous === undefined) return withoutEarlier(previous);
  if ("none" in previous) throw broken(`the root names none: ${printable(previous.reason)}`);
  const { name, version, tag } = previous;
  const earlier = await verify({
    capsule: { path: order.previous },
    assets: [],
    identity: earlierIdentity(order.identity, { now: root.statement.predicate.release.tag, before: tag }),
    release: { name, version },
    evidenceOnly: true,
    unsafeCapsuleRoot: order.unsafeCapsuleRoot === true,
    ...(order.effectiveTime === undefined ? {} : { effectiveTime: order.effectiveTime }),
    ...(order.now === undefined ? {} : { now: order.now }),
  });
  const [unread] = earlier.failures;
  if (unread !== undefined) throw unread;
  if (isOutdated(earlier)) {
    const reason = `the trusted root may be too old to judge the release before, ${printable(name)} ${printable(version)}`;
    return openClaim("lineage", "not-checked", { reason, required: true });
  }
  if (earlier.root === undefined || earlier.verdict !== "verified") throw broken(whyRefused(earlier));
  requireNamed(previous, earlier.root);
  requireSameRepository(root, earlier.root);
  return verifiedClaim("lineage", `the release before is ${printable(name)} ${printable(version)}, and verifies`);
}

function withoutEarlier(previous: Previous): Claim {
  if (!("none" in previous)) {
    const reason = `the release before, ${printable(previous.version)}, was not looked at`;
    return openClaim("lineage", "not-checked", { reason, hint: advice`name its capsule with ${option("previous")}` });
  }
  return previous.none === "unavailable"
    ? openClaim("lineage", "not-checked", { reason: "the capsule does not say which release was before" })
    : openClaim("lineage", "not-applicable", { reason: "the capsule says that it is the first" });
}

function requireNamed(named: Exclude<Previous, { none: string }>, { statement, sha256 }: VerifiedRoot): void {
  if (named.rootDigest.sha256 !== sha256) throw broken("its root has another digest than the one that is named");
  const { name, version, tag } = statement.predicate.release;
  if (named.name === name && named.version === version && named.tag === tag) return;
  throw broken(`it is of ${printable(name)} ${printable(version)}, which is not what is named`);
}

/** A name can be registered again by somebody else, an id cannot. */
function requireSameRepository(now: VerifiedRoot, before: VerifiedRoot): void {
  const [one, other] = [now, before].map(({ statement }) => statement.predicate.release.repositoryId);
  if (one !== other) throw broken("it is of another repository of the same name");
}

/** Nothing is known to be false of it. */
function isOutdated({ verdict, claims }: Verification): boolean {
  return verdict === "incomplete" && claims.some(({ code }) => code === "trusted-root-outdated");
}

function whyRefused({ claims }: Verification): string {
  const claim = claims.find(({ status }) => status === "failed") ?? claims.find(({ required }) => required);
  return `it does not verify: ${claim?.reason ?? "nothing was verified"}`;
}

function broken(problem: string): Fault {
  return new Fault("lineage-broken", `the capsule that was given is not the one before this release: ${problem}`, {
    hint: "give the capsule of the release that `capsule show` names as the one before",
  });
}
