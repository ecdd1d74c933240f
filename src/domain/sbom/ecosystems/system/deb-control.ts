import { sourceLines } from "../../../../kernel/documents/source-text.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { type ControlFields, fieldOf, parseControl } from "../../model/control-fields.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { requiresProperties } from "../../model/requires-properties.ts";

/**
 * The control file of a Debian package, in its `control.tar`
 * (https://www.debian.org/doc/debian-policy/ch-controlfields.html).
 */
export const debControl: DocumentFormat = {
  id: "deb-control",
  companions: [],
  recognises: (path, bytes) =>
    path === "control" &&
    (bytes === undefined || /^Package:/m.test(Buffer.from(bytes.subarray(0, 4096)).toString("latin1"))),
  read(document: SourceDocument): Part {
    const part = new PartBuilder("deb-control", document);
    const [fields] = parseControl(sourceLines(document.bytes));
    const ref = fields === undefined ? undefined : addDeb(part, fields, vendorOf(fields));
    if (fields === undefined || ref === undefined) return part.build();
    part.top(ref);
    const depends = fieldOf(fields, "depends") ?? fieldOf(fields, "pre-depends");
    if (depends === undefined)
      part.declare("unknown", "the package names no other, and not what its own files were made of");
    else part.declare("incomplete", "the package names what it needs by ranges only");
    return part.build();
  },
};

/** Adds a Debian package from its fields; undefined if they name none. Used for the database of images, too. */
export function addDeb(
  part: PartBuilder,
  fields: ControlFields,
  vendor: string | undefined,
  distro?: string,
): string | undefined {
  const [name, version, arch] = ["package", "version", "architecture"].map((key) => fieldOf(fields, key));
  if (name === undefined || version === undefined) return undefined;
  const source = fieldOf(fields, "source");
  const depends = ["pre-depends", "depends"].flatMap((key) => splitList(fieldOf(fields, key)));
  return part.package({
    type: "deb",
    namespace: vendor,
    name,
    version,
    qualifiers: { ...(arch === undefined ? {} : { arch }), ...(distro === undefined ? {} : { distro }) },
    found: {
      properties: [
        ...(source === undefined ? [] : [{ name: "release-capsule:deb:source", value: source }]),
        ...requiresProperties(depends),
      ],
    },
  });
}

/** `a (>= 1), b | c`: the entries of a relationship field. */
export function splitList(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((item) => item.trim().replace(/\s+/g, " "))
    .filter((item) => item !== "");
}

/** The distribution whose package it is, as its maintainers write themselves; a project's own package is of none. */
function vendorOf(fields: ControlFields): string | undefined {
  const maintainers = ["maintainer", "original-maintainer", "uploaders"]
    .map((key) => fieldOf(fields, key) ?? "")
    .join(" ");
  if (/ubuntu/i.test(fieldOf(fields, "version") ?? "") || /[@.]ubuntu\.com\b/i.test(maintainers)) return "ubuntu";
  return /[@.]debian\.(?:org|net)\b/i.test(maintainers) ? "debian" : undefined;
}
