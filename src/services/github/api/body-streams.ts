import { sourceChunks } from "../../../kernel/byte-source.ts";
import type { Files } from "../../../ports/files.ts";
import type { HttpStream } from "../../../ports/http.ts";
import type { AssetToPublish } from "../../../ports/release-host.ts";

/** The bytes of an asset, opened again for each attempt; a file of another size than was hashed is `asset-changed`. */
export async function fileStream(files: Files, asset: AssetToPublish): Promise<HttpStream> {
  return {
    size: asset.size,
    async *chunks() {
      const file = await files.open(asset.path);
      try {
        yield* sourceChunks(file);
      } finally {
        await file.close();
      }
    },
  };
}

export function bytesStream(bytes: Uint8Array): HttpStream {
  return {
    size: bytes.length,
    async *chunks() {
      if (bytes.length > 0) yield bytes;
    },
  };
}
