import type { KeyObject } from "node:crypto";
import { createPublicKey } from "node:crypto";
import { Fault } from "../../kernel/fault.ts";

/**
 * Reads the public key of a signer: PEM, `BEGIN PUBLIC KEY` (RFC 7468 §13). A private key is refused, whatever it could
 * tell about its public one. Fault: `key-malformed`.
 */
export function readPublicKey(bytes: Uint8Array): KeyObject {
  const text = Buffer.from(bytes).toString("latin1");
  if (/^-----BEGIN PUBLIC KEY-----\r?\n[^-]+-----END PUBLIC KEY-----\s*$/.test(text.trimStart())) {
    try {
      return createPublicKey(text);
    } catch {}
  }
  throw new Fault("key-malformed", "the public key could not be understood", {
    hint: "give one key in PEM, beginning with BEGIN PUBLIC KEY",
  });
}
