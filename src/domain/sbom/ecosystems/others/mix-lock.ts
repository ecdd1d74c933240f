import { limitMarks } from "../../../../kernel/documents/count-marks.ts";
import { MAX_COSTLY_SOURCE_BYTES, YAML_MARKS } from "../../../../kernel/documents/source-limits.ts";
import { sourceText } from "../../../../kernel/documents/source-text.ts";
import { Fault } from "../../../../kernel/fault.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { parseHexHash } from "../../model/integrity.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { type ElixirTerm, type Pair, parseElixirTerm } from "./elixir-term.ts";

/**
 * Mix's lockfile, an Elixir map (https://hexdocs.pm/mix/Mix.Tasks.Deps.html):
 *
 *     "makeup": {:hex, :makeup, "1.2.1", "<sha256 of the contents>", [:mix],
 *       [{:nimble_parsec, "~> 1.4", [hex: :nimble_parsec, optional: false]}], "hexpm", "<sha256 of the archive>"},
 *     "fork": {:git, "https://…", "<commit>", []}
 */
export const mixLock: DocumentFormat = {
  id: "mix-lock",
  companions: [],
  maxBytes: MAX_COSTLY_SOURCE_BYTES,
  recognises: (path) => /(?:^|\/)mix\.lock$/.test(path),
  read: readMixLock,
};

/** A text of no more terms than a lockfile has. Faults: `sbom-limit`, `utf8-malformed`. */
function boundedText(bytes: Uint8Array): string {
  limitMarks(bytes, YAML_MARKS);
  return sourceText(bytes);
}

function readMixLock(document: SourceDocument): Part {
  const part = new PartBuilder("mix-lock", document);
  const lock = parseElixirTerm(boundedText(document.bytes));
  if (!Array.isArray(lock)) throw new Fault("sbom-source-malformed", "the file is not a map");
  const entries = lock.filter(isPair).map(({ key, value }) => ({ app: textOf(key) ?? "", fields: listOf(value) }));
  const refs = new Map(entries.map(({ app, fields }) => [app, addPackage(part, app, fields)]));
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  const needed = new Set<string>();
  for (const { app, fields } of entries) {
    for (const dependency of listOf(fields[5]).map(listOf)) {
      const target = refs.get(textOf(dependency[0]) ?? "");
      if (target === undefined) continue;
      const optional = textOf(optionOf(dependency, "optional")) === "true";
      part.edge(refs.get(app) ?? "", target, optional ? "optional" : "runtime");
      needed.add(target);
    }
  }
  for (const ref of refs.values()) if (!needed.has(ref)) part.edge(root, ref);
  // Only an entry of Hex, and only since 2016, lists what the package needs.
  const silent = entries.filter(({ fields }) => textOf(fields[0]) !== "hex" || !Array.isArray(fields[5]));
  const refsOfSilent = new Set(silent.map(({ app }) => refs.get(app) ?? ""));
  part.declare("unknown", "the lockfile does not say what a package of this kind needs", refsOfSilent);
  part.declare("incomplete", "the lockfile does not say what the project itself asks for", [root]);
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addPackage(part: PartBuilder, app: string, fields: readonly ElixirTerm[]): string {
  const [kind, name, version] = fields.map(textOf);
  if (kind === "git") {
    const commit = commitOf(version);
    // hex.pm has no such version, and may have another package of that name.
    const [, namespace, repository] =
      /^https:\/\/github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(name ?? "") ?? [];
    const found = { name: app, version: commit ?? version, origin: safeOrigin(name), commit };
    if (commit === undefined) return part.add(found);
    if (repository === undefined)
      return part.package({ type: "generic", name: app, version: commit, found, ofRepository: true });
    return part.package({
      type: "github",
      namespace,
      name: repository,
      version: commit,
      found: { ...found, group: undefined },
    });
  }
  if (kind !== "hex" || name === undefined || version === undefined) {
    part.remark(`${printable(app)} comes from a place that is not known`);
    return part.add({ name: app });
  }
  // Of the two, the outer one is the digest of the archive as Hex serves it.
  const outer = parseHexHash(textOf(fields[7]) || undefined);
  const [, host = "hexpm", organization] = /^([^:]*)(?::(.+))?$/s.exec(textOf(fields[6]) ?? "hexpm") ?? [];
  const inner = textOf(fields[3]);
  const hashes = outer === undefined ? [] : [outer];
  const properties =
    outer !== undefined || inner === undefined ? [] : [{ name: "release-capsule:hex:inner-sha256", value: inner }];
  // Of a repository that the project runs, only its name is said.
  if (host !== "hexpm") {
    const where = { name: "release-capsule:hex:repository", value: host };
    return part.add({ name, version, hashes, properties: [...properties, where] });
  }
  return part.package({ type: "hex", namespace: organization, name, version, found: { hashes, properties } });
}

function optionOf(dependency: readonly ElixirTerm[], name: string): ElixirTerm | undefined {
  return dependency.flatMap((item) => listOf(item).filter(isPair)).find(({ key }) => textOf(key) === name)?.value;
}

function isPair(term: ElixirTerm): term is Pair {
  return typeof term === "object" && "key" in term;
}

function textOf(term: ElixirTerm | undefined): string | undefined {
  if (typeof term === "string") return term;
  return term !== undefined && "atom" in term ? term.atom : undefined;
}

function listOf(term: ElixirTerm | undefined): readonly ElixirTerm[] {
  return Array.isArray(term) ? term : [];
}
