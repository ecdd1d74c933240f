import type { Component } from "../model/inventory.ts";
import { everyChoice, isDeprecatedLicense, readLicense } from "../model/read-license.ts";
import { partOf, type Rule, share } from "./quality-rule.ts";

const isRestrictive = (id: string) => /\b(?:A?GPL|SSPL|BUSL|CC-BY-NC)/.test(id);
const isSpdxTerm = (text: string) => readLicense(text).kind !== "name";
const has = (algorithms: readonly string[]) => (component: Component) =>
  component.hashes.some(({ algorithm }) => algorithms.includes(algorithm));

export const named = share("a name", (component) => component.name !== "");
export const versioned = share("a version", ({ version: said }) => said !== undefined && said !== "");
export const identifier = share(
  "a package URL or another identifier",
  ({ purl, ref }, { about }) => purl !== undefined || about.otherIds.has(ref),
);
export const localId = share("a reference of their own", ({ ref }) => ref !== "");
export const supplier = share("a supplier or manufacturer", ({ ref }, { about }) => about.supplied.has(ref));
export const license = share("a licence", ({ licenses }) => licenses.length > 0);
export const validLicense = share(
  "a licence that is an SPDX expression",
  ({ licenses }) => licenses.length > 0 && licenses.every(isSpdxTerm),
);
export const freeOfRestriction = share(
  "a licence that is not restrictive",
  ({ licenses }) => licenses.length > 0 && !licenses.some((text) => everyChoice(text, isRestrictive)),
);
export const freeOfDeprecation = share(
  "a licence that is not deprecated",
  ({ licenses }) => licenses.length > 0 && !licenses.some(isDeprecatedLicense),
);
export const hash = share("a hash", ({ hashes, commit }) => hashes.length > 0 || commit !== undefined);
export const strongHash = share("a SHA-256 or stronger", has(["SHA-256", "SHA-384", "SHA-512"]));
export const weakHash = share("any hash", ({ hashes }) => hashes.length > 0);
export const sha512 = share("a SHA-512", has(["SHA-512"]));
export const purpose = share("a purpose", ({ ref }, { about }) => about.purposed.has(ref));
export const source = share(
  "the place of their source",
  ({ ref, origin }, { about }) => about.sourced.has(ref) || origin !== undefined,
);
export const fileName = share(
  "a file name",
  ({ kind, foundIn, origin, hashes }) =>
    kind === "file" || foundIn.length > 0 || origin !== undefined || hashes.some(({ file }) => file !== undefined),
);

/** A property of CycloneDX's public list, whatever its value is. */
export const saysProperty = (property: string) =>
  share(`the property ${property}`, ({ properties }) => properties.some(({ name }) => name === property));

export const relations: Rule = ({ inventory: { components, edges, completeness } }) => {
  if (components.length === 0)
    return { score: completeness.length > 0 ? 1 : 0, reason: "there are no components to relate" };
  const related = new Set([
    ...edges.flatMap(({ from, to }) => [from, to]),
    ...completeness.flatMap(({ refs }) => refs),
  ]);
  const passed = components.filter(({ ref }) => related.has(ref)).length;
  return {
    score: passed / components.length,
    reason: partOf(passed, components.length, ["stands", "stand"], "in a relation"),
  };
};
