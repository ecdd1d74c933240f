import { compareUtf8 } from "../../../kernel/bytewise.ts";
import type { Component, Hash, Property, Scope } from "./inventory.ts";

/** Strongest first. */
export const SCOPES: readonly Scope[] = ["runtime", "peer", "optional", "dev"];

export function strongerScope(a: Scope, b: Scope): Scope {
  return SCOPES.indexOf(a) <= SCOPES.indexOf(b) ? a : b;
}

export function weakerScope(a: Scope, b: Scope): Scope {
  return SCOPES.indexOf(a) <= SCOPES.indexOf(b) ? b : a;
}

/** One component from all that was read about one ref: lists are united and ordered, the strongest scope wins. */
export function mergeComponents(found: readonly Component[]): Component {
  const [first] = found;
  if (first === undefined) throw new Error("a component is merged from at least one");
  return {
    ...first,
    version: found.find((component) => component.version !== undefined)?.version,
    hashes: uniteBy(
      found.flatMap((component) => component.hashes),
      hashKey,
    ),
    licenses: uniteBy(
      found.flatMap((component) => component.licenses),
      String,
    ),
    scope: found.map((component) => component.scope).reduce(strongerScope),
    firstParty: found.some((component) => component.firstParty),
    foundIn: uniteBy(
      found.flatMap((component) => component.foundIn),
      String,
    ),
    origin: found.find((component) => component.origin !== undefined)?.origin,
    commit: found.find((component) => component.commit !== undefined)?.commit,
    properties: uniteBy(
      found.flatMap((component) => component.properties),
      propertyKey,
    ),
  };
}

/** Order and identity of hashes: by algorithm, then file, then value. */
export function hashKey(hash: Hash): string {
  return `${hash.algorithm}\n${hash.file ?? ""}\n${hash.hex}`;
}

function propertyKey(property: Property): string {
  return `${property.name}\n${property.value}`;
}

function uniteBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  if (items.length < 2) return [...items];
  const byKey = new Map(items.map((item) => [key(item), item]));
  return [...byKey].sort(([a], [b]) => compareUtf8(a, b)).map(([, item]) => item);
}
