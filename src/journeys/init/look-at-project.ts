import { workspaceMembers } from "../../domain/release/packages/workspace-members.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import { findMembers } from "../check/find-members.ts";

/** A larger file of configuration says nothing that is looked for. */
const MAX_BYTES = 1 << 20;
/** Folders below the top whose files say something. */
const FOLDERS = [".github", ".github/workflows", ".changeset", "release", "docs", "src", "cmd"];
/** Lockfiles are only there; what is in them does not matter here. */
const NOT_READ = /(?:\.lock|-lock\.(?:json|yaml)|\.sum)$/;
const READ = /\.(?:json|toml|ya?ml|mod|go|md)$|^(?:Makefile|\.gitignore)$/;

export interface LookedAt {
  /** By path from the top, with `/`. */
  readonly files: ReadonlyMap<string, string>;
  /** Package manifests of the members of a workspace; among the files, too. */
  readonly members: readonly string[];
}

/** Reads what tells how a project is built and released: names at the top and in a few folders, and small texts. Nothing is run. */
export async function lookAtProject(top: string, files: Files): Promise<LookedAt> {
  const found = new Map<string, string>();
  await list(top, "", { found, files });
  for (const folder of FOLDERS) await list(top, `${folder}/`, { found, files });
  for (const { name, kind } of await listed(files.join(top, "cmd"), files)) {
    if (kind === "directory" && name !== undefined) await list(top, `cmd/${name}/`, { found, files });
  }
  const members = await findWorkspace(top, { found, files });
  for (const path of members) if (!found.has(path)) await take(top, path, { found, files });
  return { files: found, members: members.filter((path) => found.has(path)) };
}

interface Looking {
  readonly found: Map<string, string>;
  readonly files: Files;
}

async function list(top: string, folder: string, looking: Looking): Promise<void> {
  for (const { name, kind } of await listed(at(top, folder, looking.files), looking.files)) {
    if (kind === "file" && name !== undefined) await take(top, folder + name, looking);
  }
}

async function take(top: string, path: string, { found, files }: Looking): Promise<void> {
  const place = at(top, path, files);
  const facts = await files.facts(place);
  if (facts?.kind !== "file") return;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const isRead = READ.test(name) && !NOT_READ.test(name) && facts.size <= MAX_BYTES;
  const bytes = isRead ? await files.read(place, MAX_BYTES) : new Uint8Array();
  found.set(
    path,
    unlessRefused(() => decodeUtf8(bytes), ""),
  );
}

/** The members of the workspace at the top, if there is one. */
async function findWorkspace(top: string, { found, files }: Looking): Promise<string[]> {
  for (const root of ["package.json", "Cargo.toml"]) {
    const members = workspaceMembers(root, encodeUtf8(found.get(root) ?? ""));
    if (members !== undefined) return (await findMembers(top, members, files)).filter((path) => path !== root);
  }
  return [];
}

async function listed(folder: string, files: Files) {
  return (await files.facts(folder))?.kind === "directory" ? files.list(folder) : [];
}

function at(top: string, path: string, files: Files): string {
  return path
    .split("/")
    .filter((part) => part !== "")
    .reduce((folder, part) => files.join(folder, part), top);
}
