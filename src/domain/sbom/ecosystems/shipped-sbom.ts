import { linesOf, sourceText } from "../../../kernel/documents/source-text.ts";
import type { DocumentFormat, SourceDocument } from "../model/catalogue.ts";
import { fieldOf, parseControl } from "../model/control-fields.ts";
import type { Component } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { PartBuilder } from "../model/part-builder.ts";
import { canonicalPurl } from "../model/purl.ts";
import { readSbom } from "../read/read-sbom.ts";
import { pypiName } from "./python/pypi.ts";

/** `<name>-<version>.dist-info/sboms/` in a wheel or an installation, and what build tools put into jars. */
const PLACES = /(?:^|\/)(?:[^/]+\.dist-info\/sboms|META-INF\/sbom)\/(?:[^/]+\/)*[^/]+\.(?:json|xml|cdx|spdx)$/;

/**
 * SBOMs that lie in a package and say what was built into it, as libraries that a wheel carries (PEP 770). Their words count as those of
 * any other list: what they name is a part of the package, and how completely they name it is theirs to say.
 */
export const shippedSbom: DocumentFormat = {
  id: "shipped-sbom",
  companions: [],
  recognises: (path) => PLACES.test(path),
  read: readShippedSbom,
};

function readShippedSbom(document: SourceDocument): Part {
  const part = new PartBuilder("shipped-sbom", document);
  const { inventory } = readSbom(document.bytes);
  const { root, components, edges, completeness, remarks } = inventory;
  const holder = holderOf(document);
  const own = holder === undefined ? undefined : part.package(holder);
  const refs = new Map<string, string>();
  for (const component of components) refs.set(component.ref, part.add(described(component, document.path)));
  // The subject of the SBOM is what holds it, under whatever name the tool gave it.
  const subject = own ?? (root.purl === undefined ? undefined : part.add(described(root, document.path)));
  if (subject !== undefined) {
    refs.set(root.ref, subject);
    part.top(subject);
  }
  const needed = new Set(edges.map(({ to }) => to));
  for (const { ref, scope } of components.filter((one) => !needed.has(one.ref))) {
    const to = refs.get(ref) ?? "";
    if (subject === undefined) part.top(to, scope);
    else part.edge(subject, to, scope);
  }
  for (const { from, to, scope } of edges) part.edge(refs.get(from) ?? "", refs.get(to) ?? "", scope);
  for (const { level, refs: said } of completeness) {
    const listed = said.filter((ref) => ref !== root.ref).flatMap((ref) => refs.get(ref) ?? []);
    if (listed.length > 0) part.declare(level, "declared by the SBOM in the package", listed);
  }
  for (const remark of remarks) part.remark(remark);
  return part.build();
}

function described(component: Component, path: string): Component {
  const purl = component.purl === undefined ? undefined : canonicalPurl(component.purl);
  return { ...component, purl, ref: purl ?? `sbom:${path}#${component.ref}`, foundIn: [path] };
}

/** The distribution in whose folder it lies, by its own metadata. */
function holderOf(document: SourceDocument): { type: string; name: string; version: string } | undefined {
  const within = document.path.slice(document.path.lastIndexOf("!") + 1);
  const folder = /^(?:.*\/)?[^/]+\.dist-info(?=\/sboms\/)/.exec(within)?.[0];
  const bytes = folder === undefined ? undefined : document.beside(`/${folder}/METADATA`);
  if (bytes === undefined) return undefined;
  const [header = ""] = sourceText(bytes).split(/\r?\n\r?\n/, 1);
  const [fields] = parseControl(linesOf(header));
  const [name, version] = [fieldOf(fields, "name"), fieldOf(fields, "version")];
  return name === undefined || version === undefined ? undefined : { type: "pypi", name: pypiName(name), version };
}
