import { decodeBase64, encodeBase64 } from "../../kernel/base64.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { type Checkpoint, parseCheckpoint } from "./checkpoint.ts";
import { HASH_BYTES, leafHash, rootOfProof, type TreeHashing } from "./merkle.ts";

/** A proof that stands alone: a leaf's place and the head that has it. */
export interface TlogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

const HEADER = "c2sp.org/tlog-proof@v1";
const MAX_CHARACTERS = 128 * 1024;

/** Writes a proof as https://c2sp.org/tlog-proof has it; example at `parseTlogProof`. */
export function formatTlogProof({ index, hashes, checkpoint }: TlogProof): string {
  return [HEADER, `index ${index}`, ...hashes.map(encodeBase64), "", checkpoint].join("\n");
}

/**
 * Parses a proof (https://c2sp.org/tlog-proof):
 *
 *     c2sp.org/tlog-proof@v1
 *     index 7
 *     wtZUma2JpeznH5J8yDlciAS/v2Gy2sR1GHqhaW+jYEc=
 *
 *     example.com/log
 *     8
 *     …
 *
 * A line `extra` is ignored. Fault: `log-proof-invalid`.
 */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf("\n\n");
  if (text.length > MAX_CHARACTERS || end < 0) throw invalid("it has not the form of one");
  const [header, ...lines] = text.slice(0, end).split("\n");
  if (lines[0]?.startsWith("extra ") === true) {
    decodeLine(lines[0].slice("extra ".length));
    lines.shift();
  }
  const [, index] = /^index (0|[1-9][0-9]{0,14})$/.exec(lines[0] ?? "") ?? [];
  if (header !== HEADER || index === undefined) throw invalid("it has not the form of one");
  const hashes = lines.slice(1).map(decodeLine);
  if (hashes.length > 63 || hashes.some(({ length }) => length !== HASH_BYTES))
    throw invalid("a hash of it has another length than 32 bytes");
  return { index: Number(index), hashes, checkpoint: text.slice(end + 2) };
}

/**
 * The checkpoint of a proof, if the entry is where it says; who signed that checkpoint is for the caller to see. Faults:
 * `log-proof-invalid`, `log-checkpoint-invalid`.
 */
export async function requireProven(
  entry: Uint8Array,
  { index, hashes, checkpoint }: TlogProof,
  crypto: TreeHashing,
): Promise<Checkpoint> {
  const head = parseCheckpoint(checkpoint);
  const proof = { index: BigInt(index), treeSize: head.treeSize, hashes };
  const root = await rootOfProof(await leafHash(entry, crypto), proof, crypto);
  if (root === undefined || !equalBytes(root, head.rootHash)) throw invalid("the leaf is not in the tree");
  return head;
}

function decodeLine(base64: string): Uint8Array {
  try {
    return decodeBase64(base64);
  } catch {
    throw invalid("a line of it is not base64");
  }
}

function invalid(problem: string): Fault {
  return new Fault("log-proof-invalid", `a proof of a log does not hold: ${problem}`);
}
