import { createPrivateKey, sign } from "node:crypto";
import { IN_TOTO_PAYLOAD_TYPE, preAuthEncoding } from "../../src/domain/attestation/dsse.ts";
import { encodeBase64 } from "../../src/kernel/base64.ts";
import { encodeUtf8 } from "../../src/kernel/utf8.ts";

/** PKCS #8 of the first key of RFC 8032 §7.1, public knowledge since 2017: it proves nothing, and signs the same each time. */
const KNOWN_KEY = createPrivateKey({
  key: Buffer.from(
    "302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "hex",
  ),
  format: "der",
  type: "pkcs8",
});

/** A Sigstore bundle over an in-toto payload, signed with that key, without log entry or time. */
export function keyBundle(payload: Uint8Array): Uint8Array {
  const signature = sign(null, preAuthEncoding(IN_TOTO_PAYLOAD_TYPE, payload), KNOWN_KEY);
  return encodeUtf8(
    JSON.stringify({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: { publicKey: { hint: "RFC 8032 7.1 TEST 1" }, tlogEntries: [] },
      dsseEnvelope: {
        payload: encodeBase64(payload),
        payloadType: IN_TOTO_PAYLOAD_TYPE,
        signatures: [{ sig: encodeBase64(signature), keyid: "" }],
      },
    }),
  );
}
