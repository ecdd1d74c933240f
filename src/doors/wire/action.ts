import { expandWords } from "../../journeys/seal/assets/expand-patterns.ts";
import { processEnv } from "../../world/env.ts";
import { systemFiles } from "../../world/files/files.ts";
import { temporaryFolders } from "../../world/files/temporary-folders.ts";
import type { ActionSurroundings } from "../surroundings.ts";
import { gettingPorts, publicReleases } from "./hosts/github.ts";
import { registryOf } from "./hosts/registry.ts";
import { logPlace } from "./read/log.ts";
import { reading } from "./read/read.ts";
import { examinePorts, sealPorts } from "./sign/seal.ts";
import { verifyPorts } from "./verify/verify.ts";

/** The composition of the actions: nothing that only other commands ask for is in their program. `log` takes lines of progress. */
export function actionSurroundings(folder: string, log: (line: string) => void): ActionSurroundings {
  return {
    ...reading(folder, log),
    expandWords: (words) => expandWords(words, folder, systemFiles),
    git: async () => (await import("../../world/git/git.ts")).systemGit(processEnv),
    ...{ examinePorts, sealPorts, verifyPorts, gettingPorts, publicReleases, logPlace },
    registryOf: (image, access) => registryOf(image, { access }),
    temporary: temporaryFolders,
  };
}
