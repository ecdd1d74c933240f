import { compareUtf8 } from "../../kernel/bytewise.ts";
import { fits, type SigningParty } from "../policy/by-party.ts";
import type { PolicySigner } from "../policy/policy-signer.ts";
import { type LogPolicy, type LogRole, readRoleSigner } from "./log-policy.ts";
import type { LoggedStatement, SaidContent } from "./logged-statement.ts";
import type { Right, StateEffect } from "./vocabulary.ts";

/** A statement whose content is known. */
export interface KnownStatement extends LoggedStatement {
  readonly content: SaidContent;
}

/** The roles in which whoever signed a statement may say what it says; none if nothing follows from it. */
export interface Authority {
  rolesFor(statement: KnownStatement): readonly string[];
  /** The roles in which the signer of one statement may take back what another says. */
  rolesToUndo(statement: KnownStatement, other: KnownStatement): readonly string[];
  /** The revocation that came before a grant: to log the same one once more does not make it another. */
  revokedBefore(statement: KnownStatement): KnownStatement | undefined;
}

/** A right that was passed on; it holds for what was logged after it, and before the first revocation that ends it. */
interface Grant extends LogRole {
  readonly role: string;
  readonly payload: string;
  readonly by: SigningParty;
  readonly from: number;
  /** The grant that it rests on: what falls with it. */
  readonly parent: Grant | undefined;
}

interface Revocation {
  readonly at: number;
  readonly statement: KnownStatement;
  ends(grant: Pick<Grant, "role" | "by">): boolean;
}

type Holding = LogRole & { readonly role: string; readonly grant: Grant | undefined };

/**
 * Who may say what. The roles of the policy hold for good. Grants and revocations hold from their own leaf on, in the log of the
 * policy: what was said under a grant before it was revoked stays said, and nobody passes on what he has not. A revocation is of the
 * statement, wherever it is: whoever logs a revoked grant once more in another envelope has nothing of it. The place of a leaf is
 * proven, so that neither claimed times nor the order in which statements are read decide.
 */
export function authorityOf(statements: readonly LoggedStatement[], policy: LogPolicy): Authority {
  const grants: Grant[] = [];
  /** By the grants that they name. */
  const revocations = new Map<string, Revocation[]>();
  const isOne = remembered((signer: SigningParty, one: PolicySigner) => fits(signer, one, ANY_RELEASE));
  const holdings = (signer: SigningParty, at: number | undefined): Holding[] =>
    [
      ...[...policy.roles].map(([role, { signers, may }]) => ({ role, signers, may, grant: undefined })),
      ...grants.flatMap((grant) => (at !== undefined && isInForce(grant, at) ? [{ ...grant, grant }] : [])),
    ].filter(({ signers }) => signers.some((one) => isOne(signer, one)));
  const revokedAt = (grant: Pick<Grant, "payload" | "role" | "by">, at: number): Revocation | undefined =>
    revocations.get(grant.payload)?.find((one) => one.at <= at && one.ends(grant));
  const isInForce = (grant: Grant, at: number): boolean =>
    grant.from < at &&
    revokedAt(grant, at) === undefined &&
    (grant.parent === undefined || isInForce(grant.parent, at));
  for (const { at, statement } of aboutRights(statements, policy)) {
    const { signer, state } = statement.content;
    const own = holdings(signer, at);
    if (state?.effect === "grant") for (const one of granted(statement, at, own)) grants.push(one);
    for (const payload of state?.effect === "revoke" ? (state.refersTo ?? []) : []) {
      const ends: Revocation["ends"] = (grant) =>
        own.some(({ role, may }) => role === grant.role && may.includes("revoke")) || isSame(grant.by, signer);
      const known = revocations.get(payload) ?? [];
      known.push({ at, statement, ends });
      revocations.set(payload, known);
    }
  }
  const rolesWith = (statement: KnownStatement, right: Right | undefined): string[] => {
    if (right === undefined) return [];
    const held = holdings(statement.content.signer, leafPlaceOf(statement, policy)).filter(({ may }) =>
      may.includes(right),
    );
    return [...new Set(held.map(({ role }) => role))].sort(compareUtf8);
  };
  return {
    rolesFor: (statement) => rolesWith(statement, rightOf(statement)),
    rolesToUndo: (statement, other) => rolesWith(statement, rightOf(other)),
    revokedBefore: (statement) => {
      const { payload, content } = statement;
      const [role, at] = [content.state?.grant?.role, leafPlaceOf(statement, policy)];
      if (role === undefined || at === undefined) return undefined;
      return revokedAt({ payload, role, by: content.signer }, at)?.statement;
    },
  };
}

/** Identities are compared often, and a comparison that fails costs a fault. */
function remembered<A extends object, B extends object>(ask: (a: A, b: B) => boolean): typeof ask {
  const known = new WeakMap<A, WeakMap<B, boolean>>();
  return (a, b) => {
    const answers = known.get(a) ?? new WeakMap<B, boolean>();
    known.set(a, answers);
    const answer = answers.get(b) ?? ask(a, b);
    answers.set(b, answer);
    return answer;
  };
}

/** No rule here speaks of the tag of a release. */
const ANY_RELEASE = { tag: null, repository: null };

/** The right that a statement needs; undefined for a retraction, which needs that of what it takes back, and what has no word. */
function rightOf({ says, content }: KnownStatement): Right | undefined {
  if (says === "other") return undefined;
  const word: StateEffect | Right | undefined = says === "release-state" ? content.state?.effect : says;
  if (word === "retract") return undefined;
  return word === "opened" ? "committed" : word;
}

/** Grants and revocations about this very policy, in the order of their leaves. */
function aboutRights(statements: readonly LoggedStatement[], policy: LogPolicy) {
  return statements
    .flatMap((statement) => {
      const at = leafPlaceOf(statement, policy);
      return at !== undefined && isKnown(statement) && statement.subject.includes(policy.sha256)
        ? [{ at, statement }]
        : [];
    })
    .sort((a, b) => a.at - b.at);
}

export function isKnown(statement: LoggedStatement): statement is KnownStatement {
  return statement.content.kind === "said";
}

/** The first leaf of the policy's own log that has it. */
export function leafPlaceOf({ receipts }: LoggedStatement, { origin }: LogPolicy): number | undefined {
  const own = receipts.filter((one) => one.origin === origin).map(({ index }) => index);
  return own.sort((a, b) => a - b)[0];
}

function granted({ payload, content }: KnownStatement, at: number, own: readonly Holding[]): Grant[] {
  const grant = content.state?.grant;
  if (grant === undefined) return [];
  return own
    .filter(
      ({ role, may }) => role === grant.role && ["grant", ...grant.may].every((one) => may.includes(one as Right)),
    )
    .map(({ grant: parent }) => ({
      ...{ role: grant.role, may: grant.may, signers: [readRoleSigner(grant.signer)], payload, by: content.signer },
      ...{ from: at, parent },
    }));
}

function isSame(one: SigningParty, other: SigningParty): boolean {
  return one.names.some((name) => other.names.includes(name));
}
