import { createHash } from "node:crypto";
import { sha256Hex } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { type Files, UNFINISHED_WRITE } from "../../ports/files.ts";
import type { ListedFile, PublishedFile, ReleaseHost, ReleaseKey } from "../../ports/release-host.ts";

/** While a run is under way this file says which release the folder belongs to, so that a rerun can finish it. */
const MARKER = ".sealing.json";
const MAX_MARKER_BYTES = 1 << 20;
const MAX_EVIDENCE_BYTES = 1 << 30;

/**
 * A folder as the place of a release. It receives evidence, never copies of assets.
 *
 * `adopt` refuses a folder that is not empty (`out-not-empty`), except one that an interrupted run of this very release
 * left behind, known by its marker: there, what carries a planned name is removed and made anew. `publish` removes the
 * marker; there is nothing else to make public.
 */
export function releaseDirectory(files: Files, folder: string, join: (...parts: string[]) => string): ReleaseHost {
  const marker = join(folder, MARKER);
  const putNames: string[] = [];
  let adopted = false;

  return {
    folder,

    async adopt(key) {
      const entries = (await files.facts(folder)) === undefined ? [] : await files.list(folder);
      if (entries.length > 0) await clearInterrupted(key);
      adopted = true;
      await files.makeFolder(folder);
      await files.write(marker, formatMarker(key));
      return { isPublic: false, evidence: [] };
    },

    async abandon() {
      if (!adopted) return;
      for (const name of putNames) await files.remove(join(folder, name));
      await files.remove(marker);
      await files.remove(folder);
    },

    async remove(names) {
      for (const name of names) await files.remove(join(folder, name));
    },

    // The assets are where they are.
    async putAssets() {},

    async put(name, bytes) {
      putNames.push(name);
      await files.write(join(folder, name), bytes);
      return published(name, bytes);
    },

    async list() {
      const found: ListedFile[] = [];
      for (const { name } of await files.list(folder)) {
        if (name === undefined || name === MARKER) continue;
        const bytes = await files.read(join(folder, name), MAX_EVIDENCE_BYTES);
        found.push({ ...published(name, bytes), isStated: false });
      }
      return found;
    },

    read: (name, maxBytes) => files.read(join(folder, name), maxBytes),

    async digest(name) {
      const bytes = await files.read(join(folder, name), MAX_EVIDENCE_BYTES);
      return { ...published(name, bytes), sha512: createHash("sha512").update(bytes).digest("hex") };
    },

    async publish() {
      await files.remove(marker);
      return { location: folder, isPublic: true };
    },
  };

  async function clearInterrupted(key: ReleaseKey): Promise<void> {
    if ((await files.facts(marker)) === undefined) throw notEmpty(folder);
    const left = decodeUtf8(await files.read(marker, MAX_MARKER_BYTES));
    if (left !== decodeUtf8(formatMarker(key))) throw notEmpty(folder);
    const ours = new Set([...key.planned, MARKER]);
    const names = (await files.list(folder)).map(({ name }) => name);
    if (!names.every((name) => name !== undefined && (ours.has(name) || UNFINISHED_WRITE.test(name)))) {
      throw notEmpty(folder);
    }
    for (const name of names) if (name !== undefined && name !== MARKER) await files.remove(join(folder, name));
  }
}

function formatMarker(key: ReleaseKey): Uint8Array {
  const { name, version, tag } = key;
  const assets = key.assets.map((asset) => ({ name: asset.name, sha256: asset.sha256 }));
  return encodeUtf8(`${JSON.stringify({ name, version, tag, assets })}\n`);
}

function published(name: string, bytes: Uint8Array): PublishedFile {
  return { name, size: bytes.length, sha256: sha256Hex(bytes) };
}

function notEmpty(folder: string): Fault {
  return new Fault("out-not-empty", `the output folder ${printable(folder)} is not empty`, {
    hint: "remove it, or choose another place with --out",
  });
}
