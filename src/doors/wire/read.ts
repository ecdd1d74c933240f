import { homedir } from "node:os";
import { join } from "node:path";
import { nodeCryptography } from "../../crypto/node.ts";
import { LOCK_NAME } from "../../domain/memory/capsule-lock.ts";
import { processEnv } from "../../world/env.ts";
import { systemFiles } from "../../world/files.ts";
import { standardInput } from "../../world/standard-input.ts";
import { plainProgress, quietProgress, terminalProgress } from "../../world/terminal.ts";
import type { Surroundings } from "../surroundings.ts";

export { workingFolder } from "../../world/env.ts";
export { keepMemoryLean } from "../../world/lean-memory.ts";
export { tolerateClosedPipes } from "../../world/terminal.ts";

/** What reads and nothing else. `log` is where progress goes: a stream, or what takes lines. */
export function reading(
  folder: string,
  log: NodeJS.WriteStream | ((line: string) => void),
): Pick<Surroundings, "folder" | "env" | "files" | "crypto" | "userMemory" | "standardInput" | "progress"> {
  const writeLine = typeof log === "function" ? log : (line: string) => log.write(`${line}\n`);
  return {
    folder,
    env: processEnv,
    files: systemFiles,
    crypto: nodeCryptography,
    userMemory: userFile(LOCK_NAME),
    standardInput: standardInput(() => process.stdin),
    progress: (quiet) => {
      if (quiet) return quietProgress(writeLine);
      return typeof log === "function" ? plainProgress(log) : terminalProgress(log);
    },
  };
}

/** Where data of the user lies that cannot be fetched again; undefined for a user without a home. */
export function userFile(name: string): string | undefined {
  const [base = homeOrNone(".local", "share")] = ["XDG_DATA_HOME", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = processEnv(variable) ?? "";
    return folder === "" ? [] : [folder];
  });
  return base === undefined ? undefined : join(base, "release-capsule", name);
}

/** Containers run as users that no system knows. */
function homeOrNone(...below: readonly string[]): string | undefined {
  try {
    return join(homedir(), ...below);
  } catch {
    return undefined;
  }
}

/** Where programs keep what they can fetch again: the XDG base directory, on Windows the local application data. */
export function cacheFolder(): string {
  const base = processEnv("XDG_CACHE_HOME") ?? processEnv("LOCALAPPDATA") ?? join(homedir(), ".cache");
  return join(base, "release-capsule");
}
