import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import { Fault } from "../../../../kernel/fault.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { gateVersion } from "../gate-version.ts";
import { goName } from "./go-name.ts";

/**
 * Go's module file (https://go.dev/ref/mod#go-mod-file), with the hashes that `go.sum` beside it holds:
 *
 *     module example.com/tool
 *     require (
 *         golang.org/x/sys v0.1.0
 *         golang.org/x/text v0.2.0 // indirect
 *     )
 *     replace golang.org/x/sys => ../sys
 */
export const goMod: DocumentFormat = {
  id: "go-mod",
  companions: ["go.sum", "go.work", "go.work.sum"],
  recognises: (path) => /(?:^|\/)go\.mod$/.test(path),
  read: readGoMod,
};

interface Directive {
  readonly verb: string;
  readonly words: readonly string[];
  readonly indirect: boolean;
}

function readGoMod(document: SourceDocument): Part {
  const part = new PartBuilder("go-mod", document);
  const directives = [...parseDirectives(sourceLines(document.bytes))];
  const sums = new Map(["go.work.sum", "go.sum"].flatMap((name) => [...parseSums(document.beside(name))]));
  const module = directives.find(({ verb }) => verb === "module")?.words[0];
  if (module === undefined) throw new Fault("sbom-source-malformed", "the file names no module");
  distrustNewer(part, directives);
  const { namespace: group, name } = goName(module);
  const root = part.firstParty(module, { kind: "application", group, name });
  part.top(root);
  const work = document.beside("go.work");
  // Of a workspace, its own replacements come first.
  const replaced = replacements([...directives, ...(work === undefined ? [] : parseDirectives(sourceLines(work)))]);
  for (const { words, indirect } of directives.filter(({ verb }) => verb === "require")) {
    const [path = "", version = ""] = words;
    if (path === "" || version === "") throw new Fault("sbom-source-malformed", "a required module has no version");
    const by = replaced.get(`${path} ${version}`) ?? replaced.get(path);
    const ref = addModule(part, { path, version }, by, sums);
    if (!indirect) part.edge(root, ref);
  }
  part.declare("complete", "the module file lists what the module itself needs", [root]);
  part.declare("unknown", "the module file does not say which module needs which");
  return part.build();
}

const VERBS = new Set(["module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool"]);
VERBS.add("ignore");

/** What a directive of a later Go means is not known, nor what a later Go leaves out. */
function distrustNewer(part: PartBuilder, directives: readonly Directive[]): void {
  const strange = directives.find(({ verb }) => !VERBS.has(verb));
  if (strange !== undefined) part.distrust(`it has a directive ${printable(strange.verb, 40)}, which is not known`);
  gateVersion(part, directives.find(({ verb }) => verb === "go")?.words[0], [/^1(?:\.\d+)*(?:(?:rc|beta)\d+)?$/]);
}

interface Target {
  readonly path: string;
  /** Undefined for a folder. */
  readonly version: string | undefined;
}

function addModule(
  part: PartBuilder,
  module: Target,
  by: Target | undefined,
  sums: ReadonlyMap<string, string>,
): string {
  if (by !== undefined && by.version === undefined) {
    const { namespace: group, name } = goName(module.path);
    return part.firstParty(module.path, { group, name });
  }
  const { path, version } = by ?? module;
  const sum = sums.get(`${path} ${version}`);
  const properties = sum === undefined ? [] : [{ name: "release-capsule:go:h1", value: sum }];
  return part.package({ ...goName(path), version, found: { properties } });
}

function replacements(directives: readonly Directive[]): Map<string, Target> {
  const found = new Map<string, Target>();
  for (const { words } of directives.filter(({ verb }) => verb === "replace")) {
    const arrow = words.indexOf("=>");
    const [path, version] = words.slice(arrow + 1);
    if (arrow < 1 || path === undefined) throw new Fault("sbom-source-malformed", "a replacement is not finished");
    found.set(words.slice(0, arrow).join(" "), { path, version });
  }
  return found;
}

function* parseDirectives(lines: readonly string[]): Generator<Directive> {
  let block: string | undefined;
  for (const line of lines) {
    const [code = "", comment = ""] = splitComment(line);
    const words = [...code.matchAll(/"([^"]*)"|`([^`]*)`|([^\s()"`]+|[()])/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
    if (words.length === 0) continue;
    const indirect = /^\s*indirect\b/.test(comment);
    if (words[0] === ")") block = undefined;
    else if (words[1] === "(" && words.length === 2) block = words[0];
    else if (block !== undefined) yield { verb: block, words, indirect };
    else yield { verb: words[0] ?? "", words: words.slice(1), indirect };
  }
}

function splitComment(line: string): string[] {
  const at = line.search(/(?:^|\s)\/\//);
  return at === -1 ? [line] : [line.slice(0, at), line.slice(at).trim().slice(2)];
}

/** `path version h1:…` lines; those of `/go.mod` files are not hashes of the module. */
function parseSums(bytes: Uint8Array | undefined): Map<string, string> {
  const lines = bytes === undefined ? [] : sourceLines(bytes);
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter((words) => words.length === 3);
  return new Map(rows.map(([path, version, sum]) => [`${path} ${version}`, sum ?? ""]));
}
