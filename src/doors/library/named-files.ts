import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { FileBytes, NamedFile } from "./file-bytes.ts";
import type { GivenFile } from "./given-files.ts";

/** Fault: `usage` for what is not the name of a file. */
export function givenFile({ name, content }: NamedFile): GivenFile {
  if (name === "" || name === "." || name === ".." || /[/\\\0]/.test(name)) {
    throw new Fault("usage", `${printable(name)} is not the name of a file`, {
      hint: "give the name without a folder",
    });
  }
  return { path: name, file: content instanceof Uint8Array ? inMemory(content) : content };
}

/** As much of a `Blob` as is read, of bytes that are in memory. */
export function inMemory(bytes: Uint8Array): FileBytes {
  return {
    size: bytes.length,
    slice: (start, end) => inMemory(bytes.subarray(start, end)),
    // A Buffer of Node is a part of a larger one, and its slice shares the bytes.
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  };
}
