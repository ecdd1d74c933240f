import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { Fault } from "../../kernel/fault.ts";
import { type NoteSignature, parseSignedNote } from "./signed-note.ts";

/** A checkpoint of a transparency log, as it was read: nothing of it verified. */
export interface Checkpoint {
  /** First line: names the log, for Rekor v1 followed by ` - ` and the id of the tree. */
  readonly origin: string;
  readonly treeSize: bigint;
  readonly rootHash: Uint8Array;
  /** What is signed. */
  readonly bytes: Uint8Array;
  readonly signatures: readonly NoteSignature[];
}

/**
 * Parses a checkpoint (https://c2sp.org/tlog-checkpoint), which is a signed note:
 *
 *     rekor.sigstore.dev - 2605736670972794746
 *     23083062
 *     dauhleYK4YyAdxwwDtR0l0KnSOWZdG2bwqHftlanvcI=
 *
 *     — rekor.sigstore.dev wNI9ajBFAiBxaGyEtxkz…
 *
 * Further lines before the blank one are extensions, which are signed and mean nothing here. Fault:
 * `log-checkpoint-invalid`.
 */
export function parseCheckpoint(note: string): Checkpoint {
  const { text, bytes, signatures } = parseSignedNote(note);
  const [origin = "", size = "", hash = ""] = text.split("\n");
  if (origin === "" || text.includes("\n\n")) throw malformed("it has no origin, or a line without anything");
  if (!/^(0|[1-9][0-9]{0,18})$/.test(size)) throw malformed("its tree size is not a number");
  return { origin, treeSize: BigInt(size), rootHash: decode(hash), bytes, signatures };
}

/** What a log signs of its tree: the text of the note. */
export function formatTreeHead(head: Pick<Checkpoint, "origin" | "treeSize" | "rootHash">): string {
  return `${head.origin}\n${head.treeSize}\n${encodeBase64(head.rootHash)}\n`;
}

function decode(base64: string): Uint8Array {
  try {
    const bytes = decodeBase64(base64);
    if (bytes.length === 32) return bytes;
  } catch {}
  throw malformed("its root hash is not base64 of 32 bytes");
}

function malformed(problem: string): Fault {
  return new Fault("log-checkpoint-invalid", `a checkpoint is malformed: ${problem}`);
}
