import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import { Fault } from "../../../../kernel/fault.ts";
import { groupBy } from "../../../../kernel/group-by.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { parseHexHash } from "../../model/integrity.ts";
import type { Hash, Property } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { registryProperty } from "../../model/registry-property.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";

/**
 * Bundler's lockfile (https://bundler.io/man/bundle-lock.1.html). A gem stands once for each platform it is locked for:
 *
 *     GEM
 *       remote: https://…/
 *       specs:
 *         ffi (1.17.4-arm64-darwin)
 *         rails (8.1.3)
 *           activesupport (= 8.1.3)
 *     DEPENDENCIES
 *       rails (~> 8.1)
 *     CHECKSUMS
 *       rails (8.1.3) sha256=…
 */
export const gemfileLock: DocumentFormat = {
  id: "gemfile-lock",
  companions: [],
  recognises: (path) => /(?:^|\/)(?:Gemfile\.lock|gems\.locked)$/.test(path),
  read: readGemfileLock,
};

interface Spec {
  readonly name: string;
  /** `1.17.4-arm64-darwin` */
  readonly full: string;
  readonly section: string;
  readonly source: ReadonlyMap<string, readonly string[]>;
  readonly needs: string[];
}

const SECTIONS = new Set(["GEM", "GIT", "PATH", "PLUGIN SOURCE", "PLATFORMS", "DEPENDENCIES", "CHECKSUMS"]);
for (const section of ["RUBY VERSION", "BUNDLED WITH"]) SECTIONS.add(section);

interface Lock {
  readonly sections: string[];
  readonly specs: Spec[];
  readonly direct: string[];
  /** By `name (version-platform)`. */
  readonly checksums: Map<string, string>;
}

function readGemfileLock(document: SourceDocument): Part {
  const part = new PartBuilder("gemfile-lock", document);
  const { specs, direct, checksums, sections } = parseLock(sourceLines(document.bytes));
  const strange = sections.find((section) => !SECTIONS.has(section));
  if (strange !== undefined) part.distrust(`it has a section ${printable(strange, 40)}, which is not known`);
  const gems = specs.map((spec) => ({ spec, ref: addGem(part, spec, checksums.get(`${spec.name} (${spec.full})`)) }));
  const byName = groupBy(gems, ({ spec }) => spec.name);
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  for (const { spec, ref } of gems) {
    for (const name of spec.needs) {
      for (const target of part.among(byName.get(name))) part.edge(ref, target.ref);
      // Bundler itself is needed by many, and never locked.
      if (name !== "bundler" && !byName.has(name))
        part.lacks(ref, `${printable(name)} is needed, and the lockfile does not hold it`);
    }
  }
  for (const name of direct) for (const target of part.among(byName.get(name))) part.edge(root, target.ref);
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addGem(part: PartBuilder, { name, full, section, source }: Spec, checksum: string | undefined): string {
  const [, version = full, platform] = /^([^-]+)(?:-(.+))?$/.exec(full) ?? [];
  if (section === "PATH") return part.firstParty(name, { name, version });
  const qualifiers = platform === undefined ? undefined : { platform };
  const git =
    section === "GIT"
      ? { origin: safeOrigin(source.get("remote")?.[0]), commit: commitOf(source.get("revision")?.[0]) }
      : { properties: registriesOf(source.get("remote") ?? []) };
  const found = { hashes: hashesOf(checksum), ...git };
  return part.package({ type: "gem", name, version, qualifiers, found, ofRepository: section === "GIT" });
}

/** Before version 2, Bundler listed the gems of all registries together: each may be of any, so that all are named if one is unusual. */
function registriesOf(remotes: readonly string[]): Property[] {
  const unusual = remotes.flatMap((remote) => registryProperty(remote, RUBYGEMS));
  return unusual.length === 0 ? [] : remotes.flatMap((remote) => registryProperty(remote, []));
}

const RUBYGEMS: readonly RegExp[] = [/^https?:\/\/(?:index\.)?rubygems\.org\/?$/];

/** `sha256=…,sha512=…` */
function hashesOf(checksum: string | undefined): Hash[] {
  return (checksum ?? "").split(",").flatMap((text) => parseHexHash(text) ?? []);
}

function parseLock(lines: readonly string[]): Lock {
  const lock: Lock = { sections: [], specs: [], direct: [], checksums: new Map() };
  let section = "";
  let source = new Map<string, string[]>();
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    if (/^[<>=]{7}/.test(line)) {
      throw new Fault("sbom-source-malformed", `an unfinished merge stands in the file at line ${index + 1}`);
    }
    if (/^\S/.test(line)) {
      section = line.trim();
      if (!/^[A-Z]+(?: [A-Z]+)*$/.test(section)) {
        throw new Fault("sbom-source-malformed", `the file is not a Bundler lockfile at line ${index + 1}`);
      }
      lock.sections.push(section);
      source = new Map();
      return;
    }
    const [, indent = "", name = "", version, rest = ""] =
      /^( +)([^\s(]+)(?: \(([^)]*)\))?!?(?: (.*))?$/.exec(line) ?? [];
    if (section === "DEPENDENCIES" && indent.length === 2) lock.direct.push(name.replace(/!$/, ""));
    else if (section === "CHECKSUMS" && version !== undefined) lock.checksums.set(`${name} (${version})`, rest);
    else if (indent.length === 4 && version !== undefined)
      lock.specs.push({ name, full: version, section, source, needs: [] });
    else if (indent.length === 6) lock.specs.at(-1)?.needs.push(name.replace(/!$/, ""));
    else if (indent.length === 2 && name.endsWith(":")) {
      const [key, value] = [name.slice(0, -1), line.trim().slice(name.length).trim()];
      source.set(key, [...(source.get(key) ?? []), value]);
    }
  });
  return lock;
}
