import type { Cryptography, StreamHash } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { gunzipOneMember } from "../../kernel/gunzip.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import {
  MAX_CAPSULE_BYTES,
  MAX_CAPSULE_ENTRIES,
  MAX_CAPSULE_ENTRY_BYTES,
  MAX_CAPSULE_ROOT_BYTES,
  MAX_RATIO,
} from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import { type TarMember, walkTar } from "../../kernel/tar.ts";
import { ROOT_ENTRY, requirePlace } from "./entry-names.ts";

/** The bytes of a capsule's entries: canonical in form, nothing verified. */
export interface CapsuleFile {
  /** `capsule.sigstore.json`. */
  readonly root: Uint8Array;
  /** All others, in bytewise order of their names. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

/** What a capsule holds: the digest of each entry, and the bytes of those that were requested. */
export interface CapsuleDigests extends CapsuleFile {
  /** Of all entries but the root, in bytewise order of their names. */
  readonly digests: ReadonlyMap<string, EntryDigest>;
}

export interface EntryDigest {
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** Whether the bytes of an entry are held; its size in bytes is what the archive says. */
export type EntryChoice = (name: string, size: number) => boolean;

export interface CapsuleLimits {
  readonly maxEntries: number;
  readonly maxEntryBytes: number;
  /** Bytes of the archive after decompression. */
  readonly maxBytes: number;
  /** Bytes out for each byte in. */
  readonly maxRatio: number;
}

const FORMAT_LIMITS: CapsuleLimits = {
  maxEntries: MAX_CAPSULE_ENTRIES,
  maxEntryBytes: MAX_CAPSULE_ENTRY_BYTES,
  maxBytes: MAX_CAPSULE_BYTES,
  maxRatio: MAX_RATIO,
};

/** Reads a capsule as `walkCapsule` does, and holds all of it. */
export async function readCapsule(
  chunks: AsyncIterable<Uint8Array>,
  crypto: Cryptography,
  limits: CapsuleLimits = FORMAT_LIMITS,
): Promise<CapsuleFile> {
  let root: Uint8Array | undefined;
  const entries = new Map<string, Uint8Array>();
  for await (const member of walkCapsule(chunks, crypto, limits)) {
    const bytes = await member.bytes();
    if (root === undefined) root = bytes;
    else entries.set(member.name, bytes);
  }
  if (root === undefined) throw rootMissing("is empty");
  return { root, entries };
}

/** What became of the root, and which of the other entries are held; undefined if the root is not believed. */
export interface Chosen {
  readonly holds: EntryChoice | undefined;
}

/**
 * Reads a capsule as `walkCapsule` does, and holds what is asked for. `choose` receives the root before anything behind it is
 * read. If the root is not believed, the rest is judged by its form alone: nothing of it is held or hashed.
 */
export async function readChosen<C extends Chosen>(
  chunks: AsyncIterable<Uint8Array>,
  choose: (root: Uint8Array) => Promise<C>,
  crypto: Cryptography,
): Promise<CapsuleDigests & { readonly chosen: C }> {
  let begun: { readonly root: Uint8Array; readonly chosen: C } | undefined;
  const entries = new Map<string, Uint8Array>();
  const digests = new Map<string, EntryDigest>();
  for await (const member of walkCapsule(chunks, crypto)) {
    const { name, size } = member;
    if (begun === undefined) {
      const root = await member.bytes();
      begun = { root, chosen: await choose(root) };
    } else if (begun.chosen.holds?.(name, size) === true) {
      const bytes = await member.bytes();
      entries.set(name, bytes);
      digests.set(name, { size, sha256: await digestHex("sha256", bytes, crypto) });
    } else if (begun.chosen.holds !== undefined) {
      digests.set(name, { size, sha256: await digestOf(member, crypto) });
    }
  }
  if (begun === undefined) throw rootMissing("is empty");
  return { ...begun, entries, digests };
}

/** Most entries come in one piece, whose digest costs less than that of a stream. */
async function digestOf(member: TarMember, crypto: Cryptography): Promise<string> {
  let hash: StreamHash | undefined;
  for await (const piece of member.pieces()) {
    if (piece.length === member.size) return digestHex("sha256", piece, crypto);
    hash ??= crypto.streamHash("sha256");
    hash.update(piece);
  }
  return encodeHex((hash ?? crypto.streamHash("sha256")).digest());
}

/**
 * Reads a capsule as a stream, and accepts only the canonical archive: the root first, known names in bytewise order.
 * Faults: `capsule-root-missing`, `capsule-entry-order`, `archive-limit` for a root that is too large, those of `requirePlace`,
 * `gunzipOneMember` and `walkTar`.
 */
async function* walkCapsule(
  chunks: AsyncIterable<Uint8Array>,
  crypto: Cryptography,
  limits: CapsuleLimits = FORMAT_LIMITS,
): AsyncGenerator<TarMember> {
  let previous: string | undefined;
  for await (const member of walkTar(gunzipOneMember(chunks, limits, crypto), limits)) {
    const { name } = member;
    if (previous === undefined) requireRoot(member);
    else {
      requirePlace(name);
      if (previous !== ROOT_ENTRY && compareUtf8(previous, name) >= 0) throw disorder(previous, name);
    }
    previous = name;
    yield member;
  }
}

function requireRoot({ name, size }: TarMember): void {
  if (name !== ROOT_ENTRY) throw rootMissing(`begins with ${printable(name)}`);
  if (size <= MAX_CAPSULE_ROOT_BYTES) return;
  throw new Fault("archive-limit", `the root of the capsule has more than ${MAX_CAPSULE_ROOT_BYTES} bytes`);
}

/** Whether a file of any name is a capsule, as far as its first entry shows. */
export async function beginsAsCapsule(chunks: AsyncIterable<Uint8Array>, crypto: Cryptography): Promise<boolean> {
  try {
    for await (const { name } of walkTar(gunzipOneMember(chunks, FORMAT_LIMITS, crypto), FORMAT_LIMITS))
      return name === ROOT_ENTRY;
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  return false;
}

function rootMissing(what: string): Fault {
  return new Fault("capsule-root-missing", `the capsule ${what} instead of ${printable(ROOT_ENTRY)}`);
}

function disorder(first: string, second: string): Fault {
  return new Fault("capsule-entry-order", `the entry ${printable(second)} comes after ${printable(first)}`);
}
