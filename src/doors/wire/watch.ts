import { join } from "node:path";
import { systemClock } from "../../world/clock.ts";
import type { Surroundings } from "../surroundings.ts";
import { gitHubReading } from "./hosts/github.ts";
import { auditPorts } from "./read/audit.ts";
import { cacheFolder } from "./read/read.ts";
import { signing } from "./sign/sign.ts";

/** What audits, scans and signs, and keeps issues with the one token of all. */
export const watchPorts: Surroundings["watchPorts"] = async ({ signing: asked, ...settings }) => {
  const [{ gitHubWatchedRepository }, reading, ports] = await Promise.all([
    import("../../services/github/watched-repository.ts"),
    gitHubReading(settings.token),
    auditPorts(settings),
  ]);
  return {
    ...ports,
    watched: gitHubWatchedRepository(reading(settings.repository)),
    clock: systemClock,
    signing: asked === undefined ? undefined : await signing(asked),
    index: join(cacheFolder(), "osv.index"),
  };
};
