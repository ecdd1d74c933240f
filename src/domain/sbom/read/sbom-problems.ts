import { printable } from "../../../kernel/printable.ts";
import type { Component, Edge } from "../model/inventory.ts";
import { canonicalPurl } from "../model/purl.ts";

const MAX_SHOWN = 100;

/** What the schemas do not catch: refs that lead nowhere, hashes of a wrong length. */
export function sbomProblems(components: readonly Component[], edges: readonly Edge[]): string[] {
  const refs = new Set(components.map(({ ref }) => ref));
  const problems = [
    ...edges
      .flatMap(({ from, to }) => [from, to])
      .filter((ref) => !refs.has(ref))
      .map((ref) => `${printable(ref)} is depended on and not described`),
    ...components.flatMap(({ ref, hashes }) =>
      hashes.filter(({ hex }) => !/^(?:[0-9a-f]{2})+$/.test(hex)).map(() => `${printable(ref)} has a malformed hash`),
    ),
  ];
  return [...new Set(problems)].slice(0, MAX_SHOWN);
}

/** One malformed package URL says nothing about the other components: its own goes without, and that is said. */
export function soundPurl(purl: string | undefined, ref: string, remarks: string[]): string | undefined {
  if (purl === undefined || isPurl(purl)) return purl;
  if (remarks.length < MAX_SHOWN) remarks.push(`${printable(ref)} has a malformed package URL, which is left out`);
  return undefined;
}

function isPurl(text: string): boolean {
  try {
    canonicalPurl(text);
    return true;
  } catch {
    return false;
  }
}
