import nodePath from "node:path";
import picomatch from "picomatch";
import { foldName } from "../../../domain/asset/collisions.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import { filesBelow, walk } from "./files-below.ts";
import { planPattern } from "./plan-pattern.ts";

/**
 * The absolute paths of the files that are meant, each once. A path that exists is taken literally, whatever characters it
 * holds (N23); a folder stands for the files below it, as the pattern `folder/**` does; `!pattern` takes away from all
 * others, by name alone if it has no slash; anything else is a pattern. Neither folder nor pattern takes a hidden file,
 * or what is in a hidden folder: those are taken by a name or a pattern that has the dot. Faults: `file-missing`,
 * `assets-none`, `asset-name-invalid`.
 */
export async function expandPatterns(given: readonly string[], folder: string, files: Files): Promise<string[]> {
  const found = new Set<string>();
  const excludes: ((path: string) => boolean)[] = [];
  for (const pattern of given) {
    const isThere = (await files.facts(nodePath.resolve(folder, pattern))) !== undefined;
    if (pattern.startsWith("!") && !isThere) excludes.push(exclusion(pattern.slice(1), folder));
    else for (const path of await expand(pattern, folder, files)) found.add(path);
  }
  return [...found].filter((path) => !excludes.some((isExcluded) => isExcluded(path)));
}

/**
 * The same words with each pattern instead of what it matches, as a shell would do; one that matches nothing stays, so
 * that its reader says that there is no such file. Shells of Windows and inputs of workflows expand nothing.
 */
export async function expandWords(words: readonly string[], folder: string, files: Files): Promise<string[]> {
  const expanded: string[] = [];
  const excludes: ((path: string) => boolean)[] = [];
  for (const word of words) {
    const isThere = (await files.facts(nodePath.resolve(folder, word))) !== undefined;
    if (word.startsWith("!") && !isThere) excludes.push(exclusion(word.slice(1), folder));
    else for (const one of (isThere ? undefined : await matching(word, folder, files)) ?? [word]) expanded.push(one);
  }
  const kept = expanded.filter((word) => !excludes.some((isExcluded) => isExcluded(nodePath.resolve(folder, word))));
  return [...new Set(kept)];
}

/** Undefined for what is not a pattern, or matches nothing. */
async function matching(pattern: string, folder: string, files: Files): Promise<string[] | undefined> {
  const plan = planPattern(pattern, folder, nodePath);
  if (plan === undefined || (await files.facts(plan.base))?.kind !== "directory") return undefined;
  const matches = picomatch(plan.glob);
  const found = (await walk(plan.base, files, { deep: plan.deep, hidden: true })).filter((path) => matches(path));
  return found.length === 0 ? undefined : found.map((path) => nodePath.join(plan.base, path));
}

async function expand(pattern: string, folder: string, files: Files): Promise<string[]> {
  const literal = nodePath.resolve(folder, pattern);
  const facts = await files.facts(literal);
  if (facts?.kind === "directory") {
    const below = await filesBelow(literal, files);
    if (below.length === 0) throw empty(pattern);
    return below;
  }
  if (facts?.kind === "file") return [await asOnDisk(literal, files)];
  if (facts !== undefined) return [literal];
  if (planPattern(pattern, folder, nodePath) === undefined) throw missing(pattern);
  const found = await matching(pattern, folder, files);
  if (found === undefined) throw matchesNothing(pattern);
  return found;
}

/** The path with the name that the file has: if case does not count, `tool.zip` opens `Tool.zip`, and is not its name. */
async function asOnDisk(path: string, files: Files): Promise<string> {
  const name = nodePath.basename(await files.realPath(path));
  return foldName(name) === foldName(nodePath.basename(path)) ? nodePath.join(nodePath.dirname(path), name) : path;
}

/** Whether a path is excluded: by its name where the pattern has no slash, else by where it lies; a folder with all in it. */
function exclusion(pattern: string, folder: string): (path: string) => boolean {
  const unified = nodePath.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern;
  if (!unified.includes("/")) {
    const matches = picomatch(unified, { dot: true });
    return (path) => nodePath.basename(path) === pattern || matches(nodePath.basename(path));
  }
  const plan = planPattern(pattern, folder, nodePath);
  if (plan === undefined) {
    const place = nodePath.resolve(folder, pattern);
    return (path) => path === place || path.startsWith(place + nodePath.sep);
  }
  const matches = picomatch(plan.glob, { dot: true });
  return (path) => matches(nodePath.relative(plan.base, path).replaceAll(nodePath.sep, "/"));
}

function missing(pattern: string): Fault {
  return new Fault("file-missing", `there is no file ${printable(pattern)}`, {
    hint: "check the path, and that the build ran before sealing",
  });
}

function matchesNothing(pattern: string): Fault {
  return new Fault("assets-none", `the pattern ${printable(pattern)} matches no file`, {
    hint: "check the path, and that the build ran before sealing; hidden files need the dot in the pattern",
  });
}

function empty(folder: string): Fault {
  return new Fault("assets-none", `the folder ${printable(folder)} holds no file`, {
    hint: "check the path, and that the build ran before sealing; hidden files are taken by name only",
  });
}
