import type { Clock } from "../../../ports/clock.ts";
import type { ReleaseAsset } from "./release-schemas.ts";
import { lookAgain } from "./replica-lag.ts";

/** What this run knows of the files of one release: what it put there or saw whole, and what it took away. */
export interface ReleaseMemory {
  readonly there: Map<number, ReleaseAsset>;
  readonly gone: Set<number>;
}

export function releaseMemory(): ReleaseMemory {
  return { there: new Map(), gone: new Set() };
}

/**
 * A listing that is not behind: it is read again for about a minute while it lacks a whole file that this run knows, unless
 * another one has its name. What this run took away is left out, whatever a list says. What is still missing then is gone.
 */
export async function listKnown(
  { there, gone }: ReleaseMemory,
  list: () => Promise<readonly ReleaseAsset[]>,
  clock: Clock,
): Promise<ReleaseAsset[]> {
  const known = [...there.values()];
  const isThere = (asset: ReleaseAsset, { id, name }: ReleaseAsset): boolean =>
    asset.id === id ? isWhole(asset) : asset.name === name;
  const lacks = (found: readonly ReleaseAsset[]): boolean =>
    known.some((asset) => !gone.has(asset.id) && !found.some((one) => isThere(one, asset)));
  const look = async () => (await list()).filter(({ id }) => !gone.has(id));
  const found = await lookAgain(clock, look, lacks);
  for (const { id } of known) if (!found.some((one) => one.id === id)) there.delete(id);
  for (const asset of found.filter(isWhole)) there.set(asset.id, asset);
  return found;
}

export function isWhole({ state }: ReleaseAsset): boolean {
  return state === "uploaded";
}
