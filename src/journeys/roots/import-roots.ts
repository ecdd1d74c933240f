import { dirname } from "node:path";
import { EMBEDDED_ROOTS } from "../../domain/sigstore/embedded-roots.ts";
import {
  type CarriedRoot,
  formatRootsFile,
  MAX_ROOTS_FILE_BYTES,
  parseRootsFile,
} from "../../domain/sigstore/roots-file.ts";
import { parseTrustedRoot } from "../../domain/sigstore/trusted-root.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ProvenRoot } from "../../ports/carried-roots.ts";
import type { RootsPorts } from "./export-roots.ts";

export interface RootsToImport {
  /** Absolute. */
  readonly path: string;
  /** Where verifying finds them; absolute. */
  readonly store: string;
}

/** A root of the file, and what became of it. */
export interface ImportedRoot {
  readonly root: ProvenRoot;
  /** Not used if the program or the store has one that is as new, of `than`. */
  readonly status: "imported" | { readonly notNewerThan: string };
}

/**
 * Puts carried trusted roots where verifying finds them.
 *
 *   1. prove   every root of the file, by the metadata that came with it
 *   2. choose  those that are newer than the built-in one and than the one imported before
 *   3. keep    them beside the others of the store
 *
 * Nothing is written if any root of the file is not proven. Faults: `trusted-root-malformed`, `trust-update-refused`.
 */
export async function importRoots({ path, store }: RootsToImport, ports: RootsPorts): Promise<readonly ImportedRoot[]> {
  const carried = parseRootsFile(await ports.files.read(path, MAX_ROOTS_FILE_BYTES));
  const there = await readStore(store, ports);
  const results: ImportedRoot[] = [];
  for (const one of carried) {
    const root = await ports.roots.prove(one);
    parseTrustedRoot(root.bytes);
    const than = [EMBEDDED_ROOTS[one.instance].dated, there.find(({ instance }) => instance === one.instance)?.fetched];
    const notNewerThan = than.find((date) => date !== undefined && Date.parse(date) >= Date.parse(one.fetched));
    results.push({ root, status: notNewerThan === undefined ? "imported" : { notNewerThan } });
  }
  const fresh = carried.filter((_one, index) => results[index]?.status === "imported");
  if (fresh.length > 0) {
    const kept = there.filter(({ instance }) => fresh.every((one) => one.instance !== instance));
    await ports.files.makeFolder(dirname(store));
    await ports.files.write(store, formatRootsFile([...kept, ...fresh]));
  }
  return results;
}

/** A store that is damaged is written anew. */
async function readStore(store: string, { files }: RootsPorts): Promise<readonly CarriedRoot[]> {
  if ((await files.facts(store)) === undefined) return [];
  try {
    return parseRootsFile(await files.read(store, MAX_ROOTS_FILE_BYTES));
  } catch (error) {
    if (error instanceof Fault && error.code === "trusted-root-malformed") return [];
    throw error;
  }
}
