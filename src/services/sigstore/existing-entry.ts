import type { TransparencyLogEntry } from "@sigstore/bundle";
import { type Checkpoint, parseCheckpoint } from "../../domain/sigstore/checkpoint.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { sha256 } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import { type RetryPorts, requestWithRetries } from "../../ports/request-with-retries.ts";
import type { Trust } from "../../ports/trust.ts";
import { HASH_BYTES, proofFromTiles, type ReadTile, TILE_WIDTH, tilePath } from "./tile-proof.ts";

export interface ExistingEntry {
  readonly baseUrl: string;
  /** Where the log says that it has the entry. */
  readonly index: number;
  /** What we asked it to enter. */
  readonly body: Uint8Array;
  /** Knows the id of the log, which no tile tells. */
  readonly trust: Trust;
}

const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 20_000;
/** A checkpoint may lie in a cache: half a minute for one that covers the entry. */
const CHECKPOINTS = 15;
const BETWEEN_MS = 2_000;

/**
 * The entry that a log of version 2 has already, proved from its tiles (https://c2sp.org/tlog-tiles), for it cannot be
 * asked for one. The root must follow from our bytes at that index, so it is ours; whether the log signed the checkpoint,
 * the verification of the bundle tells. Faults: `log-refused` where the log shows too little, `log-unexpected` where
 * it has something else there, and those of the HTTP port.
 */
export async function existingEntry(order: ExistingEntry, ports: RetryPorts): Promise<TransparencyLogEntry> {
  const { index, body, baseUrl } = order;
  const { note, checkpoint } = await coveringCheckpoint(order, ports);
  const keyId = await logId(checkpoint, order.trust);
  const hash = sha256(Buffer.concat([Uint8Array.of(0), body]));
  const leaf = { index, size: Number(checkpoint.treeSize), hash };
  const { hashes, root } = await proofFromTiles(leaf, tileReader(baseUrl, ports));
  if (Buffer.compare(root, checkpoint.rootHash) !== 0) {
    throw new Fault("log-unexpected", "the transparency log has another entry where it says that ours is", {
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
      treeSize: String(checkpoint.treeSize),
      hashes: hashes.map((one) => Buffer.from(one)),
      checkpoint: { envelope: note },
    },
    canonicalizedBody: Buffer.from(body),
  };
}

async function coveringCheckpoint(
  { baseUrl, index }: ExistingEntry,
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

async function logId(checkpoint: Checkpoint, trust: Trust): Promise<Uint8Array> {
  const roots = await trust.trustedRoots();
  const known = roots.flatMap(({ bytes }) => parseTrustedRoot(bytes).logs);
  const signed = known.find(({ keyId }) =>
    checkpoint.signatures.some(({ keyHint }) => Buffer.compare(keyHint, keyId.subarray(0, keyHint.length)) === 0),
  );
  if (signed === undefined) throw unshown("no key of the trusted root signed its checkpoint");
  return signed.keyId;
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
