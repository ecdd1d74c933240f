import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, type ReadStream, rmSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The bytes of assets by id, on disk: neither a large nor a sparse one is ever in memory. */
export interface ContentStore {
  /** Hash and size of the whole stream. Where it breaks off, so does this. */
  receive(id: number, chunks: AsyncIterable<Buffer>): Promise<{ size: number; sha256: string }>;
  put(id: number, bytes: Uint8Array): Promise<{ size: number; sha256: string }>;
  /** From a byte on, to the last one that is wanted. */
  read(id: number, range?: { readonly start: number; readonly end: number }): ReadStream;
  close(): void;
}

const ZEROS = Buffer.alloc(1 << 20);

export function createContentStore(): ContentStore {
  const folder = mkdtempSync(join(tmpdir(), "capsule-github-server-"));
  const path = (id: number) => join(folder, String(id));
  return {
    async receive(id, chunks) {
      const hash = createHash("sha256");
      const file = await open(path(id), "w");
      let size = 0;
      try {
        for await (const chunk of chunks) {
          hash.update(chunk);
          // Zeros become a hole.
          if (!isZero(chunk)) await file.write(chunk, 0, chunk.length, size);
          size += chunk.length;
        }
        await file.truncate(size);
      } finally {
        await file.close();
      }
      return { size, sha256: hash.digest("hex") };
    },
    async put(id, bytes) {
      await writeFile(path(id), bytes);
      return { size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
    },
    read: (id, range) => createReadStream(path(id), { highWaterMark: 1 << 20, ...range }),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function isZero(chunk: Buffer): boolean {
  return chunk[0] === 0 && chunk.length <= ZEROS.length && chunk.equals(ZEROS.subarray(0, chunk.length));
}
