import { join } from "node:path";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";
import { temporaryFolders } from "../../../world/files/temporary-folders.ts";
import type { Surroundings } from "../../surroundings.ts";
import { cacheFolder, reading } from "./read.ts";

/** What scans, and fetches the database for it. */
export function scanPorts(log: Parameters<typeof reading>[1]): Surroundings["scanPorts"] {
  return async ({ from, quiet }) => {
    const [{ advisoryArchives, OSV_BUCKET }, { createHttp }] = await Promise.all([
      import("../../../services/osv/advisory-archives.ts"),
      import("../../../world/http/http.ts"),
    ]);
    const http = createHttp(processEnv);
    return {
      files: systemFiles,
      temporaryFolders,
      clock: systemClock,
      archives: advisoryArchives(from ?? OSV_BUCKET, { http, clock: systemClock, files: systemFiles }),
      progress: reading("", log).progress(quiet),
      index: join(cacheFolder(), "osv.index"),
    };
  };
}
