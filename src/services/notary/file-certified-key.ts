import { constants, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { splitFile } from "../../domain/notary/store-certificates.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { CertifiedKey } from "./key-notary-signer.ts";

/** The key of a PEM file that is not encrypted, and the certificates of another. Faults: `key-malformed`, `pem-malformed`. */
export function fileCertifiedKey(key: Uint8Array, chain: Uint8Array): CertifiedKey {
  const privateKey = readKey(key);
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return {
    publicKey: new Uint8Array(createPublicKey(privateKey).export({ type: "spki", format: "der" })),
    certificates: splitFile(chain),
    async sign(message, scheme) {
      const hash = scheme.replace(/^.*-/, "");
      return new Uint8Array(sign(hash, message, scheme.startsWith("rsa-pss") ? { key: privateKey, ...pss } : privateKey));
    },
  };
}

/** Nothing of the file, nor of what the platform says about it, is in a message. */
function readKey(bytes: Uint8Array): KeyObject {
  try {
    return createPrivateKey(decodeUtf8(bytes, "the key"));
  } catch {
    throw new Fault("key-malformed", "the file is not a private key in PEM that can be read without a passphrase", {
      hint: "openssl pkcs8 -topk8 -nocrypt writes one, and a plugin keeps a better one",
    });
  }
}
