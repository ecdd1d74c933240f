import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

const RELEASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function isReleaseName(text: string): boolean {
  return RELEASE_NAME.test(text);
}

/** Refuses a name that cannot begin every file name of a release. Fault: `release-name-invalid`. */
export function requireReleaseName(name: string): void {
  if (isReleaseName(name)) return;
  throw new Fault("release-name-invalid", `${printable(name)} cannot name a release`, {
    hint: advice`give ${option("name")} with letters, digits, dots, dashes and underscores, at most 64, the first a letter or digit`,
  });
}

/** The last segment of the repository's address, else the folder's name. Not yet checked. */
export function defaultReleaseName(repository: string | null, folder: string): string {
  return repository?.split("/").at(-1) ?? folder;
}
