import { basename, resolve } from "node:path";
import { Fault } from "../../kernel/fault.ts";
import type { Surroundings } from "../surroundings.ts";

type Place = Pick<Surroundings, "files" | "folder">;

/** A file that is written beside what a command prints. */
export interface WrittenFile {
  /** As it was given. */
  readonly path: string;
  /** How the option is called that names it. */
  readonly spelling: string;
  /** As the message says it. */
  readonly what: string;
  /** Whether a file is one that was written by us before, and may be written again. */
  readonly isOwn: (path: string, files: Place["files"]) => Promise<boolean>;
  /** For the name that is proposed. */
  readonly ending: string;
}

/**
 * Refuses a place where anything else lies: it could be an input, also one that nobody named, under a link or in other letters
 * (X16). What was written there before is replaced, unless it is an input itself. Fault: `usage`.
 */
export async function requireOwnPlace(
  { path, spelling, what, isOwn, ending }: WrittenFile,
  inputs: readonly string[],
  { files, folder }: Place,
): Promise<void> {
  const target = resolve(folder, path);
  const isInput = inputs.some((input) => resolve(folder, input) === target);
  if (!isInput && ((await files.facts(target)) === undefined || (await isOwn(target, files)))) return;
  throw new Fault("usage", `${spelling} names a file that is there and is not a ${what}`, {
    hint: `name another file, for example ${basename(path)}.${ending}`,
  });
}
