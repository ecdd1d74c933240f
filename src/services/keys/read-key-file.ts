import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { type PublicKey, readPublicKey } from "../../crypto/public-key.ts";
import { DER_TAGS, readDer } from "../../kernel/der.ts";
import { Fault } from "../../kernel/fault.ts";
import { openCosignKey } from "./cosign-key.ts";
import { wrongPassphrase } from "./wrong-passphrase.ts";

/** A private key that was read, and its public key as DER of SubjectPublicKeyInfo. */
export interface ReadKey {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicKey;
}

/** A secret, asked for only if the file is encrypted; undefined if there is none. */
export type AskPassphrase = () => Promise<string | undefined>;

/**
 * Reads the private key of a file: PEM of PKCS#8 (RFC 5958), SEC 1 or PKCS#1, each encrypted or not, DER of PKCS#8, or what `cosign
 * generate-key-pair` writes. EC on P-256, P-384 or P-521, RSA of 2,048 to 8,192 bits, Ed25519. Nothing of the file or of what the
 * platform says about it is in a message. Faults: `key-malformed`, `key-unfit`, `passphrase-missing`, `passphrase-wrong`.
 */
export async function readKeyFile(bytes: Uint8Array, ask: AskPassphrase): Promise<ReadKey> {
  const form = formOf(bytes);
  const passphrase = form.isEncrypted ? await required(ask) : undefined;
  const privateKey = form.kind === "cosign" ? openCosignKey(form.text, passphrase ?? "") : opened(form, passphrase);
  return { privateKey, publicKey: fitKey(privateKey) };
}

type Form =
  | { readonly kind: "cosign"; readonly text: string; readonly isEncrypted: true }
  | { readonly kind: "pem"; readonly text: string; readonly isEncrypted: boolean }
  | { readonly kind: "der"; readonly bytes: Uint8Array; readonly isEncrypted: boolean };

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,64})-----/g;

function formOf(bytes: Uint8Array): Form {
  if (bytes[0] === 0x30) return { kind: "der", bytes, isEncrypted: isEncryptedInfo(bytes) };
  const text = new TextDecoder().decode(bytes);
  const labels = [...text.matchAll(BLOCK)].map(([, label = ""]) => label);
  const keys = labels.filter((label) => label.endsWith("PRIVATE KEY"));
  const [label] = keys;
  if (label === undefined) {
    const isPublic = labels.some((one) => one === "PUBLIC KEY" || one === "CERTIFICATE");
    throw malformed(isPublic ? "it holds a public key or certificate, and no private key" : "it holds no private key");
  }
  if (keys.length > 1) throw malformed("it holds more than one");
  if (label === "ENCRYPTED SIGSTORE PRIVATE KEY" || label === "ENCRYPTED COSIGN PRIVATE KEY") {
    return { kind: "cosign", text, isEncrypted: true };
  }
  const isEncrypted = label === "ENCRYPTED PRIVATE KEY" || /^Proc-Type: 4,ENCRYPTED\r?$/m.test(text);
  return { kind: "pem", text, isEncrypted };
}

/** EncryptedPrivateKeyInfo begins with an algorithm (RFC 5958 §3), PrivateKeyInfo with a version (§2). */
function isEncryptedInfo(der: Uint8Array): boolean {
  try {
    return readDer(der).sequence()[0]?.tag === DER_TAGS.sequence;
  } catch {
    throw malformed("it is neither PEM nor DER");
  }
}

async function required(ask: AskPassphrase): Promise<string> {
  const passphrase = await ask();
  if (passphrase !== undefined) return passphrase;
  throw new Fault("passphrase-missing", "the key is encrypted, and there is no terminal to ask for its passphrase", {
    hint: "put it into a file that only you can read, and name that",
  });
}

function opened(form: Exclude<Form, { kind: "cosign" }>, passphrase: string | undefined): KeyObject {
  const secret = passphrase === undefined ? {} : { passphrase };
  try {
    return form.kind === "pem"
      ? createPrivateKey({ key: form.text, format: "pem", ...secret })
      : createPrivateKey({ key: Buffer.from(form.bytes), format: "der", type: "pkcs8", ...secret });
  } catch {
    throw passphrase === undefined ? malformed("it cannot be read") : wrongPassphrase();
  }
}

function fitKey(privateKey: KeyObject): PublicKey {
  const spki = Uint8Array.from(createPublicKey(privateKey).export({ format: "der", type: "spki" }));
  try {
    return readPublicKey(spki);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    throw new Fault("key-unfit", "the key is of a kind that nothing here verifies", {
      hint: "use EC on P-256, P-384 or P-521, RSA of at least 2,048 bits, or Ed25519",
      cause,
    });
  }
}

function malformed(problem: string): Fault {
  return new Fault("key-malformed", `the file is not a private key that is understood: ${problem}`);
}
