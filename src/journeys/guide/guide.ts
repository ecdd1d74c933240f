import { GUIDE_ENTRY } from "../../domain/capsule/entry-names.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import { type CapsulePorts, readCapsuleAt } from "../show/read-capsule-at.ts";

/**
 * Reads the VERIFY.md of a capsule, unverified.
 *
 *   1. read  the capsule
 *   2. find  the page among its entries
 *
 * Faults: those of `readCapsule`; `capsule-not-closed` if it has none.
 */
export async function readGuide(path: string, ports: CapsulePorts): Promise<string> {
  const { entries } = await readCapsuleAt(path, ports);
  const guide = entries.get(GUIDE_ENTRY);
  if (guide === undefined) throw new Fault("capsule-not-closed", "the capsule holds no VERIFY.md");
  return decodeUtf8(guide, GUIDE_ENTRY);
}
