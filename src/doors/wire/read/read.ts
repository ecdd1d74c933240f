import { join } from "node:path";
import { nodeCryptography } from "../../../crypto/node.ts";
import { LOCK_NAME } from "../../../domain/memory/capsule-lock.ts";
import { Fault } from "../../../kernel/fault.ts";
import { homeFolder, processEnv } from "../../../world/env.ts";
import { systemFiles } from "../../../world/files/files.ts";
import { standardInput } from "../../../world/terminal/standard-input.ts";
import { plainProgress, quietProgress, terminalProgress } from "../../../world/terminal/terminal.ts";
import type { Surroundings } from "../../surroundings.ts";

export { workingFolder } from "../../../world/env.ts";
export { keepMemoryLean } from "../../../world/lean-memory.ts";
export { notationFolder } from "../../../world/notation-folder.ts";
export { tolerateClosedPipes } from "../../../world/terminal/terminal.ts";

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
  const base = userFolder("XDG_DATA_HOME", ".local", "share");
  return base === undefined ? undefined : join(base, "release-capsule", name);
}

/** Where programs keep what they can fetch again. Fault: `configuration-invalid` for a user without a home. */
export function cacheFolder(): string {
  const base = userFolder("XDG_CACHE_HOME", ".cache");
  if (base !== undefined) return join(base, "release-capsule");
  throw new Fault("configuration-invalid", "this user has no home folder to keep in what was fetched", {
    hint: "set HOME or XDG_CACHE_HOME",
  });
}

/** By the XDG base directories, on Windows the local application data. */
function userFolder(variable: string, ...below: readonly string[]): string | undefined {
  const home = homeFolder();
  return processEnv(variable) ?? processEnv("LOCALAPPDATA") ?? (home && join(home, ...below));
}
