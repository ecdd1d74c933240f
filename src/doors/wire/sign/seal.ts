import { nodeCryptography } from "../../../crypto/node.ts";
import type { ExaminePorts, SealPorts } from "../../../journeys/seal/order/seal-order.ts";
import { systemClock } from "../../../world/clock.ts";
import { processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";
import { temporaryFolders } from "../../../world/files/temporary-folders.ts";
import type { ExamineSettings, SealSettings } from "../../surroundings.ts";
import { gitHubPorts, releaseHosts, storageRecords } from "../hosts/github.ts";
import { registryOf } from "../hosts/registry.ts";
import { notarySigner } from "./notary-signer.ts";
import { signing } from "./sign.ts";

/** What looks at a release that is to be sealed. */
export async function examinePorts(settings: ExamineSettings): Promise<ExaminePorts> {
  const [{ systemGit }, { gitHubBuildRun }, { pipelineBuildRun }] = await Promise.all([
    import("../../../world/git/git.ts"),
    import("../../../services/github/build-run.ts"),
    import("../../../services/ci/build-run.ts"),
  ]);
  return {
    files: systemFiles,
    git: systemGit(processEnv),
    env: processEnv,
    clock: systemClock,
    buildRun: async () => (await gitHubBuildRun(processEnv)()) ?? (await pipelineBuildRun(processEnv)()),
    ...(await gitHubPorts(settings)),
    registry: (image) => registryOf(image, { access: "push", gitHubToken: settings.token }),
    progress: settings.progress,
  };
}

/** What seals it. */
export async function sealPorts(settings: SealSettings): Promise<SealPorts> {
  return {
    ...(await examinePorts(settings)),
    crypto: nodeCryptography,
    temporary: temporaryFolders,
    ...(await signing(settings)),
    ...(settings.notary === undefined ? {} : { notary: await notarySigner(settings.notary) }),
    hosts: await releaseHosts(settings),
    // Who wants nothing kept beside the release wants no record either.
    ...(settings.gitHub?.attestations === "off" ? {} : { storageRecords: await storageRecords(settings) }),
  };
}
