import { readSourceJson } from "../../../../kernel/documents/source-json.ts";
import { hintAt, objectAt } from "../../../../kernel/documents/source-tree.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import type { SourceDocument } from "../../model/catalogue.ts";
import type { Scope } from "../../model/inventory.ts";

/** The keys of `package.json`, and of lockfile entries, under which npm packages name what they need. */
export const NPM_GROUPS: readonly (readonly [string, Scope])[] = [
  ["dependencies", "runtime"],
  ["optionalDependencies", "optional"],
  ["peerDependencies", "peer"],
  ["devDependencies", "dev"],
];

export interface WantedPackage {
  readonly name: string;
  /** As written: a range, an alias, an address. */
  readonly range: string;
  readonly scope: Scope;
}

/** Everything a manifest or entry asks for; a name that stands in two groups comes once for each. */
export function wantedBy(entry: JsonObject, groups = NPM_GROUPS): WantedPackage[] {
  return groups.flatMap(([key, scope]) => {
    const group = objectAt(entry, key);
    return Object.keys(group).map((name) => ({ name, range: hintAt(group, name) ?? "", scope }));
  });
}

/** The `package.json` beside a lockfile, or undefined. Faults: those of `readSourceJson`. */
export function manifestBeside(document: SourceDocument): JsonObject | undefined {
  const bytes = document.beside("package.json");
  return bytes === undefined ? undefined : readSourceJson(bytes);
}
