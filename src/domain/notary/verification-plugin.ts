import { encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { printable } from "../../kernel/printable.ts";
import { compareSemver } from "../source/semver-order.ts";
import { isVersionOf } from "../source/version-scheme.ts";
import type { NotaryEnvelope } from "./envelope/envelope.ts";
import { type Attribute, PLUGIN, PLUGIN_VERSION, refusedAttribute } from "./envelope/notary-attributes.ts";

/** What a verification plugin may take over (plugin-extensibility.md, "Verification Extensibility"). */
export const PLUGIN_CAPABILITIES = [
  "SIGNATURE_VERIFIER.TRUSTED_IDENTITY",
  "SIGNATURE_VERIFIER.REVOCATION_CHECK",
] as const;
export type PluginCapability = (typeof PLUGIN_CAPABILITIES)[number];

/** A verification plugin that the user named, as it describes itself. */
export interface VerificationPlugin {
  readonly name: string;
  readonly version: string;
  readonly capabilities: readonly string[];
  /** Runs `verify-signature` of contract 1.0. Faults: those of the program. */
  verify(request: PluginRequest): Promise<PluginAnswer>;
}

/** Undefined for one that nobody named: a signature must not choose what is run. */
export type FindPlugin = (name: string) => Promise<VerificationPlugin | undefined>;

/** The members of the request, as the contract has them. */
export interface PluginRequest {
  readonly signature: {
    readonly criticalAttributes: Readonly<Record<string, unknown>>;
    readonly unprocessedAttributes: readonly string[];
    /** DER in base64, the signer's first. */
    readonly certificateChain: readonly string[];
  };
  readonly trustPolicy: {
    readonly trustedIdentities: readonly string[];
    readonly signatureVerification: readonly PluginCapability[];
  };
}

export interface PluginAnswer {
  readonly verificationResults: Readonly<Record<string, { readonly success: boolean }>>;
  readonly processedAttributes: readonly unknown[];
}

/** The plugin of a signature, and what it takes over. */
export interface EngagedPlugin {
  readonly plugin: VerificationPlugin;
  readonly capabilities: readonly PluginCapability[];
}

/**
 * The plugin that a signature asks for, if it asks for one: named by the user, new enough, and able to verify something. Faults:
 * `notary-plugin`, `notary-critical`, those of the program.
 */
export async function engagePlugin(
  { extended }: Pick<NotaryEnvelope, "extended">,
  find: FindPlugin | undefined,
): Promise<EngagedPlugin | undefined> {
  const asked = extended.find(({ name }) => name === PLUGIN);
  const least = extended.find(({ name }) => name === PLUGIN_VERSION);
  if (asked === undefined && least === undefined) return undefined;
  const name = wordOf(asked, PLUGIN);
  const minimum = least === undefined ? undefined : wordOf(least, PLUGIN_VERSION);
  if (minimum !== undefined && !isVersionOf("semver", minimum))
    throw unfit(`wants a version that is not one: ${printable(minimum, 60)}`);
  const plugin = await find?.(name);
  if (plugin === undefined) {
    throw unfit(`asks for the verification plugin ${printable(name, 60)}, which was not named`);
  }
  const shown = `the verification plugin ${printable(name, 60)}`;
  if (!isVersionOf("semver", plugin.version)) throw unfit(`asks for ${shown}, whose version is not one`);
  if (minimum !== undefined && compareSemver(plugin.version, minimum) < 0)
    throw unfit(`asks for ${shown} from version ${printable(minimum, 60)} on`);
  const capabilities = PLUGIN_CAPABILITIES.filter((one) => plugin.capabilities.includes(one));
  if (capabilities.length === 0) throw unfit(`asks for ${shown}, which verifies nothing`);
  return { plugin, capabilities };
}

function wordOf(attribute: Attribute | undefined, name: string): string {
  const { value, isCritical } = attribute ?? {};
  if (typeof value === "string" && value.trim() !== "" && isCritical === true) return value;
  throw refusedAttribute(`${printable(name)} is not a critical text`);
}

export interface PluginQuestion {
  readonly envelope: NotaryEnvelope;
  readonly trustedIdentities: readonly string[];
  /** Those of its capabilities that the statement does not skip. */
  readonly capabilities: readonly PluginCapability[];
}

/**
 * Asks a plugin (plugin-extensibility.md, "verify-signature"). Every attribute that the specification does not know must have been processed by it,
 * and each capability answered. Resolves to those that failed. Faults: `notary-critical`, `notary-plugin`, those of the program.
 */
export async function askPlugin(
  plugin: VerificationPlugin,
  { envelope, trustedIdentities, capabilities }: PluginQuestion,
): Promise<readonly PluginCapability[]> {
  const others = envelope.extended.filter(({ name }) => name !== PLUGIN && name !== PLUGIN_VERSION);
  const names = others.map(({ name }) => (typeof name === "string" ? name : undefined));
  const given = names.flatMap((name) => (name === undefined ? [] : [name]));
  // COSE may name one by number, for which the contract has no place.
  if (given.length < names.length) throw refusedAttribute("one is named by a number, which no plugin can be given");
  const isAuthority = envelope.scheme === "notary.x509.signingAuthority";
  const { verificationResults, processedAttributes } = await plugin.verify({
    signature: {
      criticalAttributes: {
        contentType: envelope.contentType,
        signingScheme: envelope.scheme,
        ...(envelope.expiry === undefined ? {} : { expiry: timeOf(envelope.expiry) }),
        ...(isAuthority ? { authenticSigningTime: timeOf(envelope.signingTime) } : {}),
        extendedAttributes: Object.fromEntries(others.map(({ name, value }) => [String(name), jsonValue(value)])),
      },
      unprocessedAttributes: given,
      certificateChain: envelope.certificates.map(encodeBase64),
    },
    trustPolicy: { trustedIdentities, signatureVerification: capabilities },
  });
  const lost = given.find((name) => !processedAttributes.includes(name));
  if (lost !== undefined) throw refusedAttribute(`${printable(lost, 60)} was not processed by the verification plugin`);
  const silent = capabilities.find((one) => !Object.hasOwn(verificationResults, one));
  if (silent !== undefined) throw unfit(`was given to its verification plugin, which does not answer for ${silent}`);
  return capabilities.filter((one) => verificationResults[one]?.success !== true);
}

function timeOf(milliseconds: number): string {
  return formatEpoch(Math.floor(milliseconds / 1000));
}

/** What JSON can hold of an attribute; CBOR knows more. */
function jsonValue(value: unknown): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(jsonValue);
  const isPlain = typeof value === "object" && [null, Object.prototype].includes(Object.getPrototypeOf(value));
  if (isPlain) return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, jsonValue(one)]));
  throw refusedAttribute("one has a value that no plugin can be given");
}

function unfit(problem: string): Fault {
  return new Fault("notary-plugin", `the signature ${problem}`);
}
