import type { Cryptography } from "../../crypto/cryptography.ts";
import { hashedChunks } from "../../crypto/hashed-chunks.ts";
import { releaseStem } from "../../domain/capsule/capsule-file-name.ts";
import { bytesSource, sourceChunks } from "../../kernel/byte-source.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { streamTar, type TarSource } from "../../kernel/tar.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import type { AssetToPublish } from "../../ports/release-host.ts";
import type { SealedFiles } from "./read-sealed.ts";

/** Name of the page for people in the hand-over. */
export const HANDOVER_PAGE = "HANDOVER.md";

/**
 * Writes a release for distributors, before anybody else may have it.
 *
 *   1. gather  its files, its evidence and a page for people, in the order of their names
 *   2. write   them into one archive, in a folder named for the release, and hash each file once more on the way
 *
 * Two runs write the same bytes; only the owner of the archive can read it. Fault: `asset-changed`.
 */
export async function handOver(
  { sealed, page, out }: { readonly sealed: SealedFiles; readonly page: string; readonly out: string },
  { files, crypto }: { readonly files: Files; readonly crypto: Cryptography },
): Promise<readonly string[]> {
  const folder = releaseStem(sealed.root.statement.predicate.release);
  /* 1 */ const written = [
    bytesEntry(HANDOVER_PAGE, encodeUtf8(page)),
    ...sealed.evidence.map(({ name, bytes }) => bytesEntry(name, bytes)),
    ...sealed.assets.map((asset) => assetEntry(asset, files, crypto)),
  ].sort((a, b) => compareUtf8(a.name, b.name));
  /* 2 */ const file = files.create(out);
  try {
    const entries = written.map((one) => ({ ...one, name: `${folder}/${one.name}` }));
    for await (const piece of streamTar(entries)) file.write(piece);
  } finally {
    file.close();
  }
  return written.map(({ name }) => name);
}

function bytesEntry(name: string, bytes: Uint8Array): TarSource {
  return { name, size: bytes.length, pieces: () => sourceChunks(bytesSource(bytes)) };
}

/** It was verified before; what is written must be that. */
function assetEntry({ name, path, size, sha256 }: AssetToPublish, files: Files, crypto: Cryptography): TarSource {
  return {
    ...{ name, size },
    async *pieces() {
      const file = await files.open(path);
      try {
        const hashed = hashedChunks(sourceChunks(file), crypto);
        yield* hashed.chunks;
        if ((await hashed.finish()) === sha256) return;
        throw new Fault("asset-changed", `${printable(name)} changed after it was verified`);
      } finally {
        await file.close();
      }
    },
  };
}
