import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256Hex } from "../../src/crypto/node-digest.ts";

/** Writes files of a corpus; the same bytes are written once, wherever they are wanted. */
export class CorpusFiles {
  readonly #folder: string;
  readonly #written = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The path below the folder under which the bytes are to be found: `wanted`, or where they are already. */
  write(wanted: string, bytes: Uint8Array): string {
    const digest = sha256Hex(bytes);
    const there = this.#written.get(digest);
    if (there !== undefined) return there;
    const path = join(this.#folder, wanted);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes, { flag: "wx" });
    this.#written.set(digest, wanted);
    return wanted;
  }
}
