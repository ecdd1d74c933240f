import { sourceChunks } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";

/** A kit as it lies there: one file, or its chunks in order. */
export interface KitParts {
  /** Bytes of all parts. */
  readonly size: number;
  readonly paths: readonly string[];
}

const MAX_CHUNKS = 999;
const FIRST = ".001";

/** The name of a chunk, from 1 on: `kit.001`. */
export function chunkName(path: string, number: number): string {
  return `${path}.${String(number).padStart(3, "0")}`;
}

/**
 * Finds the parts of a kit, which is named as a whole or by its first chunk. Whether the last one is missing, only the contents tell.
 * Faults: `file-missing`, `kit-incomplete` for a chunk that is missing between two others.
 */
export async function findParts(path: string, files: Files): Promise<KitParts> {
  const stem = path.endsWith(FIRST) ? path.slice(0, -FIRST.length) : path;
  const isWhole = stem === path && (await files.facts(path)) !== undefined;
  const paths = isWhole ? [path] : await chunksOf(stem, files);
  if (paths.length === 0) throw new Fault("file-missing", `no kit is at ${printable(files.nameOf(path))}`);
  let size = 0;
  for (const part of paths) size += (await files.facts(part))?.size ?? 0;
  return { size, paths };
}

async function chunksOf(stem: string, files: Files): Promise<string[]> {
  const name = files.nameOf(stem);
  const folder = files.folderOf(stem);
  const found: number[] = [];
  for (const entry of await files.list(folder)) {
    const digits = entry.name?.startsWith(`${name}.`) === true ? entry.name.slice(name.length + 1) : "";
    if (/^\d{3}$/.test(digits) && digits !== "000") found.push(Number(digits));
  }
  found.sort((a, b) => a - b);
  const gap = found.findIndex((number, index) => number !== index + 1);
  if (gap >= 0) {
    throw new Fault("kit-incomplete", `${printable(files.nameOf(chunkName(stem, gap + 1)))} is missing`, {
      hint: "put all chunks of the kit into one folder",
    });
  }
  return found.slice(0, MAX_CHUNKS).map((number) => chunkName(stem, number));
}

/** The bytes of all parts, one after the other. */
export async function* readParts({ paths }: KitParts, files: Files): AsyncGenerator<Uint8Array> {
  for (const path of paths) {
    const file = await files.open(path);
    try {
      yield* sourceChunks(file);
    } finally {
      await file.close();
    }
  }
}
