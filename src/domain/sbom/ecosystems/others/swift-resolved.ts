import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { asObject, hintAt, listAt, objectAt, textAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { DocumentFormat, SourceDocument } from "../../model/catalogue.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { commitOf, safeOrigin } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";

/**
 * Swift's `Package.resolved`, versions 1 to 3: repositories and the commits that were taken, without edges.
 *
 *     "pins": [{ "identity": "yams", "kind": "remoteSourceControl", "location": "https://github.com/jpsim/Yams.git",
 *                "state": { "revision": "<commit>", "version": "5.0.1" } }], "version": 2
 */
export const swiftResolved: DocumentFormat = {
  id: "swift-resolved",
  companions: [],
  recognises: (path) => /(?:^|\/)(?:Package\.resolved|\.package\.resolved)$/.test(path),
  read: readSwiftResolved,
};

function readSwiftResolved(document: SourceDocument): Part {
  const part = new PartBuilder("swift-resolved", document);
  const resolved = readSourceJson(document.bytes);
  gateVersion(part, resolved["version"], [1, 2, 3]);
  const root = part.firstParty(".", { kind: "application", name: "project" });
  part.top(root);
  const pins = Object.hasOwn(resolved, "pins")
    ? listAt(resolved, "pins")
    : listAt(objectAt(resolved, "object"), "pins");
  for (const pin of pins) part.edge(root, addPin(part, asObject(pin, "pin")));
  part.declare("incomplete", "the lockfile does not tell direct from transitive dependencies", [root]);
  part.declare("unknown", "the lockfile does not say which package needs which");
  return part.build();
}

function addPin(part: PartBuilder, pin: JsonObject): string {
  const location = textAt(pin, "location") ?? textAt(pin, "repositoryURL") ?? "";
  const identity = textAt(pin, "identity") ?? textAt(pin, "package") ?? location;
  const state = objectAt(pin, "state");
  const revision = hintAt(state, "revision");
  const version = textAt(state, "version") ?? revision ?? textAt(state, "branch");
  const origin = safeOrigin(location);
  const path = (origin ?? "").replace(/^[a-z+]+:\/\//, "").replace(/(?:\.git)?\/?$/, "");
  const at = path.lastIndexOf("/");
  if (at > 0) {
    const found = { origin, commit: commitOf(revision) };
    return part.package({ type: "swift", namespace: path.slice(0, at), name: path.slice(at + 1), version, found });
  }
  // A registry names a package `scope.name`, which the purl type has no place for.
  if (textAt(pin, "kind") !== "registry") part.remark(`${printable(identity)} comes from a place that is not known`);
  return part.add({ name: identity, version });
}
