import { bytesSource } from "../../src/kernel/byte-source.ts";
import { Fault } from "../../src/kernel/fault.ts";
import type { FileFacts, Files, OpenFile } from "../../src/ports/files.ts";

/** Files that a page has in memory, by their paths; nothing can be written. */
export function memoryFiles(held: ReadonlyMap<string, Uint8Array>): Files {
  const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));
  const bytesAt = (path: string): Uint8Array => {
    const bytes = held.get(path);
    if (bytes === undefined) throw new Fault("file-missing", "there is no such file in memory");
    return bytes;
  };
  return {
    ...READ_ONLY,
    facts: async (path) => (held.has(path) ? factsOf(bytesAt(path)) : undefined),
    list: async (folder) =>
      [...held.keys()]
        .filter((path) => folderOf(path) === folder)
        .map((path) => ({ name: nameOf(path), hex: "", kind: "file" }) as const),
    open: async (path) => openedIn(bytesAt(path)),
    read: async (path) => bytesAt(path),
    ...{ nameOf, folderOf },
    join: (folder, name) => `${folder}/${name}`,
    realPath: async (path) => path,
  };
}

function openedIn(bytes: Uint8Array): OpenFile {
  const facts = factsOf(bytes);
  return { ...bytesSource(bytes), facts, factsNow: async () => facts, close: async () => undefined };
}

function factsOf(bytes: Uint8Array): FileFacts {
  return { kind: "file", size: bytes.length, revision: "as it was given" };
}

const refuse = (): never => {
  throw new Fault("file-unwritable", "files in memory are only read");
};

const READ_ONLY: Pick<Files, "write" | "update" | "create" | "makeFolder" | "remove"> = {
  write: async () => refuse(),
  update: async () => refuse(),
  create: refuse,
  makeFolder: async () => refuse(),
  remove: async () => refuse(),
};
