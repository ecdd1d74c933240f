import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import type { TemporaryFolders } from "../../ports/temporary-folders.ts";
import { atEnd } from "../at-end.ts";
import { errnoOf } from "./errno.ts";

/** Folders below the system's temporary one (D13): only this user may enter, and no signal but SIGKILL leaves one behind. */
export const temporaryFolders: TemporaryFolders = {
  async make() {
    // Synchronous: no signal can come between making and registering it.
    const folder = makeNow();
    atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
    return folder;
  },
};

function makeNow(): string {
  try {
    return mkdtempSync(join(tmpdir(), "release-capsule-"));
  } catch (error) {
    throw new Fault("file-unwritable", `no temporary folder could be made (${errnoOf(error)})`, {
      hint: "check TMPDIR and the space that is left",
    });
  }
}
