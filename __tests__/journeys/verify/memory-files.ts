import { bytesSource } from "../../../src/kernel/byte-source.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { DirectoryEntry, FileFacts, Files } from "../../../src/ports/files.ts";

type Content = Uint8Array | "a folder";

/** Files in memory by their paths, for the calls that a verification makes; every other call is a defect. */
export function memoryFiles(contents: Readonly<Record<string, Content | string>>): Files & {
  readonly held: Map<string, Content>;
  /** How many of the opened files were not closed. */
  readonly opened: () => number;
} {
  const held = new Map<string, Content>(
    Object.entries(contents).map(([path, content]) => [
      path,
      typeof content === "string" && content !== "a folder" ? new TextEncoder().encode(content) : (content as Content),
    ]),
  );
  let open = 0;
  const factsOf = (content: Content): FileFacts => ({
    ...{ kind: content === "a folder" ? "directory" : "file", size: content.length, revision: `${content.length}` },
  });
  const found = (path: string): Uint8Array => {
    const content = held.get(path);
    if (content === undefined) throw new Fault("file-missing", `there is no file ${path}`);
    if (content === "a folder") throw new Fault("file-unreadable", `${path} is not a file`);
    return content;
  };
  const none = () => {
    throw new Error("a verification does not do that");
  };
  return {
    held,
    opened: () => open,
    facts: async (path) => {
      requirePath(path);
      const content = held.get(path);
      return content && factsOf(content);
    },
    list: async (folder) => {
      if (folder.includes("unreadable")) throw new Fault("file-unreadable", `${folder} cannot be read`);
      const entries = Array.from(held, ([path, content]): DirectoryEntry[] => {
        if (folderOf(path) !== folder) return [];
        return [{ name: nameOf(path), hex: "", kind: factsOf(content).kind }];
      });
      return [{ name: undefined, hex: "ff", kind: "file" as const }, ...entries.flat()];
    },
    open: async (path) => {
      const bytes = found(path);
      open += 1;
      const close = async () => {
        open -= 1;
      };
      return { ...bytesSource(bytes), facts: factsOf(bytes), factsNow: async () => factsOf(found(path)), close };
    },
    read: async (path, maxBytes) => {
      const bytes = found(path);
      if (bytes.length > maxBytes) throw new Fault("file-unreadable", `${path} is larger than ${maxBytes} bytes`);
      return bytes;
    },
    write: async (path, bytes) => {
      requirePath(path);
      held.set(path, bytes);
    },
    update: async (path, maxBytes, next) => {
      const before = held.has(path) ? found(path) : undefined;
      if (before !== undefined && before.length > maxBytes) throw new Fault("file-unreadable", `${path} is too large`);
      const bytes = next(before);
      if (bytes !== undefined) held.set(path, bytes);
    },
    nameOf,
    folderOf,
    join: (folder, name) => `${folder}/${name}`,
    ...{ create: none, makeFolder: async () => undefined, remove: none, realPath: none },
  };
}

function requirePath(path: unknown): void {
  if (typeof path !== "string") throw new TypeError("a path is a text");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
