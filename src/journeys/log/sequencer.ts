import type { Cryptography } from "../../crypto/cryptography.ts";
import type { VerifiedHead } from "../../domain/statements/head-trust.ts";
import { formatLeaf, type Leaf } from "../../domain/statements/leaf.ts";
import { formatTreeHead } from "../../domain/transparency/checkpoint.ts";
import { formatEntries, parseEntries } from "../../domain/transparency/entry-bundle.ts";
import { leafHash } from "../../domain/transparency/merkle.ts";
import { formatSignedNote } from "../../domain/transparency/signed-note.ts";
import { appendedTiles, type ReadTile, TILE_WIDTH, tilePath, tileTree } from "../../domain/transparency/tiles.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Clock } from "../../ports/clock.ts";
import type { HeadSigner } from "../../ports/head-signer.ts";
import type { LogMoment, LogStore } from "../../ports/log-store.ts";
import { HEAD_PATH, type LogReading, readHead } from "./read-log.ts";

export interface SequencerPorts extends LogReading {
  readonly store: LogStore;
  readonly signer: HeadSigner;
  readonly clock: Pick<Clock, "sleep">;
}

export interface Appended {
  /** Where each leaf is, in the order that was given. */
  readonly indices: readonly number[];
  /** How many were not there before. */
  readonly added: number;
  /** The head that has them. */
  readonly size: number;
  readonly note: string;
}

/** Appends leaves to one log. */
export interface Sequencer {
  append(leaves: readonly Leaf[]): Promise<Appended>;
}

/** With a hundred writers at once, each loses to ninety-nine others at most. */
const MAX_ATTEMPTS = 400;
const PAUSE_MS = { first: 100, most: 8_000 };

/**
 * A sequencer remembers which leaves it has seen, so that it reads the right edge of the tree alone when it appends again. To append:
 *
 *   1. head    as it is now, and that the tiles are those of its root
 *   2. known   a leaf that is there already keeps its place: who was interrupted runs again
 *   3. tiles   and leaves at the right edge, with the new ones
 *   4. sign    the new head
 *   5. write   all of it if nobody came first, else begin again: the loser takes the next place
 *
 * Faults: `log-leaves-differ`, `log-rewound`, `log-contended`, those of `readHead` and of the signer.
 */
export function createSequencer({ store, signer, clock, trust, crypto }: SequencerPorts): Sequencer {
  const known = new Map<string, number>();
  let seen = 0;
  const remember = async (moment: LogMoment, size: number): Promise<void> => {
    if (size < seen) throw new Fault("log-rewound", `the log has ${size} leaves, and had ${seen}`);
    for (let at = Math.floor(seen / TILE_WIDTH); at * TILE_WIDTH < size; at++) {
      const entries = await readBundle(moment, at, Math.min(TILE_WIDTH, size - at * TILE_WIDTH));
      for (const [offset, entry] of entries.entries()) known.set(keyOf(entry), at * TILE_WIDTH + offset);
    }
    seen = size;
  };
  const attempt = async (entries: readonly Uint8Array[]): Promise<Appended | undefined> => {
    const moment = readingOnce(await store.open());
    /* 1 */ const head = await readHead(moment, { trust, crypto });
    await requireOwnTiles(moment, head, crypto);
    /* 2 */ await remember(moment, head.size);
    const places = new Map<string, number>();
    const added = entries.filter((entry) => {
      const key = keyOf(entry);
      if (known.has(key) || places.has(key)) return false;
      places.set(key, head.size + places.size);
      return true;
    });
    const indices = entries.map((entry) => known.get(keyOf(entry)) ?? places.get(keyOf(entry)) ?? -1);
    if (added.length === 0) return { indices, added: 0, size: head.size, note: head.note };
    const { origin } = head.checkpoint;
    const { files, note } = await grown(added, { moment, origin, size: head.size, signer, crypto });
    /* 5 */ if (!(await moment.write(files))) return undefined;
    return { indices, added: added.length, size: head.size + added.length, note };
  };
  const inTurn = store.inTurn ?? ((action) => action());
  return {
    append: async (leaves) => {
      const entries = leaves.map(formatLeaf);
      for (let lost = 0; lost < MAX_ATTEMPTS; lost++) {
        const appended = await inTurn(() => attempt(entries));
        if (appended !== undefined) return appended;
        // Longer for who lost more often, and different for each, by what it appends.
        const [first = 0, second = 0] = await crypto.digest(
          "sha256",
          encodeUtf8(`${lost} ${keyOf(entries[0] ?? new Uint8Array())}`),
        );
        const longest = Math.min(PAUSE_MS.most, PAUSE_MS.first * 2 ** lost);
        await clock.sleep((longest * (first * 256 + second)) / 65_536);
      }
      throw new Fault("log-contended", "others appended each time; nothing was appended", { hint: "run again" });
    },
  };
}

/** The files of a log that begins with a leaf, its head last. */
export async function firstFiles(
  leaf: Leaf,
  order: {
    readonly origin: string;
    readonly signer: HeadSigner;
    readonly moment: LogMoment;
    readonly crypto: Cryptography;
  },
): Promise<{ readonly files: ReadonlyMap<string, Uint8Array>; readonly note: string }> {
  return grown([formatLeaf(leaf)], { ...order, size: 0 });
}

interface Growth {
  readonly moment: LogMoment;
  readonly origin: string;
  readonly size: number;
  readonly signer: HeadSigner;
  readonly crypto: Cryptography;
}

/** Steps 3 and 4. The head comes last: until it is there, nothing of the rest counts. */
async function grown(added: readonly Uint8Array[], { moment, origin, size, signer, crypto }: Growth) {
  const hashes = await Promise.all(added.map((entry) => leafHash(entry, crypto)));
  /* 3 */ const tiles = await appendedTiles(size, hashes, { read: tileReader(moment), crypto });
  const changed = new Map(tiles.map(({ level, index, width, bytes }) => [`${level}/${tilePath(index, width)}`, bytes]));
  const read = tileReader(moment);
  const both: ReadTile = async (place) =>
    changed.get(`${place.level}/${tilePath(place.index, place.width)}`) ?? read(place);
  const end = size + added.length;
  const rootHash = await tileTree(end, both, crypto).root();
  const files = new Map<string, Uint8Array>([...changed].map(([path, bytes]) => [`tile/${path}`, bytes]));
  const first = Math.floor(size / TILE_WIDTH);
  const kept = size % TILE_WIDTH === 0 ? [] : await readBundle(moment, first, size % TILE_WIDTH);
  const edge = [...kept, ...added];
  for (let at = 0; at * TILE_WIDTH < edge.length; at++) {
    const bundle = edge.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH);
    files.set(`tile/entries/${tilePath(first + at, bundle.length)}`, formatEntries(bundle));
  }
  const text = formatTreeHead({ origin, treeSize: BigInt(end), rootHash });
  /* 4 */ const note = formatSignedNote(text, await signer.sign(origin, text));
  files.set(HEAD_PATH, encodeUtf8(note));
  return { files, note };
}

/** Each file of a moment is read once, however many steps look at it. */
function readingOnce(moment: LogMoment): LogMoment {
  const files = new Map<string, Uint8Array | undefined>();
  return {
    ...moment,
    read: async (paths) => {
      const unread = paths.filter((path) => !files.has(path));
      const found = unread.length === 0 ? [] : await moment.read(unread);
      for (const [at, path] of unread.entries()) files.set(path, found[at]);
      return paths.map((path) => files.get(path));
    },
  };
}

async function requireOwnTiles(
  moment: LogMoment,
  { size, checkpoint }: VerifiedHead,
  crypto: Cryptography,
): Promise<void> {
  const root = await tileTree(size, tileReader(moment), crypto).root();
  if (!equalBytes(root, checkpoint.rootHash)) throw differs();
}

function tileReader(moment: LogMoment): ReadTile {
  return async ({ level, index, width }) => {
    const [bytes] = await moment.read([`tile/${level}/${tilePath(index, width)}`]);
    if (bytes?.length !== width * 32) throw differs();
    return bytes;
  };
}

async function readBundle(moment: LogMoment, index: number, width: number): Promise<Uint8Array[]> {
  const [bytes] = await moment.read([`tile/entries/${tilePath(index, width)}`]);
  const entries = bytes === undefined ? [] : parseEntries(bytes);
  if (entries.length !== width) throw differs();
  return entries;
}

/** Leaves are canonical: equal ones have equal bytes. */
function keyOf(entry: Uint8Array): string {
  return Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString("latin1");
}

function differs(): Fault {
  return new Fault("log-leaves-differ", "the tiles of the log are not those that its head was signed for");
}
