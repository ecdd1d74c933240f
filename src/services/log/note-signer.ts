import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { formatNoteKey, noteKeyHint } from "../../domain/transparency/note-key.ts";
import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { concatBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HeadSigner } from "../../ports/head-signer.ts";

/** PKCS #8 around the 32 bytes of an Ed25519 seed (RFC 8410 §7). */
const PKCS8_HEAD = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]);
const PUBLIC_KEY_BYTES = 32;

export interface NoteSigner extends HeadSigner {
  /** For readers: name, id and public key. */
  readonly vkey: string;
}

/** Signs heads with an Ed25519 key, given as `PRIVATE+KEY+name+id+key`, which other programs for logs write and read too. Fault: `note-key-malformed`. */
export async function noteSigner(secret: string, crypto: Cryptography): Promise<NoteSigner> {
  const [, name = "", id, encoded = ""] =
    /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)\s*$/u.exec(secret) ?? [];
  const typed = decode(encoded);
  if (name === "" || typed[0] !== 1 || typed.length !== 1 + PUBLIC_KEY_BYTES) throw malformed();
  const key = createPrivateKey({
    key: Buffer.from(concatBytes(PKCS8_HEAD, typed.subarray(1))),
    format: "der",
    type: "pkcs8",
  });
  const raw = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-PUBLIC_KEY_BYTES);
  const keyHint = await noteKeyHint(name, concatBytes(Uint8Array.of(1), raw), crypto);
  if (encodeHex(keyHint) !== id) throw malformed();
  return {
    vkey: await formatNoteKey(name, raw, crypto),
    sign: async (_origin, text) => [{ name, keyHint, signature: new Uint8Array(sign(null, encodeUtf8(text), key)) }],
  };
}

/** The secret form of a key; `seed` has 32 bytes. */
export async function formatNoteSecret(name: string, seed: Uint8Array, crypto: Cryptography): Promise<string> {
  const key = createPrivateKey({ key: Buffer.from(concatBytes(PKCS8_HEAD, seed)), format: "der", type: "pkcs8" });
  const raw = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-PUBLIC_KEY_BYTES);
  const [id] = (await formatNoteKey(name, raw, crypto)).slice(name.length + 1).split("+");
  return `PRIVATE+KEY+${name}+${id}+${encodeBase64(concatBytes(Uint8Array.of(1), seed))}`;
}

function decode(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch {
    return new Uint8Array();
  }
}

/** Nothing of a secret is quoted. */
function malformed(): Fault {
  return new Fault("note-key-malformed", "the signing key of the log is not PRIVATE+KEY+name+id+key of an Ed25519 key");
}
