import type { Cryptography } from "../../crypto/cryptography.ts";
import { type Ed25519Key, ed25519Key } from "../../crypto/public-key.ts";
import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { concatBytes, equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { NoteSignature, SignedNote } from "./signed-note.ts";

/** A key that signs notes, or cosigns checkpoints. */
export interface NoteKey {
  readonly name: string;
  /** First four bytes of SHA-256 over the name, a newline, and the typed key. */
  readonly hint: Uint8Array;
  readonly kind: "ed25519" | "cosignature";
  readonly key: Ed25519Key;
}

/** https://c2sp.org/signed-note: 0x01 is Ed25519 over the text, 0x04 the timestamped cosignature of https://c2sp.org/tlog-cosignature. */
const KINDS: ReadonlyMap<number | undefined, NoteKey["kind"]> = new Map([
  [1, "ed25519"],
  [4, "cosignature"],
]);
const TYPED_KEY_BYTES = 33;
const COSIGNATURE_TIME_BYTES = 8;

/**
 * Parses a verification key of notes, the `vkey` of https://c2sp.org/signed-note:
 *
 *     example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx
 *
 * Fault: `note-key-malformed`, also for a kind of key that is not known here.
 */
export async function parseNoteKey(text: string, crypto: Cryptography): Promise<NoteKey> {
  const [, name = "", id, encoded = ""] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const typed = decode(encoded);
  const kind = KINDS.get(typed[0]);
  if (kind === undefined || typed.length !== TYPED_KEY_BYTES) {
    throw malformed(text, "it is not a name, an id and an Ed25519 key");
  }
  const hint = await noteKeyHint(name, typed, crypto);
  if (encodeHex(hint) !== id) throw malformed(text, "its id is not that of its name and key");
  return { name, hint, kind, key: ed25519Key(typed.subarray(1)) };
}

/** The text of a key; `raw` are its 32 bytes. */
export async function formatNoteKey(name: string, raw: Uint8Array, crypto: Cryptography): Promise<string> {
  const typed = concatBytes(Uint8Array.of(1), raw);
  return `${name}+${encodeHex(await noteKeyHint(name, typed, crypto))}+${encodeBase64(typed)}`;
}

/** By which a signature says whose it is. `typed` begins with the byte of its kind. */
export async function noteKeyHint(name: string, typed: Uint8Array, crypto: Cryptography): Promise<Uint8Array> {
  const digest = await crypto.digest("sha256", concatBytes(encodeUtf8(`${name}\n`), typed));
  return digest.subarray(0, 4);
}

/** A signature of a known key over a note. */
export interface NoteVerification {
  readonly key: NoteKey;
  /** When a witness cosigned, seconds since 1970; undefined for a signature without a time. */
  readonly seconds: number | undefined;
}

/**
 * The signatures of known keys over a note; those of others, and of kinds that nobody knows yet, are ignored. A signature under the
 * name and id of a known key that does not verify refuses the note (https://c2sp.org/signed-note). Fault:
 * `log-checkpoint-invalid`.
 */
export async function verifyNote(
  note: Pick<SignedNote, "bytes" | "signatures">,
  keys: readonly NoteKey[],
  crypto: Cryptography,
): Promise<NoteVerification[]> {
  const found: NoteVerification[] = [];
  for (const key of keys) {
    for (const one of note.signatures) {
      if (one.name !== key.name || !equalBytes(one.keyHint, key.hint)) continue;
      const { bytes, signature, seconds } = signedBytes(key, note.bytes, one);
      if (!(await crypto.verify({ key: key.key, hash: "sha256", bytes, signature }))) {
        throw new Fault(
          "log-checkpoint-invalid",
          `the signature of ${printable(key.name)} on a checkpoint is not its own`,
        );
      }
      if (!found.some((other) => other.key === key)) found.push({ key, seconds });
    }
  }
  return found;
}

/** A cosignature is over its time and the note: eight bytes of time stand before the 64 of the signature. */
function signedBytes(key: NoteKey, text: Uint8Array, { signature }: NoteSignature) {
  if (key.kind === "ed25519") return { bytes: text, signature, seconds: undefined };
  // Of one that is shorter than its time, nothing is left that could verify.
  const time = new DataView(concatBytes(signature, new Uint8Array(COSIGNATURE_TIME_BYTES)).buffer);
  const seconds = Number(time.getBigUint64(0));
  const head = encodeUtf8(`cosignature/v1\ntime ${seconds}\n`);
  return { bytes: concatBytes(head, text), signature: signature.subarray(COSIGNATURE_TIME_BYTES), seconds };
}

function decode(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch {
    return new Uint8Array();
  }
}

function malformed(text: string, problem: string): Fault {
  return new Fault("note-key-malformed", `${printable(text, 80)} is not a key of notes: ${problem}`);
}
