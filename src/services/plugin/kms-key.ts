import * as v from "valibot";
import type { DigestAlgorithm } from "../../crypto/cryptography.ts";
import { readPublicKey } from "../../crypto/public-key.ts";
import { verifyDigest } from "../../crypto/verify-digest.ts";
import { decodeBase64, encodeBase64, isBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { parsePem } from "../../kernel/pem.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { LastingKey, SignatureScheme } from "../../ports/lasting-key.ts";
import type { SigningProgram } from "../../ports/signing-program.ts";
import { readPluginAnswer } from "./read-answer.ts";
import { hashOf, requireOwnSignature } from "./require-own-signature.ts";

export interface KmsOrder {
  /** Of the plugin. */
  readonly name: string;
  readonly keyId: string;
  readonly program: SigningProgram;
}

const Base64 = v.pipe(v.string(), v.minLength(1), v.check(isBase64));
const Refused = v.looseObject({ errorMessage: v.optional(v.string(), "") });
const ShownKey = v.looseObject({ publicKey: v.looseObject({ publicKeyPEM: Base64 }) });
const Signed = v.looseObject({ signMessage: v.looseObject({ signature: Base64 }) });

/** Numbers of Go's `crypto.Hash`, which the protocol writes. */
const GO_HASHES: Readonly<Record<DigestAlgorithm, number>> = { sha256: 5, sha384: 6, sha512: 7 };

const VERSION = "v1";

/**
 * A key behind `sigstore-kms-NAME`, the protocol by which cosign asks KMS and HSM
 * (https://github.com/sigstore/sigstore/tree/main/pkg/signature/kms/cliplugin): the version and one JSON object as arguments, the message on standard
 * input or its digest in the object, an answer on standard output whatever the exit code. Faults: `plugin-failed`,
 * `plugin-malformed`, `plugin-unfit`, `signature-unexpected`.
 */
export async function kmsKey(order: KmsOrder): Promise<LastingKey> {
  const shown = await call(
    order,
    { hash: "sha256", method: "publicKey", options: { publicKeyOptions: RPC } },
    ShownKey,
  );
  const publicKey = readShownKey(decodeBase64(shown.publicKey.publicKeyPEM), order);
  const key = readPublicKey(publicKey);
  const plugin = shownName(order);
  const ask = async (hash: DigestAlgorithm, given: { digest?: Uint8Array; message?: Uint8Array }) => {
    const { digest, message } = given;
    const messageOptions = {
      ...(digest === undefined ? {} : { digest: encodeBase64(digest) }),
      hashFunc: GO_HASHES[hash],
    };
    const options = { signOptions: { ...RPC, messageOptions } };
    const made = await call(order, { hash, method: "signMessage", options, ...(message && { message }) }, Signed);
    return decodeBase64(made.signMessage.signature);
  };
  const sign: LastingKey["sign"] = async (message, scheme) => {
    const signature = await ask(digestOf(scheme), { message });
    requireOwnSignature({ plugin, publicKey, scheme, message, signature });
    return signature;
  };
  if (key.kind === "ed25519") return { ...{ publicKey, certificates: [], schemes: ["ed25519"] as const }, sign };
  return {
    ...{ publicKey, certificates: [], sign },
    schemes: key.kind === "ec" ? ["ecdsa-sha256", "ecdsa-sha384", "ecdsa-sha512"] : ["rsa-pkcs1-sha256"],
    async signDigest(digest, scheme) {
      const hash = digestOf(scheme);
      const signature = await ask(hash, { digest });
      if (verifyDigest({ key, hash, digest, signature })) return signature;
      throw new Fault(
        "signature-unexpected",
        `the signature that ${plugin} made is not one of its key over the digest`,
        {
          hint: "nothing was published; report this to whoever wrote the plugin",
        },
      );
    },
  };
}

/** What Go writes for options that nobody gave. */
const RPC = { rpcOptions: { keyVersion: "", remoteVerification: false } } as const;

function digestOf(scheme: SignatureScheme): DigestAlgorithm {
  return (hashOf(scheme) ?? "sha256") as DigestAlgorithm;
}

interface Call {
  readonly hash: DigestAlgorithm;
  readonly method: "publicKey" | "signMessage";
  readonly options: object;
  readonly message?: Uint8Array;
}

async function call<S extends v.GenericSchema>(order: KmsOrder, one: Call, schema: S): Promise<v.InferOutput<S>> {
  const { hash, method, options, message = new Uint8Array() } = one;
  const initOptions = { protocolVersion: VERSION, keyResourceID: order.keyId, hashFunc: GO_HASHES[hash], ...RPC };
  const args = [VERSION, JSON.stringify({ initOptions, methodName: method, [method]: options })];
  const answer = await order.program({ args, input: message });
  const about = { plugin: shownName(order), call: method };
  const { errorMessage } = readPluginAnswer(Refused, answer.stdout, about);
  if (errorMessage === "") return readPluginAnswer(schema, answer.stdout, about);
  throw new Fault("plugin-failed", `${shownName(order)} refused ${method}`, {
    hint: "what it says is not shown, since it may hold a secret; cosign public-key with the same key shows it",
  });
}

function readShownKey(pem: Uint8Array, order: KmsOrder): Uint8Array {
  try {
    const der = parsePem(decodeUtf8(pem, "the public key"), "PUBLIC KEY");
    readPublicKey(der);
    return der;
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault("plugin-unfit", `${shownName(order)} shows no public key that is understood`, { cause });
  }
}

function shownName({ name }: KmsOrder): string {
  return `sigstore-kms-${name}`;
}
