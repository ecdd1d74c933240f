import { parseTrustedRoot } from "../../src/domain/sigstore/trusted-root.ts";
import type { CarriedRoots } from "../../src/ports/carried-roots.ts";
import { ageInDays } from "./root-age.ts";

/** What is known of a built-in root; `trusted-roots/taken.json` has one for each instance. */
export interface TakenRoot {
  readonly source: string;
  /** `2026-08-21` */
  readonly dated: string;
  /** Hex. */
  readonly sha256: string;
}

export type Instance = Parameters<CarriedRoots["fetch"]>[0];
export type Taken = Readonly<Record<Instance, TakenRoot>>;

/** A root that did not change gets a new date only then, so that not every week brings a change to review. */
const RENEW_DATE_AFTER_DAYS = 21;

/**
 * The files of `trusted-roots/` that have to change, by name: roots that their update repositories have signed since, and the
 * record of all. None where nothing is due. Faults: those of `CarriedRoots.fetch` and `prove`.
 */
export async function renewRoots(taken: Taken, roots: CarriedRoots): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const record: Record<string, TakenRoot> = { ...taken };
  for (const [instance, known] of Object.entries(taken) as [Instance, TakenRoot][]) {
    const { bytes, fetched, repository, versions, sha256 } = await roots.prove(await roots.fetch(instance));
    parseTrustedRoot(bytes);
    const changed = sha256 !== known.sha256;
    if (!changed && ageInDays(known.dated, new Date(fetched)) <= RENEW_DATE_AFTER_DAYS) continue;
    if (changed) files.set(`${instance}.json`, bytes);
    const source = `${repository} (targets ${versions.targets}, root ${versions.root})`;
    record[instance] = { source, dated: fetched.slice(0, 10), sha256 };
    files.set("taken.json", Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`));
  }
  return files;
}
