import { linesOf, sourceText } from "../../../../kernel/documents/source-text.ts";
import { groupBy } from "../../../../kernel/group-by.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Scope } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { archiveHashes, pypiName, requirementName } from "./pypi.ts";

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
  const part = new PartBuilder("requirements-txt", document.path);
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  const scope: Scope = /(?:^|[/._-])(?:dev|test|tests|lint|docs?)(?:[._-]|$)/.test(document.path) ? "dev" : "runtime";
  const rows = parseRows(sourceText(document.bytes)).map((row) => ({ ...row, ...addRow(part, row.text, scope) }));
  // One name may stand there in several versions, each for other interpreters or systems.
  const refs = groupBy(rows, ({ name }) => name);
  for (const { ref, via } of rows) {
    if (ref === undefined) continue;
    const askers = via
      .flatMap((asker) => refs.get(requirementName(asker) ?? "") ?? [])
      .flatMap((asker) => asker.ref ?? []);
    for (const asker of askers) part.edge(asker, ref);
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

function addRow(part: PartBuilder, text: string, scope: Scope): { name?: string; ref?: string } {
  if (text.startsWith("-") && !/^(?:-e|--editable)\b/.test(text)) {
    if (/^(?:-r|--requirement|-c|--constraint)\b/.test(text)) part.remark(`${printable(text)} leads to another file`);
    return {};
  }
  const requirement = text.replace(/^(?:-e|--editable)[\s=]+/, "");
  const [, address] = /(?:^|@\s+)((?:[a-z+]+:\/\/|file:)\S+)/i.exec(requirement) ?? [];
  const egg = /#(?:.*&)?egg=([A-Za-z0-9._-]+)/.exec(address ?? "")?.[1];
  const name =
    egg === undefined ? requirementName(/^[a-z+]+:\/\//i.test(requirement) ? "" : requirement) : pypiName(egg);
  if (name === undefined || /^\.{0,2}\//.test(requirement) || /^\.$/.test(requirement)) {
    part.remark(`${printable(requirement, 80)} names no package`);
    return {};
  }
  const archive = address?.replace(/[?#].*$/, "").replace(/^.*\//, "");
  const version =
    /^[^;#]*?===?\s*([^\s;,#]+)/.exec(requirement.replace(/@\s+\S+/, ""))?.[1] ?? versionInName(archive, name);
  if (version === undefined) part.remark(`${printable(name)} is not pinned to a version`);
  const archives = [...requirement.matchAll(/--hash[=\s]([a-z0-9]+):([0-9a-f]+)/g)].map(([, algorithm, hex]) => ({
    file: undefined,
    hash: `${algorithm}:${hex}`,
  }));
  const [, algorithm, hex] = /[#&](md5|sha1|sha256|sha384|sha512)=([0-9a-f]+)/.exec(address ?? "") ?? [];
  if (hex !== undefined) archives.push({ file: undefined, hash: `${algorithm}:${hex}` });
  const commit = commitOf(address?.replace(/#.*$/, ""));
  const found = { hashes: archiveHashes(archives), origin: safeOrigin(withoutRevision(address)), scope, commit };
  return {
    name,
    ref: part.package({ type: "pypi", name, version: version?.includes("*") ? undefined : version, found }),
  };
}

/** `git+https://…/x.git@v1.0`: what follows the last `@` of a repository's path is a branch, tag or commit. */
function withoutRevision(address: string | undefined): string | undefined {
  return /^(?:git|hg|svn|bzr)\+/.test(address ?? "") ? address?.replace(/(\/[^@/?#]*)@[^?#]*/, "$1") : address;
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
  for (const line of linesOf(text.replace(/(?<![ \t])[ \t]*\\(?:\r\n?|\n)/g, " "))) {
    const [, code = "", comment] = /^(.*?)(?:(?:^|\s)#(.*))?$/s.exec(line) ?? [];
    if (code.trim() !== "") {
      rows.push({ text: code.trim(), via: [] });
      inVia = false;
    }
    if (comment === undefined) continue;
    const via = /^\s*via\b(.*)$/.exec(comment)?.[1];
    if (via !== undefined) inVia = true;
    if (inVia)
      rows.at(-1)?.via.push(
        ...(via ?? comment)
          .split(",")
          .map((name) => name.trim())
          .filter((name) => name !== ""),
      );
  }
  return rows;
}
