import { equalBytes } from "../../kernel/bytewise.ts";
import type { Exclusively } from "../../ports/exclusively.ts";
import type { Files } from "../../ports/files.ts";
import type { EnvelopeStore, LogStore } from "../../ports/log-store.ts";

const MAX_FILE_BYTES = 32 << 20;
/** What decides: whatever else is there, no head knows of. */
const HEAD = "checkpoint";

/** The files of a log in a folder of this machine. One writes at a time; the head is put into place last, and whole. */
export function folderStore(folder: string, files: Files, exclusively: Exclusively): LogStore {
  const place = (path: string) => path.split("/").reduce((parent, name) => files.join(parent, name), folder);
  const read = async (path: string) =>
    (await files.facts(place(path))) === undefined ? undefined : files.read(place(path), MAX_FILE_BYTES);
  return {
    async open() {
      const head = await read(HEAD);
      return {
        read: async (paths) => {
          const found: (Uint8Array | undefined)[] = [];
          for (const path of paths) found.push(path === HEAD ? head : await read(path));
          return found;
        },
        write: async (changed) => {
          await files.makeFolder(folder);
          return exclusively(place(".lock"), async () => {
            const now = await read(HEAD);
            const isSame = now === undefined || head === undefined ? now === head : equalBytes(now, head);
            if (!isSame) return false;
            for (const [path, bytes] of changed) {
              await files.makeFolder(files.folderOf(place(path)));
              await files.write(place(path), bytes);
            }
            return true;
          });
        },
      };
    },
  };
}

/** Envelopes in a folder, each under its digest. */
export function folderEnvelopes(folder: string, files: Files): EnvelopeStore {
  const at = (name: string) => files.join(folder, name);
  const get = async (name: string) =>
    (await files.facts(at(name))) === undefined ? undefined : files.read(at(name), MAX_FILE_BYTES);
  const put = async (name: string, bytes: Uint8Array) => {
    await files.makeFolder(folder);
    await files.write(at(name), bytes);
  };
  return {
    get: (sha256) => get(`${sha256}.sigstore.json`),
    put: (sha256, bytes) => put(`${sha256}.sigstore.json`, bytes),
    remove: (sha256) => files.remove(at(`${sha256}.sigstore.json`)),
    policy: () => get("policy.json"),
    putPolicy: (bytes) => put("policy.json", bytes),
  };
}
