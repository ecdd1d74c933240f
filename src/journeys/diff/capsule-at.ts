import { join } from "node:path";
import type { Files } from "../../ports/files.ts";

const CAPSULE_NAME = /\.capsule$/;

/**
 * The capsule that a path stands for: the file itself, or the only one in a folder, which then holds a release. Undefined
 * if it is neither.
 */
export async function capsuleAt(path: string, files: Files): Promise<string | undefined> {
  const kind = (await files.facts(path))?.kind;
  if (kind === "file") return CAPSULE_NAME.test(path) ? path : undefined;
  if (kind !== "directory") return undefined;
  const [only, ...more] = (await files.list(path)).filter((entry) => entry.kind === "file" && isNamed(entry.name));
  return only?.name === undefined || more.length > 0 ? undefined : join(path, only.name);
}

function isNamed(name: string | undefined): boolean {
  return name !== undefined && CAPSULE_NAME.test(name);
}
