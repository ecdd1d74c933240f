import { nodeCryptography } from "../crypto/node.ts";
import { expandWords } from "../journeys/seal/assets/expand-patterns.ts";
import type { ExaminePorts, SealPorts } from "../journeys/seal/order/seal-order.ts";
import { systemClock } from "../world/clock.ts";
import { processEnv } from "../world/env.ts";
import { systemFiles } from "../world/files.ts";
import { temporaryFolders } from "../world/temporary-folders.ts";
import type { ExamineSettings, SealSettings, Surroundings } from "./surroundings.ts";
import { auditPorts } from "./wire/audit.ts";
import {
  gettingPorts,
  gitHubPorts,
  publicReleases,
  publishingOn,
  releaseHosts,
  repositorySettings,
  storageRecords,
} from "./wire/github.ts";
import { kitMakingPorts, kitPorts } from "./wire/kit.ts";
import { headSigning, headWitnesses, logPlace, makeLogKey } from "./wire/log.ts";
import { notarySigner } from "./wire/notary-signer.ts";
import { reading } from "./wire/read.ts";
import { registryOf } from "./wire/registry.ts";
import { scanPorts } from "./wire/scan.ts";
import { bundleSigner, signing } from "./wire/sign.ts";
import { rootsPorts, verifyPorts } from "./wire/verify.ts";
import { watchPorts } from "./wire/watch.ts";

export { keepMemoryLean, tolerateClosedPipes } from "./wire/read.ts";

/**
 * The composition of the program: this file and the folder beside it alone know which implementation stands behind each
 * port. What signs is loaded when something is signed. `log` is where progress goes: a stream, or what takes lines.
 */
export function surroundings(folder: string, log: NodeJS.WriteStream | ((line: string) => void)): Surroundings {
  const git = async () => (await import("../world/git.ts")).systemGit(processEnv);
  const expand = (words: readonly string[]) => expandWords(words, folder, systemFiles);
  return {
    ...reading(folder, log),
    expandWords: expand,
    git,
    examinePorts,
    sealPorts,
    bundleSigner,
    gettingPorts,
    publicReleases,
    publishingOn,
    repositorySettings,
    confirm: async (question) => (await import("../world/ask-yes.ts")).askYes(question),
    rootsPorts,
    verifyPorts,
    auditPorts,
    watchPorts,
    vouchPorts: async (settings) => {
      const [ports, { signer, trust }] = await Promise.all([verifyPorts(settings), signing(settings)]);
      return { ...ports, signer, signerTrust: trust };
    },
    kitPorts,
    kitMakingPorts,
    logPlace,
    headSigning,
    makeLogKey,
    headWitnesses,
    storageRecords,
    registryOf: (image, access) => registryOf(image, { access }),
    temporary: temporaryFolders,
    notarySigner,
    scanPorts: scanPorts(log),
  };
}

async function examinePorts(settings: ExamineSettings): Promise<ExaminePorts> {
  const [{ systemGit }, { gitHubBuildRun }, { pipelineBuildRun }] = await Promise.all([
    import("../world/git.ts"),
    import("../services/github/build-run.ts"),
    import("../services/ci/build-run.ts"),
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

async function sealPorts(settings: SealSettings): Promise<SealPorts> {
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
