import { type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import { Fault } from "../../kernel/fault.ts";
import { parsePem } from "../../kernel/pem.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";

/**
 * Reads the public key of a signer: PEM, `BEGIN PUBLIC KEY` (RFC 7468 §13). A private key is refused, whatever it could
 * tell about its public one. Fault: `key-malformed`.
 */
export function readSignerKey(pem: Uint8Array): PublicKey {
  try {
    return readPublicKey(parsePem(decodeUtf8(pem, "the public key").trimStart(), "PUBLIC KEY"));
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    if (cause.code === "key-malformed") throw cause;
    throw new Fault("key-malformed", "the public key could not be understood", {
      hint: "give one key in PEM, beginning with BEGIN PUBLIC KEY",
      cause,
    });
  }
}
