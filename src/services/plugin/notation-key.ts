import { X509Certificate } from "node:crypto";
import * as v from "valibot";
import { fromFixedLength } from "../../crypto/ecdsa-signature.ts";
import { COORDINATE_BYTES, type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import { decodeBase64, encodeBase64, isBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { LastingKey, SignatureScheme } from "../../ports/lasting-key.ts";
import type { SigningProgram } from "../../ports/signing-program.ts";
import { readPluginAnswer } from "./read-answer.ts";
import { requireOwnSignature } from "./require-own-signature.ts";

export interface NotationOrder {
  /** Of the plugin. */
  readonly name: string;
  readonly keyId: string;
  /** What the user hands to the plugin as it is. */
  readonly config: Readonly<Record<string, string>>;
  readonly program: SigningProgram;
}

const CONTRACT = "1.0";

const Text = v.pipe(v.string(), v.maxLength(4096));
const Base64 = v.pipe(v.string(), v.minLength(1), v.check(isBase64));
const Metadata = v.looseObject({
  name: Text,
  supportedContractVersions: v.pipe(v.array(Text), v.maxLength(64)),
  capabilities: v.pipe(v.array(Text), v.maxLength(64)),
});
const DescribedKey = v.looseObject({ keyId: Text, keySpec: Text });
const Generated = v.looseObject({
  keyId: Text,
  signature: Base64,
  signingAlgorithm: Text,
  certificateChain: v.pipe(v.array(Base64), v.minLength(1), v.maxLength(16)),
});

interface KeySpec {
  readonly hash: "SHA-256" | "SHA-384" | "SHA-512";
  readonly algorithm: string;
  readonly scheme: SignatureScheme;
  readonly is: (key: PublicKey) => boolean;
}

const ec = (curve: keyof typeof COORDINATE_BYTES, bits: 256 | 384 | 512): KeySpec => ({
  hash: `SHA-${bits}`,
  algorithm: `ECDSA-SHA-${bits}`,
  scheme: `ecdsa-sha${bits}`,
  is: (key) => key.kind === "ec" && key.curve === curve,
});
const rsa = (length: number, bits: 256 | 384 | 512): KeySpec => ({
  hash: `SHA-${bits}`,
  algorithm: `RSASSA-PSS-SHA-${bits}`,
  scheme: `rsa-pss-sha${bits}`,
  is: (key) => key.kind === "rsa" && key.bits === length,
});

/** The key decides the algorithm: signature specification of Notary, "algorithm selection". */
const KEY_SPECS: ReadonlyMap<string, KeySpec> = new Map([
  ["EC-256", ec("P-256", 256)],
  ["EC-384", ec("P-384", 384)],
  ["EC-521", ec("P-521", 512)],
  ["RSA-2048", rsa(2048, 256)],
  ["RSA-3072", rsa(3072, 384)],
  ["RSA-4096", rsa(4096, 512)],
]);

/**
 * A key behind a plugin of Notary's contract 1.0 (https://github.com/notaryproject/specifications/blob/main/specs/plugin-extensibility.md): its
 * executable signs whole messages, and shows its key by the certificates of a first signature. Faults: `plugin-failed`,
 * `plugin-malformed`, `plugin-unfit`, `signature-unexpected`.
 */
export async function notationKey(order: NotationOrder): Promise<LastingKey> {
  await requireFit(order);
  const request = { contractVersion: CONTRACT, keyId: order.keyId, ...configOf(order) };
  const described = await call(order, "describe-key", request, DescribedKey);
  requireSameKey(described.keyId, order);
  const spec = KEY_SPECS.get(described.keySpec);
  if (spec === undefined) throw unfit(order, `its key is of the kind ${printable(described.keySpec, 40)}`);
  const first = await generate(order, spec, FIRST_MESSAGE);
  const [leaf = new Uint8Array()] = first.certificates;
  const publicKey = keyOf(leaf, order);
  if (!spec.is(readPublicKey(publicKey))) throw unfit(order, "its certificate is of another kind of key than it says");
  const checked = async (message: Uint8Array, signature: Uint8Array) => {
    requireOwnSignature({ plugin: shownName(order), publicKey, scheme: spec.scheme, message, signature });
    return signature;
  };
  await checked(FIRST_MESSAGE, derOf(first.signature, publicKey, order));
  return {
    ...{ publicKey, certificates: first.certificates, schemes: [spec.scheme] },
    async sign(message) {
      const { signature } = await generate(order, spec, message);
      return checked(message, derOf(signature, publicKey, order));
    },
  };
}

/** Signed to see the key; nobody can take it for a statement or a file. */
const FIRST_MESSAGE = encodeUtf8("release-capsule: this shows which key signs, and states nothing\n");

async function requireFit(order: NotationOrder): Promise<void> {
  const { name, supportedContractVersions, capabilities } = await call(order, "get-plugin-metadata", {}, Metadata);
  if (name !== order.name) throw unfit(order, `it calls itself ${printable(name, 80)}`);
  if (!supportedContractVersions.includes(CONTRACT)) throw unfit(order, `it does not speak contract ${CONTRACT}`);
  if (capabilities.includes("SIGNATURE_GENERATOR.RAW")) return;
  throw unfit(order, "it makes no signatures, only whole envelopes or nothing");
}

async function generate(order: NotationOrder, { hash, algorithm }: KeySpec, message: Uint8Array) {
  const { keyId, config } = order;
  const keySpec = [...KEY_SPECS].find(([, spec]) => spec.algorithm === algorithm)?.[0];
  const request = {
    ...{ contractVersion: CONTRACT, keyId, ...configOf({ config }) },
    ...{ keySpec, hashAlgorithm: hash, payload: encodeBase64(message) },
  };
  const made = await call(order, "generate-signature", request, Generated);
  requireSameKey(made.keyId, order);
  if (made.signingAlgorithm !== algorithm) {
    throw unfit(order, `it signed with ${printable(made.signingAlgorithm, 40)} instead of ${algorithm}`);
  }
  return {
    signature: decodeBase64(made.signature),
    certificates: made.certificateChain.map((one) => decodeBase64(one)),
  };
}

/** Read by the platform: what such a certificate may look like, Notary says and not Sigstore. */
function keyOf(certificate: Uint8Array, order: NotationOrder): Uint8Array {
  try {
    return Uint8Array.from(new X509Certificate(certificate).publicKey.export({ format: "der", type: "spki" }));
  } catch {
    throw new Fault(
      "plugin-malformed",
      `${shownName(order)} answered generate-signature with something that is not a certificate`,
    );
  }
}

/** The contract has r and s side by side; everything here has DER. */
function derOf(signature: Uint8Array, spki: Uint8Array, order: NotationOrder): Uint8Array {
  const key = readPublicKey(spki);
  if (key.kind !== "ec") return signature;
  const der = fromFixedLength(signature, COORDINATE_BYTES[key.curve]);
  if (der !== undefined) return der;
  throw new Fault(
    "signature-unexpected",
    `the signature that ${shownName(order)} made has ${signature.length} bytes, and not the ${2 * COORDINATE_BYTES[key.curve]} of r and s`,
    { hint: "nothing was published; report this to whoever wrote the plugin" },
  );
}

function configOf({ config }: Pick<NotationOrder, "config">): object {
  return Object.keys(config).length === 0 ? {} : { pluginConfig: config };
}

function requireSameKey(keyId: string, order: NotationOrder): void {
  if (keyId === order.keyId) return;
  throw new Fault(
    "signature-unexpected",
    `${shownName(order)} answered for another key than ${printable(order.keyId, 80)}`,
  );
}

async function call<S extends v.GenericSchema>(
  order: NotationOrder,
  command: string,
  request: object,
  schema: S,
): Promise<v.InferOutput<S>> {
  const answer = await order.program({ args: [command], input: encodeUtf8(JSON.stringify(request)) });
  if (answer.status !== 0) {
    const reason = ERROR_CODES.find((code) => errorCode(answer.stderr) === code) ?? `exit code ${answer.status}`;
    throw new Fault("plugin-failed", `${shownName(order)} refused ${command}: ${reason}`, {
      hint: "what else it says is not shown, since it may hold a secret; notation sign with the same key shows it",
    });
  }
  return readPluginAnswer(schema, answer.stdout, { plugin: shownName(order), call: command });
}

/** All that is shown of an error: one of the contract's own words. */
const ERROR_CODES = [
  ...["VALIDATION_ERROR", "UNSUPPORTED_CONTRACT_VERSION", "ACCESS_DENIED", "TIMEOUT", "THROTTLED", "ERROR"],
];

function errorCode(stderr: string): string | undefined {
  return /"errorCode"\s*:\s*"([A-Z_]{1,40})"/.exec(stderr)?.[1];
}

function shownName({ name }: NotationOrder): string {
  return `notation-${name}`;
}

function unfit(order: NotationOrder, problem: string): Fault {
  return new Fault("plugin-unfit", `${shownName(order)} cannot sign for us: ${problem}`);
}
