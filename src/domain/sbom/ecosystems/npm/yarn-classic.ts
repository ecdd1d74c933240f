import { linesOf } from "../../../../kernel/documents/source-text.ts";
import { textAt } from "../../../../kernel/documents/source-tree.ts";
import { Fault } from "../../../../kernel/fault.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { SourceDocument } from "../../model/catalogue.ts";
import { parseHexHash, parseIntegrity } from "../../model/integrity.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { localProperty } from "../../model/registry-property.ts";
import { gitCommit, safeOrigin, wholeAddress } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { manifestBeside, wantedBy } from "./npm-manifest.ts";
import { npmName } from "./npm-name.ts";
import { onlyOneOfName } from "./only-one-of-name.ts";

interface Entry {
  /** `name@range`, all that lead here. */
  readonly keys: readonly string[];
  readonly fields: Map<string, string>;
  readonly needs: { readonly key: string; readonly scope: Scope }[];
}

/**
 * yarn's lockfile of version 1, a notation of its own:
 *
 *     "@a/b@^1.0.0", "@a/b@^1.1.0":
 *       version "1.2.3"
 *       resolved "https://…/b-1.2.3.tgz#<sha1>"
 *       integrity sha512-…
 *       dependencies:
 *         c "^2.0.0"
 */
export function readYarnClassic(document: SourceDocument, text: string): Part {
  const part = new PartBuilder("yarn-lock", document);
  const refs = new Map<string, string>();
  gateVersion(part, /^# yarn lockfile v(\S+)/m.exec(text.slice(0, 1024))?.[1], [1]);
  const entries = parseEntries(text);
  const own = entries.map((entry) => addPackage(part, entry));
  entries.forEach((entry, index) => {
    for (const key of entry.keys) refs.set(key, own[index] ?? "");
  });
  const onlyOne = onlyOneOfName([...refs].map(([key, ref]) => ({ name: nameOf(key), ref })));
  // With resolutions, what the project overrides may stand under its own range only.
  const find = (key: string) => refs.get(key) ?? onlyOne.get(nameOf(key));
  const needed = new Set<string>();
  entries.forEach(({ needs }, index) => {
    for (const { key, scope } of needs) {
      const target = find(key);
      if (target === undefined) {
        part.lacks(own[index] ?? "", `${printable(key)} is needed, and the lockfile does not hold it`);
        continue;
      }
      part.edge(own[index] ?? "", target, scope);
      needed.add(target);
    }
  });
  addProject(
    part,
    document,
    refs,
    own.filter((ref) => !needed.has(ref)),
  );
  part.spreadScopes();
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

/** The name in `name@range`, which for a scope begins with another `@`. */
function nameOf(key: string): string {
  return /^(@?[^@]+)@/.exec(key)?.[1] ?? key;
}

/** What the project itself needs stands in its manifest; without one, whatever nobody else needs is taken for it. */
function addProject(
  part: PartBuilder,
  document: SourceDocument,
  refs: ReadonlyMap<string, string>,
  unneeded: readonly string[],
): void {
  const manifest = manifestBeside(document);
  const name = manifest === undefined ? undefined : textAt(manifest, "name");
  const root = part.firstParty(".", { kind: "application", name: name || "project" });
  part.top(root);
  for (const { name: wanted, range, scope } of manifest === undefined ? [] : wantedBy(manifest)) {
    const target = refs.get(`${wanted}@${range}`);
    if (target !== undefined) part.edge(root, target, scope);
  }
  if (manifest !== undefined) return;
  for (const ref of unneeded) part.edge(root, ref);
  part.declare("incomplete", "the project's own manifest is not here", [root]);
}

function addPackage(part: PartBuilder, { keys, fields }: Entry): string {
  const first = keys[0] ?? "";
  const [, alias] = /^(?:@[^/]+\/)?[^@]+@npm:((?:@[^/@]+\/)?[^@]+)(?:@.*)?$/.exec(first) ?? [];
  const [, plain = first, range = ""] = /^((?:@[^/]+\/)?[^@]+)@(.*)$/s.exec(first) ?? [];
  const name = npmName(alias ?? plain);
  const version = fields.get("version");
  const resolved = wholeAddress(fields.get("resolved"));
  // bun writes its workspaces so, too.
  if (
    /^(?:file|link|portal|workspace):/.test(resolved ?? range) &&
    !/\.(?:tgz|tar\.gz)(?:#|$)/.test(resolved ?? range)
  ) {
    const said = version?.startsWith("workspace:") === true ? undefined : version;
    return part.firstParty(first, { group: name.namespace, name: name.name, version: said });
  }
  if (version === undefined) part.remark(`${printable(first)} has no version`);
  const integrity = parseIntegrity(fields.get("integrity"));
  // Before integrity fields came, the address ended in the SHA-1 of the archive; that of a repository ends in a commit.
  const sha1 = integrity.some(({ algorithm }) => algorithm === "SHA-1")
    ? undefined
    : parseHexHash(sha1Behind(resolved));
  return part.package({
    ...name,
    version,
    found: {
      hashes: sha1 === undefined ? integrity : [...integrity, sha1],
      origin: safeOrigin(resolved),
      commit: gitCommit(resolved),
      properties: localProperty(resolved ?? range),
    },
    ofRepository: gitCommit(resolved) !== undefined,
  });
}

/** The SHA-1 behind the address of an archive: `https://…/a-1.0.0.tgz?cache=0#<40 digits>`. */
function sha1Behind(address: string | undefined): string | undefined {
  const [place = "", digest, ...more] = address?.split("#") ?? [];
  const isArchive = place.endsWith(".tgz") || place.includes(".tgz?");
  return isArchive && more.length === 0 && /^[0-9a-f]{40}$/.test(digest ?? "") ? digest : undefined;
}

function parseEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  let group: Scope | undefined;
  linesOf(text).forEach((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return;
    const depth = line.length - line.trimStart().length;
    const entry = entries.at(-1);
    if (depth === 0 && line.endsWith(":"))
      entries.push({ keys: words(line.slice(0, -1)), fields: new Map(), needs: [] });
    else if (depth === 2 && entry !== undefined && line.endsWith(":"))
      // npm, which updates such files, quotes more.
      group = /^"?optionalDependencies"?:$/.test(line.trim()) ? "optional" : "runtime";
    else if (depth === 2 && entry !== undefined) {
      const [key = "", value = ""] = words(line);
      entry.fields.set(key, value);
    } else if (depth === 4 && entry !== undefined && group !== undefined) {
      const [name = "", range = ""] = words(line);
      entry.needs.push({ key: `${name}@${range}`, scope: group });
    } else throw new Fault("sbom-source-malformed", `the file is not a yarn lockfile at line ${index + 1}`);
  });
  return entries;
}

/** Words between spaces or commas; one in double quotes may hold either, and escapes as JSON has them. */
function words(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s,"]+)/g)].map(([, quoted, plain = ""]) =>
    quoted === undefined ? plain : quoted.replace(/\\(.)/g, "$1"),
  );
}
