import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Fault } from "../kernel/fault.ts";
import type { TemporaryFolders } from "../ports/temporary-folders.ts";
import { atEnd } from "./at-end.ts";
import { errnoOf } from "./errno.ts";

/** Folders below the system's temporary one (D13): only this user may enter, and no signal but SIGKILL leaves one behind. */
export const temporaryFolders: TemporaryFolders = {
  async make() {
    const folder = await mkdtemp(join(tmpdir(), "release-capsule-")).catch((cause) => {
      throw new Fault("file-unwritable", `no temporary folder could be made (${errnoOf(cause)})`, {
        hint: "check TMPDIR and the space that is left",
      });
    });
    atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
    return folder;
  },
};
