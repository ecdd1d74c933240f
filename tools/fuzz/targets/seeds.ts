import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ownCorpus } from "../../../__tests__/corpus.ts";

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function json(...values: readonly unknown[]): Uint8Array[] {
  return values.map((value) => encode(JSON.stringify(value)));
}

/** A file of the repository. */
export function repositoryFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url))));
}

/** Files of our own corpus whose names match, at most `most` of them, spread over all. */
export function corpusFiles(folder: string, name: RegExp, most = 24): Uint8Array[] {
  const root = ownCorpus(folder);
  const paths = readdirSync(root, { recursive: true })
    .map(String)
    .filter((path) => name.test(path))
    .sort();
  const step = Math.max(1, Math.ceil(paths.length / most));
  return paths.filter((_, index) => index % step === 0).map((path) => new Uint8Array(readFileSync(join(root, path))));
}

/** What an asynchronous reader is given: pieces of uneven length. */
export async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0, size = 7; at < bytes.length; at += size, size = Math.min(size * 3, 1 << 16))
    yield bytes.slice(at, at + size);
}

/** Runs a reader of a stream to its end. */
export async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}
