import nodePath from "node:path";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";

/** Absolute paths of the files below a folder, hidden ones left out. */
export async function filesBelow(folder: string, files: Files): Promise<string[]> {
  const below = await walk(folder, files, { deep: true, hidden: false });
  return below.map((path) => nodePath.join(folder, path));
}

export interface Walk {
  /** Whether folders in it are searched. */
  readonly deep: boolean;
  readonly hidden: boolean;
}

/** Every file below a folder, as relative paths with `/`; a name that is not UTF-8 is refused, not skipped (N17). */
export async function walk(base: string, files: Files, how: Walk, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await files.list(nodePath.join(base, prefix))) {
    if (entry.name === undefined) throw notUtf8(entry.hex);
    if (!how.hidden && entry.name.startsWith(".")) continue;
    const path = `${prefix}${entry.name}`;
    if (entry.kind !== "directory") found.push(path);
    else if (how.deep) for (const one of await walk(base, files, how, `${path}/`)) found.push(one);
  }
  return found;
}

function notUtf8(hex: string): Fault {
  return new Fault("asset-name-invalid", `a file name is not UTF-8 (its bytes are ${printable(hex)})`, {
    hint: "rename the file",
  });
}
