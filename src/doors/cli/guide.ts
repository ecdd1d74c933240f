import { resolve } from "node:path";
import { readCapsule } from "../../domain/capsule/read-capsule.ts";
import { sourceChunks } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import { visible } from "../../views/visible.ts";
import type { RunCommand } from "./run-command.ts";

/** `capsule guide <capsule>`: prints the capsule's VERIFY.md; what could act on a terminal is shown as an escape. */
export const guideCommand: RunCommand<"guide"> = async ([path = ""], _values, io) => {
  const file = await io.files.open(resolve(io.folder, path));
  try {
    const capsule = await readCapsule(sourceChunks(file));
    const guide = capsule.entries.get("VERIFY.md");
    if (guide === undefined) throw new Fault("capsule-not-closed", "the capsule holds no VERIFY.md");
    io.err("unverified: this is what the capsule says of itself\n");
    io.out(decodeUtf8(guide, "VERIFY.md").split("\n").map(visible).join("\n"));
    return 0;
  } finally {
    await file.close();
  }
};
