import * as v from "valibot";
import { Fault } from "../../../kernel/fault.ts";
import { once } from "../../../kernel/once.ts";
import { parseClosedJson } from "../../../kernel/parse-schema.ts";
import { printable } from "../../../kernel/printable.ts";
import { isPlainHost } from "../../../kernel/web-address.ts";
import { type DistinguishedName, isWithinName, parseDistinguishedName } from "./distinguished-name.ts";

/** What a verification looks at (trust-store-trust-policy.md, "Signature Verification details"). */
export const VALIDATIONS = ["integrity", "authenticity", "authenticTimestamp", "expiry", "revocation"] as const;
export type Validation = (typeof VALIDATIONS)[number];
/** What becomes of a validation that fails. */
export type Action = "enforce" | "log" | "skip";

export type StoreType = "ca" | "signingAuthority" | "tsa";
export interface StoreName {
  readonly type: StoreType;
  readonly name: string;
}

/** One statement: whom it trusts, for what. */
export interface TrustStatement {
  readonly name: string;
  /** The level as it was named. */
  readonly level: string;
  readonly actions: Readonly<Record<Validation, Action>>;
  readonly verifyTimestamp: "always" | "afterCertExpiry";
  readonly stores: readonly StoreName[];
  /** Undefined if any subject will do. */
  readonly identities: readonly DistinguishedName[] | undefined;
  /** All of them as they stand there, for a verification plugin. */
  readonly trustedIdentities: readonly string[];
  /** Repositories, or `*` alone; empty in a policy for files. */
  readonly scopes: readonly string[];
  /** Of a policy for files: used where none is named. */
  readonly isGlobal: boolean;
}

export interface TrustPolicy {
  readonly statements: readonly TrustStatement[];
}

const MAX_POLICY_BYTES = 1 << 20;

const schema = once(() => {
  const text = v.pipe(v.string(), v.maxLength(2048));
  const action = v.picklist(["enforce", "log", "skip"]);
  const verification = v.strictObject({
    level: v.picklist(["strict", "permissive", "audit", "skip"]),
    override: v.optional(
      v.strictObject({
        authenticity: v.optional(action),
        authenticTimestamp: v.optional(action),
        expiry: v.optional(action),
        revocation: v.optional(action),
      }),
    ),
    verifyTimestamp: v.optional(v.picklist(["", "always", "afterCertExpiry"])),
  });
  const statement = v.strictObject({
    name: v.pipe(text, v.nonEmpty()),
    registryScopes: v.optional(v.array(text)),
    globalPolicy: v.optional(v.boolean()),
    signatureVerification: verification,
    trustStores: v.optional(v.nullable(v.array(text))),
    trustedIdentities: v.optional(v.nullable(v.array(text))),
  });
  return v.strictObject({
    version: v.literal("1.0"),
    trustPolicies: v.pipe(v.array(statement), v.minLength(1), v.maxLength(1024)),
  });
});

type PolicyDocument = v.InferOutput<ReturnType<typeof schema>>;
type StatementDocument = PolicyDocument["trustPolicies"][number];
type Verification = StatementDocument["signatureVerification"];

/**
 * Parses a trust policy of version 1.0 (trust-store-trust-policy.md): `oci` for `trustpolicy.json` and `trustpolicy.oci.json`, whose
 * statements each have scopes; `blob` for `trustpolicy.blob.json`. Stricter than the reference: a field that is not known, or is there
 * twice, is refused and not ignored. Fault: `notary-policy-malformed`.
 */
export function parseTrustPolicy(bytes: Uint8Array, kind: "oci" | "blob"): TrustPolicy {
  const document = parseDocument(bytes);
  const statements = document.trustPolicies.map((one) => readStatement(one, kind));
  refuseTwice(
    statements.map(({ name }) => name),
    "statements have the name",
  );
  refuseTwice(
    statements.flatMap(({ scopes }) => scopes),
    "statements have the scope",
  );
  if (statements.filter(({ isGlobal }) => isGlobal).length > 1)
    throw malformed("more than one statement is the global one");
  return { statements };
}

/** The statement for a repository: one that names it, else the one for all. Fault: `notary-policy-none`. */
export function statementForScope({ statements }: TrustPolicy, repository: string): TrustStatement {
  const found =
    statements.find(({ scopes }) => scopes.includes(repository)) ?? statements.find(({ scopes }) => scopes[0] === "*");
  if (found !== undefined) return found;
  throw new Fault("notary-policy-none", `no statement of the trust policy is for ${printable(repository)}`, {
    hint: "add the repository to registryScopes of one, or a statement with the scope *",
  });
}

/** The statement for files: by name, else the global one. Fault: `notary-policy-none`. */
export function statementForFile({ statements }: TrustPolicy, name: string | undefined): TrustStatement {
  const found = statements.find((one) => (name === undefined ? one.isGlobal : one.name === name));
  if (found !== undefined) return found;
  const which = name === undefined ? "is the global one" : `is called ${printable(name)}`;
  throw new Fault("notary-policy-none", `no statement of the trust policy ${which}`, {
    hint: "name one that is there, or give one of them globalPolicy: true",
  });
}

const LEVELS: Readonly<Record<Verification["level"], TrustStatement["actions"]>> = {
  strict: levelOf("enforce", "enforce", "enforce"),
  permissive: levelOf("enforce", "enforce", "log"),
  audit: levelOf("enforce", "log", "log"),
  skip: levelOf("skip", "skip", "skip"),
};

function levelOf(integrity: Action, authenticity: Action, rest: Action): TrustStatement["actions"] {
  return { integrity, authenticity, authenticTimestamp: rest, expiry: rest, revocation: rest };
}

function readStatement(one: StatementDocument, kind: "oci" | "blob"): TrustStatement {
  const { name, signatureVerification: verification } = one;
  const [stores, identities] = [one.trustStores ?? [], one.trustedIdentities ?? []];
  const skips = verification.level === "skip";
  if (skips && stores.length + identities.length > 0)
    throw malformed(`${printable(name)} skips, and names trust stores or identities`);
  if (!skips && (stores.length === 0 || identities.length === 0)) {
    throw malformed(`${printable(name)} lacks trust stores or trusted identities`);
  }
  const isGlobal = one.globalPolicy === true;
  if (kind === "oci" && one.globalPolicy !== undefined) throw malformed(`${printable(name)} is of a policy for files`);
  if (kind === "blob" && one.registryScopes !== undefined)
    throw malformed(`${printable(name)} is of a policy for images`);
  if (isGlobal && skips) throw malformed("the global statement skips");
  return {
    ...{ name, isGlobal, level: verification.level, actions: actionsOf(name, verification) },
    verifyTimestamp: verification.verifyTimestamp === "afterCertExpiry" ? "afterCertExpiry" : "always",
    stores: stores.map(readStore),
    identities: skips ? [] : readIdentities(name, identities),
    trustedIdentities: identities,
    scopes: kind === "oci" ? readScopes(name, one.registryScopes ?? []) : [],
  };
}

/** "integrity … cannot be overridden"; only revocation may be skipped. */
function actionsOf(name: string, { level, override = {} }: Verification): TrustStatement["actions"] {
  const actions = { ...LEVELS[level] };
  for (const [validation, action] of Object.entries(override) as [Validation, Action][]) {
    if (level === "skip") throw malformed(`${printable(name)} skips, and overrides`);
    if (action === "skip" && validation !== "revocation") throw malformed(`${printable(name)} skips ${validation}`);
    actions[validation] = action;
  }
  return actions;
}

function readStore(text: string): StoreName {
  const found = /^(ca|signingAuthority|tsa):([A-Za-z0-9_.-]+)$/.exec(text);
  const name = found?.[2];
  // The reference lets these through, which name other folders than that of a store.
  if (name === undefined || name === "." || name === "..") throw malformed(`${printable(text)} is not a trust store`);
  return { type: found?.[1] as StoreType, name };
}

const SUBJECT = "x509.subject:";

/** Identities of another kind are for a verification plugin. */
function readIdentities(name: string, identities: readonly string[]): readonly DistinguishedName[] | undefined {
  if (identities.includes("*")) {
    if (identities.length === 1) return undefined;
    throw malformed(`${printable(name)} trusts every identity, and names others`);
  }
  const strange = identities.find((one) => !one.includes(":"));
  if (strange !== undefined) throw malformed(`${printable(strange)} is not an identity`);
  const names = identities.filter((one) => one.startsWith(SUBJECT)).map(readSubject);
  const overlap = names.some((one, at) => names.some((other, place) => place !== at && isWithinName(one, other)));
  if (overlap) throw malformed(`an identity of ${printable(name)} is within another`);
  return names;
}

function readSubject(identity: string): DistinguishedName {
  const parsed = parseDistinguishedName(identity.slice(SUBJECT.length));
  if (parsed !== undefined) return parsed;
  throw malformed(`${printable(identity)} is not a name with C, ST and O, each part once`);
}

/** The patterns of the distribution specification: a host, of which no image has another spelling here, and a path in lower case. */
const HOST = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;

function readScopes(name: string, scopes: readonly string[]): readonly string[] {
  if (scopes.length === 0) throw malformed(`${printable(name)} has no scope`);
  if (scopes.length > 1 && scopes.includes("*")) throw malformed(`${printable(name)} is for all, and names others`);
  const strange = scopes.find((scope) => scope !== "*" && !isRepository(scope));
  if (strange !== undefined) throw malformed(`${printable(strange)} is not a repository as registry/path`);
  return scopes;
}

function isRepository(scope: string): boolean {
  const [host = "", ...path] = scope.split("/");
  return HOST.test(host) && isPlainHost(host) && path.length > 0 && path.every((part) => PATH_PART.test(part));
}

function refuseTwice(values: readonly string[], what: string): void {
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  if (twice !== undefined) throw malformed(`two ${what} ${printable(twice)}`);
}

function parseDocument(bytes: Uint8Array): PolicyDocument {
  return parseClosedJson(bytes, schema(), {
    ...{ maxBytes: MAX_POLICY_BYTES, what: "the trust policy" },
    malformed: (problem) => malformed(`it ${problem}`),
  });
}

function malformed(problem: string): Fault {
  return new Fault("notary-policy-malformed", `the trust policy is malformed: ${problem}`);
}
