import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { EntryDigest } from "./read-capsule.ts";
import type { RootStatement } from "./root-schema.ts";

/**
 * Refuses if the entries are not exactly those that the root lists (A24). Fault: `capsule-not-closed`.
 */
export function requireClosed(root: RootStatement, entries: ReadonlyMap<string, unknown>): void {
  const listed = new Set(root.predicate.evidence.map(({ name }) => name));
  for (const name of entries.keys()) if (!listed.has(name)) throw notClosed(name, "in the capsule but not in its root");
  for (const name of listed) if (!entries.has(name)) throw notClosed(name, "listed in the root but absent");
}

/** Refuses if an entry is not, byte for byte, what the root lists under its name. Fault: `evidence-differs`. */
export function requireEvidence(root: RootStatement, entries: ReadonlyMap<string, EntryDigest>): void {
  for (const { name, digest, annotations } of root.predicate.evidence) {
    const found = entries.get(name);
    if (found === undefined) continue;
    if (found.size === annotations.size && found.sha256 === digest.sha256) continue;
    throw new Fault("evidence-differs", `the entry ${printable(name)} is not the one that was sealed`);
  }
}

function notClosed(name: string, state: string): Fault {
  return new Fault("capsule-not-closed", `the entry ${printable(name)} is ${state}`);
}
