import type { DocumentFormat } from "./catalogue.ts";
import { cargoLock } from "./formats/cargo-lock.ts";
import { npmPackageLock } from "./formats/npm-package-lock.ts";

/** Every lockfile and manifest that is read, in the order in which they are asked. */
export const LOCKFILES: readonly DocumentFormat[] = [cargoLock, npmPackageLock];
