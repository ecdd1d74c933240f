import { join } from "node:path";
import type { PackageFile } from "../../domain/release/checks/check-packages.ts";
import {
  cargoWorkspaceVersion,
  type DeclaredVersion,
  declaredVersion,
  WELL_KNOWN_PACKAGES,
} from "../../domain/release/packages/declared-version.ts";
import { isUnpublished, workspaceMembers } from "../../domain/release/packages/workspace-members.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { Files } from "../../ports/files.ts";
import type { CheckOrder } from "./check-order.ts";
import { findMembers } from "./find-members.ts";

const MAX_PACKAGE_BYTES = 64 * 1024 * 1024;

/**
 * Step 4: the package manifests that the release manifest lists, with the members of each workspace among them; else the
 * well-known ones at the top of the checkout, alone, since members may have versions of their own.
 */
export async function readPackages({ checkout, manifest }: CheckOrder, files: Files): Promise<PackageFile[]> {
  if (checkout === undefined) return [];
  const { top } = checkout.facts;
  const listed = manifest?.release.packages;
  const isListed = listed !== undefined;
  const found: PackageFile[] = [];
  for (const path of listed ?? WELL_KNOWN_PACKAGES) {
    const bytes = await readBelow(top, path, files);
    if (bytes !== undefined) found.push({ path, declared: await declaredAt({ top, path, bytes }, files), isListed });
    else if (isListed) found.push({ path, declared: undefined, isListed });
    if (bytes === undefined || !isListed) continue;
    for (const member of await readMembers({ top, path, bytes }, files)) found.push(member);
  }
  return [...new Map(found.map((file) => [file.path, file])).values()];
}

interface ReadFile {
  readonly top: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

async function readMembers({ top, path, bytes }: ReadFile, files: Files): Promise<PackageFile[]> {
  const members = workspaceMembers(path, bytes);
  if (members === undefined) return [];
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  const found: PackageFile[] = [];
  for (const member of await findMembers(join(top, folder), members, files)) {
    const place = `${folder}${member}`;
    const content = await readBelow(top, place, files);
    if (content === undefined) found.push({ path: place, declared: undefined, isListed: true });
    else if (!isUnpublished(place, content)) {
      found.push({
        ...{ path: place, isListed: true },
        declared: await declaredAt({ top, path: place, bytes: content }, files),
      });
    }
  }
  return found;
}

async function declaredAt({ top, path, bytes }: ReadFile, files: Files): Promise<DeclaredVersion> {
  const declared = declaredVersion(path, bytes);
  if (declared.kind !== "inherited") return declared;
  for (const folder of foldersAbove(path)) {
    const workspace = `${folder}Cargo.toml`;
    const above = await readBelow(top, workspace, files);
    const version = above === undefined ? undefined : sharedVersion(above);
    if (version !== undefined) return { kind: "version", version, at: `workspace.package.version of ${workspace}` };
  }
  return declared;
}

/** A workspace file that cannot be read states no version, which the check then says. */
function sharedVersion(bytes: Uint8Array): string | undefined {
  return unlessRefused(() => cargoWorkspaceVersion(bytes), undefined);
}

/** The folders of a path from its own to the top, each empty or ending in a slash. */
function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, up) => {
    const folder = parts.slice(0, parts.length - up).join("/");
    return folder === "" ? "" : `${folder}/`;
  });
}

async function readBelow(top: string, path: string, files: Files): Promise<Uint8Array | undefined> {
  const place = join(top, path);
  const facts = await files.facts(place);
  return facts?.kind === "file" ? files.read(place, MAX_PACKAGE_BYTES) : undefined;
}
