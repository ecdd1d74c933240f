import { diffCapsules } from "../../domain/comparison/capsule-diff.ts";
import { COMPARED_ENTRIES } from "../../domain/comparison/capsule-facts.ts";
import { type Comparison, compareInventories } from "../../domain/comparison/comparison.ts";
import { loadSbom, type SbomPorts } from "../sbom/load-sbom.ts";
import { readUnverified } from "../show/read-unverified.ts";
import { capsuleAt } from "./capsule-at.ts";

/**
 * Tells what changed between two capsules, releases, SBOMs, files or folders. Nothing of it is verified.
 *
 *   1. find     the capsules that the paths stand for
 *   2. compare  the capsules, if both are; else the SBOMs that the paths hold, or that are made of them
 *
 * Faults: those of `readUnverified`, `diffCapsules` and `loadSbom`.
 */
export async function compare([old, now]: readonly [string, string], ports: SbomPorts): Promise<Comparison> {
  const { files } = ports;
  const [before, after] = [await capsuleAt(old, files), await capsuleAt(now, files)];
  if (before !== undefined && after !== undefined) {
    const read = (path: string) => readUnverified({ path }, COMPARED_ENTRIES, ports);
    const compared = await diffCapsules([await read(before), await read(after)], ports.crypto);
    return { of: "capsules", ...compared };
  }
  return compareInventories({
    before: (await loadSbom(before ?? old, ports)).inventory,
    after: (await loadSbom(after ?? now, ports)).inventory,
  });
}
