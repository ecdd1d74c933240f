import type { TransparencyLogEntry } from "@sigstore/bundle";
import { sha256 } from "../../crypto/node-digest.ts";
import type { TrustedLog } from "../../domain/sigstore/trusted-root.ts";
import { type Checkpoint, parseCheckpoint } from "../../domain/transparency/checkpoint.ts";
import { HASH_BYTES, leafHash, rootOfProof, type TreeHashing } from "../../domain/transparency/merkle.ts";
import { type ReadTile, TILE_WIDTH, tilePath, tileTree } from "../../domain/transparency/tiles.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import type { Trust } from "../../ports/trust.ts";
import { type RetryPorts, requestWithRetries } from "../http/request-with-retries.ts";
import { readableLogs } from "./readable-logs.ts";

export interface ExistingEntry {
  /** Where the log is written. */
  readonly baseUrl: string;
  /** Where the log says that it has the entry. */
  readonly index: number;
  /** What we asked it to enter. */
  readonly body: Uint8Array;
  /** Knows where the log is read, and its id, which no tile tells. */
  readonly trust: Trust;
}

const HASHING: TreeHashing = { digest: async (_algorithm, bytes) => sha256(bytes) };
const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 20_000;
/** A checkpoint may lie in a cache: half a minute for one that covers the entry. */
const CHECKPOINTS = 15;
const BETWEEN_MS = 2_000;

/**
 * The entry that a log of version 2 has already, proved from its tiles (https://c2sp.org/tlog-tiles), for it cannot be
 * asked for one. The root must follow from our bytes at that index, so it is ours; whether the log signed the checkpoint,
 * the verification of the bundle tells. Which of several logs took it, only their tiles tell. Faults: `log-refused` if
 * the log shows too little, `log-unexpected` if it has something else there, and those of the HTTP port.
 */
export async function existingEntry(order: ExistingEntry, ports: RetryPorts): Promise<TransparencyLogEntry> {
  const faults: Fault[] = [];
  for (const log of await readableLogs(order.baseUrl, order.trust, ports.clock.now())) {
    try {
      return await entryOf(log, order, ports);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
    }
  }
  throw faults[0] ?? unshown("the trusted root knows no log");
}

async function entryOf(
  { baseUrl, keyId }: TrustedLog,
  { index, body }: ExistingEntry,
  ports: RetryPorts,
): Promise<TransparencyLogEntry> {
  const { note, checkpoint } = await coveringCheckpoint({ baseUrl, index }, ports);
  requireSignedBy(keyId, checkpoint);
  const { treeSize, rootHash } = checkpoint;
  const hashes = await tileTree(Number(treeSize), tileReader(baseUrl, ports), HASHING).inclusionProof(index);
  const proof = { index: BigInt(index), treeSize, hashes };
  const root = await rootOfProof(await leafHash(body, HASHING), proof, HASHING);
  if (root === undefined || !equalBytes(root, rootHash)) {
    throw new Fault("log-unexpected", "the entry that the transparency log points to is not ours", {
      hint: "nothing was published; report this to the operator of the log",
    });
  }
  return {
    logIndex: String(index),
    logId: { keyId: Buffer.from(keyId) },
    kindVersion: { kind: "hashedrekord", version: "0.0.2" },
    integratedTime: "0",
    inclusionPromise: undefined,
    inclusionProof: {
      logIndex: String(index),
      rootHash: Buffer.from(root),
      treeSize: String(treeSize),
      hashes: hashes.map((one) => Buffer.from(one)),
      checkpoint: { envelope: note },
    },
    canonicalizedBody: Buffer.from(body),
  };
}

async function coveringCheckpoint(
  { baseUrl, index }: Pick<ExistingEntry, "baseUrl" | "index">,
  ports: RetryPorts,
): Promise<{ note: string; checkpoint: Checkpoint }> {
  for (let attempt = 0; attempt < CHECKPOINTS; attempt++) {
    if (attempt > 0) await ports.clock.sleep(BETWEEN_MS);
    const note = decodeUtf8(await read(`${baseUrl}/api/v2/checkpoint`, ports), "a checkpoint");
    const checkpoint = parseCheckpoint(note);
    if (checkpoint.treeSize > BigInt(index)) return { note, checkpoint };
  }
  throw unshown("no checkpoint covers the entry");
}

/** Every key of the trusted root was tried for its own address, so one that did not sign there is not the log's. */
function requireSignedBy(keyId: Uint8Array, { signatures }: Checkpoint): void {
  const isOwn = (hint: Uint8Array) => equalBytes(hint, keyId.subarray(0, hint.length));
  if (!signatures.some(({ keyHint }) => isOwn(keyHint)))
    throw unshown("no key of the trusted root signed its checkpoint");
}

function tileReader(baseUrl: string, ports: RetryPorts): ReadTile {
  return async ({ level, index, width }) => {
    const address = (wide: number): string => `${baseUrl}/api/v2/tile/${level}/${tilePath(index, wide)}`;
    // A part of a tile may be gone once the whole is there.
    const whole = () => read(address(TILE_WIDTH), ports);
    const bytes = await (width === TILE_WIDTH ? whole() : read(address(width), ports).catch(whole));
    if (bytes.length < width * HASH_BYTES) throw unshown("a tile is too short");
    return bytes.subarray(0, width * HASH_BYTES);
  };
}

async function read(url: string, ports: RetryPorts): Promise<Uint8Array> {
  const headers = { accept: "*/*" };
  const request = { method: "GET", url, headers, timeoutMs: TIMEOUT_MS, maxResponseBytes: MAX_BYTES } as const;
  const { status, body } = await requestWithRetries(ports, request);
  if (status !== 200) throw unshown(`it answered with status ${status}`);
  return body;
}

function unshown(reason: string): Fault {
  return new Fault("log-refused", `the transparency log has the entry, and does not show it: ${reason}`, {
    hint: "nothing was published; run again, which signs anew",
  });
}
