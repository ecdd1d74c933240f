import { join } from "node:path";
import picomatch from "picomatch";
import type { WorkspaceMembers } from "../../domain/release/packages/workspace-members.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import type { Files } from "../../ports/files.ts";

/** Folders below one pattern; whoever nests deeper lists the folder itself. */
const MAX_DEPTH = 8;
/** What package managers put there is none of the project's. */
const FOREIGN: ReadonlySet<string> = new Set(["node_modules", "target", ".git"]);

/**
 * Paths of the package manifests of a workspace's members, relative to the folder of the workspace, in order. A member that
 * is listed by its plain name is returned although it is missing; patterns give what there is. Nothing outside is looked at.
 */
export async function findMembers(folder: string, members: WorkspaceMembers, files: Files): Promise<string[]> {
  const isExcluded = members.exclude.map((pattern) => picomatch(pattern));
  const found = new Set<string>();
  for (const pattern of members.include.filter(isInside)) {
    const { isGlob } = picomatch.scan(pattern);
    const places = isGlob ? await matching(folder, pattern, { file: members.file, files }) : [pattern];
    for (const place of places) if (!isExcluded.some((excludes) => excludes(place))) found.add(place);
  }
  return [...found].sort(compareUtf8).map((place) => `${place}/${members.file}`);
}

function isInside(pattern: string): boolean {
  return pattern !== "" && pattern !== "." && !pattern.startsWith("/") && !pattern.split("/").includes("..");
}

/** Folders that match and hold a package manifest. */
async function matching(
  folder: string,
  pattern: string,
  { file, files }: { readonly file: string; readonly files: Files },
): Promise<string[]> {
  const [matches, found] = [picomatch(pattern), [] as string[]];
  const visit = async (place: string, depth: number): Promise<void> => {
    for (const { name, kind } of await files.list(join(folder, place))) {
      if (kind !== "directory" || name === undefined || FOREIGN.has(name)) continue;
      const inner = place === "" ? name : `${place}/${name}`;
      const isMember = matches(inner) && (await files.facts(join(folder, inner, file)))?.kind === "file";
      if (isMember) found.push(inner);
      if (depth < MAX_DEPTH) await visit(inner, depth + 1);
    }
  };
  await visit("", 1);
  return found;
}
