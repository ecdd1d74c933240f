import { bytesSource } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { FileFacts, Files, OpenFile } from "../../ports/files.ts";
import type { FileBytes } from "./file-bytes.ts";

/** A file under the path that it had in a folder, or under its name. */
export interface GivenFile {
  readonly path: string;
  readonly file: FileBytes;
}

/** Read at once up to here; a larger one is read in the pieces that are asked for. */
const SMALL_BYTES = 4 * 1024 * 1024;

/** Files that were handed over instead of named, which lie below one folder `/given`; nothing can be written. */
export function givenFiles(given: readonly GivenFile[]): Files {
  const held = new Map(given.map(({ path, file }) => [`${ROOT}/${path}`, file]));
  const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/"));
  const fileAt = (path: string): FileBytes => {
    const file = held.get(path);
    if (file === undefined) throw new Fault("file-missing", `${printable(nameOf(path))} was not given`);
    return file;
  };
  return {
    ...READ_ONLY,
    facts: async (path) => {
      const file = held.get(path);
      if (file !== undefined) return factsOf(file);
      return [...held.keys()].some((one) => one.startsWith(`${path}/`)) ? FOLDER : undefined;
    },
    list: async (folder) =>
      [...held.keys()]
        .filter((path) => folderOf(path) === folder)
        .map((path) => ({ name: nameOf(path), hex: "", kind: "file" }) as const),
    open: async (path) => opened(fileAt(path), nameOf(path)),
    read: async (path, maxBytes) => {
      const file = fileAt(path);
      if (file.size <= maxBytes) return bytesOf(file, nameOf(path));
      throw new Fault("file-unreadable", `${printable(nameOf(path))} is larger than ${maxBytes} bytes`);
    },
    ...{ nameOf, folderOf },
    join: (folder, name) => `${folder}/${name}`,
    realPath: async (path) => path,
  };
}

/** The folder that everything lies below. */
export const ROOT = "/given";

async function opened(file: FileBytes, name: string): Promise<OpenFile> {
  const facts = factsOf(file);
  const source =
    file.size <= SMALL_BYTES
      ? bytesSource(await bytesOf(file, name))
      : {
          size: file.size,
          async read(into: Uint8Array, position: number) {
            const part = await bytesOf(file.slice(position, position + into.length), name);
            into.set(part);
            return part.length;
          },
        };
  return { ...source, facts, factsNow: async () => facts, close: async () => undefined };
}

/** A platform refuses to read a file that changed after it was chosen. */
async function bytesOf(file: FileBytes, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Fault("file-unreadable", `${printable(name)} cannot be read`, {
      hint: "choose the files again, for one that has changed since is not read",
      cause: error,
    });
  }
}

function factsOf(file: FileBytes): FileFacts {
  return { kind: "file", size: file.size, revision: "as it was given" };
}

const FOLDER: FileFacts = { kind: "directory", size: 0, revision: "" };

const refuse = (): never => {
  throw new Fault("file-unwritable", "files that were handed over are only read");
};

const READ_ONLY: Pick<Files, "write" | "update" | "create" | "makeFolder" | "remove"> = {
  write: async () => refuse(),
  update: async () => refuse(),
  create: refuse,
  makeFolder: async () => refuse(),
  remove: async () => refuse(),
};
