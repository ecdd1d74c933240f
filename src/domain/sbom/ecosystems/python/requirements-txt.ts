import { linesOf, sourceText } from "../../../../kernel/documents/source-text.ts";
import { groupBy } from "../../../../kernel/group-by.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Component, Property, Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { registryProperty } from "../../model/registry-property.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { archiveHashes, fileOf, PYPI, pypiName, requirementName } from "./pypi.ts";

/**
 * pip's requirements file (https://pip.pypa.io/en/stable/reference/requirements-file-format/), as pip-compile and uv write
 * it: pinned, with hashes, and with comments that say who asked.
 *
 *     idna==3.10 ; python_version >= "3.8" \
 *         --hash=sha256:…
 *         # via requests
 */
export const requirementsTxt: DocumentFormat = {
  id: "requirements-txt",
  companions: [],
  recognises: (path) => /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.txt|requirements\/[\w.-]+\.txt)$/.test(path),
  read: readRequirements,
};

interface Row {
  readonly text: string;
  readonly via: string[];
}

function readRequirements(document: SourceDocument): Part {
  const part = new PartBuilder("requirements-txt", document);
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  const scope: Scope = /(?:^|[/._-])(?:dev|test|tests|lint|docs?)(?:[._-]|$)/.test(document.path) ? "dev" : "runtime";
  const read = parseRows(sourceText(document.bytes));
  const properties = registriesOf(read);
  const rows = read.map((row) => ({ ...row, ...addRow(part, row.text, { scope, properties }) }));
  // One name may stand there in several versions, each for other interpreters or systems.
  const refs = groupBy(rows, ({ name }) => name);
  for (const { ref, via } of rows) {
    if (ref === undefined) continue;
    const askers = via.flatMap((asker) => part.among(refs.get(requirementName(asker) ?? "")).map((one) => one.ref));
    for (const asker of askers) if (asker !== undefined) part.edge(asker, ref);
    const direct = via.length === 0 || via.some((asker) => /^-|[\s(/]|\.(?:in|txt|toml|cfg|py)\b/.test(asker));
    if (direct || askers.length === 0) part.edge(root, ref, scope);
  }
  const said = rows.some(({ via }) => via.length > 0);
  part.declare(
    said ? "complete" : "unknown",
    said ? "comments say who asked" : "the file does not say which package needs which",
  );
  return part.build();
}

const INDEX = /^(?:-i|--index-url|--(extra)-index-url)[=\s]+(\S+)/;

/** Each package may be of any index; if one is unusual, all are named. */
function registriesOf(rows: readonly Row[]): Property[] {
  const said = rows.flatMap(({ text }) => [INDEX.exec(text) ?? []]).filter(([option]) => option !== undefined);
  const main = said.some(([, extra]) => extra === undefined) ? [] : ["https://pypi.org/simple"];
  const indexes = [...main, ...said.map(([, , index]) => index)];
  const unusual = indexes.flatMap((index) => registryProperty(index, PYPI));
  return unusual.length === 0 ? [] : indexes.flatMap((index) => registryProperty(index, []));
}

function addRow(
  part: PartBuilder,
  text: string,
  { scope, properties }: Pick<Component, "scope" | "properties">,
): { name?: string; ref?: string } {
  if (text.startsWith("-") && !/^(?:-e|--editable)\b/.test(text)) {
    if (/^(?:-r|--requirement|-c|--constraint)\b/.test(text)) part.remark(`${printable(text)} leads to another file`);
    return {};
  }
  const requirement = text.replace(/^(?:-e|--editable)[\s=]+/, "");
  const address = addressOf(requirement);
  const fragment = fragmentOf(address);
  const egg = /^([A-Za-z0-9._-]+)/.exec(fragment.get("egg") ?? "")?.[1];
  const name =
    egg === undefined ? requirementName(/^[a-z+]+:\/\//i.test(requirement) ? "" : requirement) : pypiName(egg);
  if (name === undefined || /^\.{0,2}\//.test(requirement) || /^\.$/.test(requirement)) {
    part.remark(`${printable(requirement, 80)} names no package`);
    return {};
  }
  const archive = fileOf(address);
  const version = (address === undefined ? pinnedVersion(requirement) : undefined) ?? versionInName(archive, name);
  if (version === undefined) part.remark(`${printable(name)} is not pinned to a version`);
  const archives = [...requirement.matchAll(/--hash[=\s]([a-z0-9]+):([0-9a-f]+)/g)].map(([, algorithm, hex]) => ({
    file: undefined,
    hash: `${algorithm}:${hex}`,
  }));
  const algorithm = ["md5", "sha1", "sha256", "sha384", "sha512"].find((one) => fragment.has(one));
  if (algorithm !== undefined) archives.push({ file: undefined, hash: `${algorithm}:${fragment.get(algorithm)}` });
  const commit = commitOf(address?.split("#", 1)[0]);
  const found = {
    ...{ hashes: archiveHashes(archives), origin: safeOrigin(withoutRevision(address)), scope, commit },
    properties: address === undefined ? properties : [],
  };
  const ofRepository = VCS.test(address ?? "") && (REVISION.exec(address ?? "")?.[2] ?? true);
  const said = version?.includes("*") ? undefined : version;
  return { name, ref: part.package({ type: "pypi", name, version: said, found, ofRepository }) };
}

/** The address of a direct reference (PEP 508: white space around `@` is optional), or of a row that is nothing else. */
function addressOf(requirement: string): string | undefined {
  const [, reference = requirement] = /^[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\]\s*)?@(.*)$/s.exec(requirement) ?? [];
  return /^\s*((?:[a-z+]+:\/\/|file:)\S+)/i.exec(reference)?.[1];
}

/** `a=1&b=2` behind an address, the first of each name. */
function fragmentOf(address: string | undefined): Map<string, string> {
  const at = address?.indexOf("#") ?? -1;
  const pairs = at === -1 ? [] : (address ?? "").slice(at + 1).split("&");
  return new Map(pairs.reverse().map((pair) => [pair.split("=", 1)[0] ?? "", pair.slice(pair.indexOf("=") + 1)]));
}

/** `name == 1.0`, before markers and options. */
function pinnedVersion(requirement: string): string | undefined {
  const [said = ""] = requirement.split(/[;#]/, 1);
  const at = said.indexOf("==");
  return at === -1 ? undefined : /^===?\s*([^\s;,#]+)/.exec(said.slice(at))?.[1];
}

const VCS = /^(?:git|hg|svn|bzr)\+/;
const REVISION = /(\/[^@/?#]*)@([^?#]*)/;

/** `git+https://…/x.git@v1.0`: what follows the last `@` of a repository's path is a branch, tag or commit. */
function withoutRevision(address: string | undefined): string | undefined {
  return VCS.test(address ?? "") ? address?.replace(REVISION, "$1") : address;
}

/** No file system takes longer ones. */
const MAX_FILE_NAME = 255;

/** The version in the name of a wheel or source archive: `a_b-1.0-py3-none-any.whl`, `a_b-1.0.tar.gz`. */
function versionInName(archive: string | undefined, name: string): string | undefined {
  if (archive === undefined || archive.length > MAX_FILE_NAME) return undefined;
  const [, own = "", version] = /^(.+?)-(\d[^-]*?)(?:-.*\.whl|\.tar\.gz|\.zip)$/.exec(archive) ?? [];
  return pypiName(own) === name ? version : undefined;
}

/** Requirements with their continued lines, and the names in the `via` comment that follows or ends them. */
function parseRows(text: string): Row[] {
  const rows: Row[] = [];
  let inVia = false;
  for (const line of linesOf(text.replace(/\\(?:\r\n?|\n)/g, " "))) {
    const at = line.startsWith("#") ? 0 : line.search(/\s#/);
    const code = at === -1 ? line : line.slice(0, at);
    const comment = at === -1 ? undefined : line.slice(line.indexOf("#", at) + 1);
    if (code.trim() !== "") {
      rows.push({ text: code.trim(), via: [] });
      inVia = false;
    }
    if (comment === undefined) continue;
    const via = /^\s*via\b(.*)$/.exec(comment)?.[1];
    if (via !== undefined) inVia = true;
    if (inVia)
      for (const name of (via ?? comment).split(",")) if (name.trim() !== "") rows.at(-1)?.via.push(name.trim());
  }
  return rows;
}
