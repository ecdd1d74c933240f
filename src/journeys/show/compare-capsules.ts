import { join } from "node:path";
import { readCapsule } from "../../domain/capsule/read-capsule.ts";
import { type CapsuleDiff, diffCapsules } from "../../domain/comparison/capsule-diff.ts";
import type { DiffFinding } from "../../domain/sbom/diff/diff-rules.ts";
import { sourceChunks } from "../../kernel/byte-source.ts";
import type { Files } from "../../ports/files.ts";

const CAPSULE_NAME = /\.capsule$/;

/**
 * The capsule that a path stands for: the file itself, or the only one in a folder, which then holds a release. Undefined
 * where it is neither.
 */
export async function capsuleAt(path: string, files: Files): Promise<string | undefined> {
  const kind = (await files.facts(path))?.kind;
  if (kind === "file") return CAPSULE_NAME.test(path) ? path : undefined;
  if (kind !== "directory") return undefined;
  const [only, ...more] = (await files.list(path)).filter((entry) => entry.kind === "file" && isNamed(entry.name));
  return only?.name === undefined || more.length > 0 ? undefined : join(path, only.name);
}

function isNamed(name: string | undefined): boolean {
  return name !== undefined && CAPSULE_NAME.test(name);
}

/** What changed from one capsule to the next, unverified. Faults: those of `readCapsule` and `diffCapsules`. */
export async function compareCapsules(
  before: string,
  after: string,
  files: Files,
): Promise<{ diff: CapsuleDiff; findings: DiffFinding[] }> {
  return diffCapsules(await readFileAt(before, files), await readFileAt(after, files));
}

async function readFileAt(path: string, files: Files) {
  const file = await files.open(path);
  try {
    return await readCapsule(sourceChunks(file));
  } finally {
    await file.close();
  }
}
