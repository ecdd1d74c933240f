import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

export const SIGNING_SCHEME = "io.cncf.notary.signingScheme";
export const SIGNING_TIME = "io.cncf.notary.signingTime";
export const AUTHENTIC_SIGNING_TIME = "io.cncf.notary.authenticSigningTime";
export const EXPIRY = "io.cncf.notary.expiry";

/** Unsigned ones. */
export const SIGNING_AGENT = "io.cncf.notary.signingAgent";
export const TIMESTAMP_SIGNATURE = "io.cncf.notary.timestampSignature";

/** Which plugin verifies it, and from which version on. */
export const PLUGIN = "io.cncf.notary.verificationPlugin";
export const PLUGIN_VERSION = "io.cncf.notary.verificationPluginMinVersion";

export type SigningScheme = "notary.x509" | "notary.x509.signingAuthority";

/** What was signed beside the payload (signature-specification.md, "Signed Attributes"). */
export interface NotaryAttributes {
  readonly contentType: string;
  readonly scheme: SigningScheme;
  /** Milliseconds since 1970; with `notary.x509.signingAuthority` the authority vouches for it, else nobody. */
  readonly signingTime: number;
  /** Milliseconds since 1970. */
  readonly expiry: number | undefined;
  readonly extended: readonly Attribute[];
}

/** One that the specification does not know. */
export interface Attribute {
  readonly name: string | number;
  readonly isCritical: boolean;
  readonly value: unknown;
}

/** Protected headers, whatever form they had; `time` reads one in that form. */
export interface ProtectedHeaders {
  readonly members: ReadonlyMap<string | number, unknown>;
  readonly contentType: unknown;
  readonly critical: unknown;
  /** Names that belong to the form: algorithm, content type, critical. */
  readonly own: ReadonlySet<string | number>;
  /** Milliseconds since 1970; undefined for what is not a time. */
  time(value: unknown): number | undefined;
}

/**
 * Reads the signed attributes:
 *
 *   1. the scheme is known, and with it which time is there (signing-scheme.md, "notary.x509")
 *   2. what must be critical is named so, and what is named so is there ("crit")
 *   3. an expiry is after the signing time ("Expiry")
 *
 * Faults: `notary-malformed`, `notary-critical`.
 */
export function readNotaryAttributes(headers: ProtectedHeaders): NotaryAttributes {
  const { members, contentType } = headers;
  if (typeof contentType !== "string") throw malformed("it does not say what its payload is");
  /* 1 */ const scheme = members.get(SIGNING_SCHEME);
  if (scheme !== "notary.x509" && scheme !== "notary.x509.signingAuthority")
    throw malformed("its signing scheme is not known");
  const isAuthority = scheme === "notary.x509.signingAuthority";
  const [wanted, unwanted] = isAuthority
    ? [AUTHENTIC_SIGNING_TIME, SIGNING_TIME]
    : [SIGNING_TIME, AUTHENTIC_SIGNING_TIME];
  if (members.has(unwanted)) throw malformed("it states a time that is of another signing scheme");
  const signingTime = timeOf(wanted, headers);
  if (signingTime === undefined) throw malformed("it states no time of signing");
  const expiry = timeOf(EXPIRY, headers);
  /* 2 */ const critical = criticalOf(headers, [
    SIGNING_SCHEME,
    ...(isAuthority ? [AUTHENTIC_SIGNING_TIME] : []),
    ...(expiry === undefined ? [] : [EXPIRY]),
  ]);
  /* 3 */ if ((expiry ?? Infinity) <= signingTime) throw malformed("it expires before it was signed");
  const extended = [...members].flatMap(([name, value]) =>
    KNOWN.has(name) || headers.own.has(name) ? [] : [{ name, value, isCritical: critical.has(name) }],
  );
  return { contentType, scheme, signingTime, expiry, extended };
}

const KNOWN: ReadonlySet<unknown> = new Set([SIGNING_SCHEME, SIGNING_TIME, AUTHENTIC_SIGNING_TIME, EXPIRY]);

function timeOf(name: string, { members, time }: ProtectedHeaders): number | undefined {
  if (!members.has(name)) return undefined;
  const milliseconds = time(members.get(name));
  if (milliseconds === undefined) throw malformed(`${printable(name)} is not a time`);
  return milliseconds;
}

/** RFC 7515 §4.1.11 and RFC 9052 §3.1: each of them there, none twice, none of the form itself; not empty, for some are required. */
function criticalOf({ members, critical, own }: ProtectedHeaders, required: readonly string[]): ReadonlySet<unknown> {
  if (!Array.isArray(critical)) throw refusedAttribute("it names no critical attribute");
  const named = new Set<unknown>(critical);
  const missing = required.find((name) => !named.has(name));
  if (missing !== undefined) throw refusedAttribute(`${printable(missing)} is not named as critical`);
  const strange = critical.find(
    (name) => !members.has(name) || own.has(name) || (KNOWN.has(name) && !required.includes(name)),
  );
  if (strange !== undefined || named.size < critical.length) {
    const shown = typeof strange === "string" || typeof strange === "number" ? printable(`${strange}`) : "one";
    throw refusedAttribute(`${shown} is named as critical and cannot be`);
  }
  return named;
}

/**
 * "If any of the critical attributes is not understood, the signature MUST be refused" (signature-specification.md), unless a
 * verification plugin processes it. notation ignores those without a plugin. Fault: `notary-critical`.
 */
export function requireUnderstood({ extended }: Pick<NotaryAttributes, "extended">): void {
  const unknown = extended.find(({ name, isCritical }) => isCritical && name !== PLUGIN && name !== PLUGIN_VERSION);
  if (unknown !== undefined)
    throw refusedAttribute(`${printable(String(unknown.name), 60)} is critical and not understood`);
}

function malformed(problem: string): Fault {
  return new Fault("notary-malformed", `the Notary signature is malformed: ${problem}`);
}

/** Of a critical attribute that cannot be honoured. */
export function refusedAttribute(problem: string): Fault {
  return new Fault("notary-critical", `the critical attributes of a Notary signature are not in order: ${problem}`);
}
