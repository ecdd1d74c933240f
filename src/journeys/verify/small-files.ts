import { readAt } from "../../kernel/read-at.ts";
import type { OpenFile } from "../../ports/files.ts";

/** Larger files cost so much to hash that the way their signature is verified does not matter. */
const MAX_FILE_BYTES = 256 * 1024;
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/**
 * Bytes of small assets, kept for their signatures: Node verifies a signature over bytes several times faster than we can
 * from a digest. Keys are hex SHA-256. Bounded, so that memory stays constant however many there are.
 */
export class SmallFiles {
  private readonly files = new Map<string, Uint8Array>();
  private keptBytes = 0;

  /** The whole file as it was when it was opened, where there is room; undefined for one that is to be streamed. */
  async read(file: OpenFile): Promise<Uint8Array | undefined> {
    if (file.size > MAX_FILE_BYTES || this.keptBytes + file.size > MAX_KEPT_BYTES) return undefined;
    return await readAt(file, 0, file.size);
  }

  keep(sha256: string, bytes: Uint8Array): void {
    this.keptBytes += bytes.length;
    this.files.set(sha256, bytes);
  }

  get(sha256: string): Uint8Array | undefined {
    return this.files.get(sha256);
  }
}
