import { basename, resolve } from "node:path";
import { Fault } from "../kernel/fault.ts";
import type { Surroundings } from "./surroundings.ts";
import type { VerifyValues } from "./verify-request.ts";

type Place = Pick<Surroundings, "files" | "folder">;

/** A file that a verification writes beside what it prints. */
export interface WrittenFile {
  readonly option: "vsa" | "report";
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
  { option, what, isOwn, ending }: WrittenFile,
  { values, inputs }: { readonly values: VerifyValues; readonly inputs: readonly string[] },
  { files, folder }: Place,
): Promise<void> {
  const path = values.text(option);
  if (path === undefined) return;
  const target = resolve(folder, path);
  const others = (["policy", "trusted-root", "pin", "published", "previous", "vsa", "report"] as const).filter(
    (one) => one !== option,
  );
  const named = others.flatMap((name) => values.text(name) ?? []);
  const isInput = [...inputs, ...named].some((input) => resolve(folder, input) === target);
  if (!isInput && ((await files.facts(target)) === undefined || (await isOwn(target, files)))) return;
  throw new Fault("usage", `${values.spelling(option)} names a file that is there and is not a ${what}`, {
    hint: `name another file, for example ${basename(path)}.${ending}`,
  });
}
