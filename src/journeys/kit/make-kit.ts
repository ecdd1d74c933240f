import { sha256Hex } from "../../crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../domain/attestation/dsse.ts";
import { parseStatement } from "../../domain/attestation/statement.ts";
import { formatKitList, type KitFile, kitFileKey } from "../../domain/kit/kit-list.ts";
import {
  formatKitStatement,
  KIT_LIST_ENTRY,
  KIT_STATEMENT_ENTRY,
  type KitPredicate,
  readKitStatement,
} from "../../domain/kit/kit-statement.ts";
import { exactlyThis } from "../../domain/verification/identity/named-signer.ts";
import { bytesSource, sourceChunks } from "../../kernel/byte-source.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { counted } from "../../kernel/counted.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { streamTar, type TarSource } from "../../kernel/tar.ts";
import type { Files } from "../../ports/files.ts";
import type { Signer } from "../../ports/signer.ts";
import { readArtifact } from "../verify/read-artifact.ts";
import { collectFiles, type FileForKit } from "./collect-files.ts";
import { describeFeed } from "./describe-feed.ts";
import { examineFiles } from "./examine-files.ts";
import type { KitPorts } from "./kit-ports.ts";
import { type FeedSource, mergeFeed } from "./merge-feed.ts";
import { openKit } from "./open-kit.ts";
import { readEarlierKit } from "./read-earlier-kit.ts";
import { takeFiles } from "./take-files.ts";
import { writeParts } from "./write-parts.ts";

/** Paths are absolute. */
export interface KitToMake {
  /** What goes into it, each file in the folder of its kind. */
  readonly folder: string;
  /** Where it is written; chunks get a number behind it. */
  readonly out: string;
  readonly name: string;
  /** Undefined for one more than the kit before, and 1 without one. */
  readonly sequence: number | undefined;
  /** `2026-11-29T12:00:00Z`. */
  readonly made: string;
  readonly expires: string;
  /** The kit before. */
  readonly previous: string | undefined;
  /** The kit whose files are left out. It is the kit before, too, if none is named. */
  readonly since: string | undefined;
  /** Bytes of a chunk; undefined for one file. */
  readonly chunk: number | undefined;
  /** What the feed is merged from; empty to take the one in the folder. */
  readonly feed: readonly FeedSource[];
}

export interface KitMakingPorts extends KitPorts {
  /** `trust` is what the signer's instance is verified under. */
  readonly signer: Signer;
}

export interface MadeKit {
  readonly predicate: KitPredicate;
  readonly sha256: string;
  readonly signer: string;
  /** Paths of the file or of its chunks. */
  readonly paths: readonly string[];
  /** Bytes of all of them. */
  readonly size: number;
}

/** A file, and its digest. */
type HashedFile = FileForKit & KitFile;

/**
 * Makes a kit of what lies in a folder.
 *
 *   1. collect  the files, each in the folder of its kind, and merge the feed
 *   2. examine  each as those will who use it
 *   3. hash     them, and choose those that the kit before has not
 *   4. sign     name, number, times, forerunner and the list of all files
 *   5. write    one stream: what is signed, the list, the files
 *   6. verify   it as whoever imports it
 *   7. place    it, or its chunks
 *
 * Nothing is signed before all of 1 to 3 is done. Faults: `kit-path`, `kit-contents`, `asset-changed`, `file-exists`, `self-verification`.
 */
export async function makeKit(order: KitToMake, ports: KitMakingPorts): Promise<MadeKit> {
  const { files, progress } = ports;
  /* 1 */ const { found, retention } = await collectFiles(order.folder, files);
  const all = order.feed.length === 0 ? found : withFeed(found, await mergeFeed(order.feed, ports));
  progress.step(`reading ${counted(all.length, "file")}`);
  /* 2 */ await examineFiles(all, ports);
  const feed = await describeFeed(all, order.folder, ports);
  /* 3 */ const hashed = await hashAll(all, ports);
  const since = order.since === undefined ? undefined : await readEarlierKit(order.since, ports);
  const before = order.previous === undefined ? since : await readEarlierKit(order.previous, ports);
  const there = new Set(since?.files.map(kitFileKey));
  const carried = hashed.filter((file) => !there.has(kitFileKey(file)));
  const predicate: KitPredicate = {
    name: order.name,
    sequence: order.sequence ?? (before === undefined ? 1 : before.predicate.sequence + 1),
    ...{ made: order.made, expires: order.expires },
    previous: before === undefined ? null : nameOf(before),
    base: since === undefined ? null : nameOf(since),
    ...{ contents: amountOf(hashed), carried: amountOf(carried), feed, retention },
  };
  const list = formatKitList(hashed);
  const payload = formatKitStatement({ listSha256: sha256Hex(list), predicate });
  readKitStatement(parseStatement(payload));
  progress.step("signing 1 statement");
  /* 4 */ const session = await ports.signer.open();
  const bundle = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
  progress.step(`writing ${counted(carried.length, "file")}`);
  const entries = [
    sourceOf(KIT_STATEMENT_ENTRY, bundle),
    sourceOf(KIT_LIST_ENTRY, list),
    ...carried.map((file) => fileSource(file, ports)),
  ];
  /* 5 */ const written = await writeParts(streamTar(entries), order, ports);
  try {
    progress.step("verifying the kit");
    /* 6 */ const opened = { path: written.first, identity: exactlyThis(session.identity) };
    const signer = await openKit(opened, ports, async (kit) => {
      await takeFiles(kit, ports);
      return kit.kit.signer;
    });
    /* 7 */ const paths = await written.place();
    return { predicate, sha256: sha256Hex(payload), signer, paths, size: written.size };
  } finally {
    await written.remove();
  }
}

function withFeed(found: readonly FileForKit[], merged: readonly FileForKit[]): readonly FileForKit[] {
  const own = found.find(({ path }) => path.startsWith("feed/"));
  if (own === undefined) return [...found, ...merged];
  throw new Fault("usage", `a feed is merged, and the folder has one, too: ${printable(own.path)}`);
}

async function hashAll(all: readonly FileForKit[], ports: KitPorts): Promise<readonly HashedFile[]> {
  const hashed: HashedFile[] = [];
  for (const [index, file] of all.entries()) {
    const { digests, size } = await readArtifact({ path: file.at, algorithms: ["sha256"] }, ports);
    hashed.push({ ...file, size, sha256: digests.sha256 });
    ports.progress.advance(index + 1, all.length);
  }
  return hashed.sort((a, b) => compareUtf8(a.path, b.path));
}

function nameOf(kit: { readonly predicate: KitPredicate; readonly sha256: string }): KitPredicate["base"] {
  return { sequence: kit.predicate.sequence, sha256: kit.sha256 };
}

function amountOf(files: readonly HashedFile[]): KitPredicate["contents"] {
  return { files: files.length, bytes: files.reduce((total, { size }) => total + size, 0) };
}

function sourceOf(name: string, bytes: Uint8Array): TarSource {
  return { name, size: bytes.length, pieces: () => sourceChunks(bytesSource(bytes)) };
}

function fileSource({ path, at, size }: HashedFile, { files }: { readonly files: Files }): TarSource {
  return {
    ...{ name: path, size },
    async *pieces() {
      const file = await files.open(at);
      try {
        yield* sourceChunks(file);
      } finally {
        await file.close();
      }
    },
  };
}
