import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { compareUtf8 } from "../../src/kernel/bytewise.ts";

export const DIGESTS = "SHA256SUMS";

/** Lists every file below `folder` as `sha256sum` does, in bytewise order. */
export function writeDigests(folder: string): void {
  writeFileSync(join(folder, DIGESTS), digestsOf(folder));
}

/** The text of that list. */
export function digestsOf(folder: string): string {
  return filesBelow(folder)
    .map((name) => `${sha256Hex(readFileSync(join(folder, name)))}  ${name}\n`)
    .join("");
}

/** Names with `/`, in bytewise order, without the list itself and the page that explains it. */
export function filesBelow(folder: string): string[] {
  const top = join(folder, "/").length;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(top).replaceAll("\\", "/"))
    .filter((name) => name !== DIGESTS && name !== "README.md")
    .sort(compareUtf8);
}
