import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { asObject, hintAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import { parseIntegrity } from "../../model/integrity.ts";
import type { Hash } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { STEPS } from "../../model/work-budget.ts";
import { gateVersion } from "../gate-version.ts";

/**
 * NuGet's lockfile (https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies),
 * one table for each target framework, and for each runtime of it what differs:
 *
 *     "dependencies": { "net8.0": { "Newtonsoft.Json": { "type": "Direct", "resolved": "13.0.3", "contentHash": "…",
 *                                                        "dependencies": {…} } }, "net8.0/linux-x64": {…} }
 */
export const nugetLock: DocumentFormat = {
  id: "nuget-lock",
  companions: [],
  recognises: (path) => /(?:^|\/)packages(?:\.[\w.-]+)?\.lock\.json$/.test(path),
  read: readNugetLock,
};

/** Refs by name in lower case, as NuGet compares names: of a runtime those that differ from its framework's. */
interface Refs {
  readonly own: Map<string, string>;
  readonly below: Refs | undefined;
}

function readNugetLock(document: SourceDocument): Part {
  const part = new PartBuilder("nuget-lock", document);
  const lock = readSourceJson(document.bytes);
  gateVersion(part, lock["version"], [1, 2]);
  const frameworks = objectAt(lock, "dependencies");
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  const known = new Map<string, Refs>();
  const spelled = new Map<string, string>();
  for (const framework of Object.keys(frameworks)) {
    const packages = objectAt(frameworks, framework);
    // A runtime's table only holds what differs from its framework's.
    const above = framework.slice(0, Math.max(0, framework.lastIndexOf("/")));
    const refs: Refs = { own: new Map(), below: known.get(above) };
    known.set(framework, refs);
    for (const name of Object.keys(packages)) {
      // Written otherwise for another framework, it is the same package.
      const spelling = spelled.get(name.toLowerCase()) ?? name;
      spelled.set(name.toLowerCase(), spelling);
      refs.own.set(name.toLowerCase(), addPackage(part, spelling, asObject(packages[name], name)));
    }
    for (const name of Object.keys(packages)) addEdges(part, { root, refs }, name, asObject(packages[name], name));
  }
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addPackage(part: PartBuilder, name: string, entry: JsonObject): string {
  const version = textAt(entry, "resolved");
  if (textAt(entry, "type") === "Project") return part.firstParty(name.toLowerCase(), { name });
  if (version === undefined) part.remark(`${printable(name)} has no version`);
  return part.package({ type: "nuget", name, version, found: { hashes: contentHash(hintAt(entry, "contentHash")) } });
}

/** SHA-512 of the package, in base64. */
function contentHash(text: string | undefined): Hash[] {
  return parseIntegrity(text === undefined ? undefined : `sha512-${text}`);
}

function addEdges(
  part: PartBuilder,
  { root, refs }: { root: string; refs: Refs },
  name: string,
  entry: JsonObject,
): void {
  const from = refs.own.get(name.toLowerCase()) ?? "";
  const type = textAt(entry, "type");
  if (type === "Direct" || type === "Project") part.edge(root, from);
  for (const wanted of Object.keys(objectAt(entry, "dependencies"))) {
    const target = find(part, refs, wanted.toLowerCase());
    if (target !== undefined) part.edge(from, target);
    else part.lacks(from, `${printable(name)} needs ${printable(wanted)}, which the lockfile does not hold`);
  }
}

function find(part: PartBuilder, from: Refs, name: string): string | undefined {
  for (let refs: Refs | undefined = from; refs !== undefined; refs = refs.below) {
    part.spend(STEPS.glance);
    const ref = refs.own.get(name);
    if (ref !== undefined) return ref;
  }
  return undefined;
}
