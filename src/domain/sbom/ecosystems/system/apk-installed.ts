import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { distroBeside } from "./os-release.ts";

/**
 * The database of installed Alpine packages, `lib/apk/db/installed`: paragraphs of one-letter fields
 * (https://wiki.alpinelinux.org/wiki/Apk_spec).
 *
 *     P:musl
 *     V:1.2.5-r0
 *     A:x86_64
 *     L:MIT
 *     D:so:libc.musl-x86_64.so.1
 *     p:so:libc.musl-x86_64.so.1=1
 */
export const apkInstalled: DocumentFormat = {
  id: "apk-installed",
  companions: ["os-release"],
  recognises: (path) => /^(?:.*\/)?(?:lib|usr\/lib)\/apk\/db\/installed$/.test(path),
  read: readApkInstalled,
};

type Row = ReadonlyMap<string, string>;

function readApkInstalled(document: SourceDocument): Part {
  const part = new PartBuilder("apk-installed", document);
  const { id, distro } = distroBeside(document) ?? { id: "alpine", distro: undefined };
  const refs = new Map<string, string>();
  const rows = parseRows(sourceLines(document.bytes)).flatMap((row) => {
    const [name, version, arch, license, origin] = ["P", "V", "A", "L", "o"].map((key) => row.get(key));
    if (!name || !version) return [];
    const qualifiers = { ...(arch ? { arch } : {}), ...(distro === undefined ? {} : { distro }) };
    const ref = part.package({
      type: "apk",
      namespace: id,
      name,
      version,
      qualifiers,
      found: {
        licenses: license ? [license] : [],
        // The package that it was built from, by which advisories name it.
        properties: origin ? [{ name: "release-capsule:apk:origin", value: origin }] : [],
      },
    });
    part.top(ref);
    for (const provided of words(row.get("p"))) if (!refs.has(provided)) refs.set(provided, ref);
    return [{ row, name, ref }];
  });
  for (const { name, ref } of rows) refs.set(name, ref);
  for (const { row, ref } of rows) {
    for (const wanted of words(row.get("D"))) {
      const target = refs.get(wanted);
      if (target !== undefined) part.edge(ref, target);
    }
  }
  part.declare("complete", "the database lists every dependency");
  return part.build();
}

function parseRows(lines: readonly string[]): Row[] {
  const rows: Map<string, string>[] = [];
  let row: Map<string, string> | undefined;
  for (const line of lines) {
    if (line === "") row = undefined;
    else if (line[1] === ":") {
      if (row === undefined) {
        row = new Map();
        rows.push(row);
      }
      if (!row.has(line[0] ?? "")) row.set(line[0] ?? "", line.slice(2));
    }
  }
  return rows;
}

/** Names without their version limits; one that is to be absent (`!name`) is not a need. */
function words(text: string | undefined): string[] {
  return (text ?? "")
    .split(/\s+/)
    .filter((word) => word !== "" && !word.startsWith("!"))
    .map((word) => word.split(/[<>=~]/, 1)[0] as string);
}
