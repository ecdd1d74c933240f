import { createPrivateKey, type KeyObject, scryptSync } from "node:crypto";
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import * as v from "valibot";
import { decodeBase64, isBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { wrongPassphrase } from "./wrong-passphrase.ts";

const Base64 = v.pipe(v.string(), v.check(isBase64));
/** go-securesystemslib takes N of 32,768 to 65,536; twice as much is the most that a machine should spend. */
const Cost = v.pipe(v.number(), v.safeInteger(), v.minValue(1024), v.maxValue(131_072));

const Sealed = v.looseObject({
  kdf: v.looseObject({
    name: v.literal("scrypt"),
    params: v.looseObject({ N: Cost, r: v.literal(8), p: v.literal(1) }),
    salt: Base64,
  }),
  cipher: v.looseObject({ name: v.literal("nacl/secretbox"), nonce: Base64 }),
  ciphertext: Base64,
});

const BLOCK =
  /-----BEGIN (ENCRYPTED (?:SIGSTORE|COSIGN) PRIVATE KEY)-----\r?\n([A-Za-z0-9+/=\r\n]{1,65536})-----END \1-----/;

/**
 * Opens what `cosign generate-key-pair` writes: JSON in PEM, PKCS#8 in a secret box whose key scrypt makes of the passphrase
 * (https://github.com/secure-systems-lab/go-securesystemslib, `encrypted`). Faults: `key-malformed`, `passphrase-wrong`.
 */
export function openCosignKey(text: string, passphrase: string): KeyObject {
  const { kdf, cipher, ciphertext } = read(text);
  const { N, r, p } = kdf.params;
  const secret = scryptSync(passphrase, decodeBase64(kdf.salt), 32, { N, r, p, maxmem: 256 * N * r });
  try {
    const der = xsalsa20poly1305(secret, decodeBase64(cipher.nonce)).decrypt(decodeBase64(ciphertext));
    return createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });
  } catch {
    throw wrongPassphrase();
  }
}

function read(text: string): v.InferOutput<typeof Sealed> {
  try {
    const body = decodeBase64((BLOCK.exec(text)?.[2] ?? "").replace(/[\r\n]/g, ""));
    return v.parse(Sealed, parseJsonObject(body, { what: "the key" }));
  } catch {
    throw new Fault("key-malformed", "the key of cosign is malformed, or of a form that is not understood");
  }
}
