import { createHash } from "node:crypto";
import { sha256Hex } from "../../crypto/node-digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import type { ListedFile, OpenedRelease, PublishedFile, ReleaseHost, ReleaseKey } from "../../ports/release-host.ts";
import { findInterrupted } from "./interrupted-run.ts";
import { formatMarker, MARKER } from "./marker.ts";
import { clearSignatures, keptSignatures, SIGNATURES } from "./signatures.ts";

const MAX_EVIDENCE_BYTES = 1 << 30;

/** Says to git that the folder is not of its checkout's: what is sealed must not make the source look changed. */
const IGNORE = ".gitignore";

/** Puts the parts of a path together. */
export type Join = (...parts: string[]) => string;

/**
 * A folder as the target of a release. It receives evidence, never copies of assets.
 *
 * Opening refuses a folder that is not empty (`out-not-empty`), except one that an interrupted run of this very release
 * left, known by its marker: what lies there under a name of ours is its evidence. `publish` removes the marker and the
 * signatures that were kept for a rerun; there is nothing else to make public. `isIgnored` keeps git from seeing the folder.
 */
export function releaseDirectory(
  files: Files,
  folder: string,
  join: Join,
  { isIgnored = false }: { readonly isIgnored?: boolean } = {},
): ReleaseHost {
  const target = { kind: "folder", path: folder } as const;
  return {
    target,
    async open(key) {
      const found = (await files.facts(folder)) === undefined ? [] : await files.list(folder);
      const entries = found.filter(({ name }) => name !== IGNORE);
      const names = entries.length === 0 ? [] : await findInterrupted({ folder, entries, key }, files, join);
      await files.makeFolder(folder);
      if (isIgnored) await files.write(join(folder, IGNORE), encodeUtf8("*\n"));
      await files.write(join(folder, MARKER), formatMarker(key));
      const evidence: PublishedFile[] = [];
      for (const name of names) evidence.push(await describe(files, join(folder, name), name));
      return { target, isPublic: false, evidence, ...openedFolder({ files, folder, join, key }) };
    },
  };
}

interface OpenFolder {
  readonly files: Files;
  readonly folder: string;
  readonly join: Join;
  readonly key: ReleaseKey;
}

function openedFolder({
  files,
  folder,
  join,
  key,
}: OpenFolder): Omit<OpenedRelease, "target" | "isPublic" | "evidence"> {
  const marker = join(folder, MARKER);
  const at = (name: string): string => join(folder, name);
  const list = async (): Promise<ListedFile[]> => {
    const found: ListedFile[] = [];
    for (const { name, kind } of await files.list(folder)) {
      if (name === undefined || name === MARKER || name === IGNORE || (name === SIGNATURES && kind === "directory"))
        continue;
      found.push({ ...(await describe(files, at(name), name)), isStated: false });
    }
    return found;
  };
  return {
    signatures: keptSignatures(files, at(SIGNATURES), join),
    list,

    async remove(names) {
      for (const name of names) await files.remove(at(name));
    },

    // The assets are where they are.
    async putAssets() {},

    async put(name, bytes) {
      await files.write(at(name), bytes);
      return fileOf(name, bytes);
    },

    read: (name, maxBytes) => files.read(at(name), maxBytes),

    async digest(name) {
      const bytes = await files.read(at(name), MAX_EVIDENCE_BYTES);
      return { ...fileOf(name, bytes), sha512: createHash("sha512").update(bytes).digest("hex") };
    },

    async publish() {
      await clearSignatures(files, at(SIGNATURES), join);
      await files.remove(marker);
      return { location: folder, isPublic: true };
    },

    async leave() {
      try {
        const left = (await files.list(folder)).filter(({ name }) => name !== MARKER);
        // A capsule or a signature is what a rerun need not make again.
        if (left.some(({ name }) => name === SIGNATURES || name === key.capsule)) return;
        for (const { name } of left) if (name !== undefined) await files.remove(at(name));
        await files.remove(marker);
        await files.remove(folder);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    },
  };
}

async function describe(files: Files, path: string, name: string): Promise<PublishedFile> {
  return fileOf(name, await files.read(path, MAX_EVIDENCE_BYTES));
}

function fileOf(name: string, bytes: Uint8Array): PublishedFile {
  return { name, size: bytes.length, sha256: sha256Hex(bytes) };
}
