import { readSourceJson } from "../../../kernel/documents/source-json.ts";
import { readSourceToml } from "../../../kernel/documents/source-toml.ts";
import { objectAt } from "../../../kernel/documents/source-tree.ts";
import type { JsonObject, JsonValue } from "../../../kernel/json.ts";
import { isJsonObject } from "../../../kernel/json-object.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";

/** The folders of a workspace's members, as the file at its root lists them. */
export interface WorkspaceMembers {
  /** Patterns of folders, relative to the workspace, with `/`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Name of the package manifest in each of them. */
  readonly file: string;
}

/**
 * The members of a Cargo or npm workspace, or undefined if a file is not a root of one or cannot be read, which the check of
 * its version says. https://doc.rust-lang.org/cargo/reference/workspaces.html, https://docs.npmjs.com/cli/using-npm/workspaces
 */
export function workspaceMembers(path: string, bytes: Uint8Array): WorkspaceMembers | undefined {
  const file = path.split("/").at(-1) ?? path;
  return unlessRefused(() => {
    if (file === "Cargo.toml") return cargo(readSourceToml(bytes), file);
    return file === "package.json" ? npm(readSourceJson(bytes), file) : undefined;
  }, undefined);
}

/** Whether a member is never published, so that its version means nothing. */
export function isUnpublished(path: string, bytes: Uint8Array): boolean {
  return unlessRefused(() => {
    if (path.endsWith("Cargo.toml")) return objectAt(readSourceToml(bytes), "package")["publish"] === false;
    return readSourceJson(bytes)["private"] === true;
  }, false);
}

function cargo(manifest: JsonObject, file: string): WorkspaceMembers | undefined {
  const workspace = objectAt(manifest, "workspace");
  const include = texts(workspace["members"]);
  return include.length === 0 ? undefined : { include, exclude: texts(workspace["exclude"]), file };
}

function npm(manifest: JsonObject, file: string): WorkspaceMembers | undefined {
  const listed = manifest["workspaces"];
  const all = texts(isJsonObject(listed) ? listed["packages"] : listed);
  const include = all.filter((pattern) => !pattern.startsWith("!"));
  const exclude = all.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  return include.length === 0 ? undefined : { include, exclude, file };
}

function texts(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((one) => typeof one === "string")
    .map((one) => one.replace(/^\.\//, "").replace(/(?<!\/)\/+$/, ""));
}
