import { constants, createPublicKey, verify } from "node:crypto";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { SignatureScheme } from "../../ports/lasting-key.ts";

export interface MadeSignature {
  readonly plugin: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly scheme: SignatureScheme;
  readonly message: Uint8Array;
  /** ECDSA: DER. */
  readonly signature: Uint8Array;
}

/** Requires that the signature is the key's over the message: nothing that would not verify leaves us. Fault: `signature-unexpected`. */
export function requireOwnSignature(made: MadeSignature): void {
  if (holds(made)) return;
  throw new Fault(
    "signature-unexpected",
    `the signature that ${printable(made.plugin)} made is not one of its key over what it was given`,
    { hint: "nothing was published; report this to whoever wrote the plugin" },
  );
}

function holds({ publicKey, scheme, message, signature }: MadeSignature): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    const hash = hashOf(scheme);
    const padding = scheme.startsWith("rsa-pss") ? PSS : {};
    return verify(hash, message, { key, ...padding }, signature);
  } catch {
    return false;
  }
}

/** RFC 8017 §8.1, with a salt as long as the hash, as Notary's signature specification fixes it. */
const PSS = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

/** Null for what has a hash of its own. */
export function hashOf(scheme: SignatureScheme): string | null {
  return /sha\d+$/.exec(scheme)?.[0] ?? null;
}
