import type { Cryptography } from "../../crypto/cryptography.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import type { X509Certificate } from "../x509/x509-certificate.ts";
import { type TimestampedRange, verifyCountersignature } from "./countersignature.ts";
import type { EnvelopeFormat, NotaryEnvelope } from "./envelope/envelope.ts";
import { requireUnderstood } from "./envelope/notary-attributes.ts";
import { readEnvelope } from "./envelope/read-envelope.ts";
import { readTargetArtifact, type TargetArtifact } from "./envelope/target-artifact.ts";
import type { AskRevocation, RevocationAnswer } from "./revocation/revocation-answer.ts";
import { type RevocationList, revocationState } from "./revocation/revocation-list.ts";
import { isWithinName, subjectName } from "./trust/distinguished-name.ts";
import type { StoreType, TrustStatement, Validation } from "./trust/trust-policy.ts";
import { askPlugin, engagePlugin, type FindPlugin, type PluginCapability } from "./verification-plugin.ts";
import { verifyIntegrity } from "./verify-integrity.ts";

export interface NotaryToVerify {
  readonly bytes: Uint8Array;
  readonly format: EnvelopeFormat;
  readonly trust: NotaryTrust;
}

/** Under what a signature is verified. */
export interface NotaryTrust {
  readonly statement: TrustStatement;
  /** What lies in the stores that the statement names. */
  readonly stores: Readonly<Record<StoreType, readonly X509Certificate[]>>;
  readonly lists: readonly RevocationList[];
  /** Asks what became of a certificate; undefined without the network. */
  readonly askRevocation?: AskRevocation;
  /** Finds the verification plugins that the user named; undefined without any. */
  readonly findPlugin?: FindPlugin;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A signature that nothing which its statement enforces speaks against. */
export interface NotaryVerification {
  readonly envelope: NotaryEnvelope;
  readonly target: TargetArtifact;
  /** The signer's first. */
  readonly chain: readonly X509Certificate[];
  /** When it was there, as a timestamp authority says. */
  readonly timestamped: TimestampedRange | undefined;
  /** What fails, and is let through because the statement only logs it. */
  readonly logged: readonly Fault[];
  /** What the statement enforces, and nothing that is at hand answers. */
  readonly open: string | undefined;
}

/**
 * Verifies a Notary signature (trust-store-trust-policy.md, "Signature Evaluation"), in the order of the reference:
 *
 *   1. integrity           form, signature, chain, and critical attributes that are all understood
 *   2. authenticity        a certificate of the chain lies in a trust store, and the subject is one that is trusted
 *   3. expiry              not reached
 *   4. authenticTimestamp  the chain was valid when it was used: by a time stamp, the word of a signing authority, or now
 *   5. revocation          no certificate of the chain is revoked
 *   6. plugin              the one that the signature asks for agrees, which takes over identities, revocation or both
 *
 * Faults are those that the statement enforces: of 1 those of `verifyIntegrity`; `notary-untrusted`, `notary-identity`;
 * `notary-expired`; `certificate-expired`, `signed-time-missing` and those of `verifyCountersignature`; `certificate-revoked`;
 * `notary-plugin`.
 */
export async function verifyNotary(
  { bytes, format, trust }: NotaryToVerify,
  crypto: Cryptography,
): Promise<NotaryVerification> {
  const { actions } = trust.statement;
  const logged: Fault[] = [];
  let open: string | undefined;
  const judge = async <T>(validation: Validation, check: () => T | Promise<T>): Promise<T | undefined> => {
    if (actions[validation] === "skip") return undefined;
    try {
      return await check();
    } catch (error) {
      if (!isRefusal(error) || actions[validation] === "enforce") throw error;
      logged.push(error);
      return undefined;
    }
  };
  const leaveOpen = (validation: Validation, reason: string): void => {
    if (actions[validation] === "enforce") open ??= reason;
  };
  /* 1 */ const envelope = readEnvelope(bytes, format);
  const { ca, signingAuthority } = trust.stores;
  const chain = await verifyIntegrity(envelope, crypto, [...ca, ...signingAuthority]);
  const engaged = await engagePlugin(envelope, trust.findPlugin);
  if (engaged === undefined) requireUnderstood(envelope);
  const byPlugin = (capability: PluginCapability): boolean => engaged?.capabilities.includes(capability) === true;
  const target = readTargetArtifact(envelope.payload);
  const signed = { envelope, chain, trust };
  /* 2 */ await judge("authenticity", () => {
    requireTrusted(signed);
    if (!byPlugin("SIGNATURE_VERIFIER.TRUSTED_IDENTITY")) requireIdentity(signed);
  });
  // A certificate that nobody trusts could name any place.
  const ask = logged.length === 0 ? trust.askRevocation : undefined;
  /* 3 */ await judge("expiry", () => requireUnexpired(signed));
  /* 4 */ const timestamped = await judge("authenticTimestamp", () => requireValidWhenUsed(signed, crypto));
  const signedAt = envelope.scheme === "notary.x509.signingAuthority" ? envelope.signingTime : undefined;
  const state = (certificates: readonly X509Certificate[]) =>
    requireUnrevoked({ certificates, signedAt, trust, ask }, crypto);
  const authority = timestamped && (await judge("authenticTimestamp", () => state(timestamped.chain)));
  if (authority !== undefined)
    leaveOpen("authenticTimestamp", `whether the timestamp authority was revoked is not known${because(authority)}`);
  const isAsked = byPlugin("SIGNATURE_VERIFIER.REVOCATION_CHECK");
  /* 5 */ const revocation = isAsked ? undefined : await judge("revocation", () => state(chain));
  if (revocation !== undefined)
    leaveOpen("revocation", `whether a certificate of the signature was revoked is not known${because(revocation)}`);
  /* 6 */ if (engaged !== undefined) {
    const capabilities = engaged.capabilities.filter(
      (one) => one !== "SIGNATURE_VERIFIER.REVOCATION_CHECK" || actions.revocation !== "skip",
    );
    const { trustedIdentities } = trust.statement;
    // One that has nothing to verify processes nothing either.
    const failed =
      capabilities.length === 0 ? [] : await askPlugin(engaged.plugin, { envelope, trustedIdentities, capabilities });
    if (capabilities.length === 0) requireUnderstood(envelope);
    for (const one of failed) await judge(PLUGIN_FAULTS[one].validation, () => Promise.reject(pluginFault(one)));
  }
  return { envelope, target, chain, timestamped, logged, open };
}

/** What it means that a plugin does not agree. */
const PLUGIN_FAULTS = {
  "SIGNATURE_VERIFIER.TRUSTED_IDENTITY": {
    ...{ validation: "authenticity", code: "notary-identity" },
    problem: "the verification plugin does not take the signer for one that the trust policy names",
  },
  "SIGNATURE_VERIFIER.REVOCATION_CHECK": {
    ...{ validation: "revocation", code: "certificate-revoked" },
    problem: "the verification plugin says that a certificate of the signature was revoked",
  },
} as const satisfies Record<PluginCapability, { validation: Validation; code: FaultCode; problem: string }>;

function pluginFault(capability: PluginCapability): Fault {
  const { code, problem } = PLUGIN_FAULTS[capability];
  return new Fault(code, problem);
}

interface Signed {
  readonly envelope: NotaryEnvelope;
  readonly chain: readonly X509Certificate[];
  readonly trust: NotaryTrust;
}

/** "Trust Store": one of its certificates is in the chain. */
function requireTrusted({ envelope, chain, trust }: Signed): void {
  const { stores } = trust;
  const type = envelope.scheme === "notary.x509" ? "ca" : "signingAuthority";
  if (!stores[type].some(({ der }) => chain.some((one) => equalBytes(one.der, der)))) {
    throw new Fault(
      "notary-untrusted",
      `no certificate of the signature is in a trust store of the type ${type} that the policy names`,
    );
  }
}

/** "Trusted Identities": the signer's subject has all that one of them names. */
function requireIdentity({ chain, trust: { statement } }: Signed): void {
  if (statement.identities === undefined) return;
  const name = subjectName(chain[0]!.subject);
  if (name !== undefined && statement.identities.some((one) => isWithinName(one, name))) return;
  throw new Fault("notary-identity", "the signer's subject is not one that the trust policy names");
}

/** "The current time MUST be before the expiry". */
function requireUnexpired({ envelope: { expiry }, trust: { now } }: Signed): void {
  if (now >= (expiry ?? Infinity)) throw new Fault("notary-expired", "the signature has expired, as its signer wanted");
}

/** Resolves to what a timestamp authority says, if one is needed. */
async function requireValidWhenUsed(signed: Signed, crypto: Cryptography): Promise<TimestampedRange | undefined> {
  const { envelope, chain, trust } = signed;
  const { statement, stores, now } = trust;
  if (envelope.scheme === "notary.x509.signingAuthority") {
    requireAllValid(chain, { earliest: envelope.signingTime, latest: envelope.signingTime });
    return undefined;
  }
  const isAsked = statement.stores.some(({ type }) => type === "tsa");
  const isExpired = chain.some(({ notAfter }) => now > notAfter * 1000);
  if (!isAsked || (statement.verifyTimestamp === "afterCertExpiry" && !isExpired)) {
    requireAllValid(chain, { earliest: now, latest: now });
    return undefined;
  }
  if (envelope.timestamp === undefined) {
    throw new Fault("signed-time-missing", "the signature has no time stamp, which the trust policy asks for");
  }
  const { timestamp: token, signature } = envelope;
  const range = await verifyCountersignature({ token, signature, roots: stores.tsa }, crypto);
  requireAllValid(chain, range);
  return range;
}

function requireAllValid(
  chain: readonly X509Certificate[],
  { earliest, latest }: Omit<TimestampedRange, "chain">,
): void {
  if (chain.every(({ notBefore, notAfter }) => earliest >= notBefore * 1000 && latest <= notAfter * 1000)) return;
  throw new Fault("certificate-expired", "a certificate of the signature was not valid when it was used");
}

function because({ problem }: RevocationAnswer): string {
  return problem === undefined ? "" : `; ${problem}`;
}

interface Asked {
  readonly certificates: readonly X509Certificate[];
  readonly signedAt: number | undefined;
  readonly trust: NotaryTrust;
  readonly ask: AskRevocation | undefined;
}

/**
 * "The root is not checked". What a list at hand says of a revoked certificate nobody takes back; else who is asked counts more than a list.
 * Resolves to what is not known, if anything is not. Fault: `certificate-revoked`.
 */
async function requireUnrevoked(
  { certificates, signedAt, trust, ask }: Asked,
  crypto: Cryptography,
): Promise<RevocationAnswer | undefined> {
  const { lists, now } = trust;
  let unknown: RevocationAnswer | undefined;
  for (const [at, certificate] of certificates.entries()) {
    const issuer = certificates[at + 1];
    if (issuer === undefined) continue;
    const asked = { certificate, issuer, signedAt };
    const state = await revocationState({ ...asked, lists, now }, crypto);
    const found = state === "revoked" || ask === undefined ? { state } : await ask(asked);
    if (found.state === "revoked") throw new Fault("certificate-revoked", "a certificate of the signature was revoked");
    if (found.state === "unknown" && state === "unknown") unknown = found;
  }
  return unknown;
}
