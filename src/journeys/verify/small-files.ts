import { readAt } from "../../kernel/read-at.ts";
import type { OpenFile } from "../../ports/files.ts";

/** To hash more than that takes longer than to verify its signature from the digest, with all that this loads. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;

/**
 * Bytes of files that are not large, kept for their signatures: the platform verifies a signature over bytes many times faster
 * than we can from a digest. Keys are digests in hex. Bounded, so that memory stays constant however many there are.
 */
export class SmallFiles {
  private readonly files = new Map<string, Uint8Array>();
  private keptBytes = 0;

  /** The whole file as it was when it was opened, if there is room; undefined for one that is to be streamed. */
  async read(file: OpenFile): Promise<Uint8Array | undefined> {
    if (this.keptBytes + file.size > MAX_KEPT_BYTES) return undefined;
    return await readAt(file, 0, file.size);
  }

  keep(digests: readonly string[], bytes: Uint8Array): void {
    this.keptBytes += bytes.length;
    for (const digest of digests) this.files.set(digest, bytes);
  }

  get(digest: string): Uint8Array | undefined {
    return this.files.get(digest);
  }
}
