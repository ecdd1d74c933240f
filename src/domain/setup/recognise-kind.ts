import { compareUtf8 } from "../../kernel/bytewise.ts";
import { readSourceJson } from "../../kernel/documents/source-json.ts";
import { readSourceToml } from "../../kernel/documents/source-toml.ts";
import { hintAt, objectAt } from "../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../kernel/documents/source-yaml.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { ProjectFiles, ProjectKind } from "./project.ts";

const GORELEASER = [".goreleaser.yaml", ".goreleaser.yml", "goreleaser.yaml", "goreleaser.yml"];

/** What a project is built with. The tool that a project chose for its releases goes before the language it is written in. */
export function recogniseKind(files: ProjectFiles): ProjectKind {
  const has = (...names: readonly string[]) => names.some((name) => files.has(name));
  const goreleaser = GORELEASER.find((name) => files.has(name));
  if (goreleaser !== undefined) return { kind: "goreleaser", makesDraft: makesDraft(files, goreleaser) };
  if (has("dist-workspace.toml", "dist.toml") || hasDistTable(files)) return { kind: "dist" };
  if (has("Cargo.toml")) return { kind: "cargo", programs: cargoPrograms(files) };
  if (has("go.mod")) return { kind: "go", programs: goPrograms(files) };
  if (has("package.json")) return npm(files);
  if (has("pyproject.toml", "setup.py")) return { kind: "python" };
  if (has("pom.xml")) return { kind: "maven" };
  if (has("build.gradle", "build.gradle.kts")) return { kind: "gradle" };
  if ([...files.keys()].some((path) => /^[^/]+\.gemspec$/.test(path))) return { kind: "gem" };
  if ([...files.keys()].some((path) => /^[^/]+\.(?:sln|slnx|csproj|fsproj)$/.test(path))) return { kind: "dotnet" };
  if (/^dist[ \t]*:/m.test(files.get("Makefile") ?? "")) return { kind: "make" };
  return has("Dockerfile", "Containerfile") ? { kind: "container" } : { kind: "unknown" };
}

/** A JSON or TOML file as an object; an empty one where there is no such file. */
export function tableIn(files: ProjectFiles, path: string): JsonObject {
  const bytes = encodeUtf8(files.get(path) ?? "");
  return unlessRefused(() => (path.endsWith(".toml") ? readSourceToml(bytes) : readSourceJson(bytes)), {});
}

/** `release.draft` of a configuration of GoReleaser; false for one that cannot be read. */
function makesDraft(files: ProjectFiles, path: string): boolean {
  const documents = () => readSourceYaml(encodeUtf8(files.get(path) ?? ""));
  return unlessRefused(() => documents().some((one) => hintAt(objectAt(one, "release"), "draft") === "true"), false);
}

function npm(files: ProjectFiles): ProjectKind {
  const scripts = tableIn(files, "package.json")["scripts"];
  const hasBuild = isJsonObject(scripts) && typeof scripts["build"] === "string";
  const locks = { "package-lock.json": "npm", "pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn" } as const;
  const found = Object.entries(locks).find(([lock]) => files.has(lock));
  return { kind: "npm", manager: found?.[1] ?? "none", hasBuild };
}

function hasDistTable(files: ProjectFiles): boolean {
  return /^\[workspace\.metadata\.dist\]/m.test(files.get("Cargo.toml") ?? "");
}

/** Names of the programs that `cargo build` makes of the package at the top: https://doc.rust-lang.org/cargo/reference/cargo-targets.html */
function cargoPrograms(files: ProjectFiles): string[] {
  const manifest = tableIn(files, "Cargo.toml");
  const listed = manifest["bin"];
  const named = (Array.isArray(listed) ? listed : []).flatMap((one) =>
    isJsonObject(one) ? (hintAt(one, "name") ?? []) : [],
  );
  const own = unlessRefused(() => hintAt(objectAt(manifest, "package"), "name"), undefined);
  const main = files.has("src/main.rs") && own !== undefined ? [own] : [];
  return [...new Set([...named, ...main])].filter(isPlainWord).sort(compareUtf8);
}

/** A main package is at the top, or in a folder of `cmd`. */
function goPrograms(files: ProjectFiles): string[] {
  const commands = [...files.keys()].flatMap((path) => /^(cmd\/[^/]+)\/main\.go$/.exec(path)?.[1] ?? []);
  const isProgram = /^package main$/m.test(files.get("main.go") ?? "");
  return [
    ...(isProgram ? ["."] : []),
    ...commands.filter((path) => isPlainWord(path.slice("cmd/".length))).sort(compareUtf8),
  ];
}

/** What may stand in a command as it is. */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text);
}
