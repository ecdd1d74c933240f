import type { SetupChange } from "../../domain/setup/setup-files.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";

const MAX_BYTES = 1 << 20;

/** Writes what was agreed to, and nothing over anything: a file that appeared meanwhile stays. Faults: `file-unwritable`, `checkout-changed`. */
export async function writeChanges(top: string, changes: readonly SetupChange[], files: Files): Promise<void> {
  for (const { path, change, added } of changes) {
    if (change !== "create" && change !== "append") continue;
    const folders = path.split("/").slice(0, -1);
    const folder = folders.reduce((at, part) => files.join(at, part), top);
    if (folders.length > 0) await files.makeFolder(folder);
    const bytes = encodeUtf8(added);
    await files.update(files.join(folder, path.slice(path.lastIndexOf("/") + 1)), MAX_BYTES, (before) => {
      if (change === "append") return joined(before ?? new Uint8Array(), bytes);
      if (before === undefined) return bytes;
      throw new Fault("checkout-changed", `${printable(path)} appeared while this was agreed to`, {
        hint: "run it again, and look at what it shows",
      });
    });
  }
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(before.length + after.length);
  bytes.set(before);
  bytes.set(after, before.length);
  return bytes;
}
