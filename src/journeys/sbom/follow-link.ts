import type { Files } from "../../ports/files.ts";

/**
 * Where the link leads that somebody named to have it described, as a program in a folder of links; any other path as it is. What
 * lies in a folder is not followed, and nothing that is signed or verified. Fault: `file-unreadable` for one that leads nowhere.
 */
export async function followLink(path: string, files: Files): Promise<string> {
  return (await files.facts(path))?.kind === "symlink" ? files.realPath(path) : path;
}
