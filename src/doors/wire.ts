import { expandWords } from "../journeys/seal/assets/expand-patterns.ts";
import { processEnv } from "../world/env.ts";
import { systemFiles } from "../world/files/files.ts";
import { temporaryFolders } from "../world/files/temporary-folders.ts";
import type { Surroundings } from "./surroundings.ts";
import { gettingPorts, publicReleases, publishingOn, repositorySettings, storageRecords } from "./wire/hosts/github.ts";
import { registryOf } from "./wire/hosts/registry.ts";
import { kitMakingPorts, kitPorts } from "./wire/kit.ts";
import { auditPorts } from "./wire/read/audit.ts";
import { headSigning, headWitnesses, logPlace, makeLogKey } from "./wire/read/log.ts";
import { reading } from "./wire/read/read.ts";
import { scanPorts } from "./wire/read/scan.ts";
import { notarySigner } from "./wire/sign/notary-signer.ts";
import { examinePorts, sealPorts } from "./wire/sign/seal.ts";
import { bundleSigner, signing } from "./wire/sign/sign.ts";
import { rootsPorts, verifyPorts } from "./wire/verify/verify.ts";
import { watchPorts } from "./wire/watch.ts";

/**
 * The composition of the program: this file and the folder beside it alone know which implementation stands behind each
 * port. What signs is loaded when something is signed. `log` is where progress goes: a stream, or what takes lines.
 */
export function surroundings(folder: string, log: NodeJS.WriteStream | ((line: string) => void)): Surroundings {
  const git = async () => (await import("../world/git/git.ts")).systemGit(processEnv);
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
    confirm: async (question) => (await import("../world/terminal/ask-yes.ts")).askYes(question),
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
