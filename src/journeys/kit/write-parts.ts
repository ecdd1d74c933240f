import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { NewFile } from "../../ports/files.ts";
import { chunkName } from "./kit-parts.ts";
import type { KitPorts } from "./kit-ports.ts";

export interface WrittenParts {
  /** Path of the first part, or of the whole, where it lies now. */
  readonly first: string;
  /** Bytes of all parts. */
  readonly size: number;
  /** Puts them into their places; resolves to their paths. */
  place(): Promise<readonly string[]>;
  /** What is left of them; never a fault. */
  remove(): Promise<void>;
}

const MAX_CHUNKS = 999;

/**
 * Writes a stream beside the place of a kit, in one file or in chunks of a size. Faults: `file-exists`, `file-unwritable`,
 * `archive-limit` for more chunks than are read.
 */
export async function writeParts(
  stream: AsyncIterable<Uint8Array>,
  { out, chunk }: { readonly out: string; readonly chunk: number | undefined },
  { files, disk }: Pick<KitPorts, "files" | "disk">,
): Promise<WrittenParts> {
  const isAbsent = async (path: string) => (await files.facts(path)) === undefined;
  if (!(await isAbsent(out)) || !(await isAbsent(chunkName(out, 1)))) {
    throw new Fault("file-exists", `${printable(files.nameOf(out))} is already there, and nothing is overwritten`);
  }
  const hidden = files.join(files.folderOf(out), `.${files.nameOf(out)}-unfinished`);
  const at = (number: number, stem: string): string => (chunk === undefined ? stem : chunkName(stem, number));
  const parts = new Parts((number) => disk.createFlushed(at(number, hidden)), chunk ?? Number.POSITIVE_INFINITY);
  const remove = async (): Promise<void> => {
    for (let number = 1; number <= parts.count; number++) await files.remove(at(number, hidden));
  };
  try {
    for await (const piece of stream) parts.write(piece);
    parts.close();
  } catch (error) {
    parts.close();
    await remove();
    throw error;
  }
  return {
    first: at(1, hidden),
    size: parts.size,
    remove,
    async place() {
      const placed: string[] = [];
      for (let number = 1; number <= parts.count; number++) {
        await disk.move(at(number, hidden), at(number, out));
        placed.push(at(number, out));
      }
      return placed;
    },
  };
}

/** Files of at most a size, one after the other. */
class Parts {
  count = 0;
  size = 0;
  private file: NewFile | undefined;
  private room = 0;
  private readonly create: (number: number) => NewFile;
  private readonly chunk: number;

  constructor(create: (number: number) => NewFile, chunk: number) {
    this.create = create;
    this.chunk = chunk;
  }

  write(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      if (this.room === 0) this.next();
      const part = piece.subarray(at, at + Math.min(this.room, piece.length - at));
      this.file?.write(part);
      this.room -= part.length;
      at += part.length;
      this.size += part.length;
    }
  }

  close(): void {
    this.file?.close();
  }

  private next(): void {
    this.close();
    if (this.count >= MAX_CHUNKS) {
      throw new Fault("archive-limit", `the kit has more than ${MAX_CHUNKS} chunks`, { hint: "make larger chunks" });
    }
    this.count += 1;
    this.room = this.chunk;
    this.file = this.create(this.count);
  }
}
