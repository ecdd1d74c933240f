import { sourceText } from "../../../../kernel/documents/source-text.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { type ControlFields, fieldOf, parseControl } from "../../model/control-fields.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { requiresProperties } from "../../model/requires-properties.ts";
import { pypiName } from "./pypi.ts";

/**
 * The core metadata of a Python distribution (https://packaging.python.org/specifications/core-metadata/): `METADATA` of a
 * wheel or an installation, `PKG-INFO` of a source distribution or an egg.
 */
export const pythonMetadata: DocumentFormat = {
  id: "python-metadata",
  companions: [],
  recognises: (path) =>
    /(?:^|\/)[^/]+\.(?:dist-info\/METADATA|egg-info(?:\/PKG-INFO)?)$|^[^/]+\/PKG-INFO$|(?:^|\/)EGG-INFO\/PKG-INFO$/.test(
      path,
    ),
  read: readPythonMetadata,
};

function readPythonMetadata(document: SourceDocument): Part {
  const part = new PartBuilder("python-metadata", document);
  // The description behind the empty line is not metadata.
  const [header = ""] = sourceText(document.bytes).split(/\r?\n\r?\n/, 1);
  const [fields] = parseControl(header.split(/\r?\n/));
  const name = fieldOf(fields, "name");
  const version = fieldOf(fields, "version");
  if (fields === undefined || name === undefined || version === undefined) return part.build();
  const requires = fields.get("requires-dist") ?? [];
  const found = { licenses: licensesOf(fields), properties: requiresProperties(requires) };
  part.top(part.package({ type: "pypi", name: pypiName(name), version, found }));
  if (requires.length === 0) part.declare("unknown", saysNothing(document.path, fields));
  else part.declare("incomplete", "the distribution names what it needs by ranges only");
  return part.build();
}

/** Before metadata version 2.2, and for a field that is dynamic, a source distribution's silence says nothing (PEP 643). */
function saysNothing(path: string, fields: ControlFields): string {
  const isSource = /PKG-INFO$|\.egg-info$/.test(path);
  const [major = 0, minor = 0] = (fieldOf(fields, "metadata-version") ?? "").split(".").map(Number);
  const isOld = major < 2 || (major === 2 && minor < 2);
  const isDynamic = (fields.get("dynamic") ?? []).some((name) => name.toLowerCase() === "requires-dist");
  return isSource && (isOld || isDynamic)
    ? "metadata of this version does not say what the distribution needs"
    : "the distribution names no other, and not what its own files were made of";
}

/** An expression (PEP 639), else a short `License` text, else the classifiers. */
function licensesOf(fields: ControlFields): string[] {
  const expression = fieldOf(fields, "license-expression") ?? fieldOf(fields, "license");
  if (expression !== undefined && expression.length <= 100 && !expression.includes("\n") && expression !== "UNKNOWN")
    return [expression];
  const classifiers = (fields.get("classifier") ?? []).filter((text) => text.startsWith("License :: "));
  return classifiers.map((text) => text.split(" :: ").at(-1) ?? text);
}
