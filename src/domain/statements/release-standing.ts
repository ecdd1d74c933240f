import { compareUtf8 } from "../../kernel/bytewise.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { once } from "../../kernel/once.ts";
import { byPrincipal } from "../policy/principal.ts";
import { type Authority, authorityOf, isKnown, type KnownStatement } from "./authority.ts";
import { openingsIn } from "./commitment.ts";
import type { LogPolicy } from "./log-policy.ts";
import type { LoggedStatement } from "./logged-statement.ts";
import { COMMITMENTS, OWNER_STATES, REGISTRY_STATES, type StateEffect } from "./vocabulary.ts";

export type OwnerState = "none" | (typeof OWNER_STATES)[number];
export type RegistryState = "ok" | (typeof REGISTRY_STATES)[number];
export type ObservedState = "unknown" | "available" | "missing" | "mismatch";

/** What follows from all statements about one release. */
export interface ReleaseStanding {
  /** That of the registry unless it is ok, else that of the owner; unknown if a statement about it cannot be read. */
  readonly effective: "unknown" | OwnerState | Exclude<RegistryState, "ok">;
  readonly owner: OwnerState;
  readonly registry: RegistryState;
  readonly observed: ObservedState;
}

/** What becomes of a statement. */
export type StatementStanding =
  | {
      readonly kind: "in-effect";
      readonly roles: readonly string[];
      /** What an opening opens: since then the release was known. */
      readonly opens?: KnownStatement;
    }
  /** It says something from which no state follows. */
  | { readonly kind: "recorded"; readonly roles: readonly string[] }
  | { readonly kind: "undone"; readonly roles: readonly string[]; readonly by: KnownStatement }
  | { readonly kind: "no-right" }
  /** Of an opening: it opens nothing. */
  | { readonly kind: "unfounded"; readonly roles: readonly string[]; readonly reason: string }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "absent"; readonly isErased: boolean };

/** A set of statements under the policy of a log, to be asked about releases. */
export interface JudgedStatements {
  /** `subject`: hex SHA-256 of the root of a release. */
  standingOf(subject: string): ReleaseStanding;
  judge(statement: LoggedStatement): StatementStanding;
}

/**
 * Judges statements: a function of the set and the policy alone, the same in whatever order they are read and whatever time they
 * claim. Nothing is taken back in silence: a state falls only by a retraction that names the statement, of the same role
 * and release. A statement that cannot be read could say anything, so it makes the state unknown, and erasing never raises trust.
 */
export function judgeStatements(statements: readonly LoggedStatement[], policy: LogPolicy): JudgedStatements {
  const authority = authorityOf(statements, policy);
  const known = statements.filter(isKnown);
  const undoneBy = undoing(known, authority);
  const byPayload = once(() => groupBy(known, ({ payload }) => payload));
  const openingOf = openingsIn({ known, policy, rolesFor: authority.rolesFor });
  const judge = (statement: LoggedStatement): StatementStanding => {
    const { content } = statement;
    if (content.kind === "refused") return { kind: "refused", reason: content.reason };
    if (!isKnown(statement)) return { kind: "absent", isErased: content.kind === "absent" && content.isErased };
    const { state } = statement.content;
    if (state?.effect === "retract") return judgeRetraction(statement);
    const roles = authority.rolesFor(statement);
    if (roles.length === 0) return { kind: "no-right" };
    if (state?.effect === "opened") {
      const opening = openingOf(statement);
      if (opening.kind === "unfounded") return { ...opening, roles };
      return { kind: "in-effect", roles: opening.roles, opens: opening.commitment };
    }
    const by = undoneBy(statement) ?? authority.revokedBefore(statement);
    if (by !== undefined) return { kind: "undone", roles, by };
    return { kind: state === undefined ? "recorded" : "in-effect", roles };
  };
  const judgeRetraction = (statement: KnownStatement): StatementStanding => {
    const named = [...new Set(statement.content.state?.refersTo)].flatMap((payload) => byPayload().get(payload) ?? []);
    const taken = named.filter((one) => mayUndo(statement, one, authority));
    const roles = new Set(taken.flatMap((one) => authority.rolesToUndo(statement, one)));
    return roles.size === 0 ? { kind: "no-right" } : { kind: "in-effect", roles: [...roles].sort(compareUtf8) };
  };
  return { judge, standingOf: (subject) => standingOf(subject, { statements, policy, judge }) };
}

interface Judging {
  readonly statements: readonly LoggedStatement[];
  readonly policy: LogPolicy;
  readonly judge: JudgedStatements["judge"];
}

function standingOf(subject: string, { statements, policy, judge }: Judging): ReleaseStanding {
  // What is about the policy decides who may speak, and so about every release.
  const about = statements.filter(({ subject: all }) => all.includes(subject) || all.includes(policy.sha256));
  const inEffect = about
    .filter(isKnown)
    .filter((one) => one.subject.includes(subject))
    .filter((one) => judge(one).kind === "in-effect");
  const said = groupBy(inEffect, ({ content }) => content.state?.effect);
  const parties = (effect: StateEffect) =>
    byPrincipal((said.get(effect) ?? []).map(({ content }) => content.signer)).length;
  const { thresholds } = policy;
  const owner = OWNER_STATES.findLast((state) => parties(state) > 0) ?? "none";
  const registry = REGISTRY_STATES.findLast((state) => parties(state) >= thresholds[state]) ?? "ok";
  const isOpaque = about.some(({ says, content }) => says === "release-state" && content.kind === "absent");
  const effective = registry === "ok" ? owner : registry;
  // What takes a release from everybody needs no further statement; whatever else is unread could be exactly that.
  return {
    effective: isOpaque && effective !== "banished" ? "unknown" : effective,
    ...{ owner, registry },
    observed: observedOf(said, thresholds.mismatch),
  };
}

function observedOf(
  said: ReadonlyMap<StateEffect | undefined, readonly KnownStatement[]>,
  threshold: number,
): ObservedState {
  // The same statement of the same party is one look, however often it was logged.
  const count = (effect: StateEffect) =>
    new Set(said.get(effect)?.map(({ payload, content }) => [payload, ...content.signer.names].join("\n"))).size;
  if (count("mismatch") >= threshold) return "mismatch";
  // One look that found other bytes may have met a broken server: it proves neither that, nor that all is well.
  if (count("mismatch") > 0) return "unknown";
  if (count("missing") > 0) return "missing";
  return count("available") > 0 ? "available" : "unknown";
}

/** The statement that takes one back, if there is one that holds. */
type UndoneBy = (statement: KnownStatement) => KnownStatement | undefined;

/** An answer to an observation may itself be taken back; a retraction is not: whoever meant it says the first thing again. */
function undoing(known: readonly KnownStatement[], authority: Authority): UndoneBy {
  const naming = groupBy(
    known.flatMap((by) => (by.content.state?.refersTo ?? []).map((payload) => ({ payload, by }))),
    ({ payload }) => payload,
  );
  const undoneBy: UndoneBy = (statement) =>
    (naming.get(statement.payload) ?? [])
      .map(({ by }) => by)
      .filter((one) => mayUndo(one, statement, authority) && undoneBy(one) === undefined)
      // The least by its digest, so that the answer does not depend on the order of the set.
      .sort((a, b) => (a.envelope < b.envelope ? -1 : 1))[0];
  return undoneBy;
}

/**
 * A banishment stays until there is another log; a right is taken back by a revocation, which says from when; what was known at a time
 * stays known.
 */
const LASTING: ReadonlySet<StateEffect | undefined> = new Set<StateEffect>([
  ...(["banished", "retract", "grant", "revoke"] as const),
  ...COMMITMENTS,
]);

function mayUndo(one: KnownStatement, statement: KnownStatement, authority: Authority): boolean {
  const [effect, target] = [one.content.state?.effect, statement.content.state?.effect];
  const isAnswer = effect === "available" && (target === "missing" || target === "mismatch");
  if (LASTING.has(target) || !(effect === "retract" || isAnswer)) return false;
  if (!statement.subject.every((digest) => one.subject.includes(digest))) return false;
  const roles = authority.rolesFor(statement);
  return authority.rolesToUndo(one, statement).some((role) => roles.includes(role));
}
