import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { type ControlFields, fieldOf, parseControl } from "../../model/control-fields.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { addDeb, splitList } from "./deb-control.ts";
import { distroBeside } from "./os-release.ts";

/**
 * The database of installed Debian packages, `var/lib/dpkg/status`, or one file for each package in `status.d`, as images
 * without a package manager have it.
 */
export const dpkgStatus: DocumentFormat = {
  id: "dpkg-status",
  companions: ["os-release"],
  recognises: (path) =>
    /^(?:.*\/)?var\/lib\/dpkg\/(?:status|status\.d\/[^/]+)$/.test(path) && !path.endsWith(".md5sums"),
  read: readDpkgStatus,
};

function readDpkgStatus(document: SourceDocument): Part {
  const part = new PartBuilder("dpkg-status", document);
  const { id, distro } = distroBeside(document) ?? { id: "debian", distro: undefined };
  const refs = new Map<string, string>();
  const installed: { fields: ControlFields; ref: string }[] = [];
  for (const fields of parseControl(sourceLines(document.bytes))) {
    if (/\b(?:not-installed|config-files)\b/.test(fieldOf(fields, "status") ?? "")) continue;
    const ref = addDeb(part, fields, id, distro);
    if (ref === undefined) continue;
    installed.push({ fields, ref });
    part.top(ref);
    for (const name of provides(fields)) if (!refs.has(name)) refs.set(name, ref);
    refs.set(fieldOf(fields, "package") ?? "", ref);
  }
  for (const { fields, ref } of installed) {
    for (const key of ["pre-depends", "depends"]) {
      for (const choice of splitList(fieldOf(fields, key))) {
        const target = choice
          .split("|")
          .map(nameOf)
          .map((name) => refs.get(name))
          .find((found) => found !== undefined);
        if (target !== undefined) part.edge(ref, target);
      }
    }
  }
  const single = /status\.d\//.test(document.path);
  part.declare(
    single ? "incomplete" : "complete",
    single ? "each package is described alone" : "the database lists every dependency",
  );
  return part.build();
}

function provides(fields: ControlFields): string[] {
  return splitList(fieldOf(fields, "provides")).map(nameOf);
}

/** `libc6:any (>= 2.3)` names `libc6`. */
function nameOf(relation: string): string {
  return relation.trim().replace(/[\s:(].*$/s, "");
}
