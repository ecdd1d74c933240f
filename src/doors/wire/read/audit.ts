import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { temporaryFolders } from "../../../world/files/temporary-folders.ts";
import type { Surroundings } from "../../surroundings.ts";
import { gitHubReading, publicReleases } from "../hosts/github.ts";
import { verifyPorts } from "../verify/verify.ts";

/** What reads a release as everybody may: GitHub with a token or without, and registries without any. */
export const auditPorts: Surroundings["auditPorts"] = async ({ token, repository, ...settings }) => {
  const [{ gitHubPublicRuns }, { npmRegistry }, { pypiRegistry }, { cratesRegistry }, { createHttp }] =
    await Promise.all([
      import("../../../services/github/public-runs.ts"),
      import("../../../services/npm/npm-registry.ts"),
      import("../../../services/pypi/pypi-registry.ts"),
      import("../../../services/crates/crates-registry.ts"),
      import("../../../world/http/http.ts"),
    ]);
  const ports = { http: createHttp(processEnv), clock: systemClock };
  const [releasesOf, reading] = await Promise.all([publicReleases({ token }), gitHubReading(token)]);
  return {
    ...(await verifyPorts(settings)),
    releases: releasesOf(repository),
    runs: gitHubPublicRuns(reading(repository)),
    registries: [npmRegistry(ports), pypiRegistry(ports), cratesRegistry(ports)],
    temporary: temporaryFolders,
  };
};
