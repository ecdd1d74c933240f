import { join, resolve } from "node:path";
import { LOCK_NAME } from "../../domain/memory/capsule-lock.ts";
import { CHANGES, type Change } from "../../domain/memory/compare-memory.ts";
import type { VerifyOrder } from "../../journeys/verify/verify-order.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { memoryOptions } from "../options/memory.ts";
import type { OptionValues, Reworded } from "../options/option-values.ts";
import type { Surroundings } from "../surroundings.ts";

export type MemoryValues = OptionValues<Reworded<typeof memoryOptions>>;

type Place = Pick<Surroundings, "folder" | "files" | "userMemory">;

/** The word that stands for the memory of the user. */
const OF_USER = "user";

/**
 * What is remembered, and how old it must be. Without `pin` that is what lies there already, and nothing is made anew: the capsule.lock
 * of the repository, and the user's own beside it, so that none that came with some folder takes its place. Fault: `usage`.
 */
export async function memoryOrder(
  values: MemoryValues,
  place: Place,
  now: Date,
): Promise<Pick<VerifyOrder, "memory" | "minAge">> {
  const paths = await memoryPaths(values, place);
  const accepted = values.lines("accept-change").map((word) => changeOf(word, values.spelling("accept-change")));
  const age = values.text("min-age");
  if (accepted.length > 0 && paths.length === 0) {
    throw new Fault("usage", `${values.spelling("accept-change")} means nothing where nothing is remembered`, {
      hint: `give ${values.spelling("pin")} ${LOCK_NAME}, or remove ${values.spelling("accept-change")}`,
    });
  }
  return {
    ...(paths.length === 0 ? {} : { memory: { paths, isNamed: values.isGiven("pin"), accepted, now } }),
    ...(age === undefined ? {} : { minAge: parseAge(age, values.spelling("min-age")) }),
  };
}

/** Absolute. */
export async function memoryPaths(
  values: Pick<OptionValues<Reworded<Pick<typeof memoryOptions, "pin">>>, "text" | "spelling">,
  { folder, files, userMemory }: Place,
): Promise<string[]> {
  const named = values.text("pin");
  if (named === undefined) {
    const own = userMemory !== undefined && (await files.facts(userMemory)) !== undefined ? [userMemory] : [];
    return [...(await lockAbove(folder, files)), ...own];
  }
  if (named !== OF_USER) return [resolve(folder, named)];
  if (userMemory !== undefined) return [userMemory];
  throw new Fault("usage", "this user has no home to keep a memory in", {
    hint: `give ${values.spelling("pin")} a file`,
  });
}

/** In the folder itself, else the nearest above it up to the top of its git repository; none beyond. */
async function lockAbove(folder: string, files: Place["files"]): Promise<string[]> {
  const isIn = async (at: string, name: string) => (await files.facts(join(at, name))) !== undefined;
  const own = (await isIn(folder, LOCK_NAME)) ? [join(folder, LOCK_NAME)] : [];
  let found = own;
  for (let at = folder; ; at = files.folderOf(at)) {
    if (found.length === 0 && (await isIn(at, LOCK_NAME))) found = [join(at, LOCK_NAME)];
    if (await isIn(at, ".git")) return found;
    if (files.folderOf(at) === at) return own;
  }
}

function changeOf(word: string, spelling: string): Change {
  const change = CHANGES.find((one) => one === word);
  if (change !== undefined) return change;
  throw new Fault("usage", `${spelling} is ${printable(word)}`, {
    hint: `use ${CHANGES.slice(0, -1).join(", ")} or ${CHANGES.at(-1)}`,
  });
}

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 7 * 86_400 };

function parseAge(text: string, spelling: string): number {
  const [, count, unit = ""] = /^(\d{1,4})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (SECONDS[unit] ?? 0);
  throw new Fault("usage", `${spelling} is ${printable(text)}, and that is not an age`, {
    hint: "write it as 3d, 12h, 90m or 2w",
  });
}
