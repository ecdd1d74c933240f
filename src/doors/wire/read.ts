import { homedir } from "node:os";
import { join } from "node:path";
import { nodeCryptography } from "../../crypto/node.ts";
import { processEnv } from "../../world/env.ts";
import { systemFiles } from "../../world/files.ts";
import { standardInput } from "../../world/standard-input.ts";
import { plainProgress, quietProgress, terminalProgress } from "../../world/terminal.ts";
import type { Surroundings } from "../surroundings.ts";

export { keepMemoryLean } from "../../world/lean-memory.ts";
export { tolerateClosedPipes } from "../../world/terminal.ts";

/** What reads and nothing else. `log` is where progress goes: a stream, or what takes lines. */
export function reading(
  folder: string,
  log: NodeJS.WriteStream | ((line: string) => void),
): Pick<Surroundings, "folder" | "env" | "files" | "crypto" | "standardInput" | "progress"> {
  const writeLine = typeof log === "function" ? log : (line: string) => log.write(`${line}\n`);
  return {
    folder,
    env: processEnv,
    files: systemFiles,
    crypto: nodeCryptography,
    standardInput: standardInput(() => process.stdin),
    progress: (quiet) => {
      if (quiet) return quietProgress(writeLine);
      return typeof log === "function" ? plainProgress(log) : terminalProgress(log);
    },
  };
}

/** Where programs keep what they can fetch again: the XDG base directory, on Windows the local application data. */
export function cacheFolder(): string {
  const base = processEnv("XDG_CACHE_HOME") ?? processEnv("LOCALAPPDATA") ?? join(homedir(), ".cache");
  return join(base, "release-capsule");
}
