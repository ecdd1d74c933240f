import type { DocumentFormat } from "./catalogue.ts";
import { cargoLock } from "./formats/cargo-lock.ts";
import { npmPackageLock } from "./formats/npm-package-lock.ts";

/** Every lockfile and manifest that is read, in the order in which they are asked. */
export const LOCKFILES: readonly DocumentFormat[] = [cargoLock, npmPackageLock];

const COMPANIONS = new Set(LOCKFILES.flatMap((format) => format.companions));

/** True for a path that a format reads, or that one asks for beside its own. */
export function isDocument(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("!")) + 1);
  return COMPANIONS.has(name) || LOCKFILES.some((format) => format.recognises(path));
}
