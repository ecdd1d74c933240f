import { parseBundle } from "../../domain/sigstore/bundle.ts";
import type { VerifiedHead } from "../../domain/statements/head-trust.ts";
import { formatLeaf } from "../../domain/statements/leaf.ts";
import { formatEntries } from "../../domain/transparency/entry-bundle.ts";
import { appendedTiles, TILE_WIDTH, tilePath } from "../../domain/transparency/tiles.ts";
import { encodeBase64 } from "../../kernel/base64.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import { HEAD_PATH, type LogPlace, type LogReading, readLog } from "./read-log.ts";

export interface Exported {
  readonly head: VerifiedHead;
  /** Statements that could be read. */
  readonly statements: number;
}

/**
 * Writes a log into a folder, for programs that know nothing of ours.
 *
 *   1. read        the log whole
 *   2. tiles       https://c2sp.org/tlog-tiles: checkpoint, tile/…, tile/entries/…, each leaf also as leaves/000000000
 *   3. statements  each as a bare DSSE envelope, which programs take that do not know Sigstore bundles
 */
export async function exportLog(
  folder: string,
  place: LogPlace,
  { files, ...reading }: LogReading & { readonly files: Files },
): Promise<Exported> {
  /* 1 */ const { head, leaves, leafHashes } = await readLog(place, reading);
  const write = async (path: string, bytes: Uint8Array) => {
    const target = path.split("/").reduce((parent, name) => files.join(parent, name), folder);
    await files.makeFolder(files.folderOf(target));
    await files.write(target, bytes);
  };
  const entries = leaves.map(formatLeaf);
  const nothing = async () => new Uint8Array();
  /* 2 */ for (const { level, index, width, bytes } of await appendedTiles(0, leafHashes, {
    read: nothing,
    crypto: reading.crypto,
  })) {
    await write(`tile/${level}/${tilePath(index, width)}`, bytes);
  }
  for (let at = 0; at * TILE_WIDTH < entries.length; at++) {
    const bundle = entries.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH);
    await write(`tile/entries/${tilePath(at, bundle.length)}`, formatEntries(bundle));
  }
  for (const [at, entry] of entries.entries()) await write(`leaves/${String(at).padStart(9, "0")}`, entry);
  await write(HEAD_PATH, encodeUtf8(head.note));
  let statements = 0;
  /* 3 */ for (const leaf of leaves) {
    const bytes = leaf.kind === "statement" ? await place.envelopes.get(leaf.envelope) : undefined;
    const content = bytes === undefined ? undefined : parseBundle(bytes).content;
    if (leaf.kind !== "statement" || content?.kind !== "dsse") continue;
    const { payloadType, payload, signature } = content;
    const envelope = {
      payloadType,
      payload: encodeBase64(payload),
      signatures: [{ sig: encodeBase64(signature) }],
    };
    await write(`statements/${leaf.envelope}.dsse.json`, encodeUtf8(canonicalJson(envelope)));
    statements += 1;
  }
  return { head, statements };
}
