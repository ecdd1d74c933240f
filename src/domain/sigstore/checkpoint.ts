import { decodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";

/** A checkpoint of a transparency log, as it was read: nothing of it verified. */
export interface Checkpoint {
  /** First line: names the log, for Rekor v1 followed by ` - ` and the id of the tree. */
  readonly origin: string;
  readonly treeSize: bigint;
  readonly rootHash: Uint8Array;
  readonly signatures: readonly NoteSignature[];
  /** What the signatures are over. */
  readonly text: string;
}

export interface NoteSignature {
  readonly name: string;
  /** First four bytes of the key's id. */
  readonly keyHint: Uint8Array;
  readonly signature: Uint8Array;
}

/** The log's own signature and those of witnesses; more is no honest note (B18). */
const MAX_SIGNATURES = 64;

/**
 * Parses a checkpoint (https://c2sp.org/tlog-checkpoint) in a signed note (https://c2sp.org/signed-note):
 *
 *     rekor.sigstore.dev - 2605736670972794746
 *     23083062
 *     dauhleYK4YyAdxwwDtR0l0KnSOWZdG2bwqHftlanvcI=
 *
 *     — rekor.sigstore.dev wNI9ajBFAiBxaGyEtxkz…
 *
 * Fault: `log-proof-invalid`.
 */
export function parseCheckpoint(note: string): Checkpoint {
  const end = note.indexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) throw malformed("it is no signed note");
  const [origin = "", size = "", hash = ""] = note.slice(0, end).split("\n");
  if (origin === "") throw malformed("it has no origin");
  if (!/^(0|[1-9][0-9]{0,18})$/.test(size)) throw malformed("its tree size is no number");
  return {
    origin,
    treeSize: BigInt(size),
    rootHash: decode(hash),
    signatures: readSignatures(note.slice(end + 2, -1)),
    text: note.slice(0, end + 1),
  };
}

function readSignatures(text: string): NoteSignature[] {
  const lines = text.split("\n");
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
    const bytes = decodeBase64(base64);
    if (bytes.length > 0) return bytes;
  } catch {}
  throw malformed("a value is not base64");
}

function malformed(problem: string): Fault {
  return new Fault("log-proof-invalid", `a checkpoint is malformed: ${problem}`);
}
