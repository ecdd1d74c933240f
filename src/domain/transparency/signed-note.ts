import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { concatBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";

/** A signed note, as it was read: nothing of it verified. */
export interface SignedNote {
  /** With its last newline: what is signed. */
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** First four bytes of the key's id. */
  readonly keyHint: Uint8Array;
  readonly signature: Uint8Array;
}

/** The log's own signature and those of witnesses; more is not an honest note (B18). */
const MAX_SIGNATURES = 64;
const MAX_CHARACTERS = 64 * 1024;

/**
 * Parses a signed note (https://c2sp.org/signed-note):
 *
 *     any text, which ends with a newline
 *
 *     — rekor.sigstore.dev wNI9ajBFAiBxaGyEtxkz…
 *
 * Fault: `log-checkpoint-invalid`.
 */
export function parseSignedNote(note: string): SignedNote {
  if (note.length > MAX_CHARACTERS) throw malformed("it is too long");
  // "The signature block starts after the last blank line" (a text may have blank lines; a checkpoint has none).
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) throw malformed("it is not a signed note");
  const text = note.slice(0, end + 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: "MUST NOT contain any ASCII control characters … other than newline"
  if (/[\x00-\x09\x0b-\x1f\x7f]/.test(note)) throw malformed("it has control characters");
  return { text, bytes: encodeUtf8(text), signatures: readSignatures(note.slice(end + 2, -1)) };
}

/** The note of a text, which ends with a newline, and its signatures. */
export function formatSignedNote(text: string, signatures: readonly NoteSignature[]): string {
  const lines = signatures.map(
    ({ name, keyHint, signature }) => `\u2014 ${name} ${encodeBase64(concatBytes(keyHint, signature))}\n`,
  );
  return `${text}\n${lines.join("")}`;
}

function readSignatures(block: string): NoteSignature[] {
  const lines = block.split("\n");
  if (lines.length > MAX_SIGNATURES) throw malformed(`it has more than ${MAX_SIGNATURES} signatures`);
  return lines.map((line) => {
    const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line) ?? [];
    if (name === undefined || encoded === undefined) throw malformed("a signature line is malformed");
    const bytes = decode(encoded);
    if (bytes.length < 5) throw malformed("a signature is too short");
    return { name, keyHint: bytes.subarray(0, 4), signature: bytes.subarray(4) };
  });
}

function decode(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch {
    throw malformed("a signature is not base64");
  }
}

function malformed(problem: string): Fault {
  return new Fault("log-checkpoint-invalid", `a checkpoint is malformed: ${problem}`);
}
