import { GUIDE_ENTRY } from "../../domain/capsule/entry-names.ts";
import { Fault } from "../../kernel/fault.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import { type CapsulePorts, readUnverified } from "../show/read-unverified.ts";

/**
 * Reads the VERIFY.md of a capsule, unverified.
 *
 *   1. read  the capsule, and hold the page alone
 *   2. find  the page
 *
 * Faults: those of `readUnverified`; `capsule-not-closed` if it has none.
 */
export async function readGuide(path: string, ports: CapsulePorts): Promise<string> {
  const { entries } = await readUnverified({ path }, new Set([GUIDE_ENTRY]), ports);
  const guide = entries.get(GUIDE_ENTRY);
  if (guide === undefined) throw new Fault("capsule-not-closed", "the capsule holds no VERIFY.md");
  return decodeUtf8(guide, GUIDE_ENTRY);
}
