import { expandWords } from "../../journeys/seal/assets/expand-patterns.ts";
import { processEnv } from "../../world/env.ts";
import { systemFiles } from "../../world/files.ts";
import { temporaryFolders } from "../../world/temporary-folders.ts";
import type { ActionSurroundings } from "../surroundings.ts";
import { gettingPorts, publicReleases } from "./github.ts";
import { logPlace } from "./log.ts";
import { reading } from "./read.ts";
import { registryOf } from "./registry.ts";
import { examinePorts, sealPorts } from "./seal.ts";
import { verifyPorts } from "./verify.ts";

/** The composition of the actions: nothing that only other commands ask for is in their program. `log` takes lines of progress. */
export function actionSurroundings(folder: string, log: (line: string) => void): ActionSurroundings {
  return {
    ...reading(folder, log),
    expandWords: (words) => expandWords(words, folder, systemFiles),
    git: async () => (await import("../../world/git.ts")).systemGit(processEnv),
    ...{ examinePorts, sealPorts, verifyPorts, gettingPorts, publicReleases, logPlace },
    registryOf: (image, access) => registryOf(image, { access }),
    temporary: temporaryFolders,
  };
}
