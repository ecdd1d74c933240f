import type { BigIntStats } from "node:fs";
import type { FileFacts } from "../../ports/files.ts";

/** What `stat` and its relatives say, in the words of the port. */
export function fileFacts(stats: BigIntStats): FileFacts {
  const { dev, ino, size, mtimeNs, ctimeNs } = stats;
  return { kind: kindOf(stats), size: Number(size), revision: [dev, ino, size, mtimeNs, ctimeNs].join(":") };
}

/** The kind of a `Stats` or a directory entry. */
export function kindOf(found: Pick<BigIntStats, "isFile" | "isDirectory" | "isSymbolicLink">): FileFacts["kind"] {
  if (found.isFile()) return "file";
  if (found.isDirectory()) return "directory";
  return found.isSymbolicLink() ? "symlink" : "other";
}
