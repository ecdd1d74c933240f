import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import {
  MAX_CAPSULE_BYTES,
  MAX_CAPSULE_ENTRIES,
  MAX_CAPSULE_ENTRY_BYTES,
  MAX_CAPSULE_ROOT_BYTES,
} from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import { formatTar } from "../../kernel/tar.ts";
import { ROOT_ENTRY, requirePlace } from "./entry-names.ts";

/**
 * Packs a capsule: the root first, then the entries in bytewise order of their names. The archive inside the gzip member is
 * a pure function of the input; `gzip` makes that member (`gzipCanonical`). Faults: those of `requirePlace`, `capsule-limit`.
 */
export function packCapsule(
  capsule: {
    /** The root: a Sigstore bundle, UTF-8 JSON. */
    readonly root: Uint8Array;
    readonly entries: ReadonlyMap<string, Uint8Array>;
  },
  gzip: (archive: Uint8Array) => Uint8Array,
): Uint8Array {
  const names = [...capsule.entries.keys()].sort(compareUtf8);
  for (const name of names) requirePlace(name);
  const files = [
    { name: ROOT_ENTRY, bytes: capsule.root },
    ...names.map((name) => ({ name, bytes: capsule.entries.get(name)! })),
  ];
  refuseTooMuch(files);
  return gzip(formatTar(files));
}

function refuseTooMuch(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): void {
  if (files.length > MAX_CAPSULE_ENTRIES) throw tooMuch(`${files.length} entries`, `${MAX_CAPSULE_ENTRIES} entries`);
  let total = 0;
  for (const { name, bytes } of files) {
    const most = name === ROOT_ENTRY ? MAX_CAPSULE_ROOT_BYTES : MAX_CAPSULE_ENTRY_BYTES;
    if (bytes.length > most) throw tooMuch(`${bytes.length} bytes in ${printable(name)}`, `${most} bytes in it`);
    total += bytes.length;
  }
  // Room for what the archive adds: a header and padding of at most 1 KiB for each entry, and its end.
  const archive = total + (files.length + 1) * 1024;
  if (archive > MAX_CAPSULE_BYTES) throw tooMuch(`${total} bytes`, `${MAX_CAPSULE_BYTES} bytes`);
}

function tooMuch(found: string, allowed: string): Fault {
  return new Fault("capsule-limit", `the capsule would hold ${found}, and may hold ${allowed}`, {
    hint: "seal fewer assets, or keep large evidence outside the release",
  });
}
