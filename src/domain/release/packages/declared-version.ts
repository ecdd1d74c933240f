import { readSourceJson } from "../../../kernel/documents/source-json.ts";
import { sourceText } from "../../../kernel/documents/source-text.ts";
import { readSourceToml } from "../../../kernel/documents/source-toml.ts";
import { objectAt, textAt } from "../../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../../kernel/documents/source-yaml.ts";
import { Fault } from "../../../kernel/fault.ts";
import { isRefusal } from "../../../kernel/is-refusal.ts";
import type { JsonObject } from "../../../kernel/json.ts";

/** What a package manifest says of its version. */
export type DeclaredVersion =
  | { readonly kind: "version"; readonly version: string; readonly at: string }
  /** The version stands in the workspace's manifest in a folder above (Cargo). */
  | { readonly kind: "inherited"; readonly at: string }
  /** The file leaves the version to the tag. */
  | { readonly kind: "none"; readonly reason: string }
  /** A Go module: its path, which holds the major version from 2 on. */
  | { readonly kind: "go-module"; readonly module: string }
  /** Only a program could tell; none is run. */
  | { readonly kind: "unknown"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Package manifests that are looked at if a release manifest lists none. */
export const WELL_KNOWN_PACKAGES = ["package.json", "Cargo.toml", "pyproject.toml", "go.mod", "composer.json"] as const;

/**
 * The version that a file declares, read by what its name says it is: `Cargo.toml`, `pyproject.toml`, `go.mod`, `*.gemspec`,
 * `VERSION` or `version.txt`, else the field `version` at the top of a JSON, TOML or YAML file. Never throws for content.
 */
export function declaredVersion(path: string, bytes: Uint8Array): DeclaredVersion {
  const name = path.split("/").at(-1) ?? path;
  try {
    return readerFor(name)(bytes);
  } catch (error) {
    if (!(error instanceof Fault) || !isRefusal(error)) throw error;
    return { kind: "unreadable", reason: error.message };
  }
}

type Reader = (bytes: Uint8Array) => DeclaredVersion;

function readerFor(name: string): Reader {
  if (name === "Cargo.toml") return cargo;
  if (name === "pyproject.toml") return python;
  if (name === "go.mod") return goModule;
  if (name === "composer.json") return (bytes) => topField(readSourceJson(bytes), COMPOSER_NONE);
  if (name.endsWith(".gemspec")) return gemspec;
  if (/^version(\.txt)?$/i.test(name)) return plain;
  if (name.endsWith(".json")) return (bytes) => topField(readSourceJson(bytes));
  if (name.endsWith(".toml")) return (bytes) => topField(readSourceToml(bytes));
  if (/\.ya?ml$/.test(name)) return (bytes) => topField(readSourceYaml(bytes)[0] ?? {});
  return () => ({ kind: "unknown", reason: "nothing here reads the version of such a file" });
}

const NONE: DeclaredVersion = { kind: "none", reason: "the file declares no version" };
const COMPOSER_NONE: DeclaredVersion = { kind: "none", reason: "Composer takes the version from the tag" };

function topField(file: JsonObject, none: DeclaredVersion = NONE): DeclaredVersion {
  const version = textAt(file, "version");
  return version === undefined ? none : { kind: "version", version, at: "version" };
}

/** https://doc.rust-lang.org/cargo/reference/manifest.html#the-version-field */
function cargo(bytes: Uint8Array): DeclaredVersion {
  const file = readSourceToml(bytes);
  const own = objectAt(file, "package");
  const version = own["version"];
  if (typeof version === "string") return { kind: "version", version, at: "package.version" };
  if (typeof version === "object" && version !== null) return { kind: "inherited", at: "package.version" };
  const shared = textAt(objectAt(objectAt(file, "workspace"), "package"), "version");
  return shared === undefined ? NONE : { kind: "version", version: shared, at: "workspace.package.version" };
}

/** The version that the members of a Cargo workspace inherit, or undefined. Faults: those of `readSourceToml`. */
export function cargoWorkspaceVersion(bytes: Uint8Array): string | undefined {
  return textAt(objectAt(objectAt(readSourceToml(bytes), "workspace"), "package"), "version");
}

/** https://packaging.python.org/en/latest/specifications/pyproject-toml/ and Poetry's table. */
function python(bytes: Uint8Array): DeclaredVersion {
  const file = readSourceToml(bytes);
  const project = objectAt(file, "project");
  const version = textAt(project, "version");
  if (version !== undefined) return { kind: "version", version, at: "project.version" };
  const dynamic = project["dynamic"];
  if (Array.isArray(dynamic) && dynamic.includes("version")) {
    return { kind: "unknown", reason: "the build computes the version, and nothing of the release is run" };
  }
  const poetry = textAt(objectAt(objectAt(file, "tool"), "poetry"), "version");
  return poetry === undefined ? NONE : { kind: "version", version: poetry, at: "tool.poetry.version" };
}

function goModule(bytes: Uint8Array): DeclaredVersion {
  const module = /^[ \t]*module[ \t]+"?([^\s"]+)"?[ \t]*(?:\/\/.*)?$/m.exec(sourceText(bytes))?.[1];
  return module === undefined
    ? { kind: "unreadable", reason: "the file names no module" }
    : { kind: "go-module", module };
}

/** A gemspec is a Ruby program, which is not run; a version that stands in it as a literal is read. */
function gemspec(bytes: Uint8Array): DeclaredVersion {
  const literals = [
    ...sourceText(bytes).matchAll(/^[ \t]*\w+\.version[ \t]*=[ \t]*(["'])([^"'#\\]+)\1[ \t]*(?:\.freeze[ \t]*)?$/gm),
  ];
  const [only, ...more] = literals;
  if (only?.[2] === undefined || more.length > 0) {
    return { kind: "unknown", reason: "a gemspec is a program, and nothing of the release is run" };
  }
  return { kind: "version", version: only[2], at: "version" };
}

function plain(bytes: Uint8Array): DeclaredVersion {
  const text = sourceText(bytes).trim();
  return text === "" ? NONE : { kind: "version", version: text.replace(/^v(?=\d)/, ""), at: "the whole file" };
}
