import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { gunzipOneMember } from "../../kernel/gunzip.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { MAX_CAPSULE_BYTES, MAX_CAPSULE_ENTRIES, MAX_CAPSULE_ENTRY_BYTES, MAX_RATIO } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import { readTar } from "../../kernel/tar.ts";
import { ROOT_ENTRY, requirePlace } from "./entry-names.ts";

/** The bytes of a capsule's entries: canonical in form, nothing verified. */
export interface CapsuleFile {
  /** `capsule.sigstore.json`. */
  readonly root: Uint8Array;
  /** All others, in bytewise order of their names. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

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

/**
 * Reads a capsule as a stream, and accepts only the canonical archive: the root first, known names in bytewise order.
 * Faults: `capsule-root-missing`, `capsule-entry-order`, those of `requirePlace`, `gunzipOneMember` and `readTar`.
 */
export async function readCapsule(
  chunks: AsyncIterable<Uint8Array>,
  limits: CapsuleLimits = FORMAT_LIMITS,
): Promise<CapsuleFile> {
  let root: Uint8Array | undefined;
  let previous = "";
  const entries = new Map<string, Uint8Array>();
  for await (const { name, bytes } of readTar(gunzipOneMember(chunks, limits), limits)) {
    if (root === undefined) {
      if (name !== ROOT_ENTRY) throw rootMissing(`begins with ${printable(name)}`);
      root = bytes;
      continue;
    }
    requirePlace(name);
    if (compareUtf8(previous, name) >= 0) throw disorder(previous, name);
    previous = name;
    entries.set(name, bytes);
  }
  if (root === undefined) throw rootMissing("is empty");
  return { root, entries };
}

/** Whether a file of any name is a capsule, as far as its first entry shows. */
export async function beginsAsCapsule(chunks: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    for await (const { name } of readTar(gunzipOneMember(chunks, FORMAT_LIMITS), FORMAT_LIMITS))
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
