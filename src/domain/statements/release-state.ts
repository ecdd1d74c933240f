import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { STATEMENT_TYPE, type Statement } from "../attestation/statement.ts";
import { signerSchema } from "../policy/policy-signer.ts";
import { readRoleSigner } from "./log-policy.ts";
import { RELEASE_STATE_TYPE, RIGHTS, STATE_EFFECTS } from "./vocabulary.ts";

/** Why, as a word: free text could hold what must be erased one day. */
export const STATE_REASONS = [
  "defect",
  "error",
  "key-compromise",
  "legal-order",
  "licence",
  "malware",
  "none",
  "policy",
  "superseded",
  "vulnerability",
] as const;

export const releaseStateSchema = once(() => {
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  const word = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/));
  return v.strictObject({
    effect: v.picklist(STATE_EFFECTS),
    /** Its package URL, for people; absent in what is about the log. The digest of the subject decides. */
    release: v.optional(v.pipe(v.string(), v.regex(/^pkg:[\x21-\x7e]{1,512}$/))),
    reason: v.picklist(STATE_REASONS),
    /** Digests of the statements that it takes back, revokes or answers. */
    refersTo: v.optional(v.pipe(v.array(sha256), v.minLength(1), v.maxLength(64))),
    /** Digests of what it rests on, for example an advisory. */
    evidence: v.optional(v.pipe(v.array(sha256), v.minLength(1), v.maxLength(64))),
    /** Of `approved-for-use`. */
    use: v.optional(word),
    /** Of `opened`: 32 bytes of chance that the commitment was made with, hex. */
    salt: v.optional(sha256),
    /** Of `custody`. */
    custodian: v.optional(signerSchema()),
    /** Of `grant`: who else may do what in the role of whoever grants it. */
    grant: v.optional(
      v.strictObject({
        role: word,
        signer: signerSchema(),
        may: v.pipe(v.array(v.picklist(RIGHTS)), v.minLength(1), v.maxLength(RIGHTS.length)),
      }),
    ),
  });
});

export type ReleaseState = v.InferOutput<ReturnType<typeof releaseStateSchema>>;

/** Which effects need a field, and have no meaning without it; no other effect has it. */
const FIELDS = {
  "approved-for-use": "use",
  custody: "custodian",
  grant: "grant",
  opened: "salt",
} as const satisfies Partial<Record<ReleaseState["effect"], keyof ReleaseState>>;

/** The statement about one release, by the digest of its root, or about a log, by that of its policy. Hex. */
export function releaseStateStatement(subject: { name?: string; sha256: string }, state: ReleaseState): Statement {
  requireMeaning(state);
  const { name, sha256 } = subject;
  return {
    _type: STATEMENT_TYPE,
    subject: [{ ...(name === undefined ? {} : { name }), digest: { sha256 } }],
    predicateType: RELEASE_STATE_TYPE,
    predicate: state as unknown as JsonObject,
  };
}

/** Reads the predicate of such a statement. Fault: `release-state-malformed`. */
export function readReleaseState({ predicate }: Pick<Statement, "predicate">): ReleaseState {
  const state = parseSchema(releaseStateSchema(), predicate, malformed);
  requireMeaning(state);
  return state;
}

function requireMeaning(state: ReleaseState): void {
  for (const [effect, field] of Object.entries(FIELDS)) {
    const isThere = state[field] !== undefined;
    if (isThere !== (state.effect === effect)) {
      throw malformed(isThere ? `has ${field}, which only ${effect} has` : `lacks ${field}`);
    }
  }
  // Whoever is named must be nameable, before anything rests on it.
  if (state.grant !== undefined) readRoleSigner(state.grant.signer);
  const refers = state.effect === "retract" || state.effect === "revoke";
  if (refers && state.refersTo === undefined) throw malformed("does not say what it takes back");
  if (state.effect === "opened" && state.refersTo?.length !== 1) throw malformed("does not name one commitment");
  // Whatever else it said could betray what it commits to.
  if (state.effect === "committed" && (state.release ?? state.refersTo ?? state.evidence) !== undefined) {
    throw malformed("commits to something, and says more");
  }
}

function malformed(problem: string): Fault {
  return new Fault("release-state-malformed", `the statement about the state of a release ${problem}`);
}
