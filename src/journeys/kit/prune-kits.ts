import { type KeptKit, removableKits } from "../../domain/kit/retention.ts";
import { type Depot, installedKit, readDepot, removeKit } from "./depot.ts";
import type { KitPorts } from "./kit-ports.ts";

/** All kits that are there, the one in place first, then the newest first. */
export async function keptKits(
  { folder, current, kits }: Depot,
  ports: Pick<KitPorts, "files" | "disk" | "crypto">,
): Promise<readonly KeptKit[]> {
  const names = current === undefined ? kits : [current.name, ...kits.filter((name) => name !== current.name)];
  const kept: KeptKit[] = [];
  for (const name of names) {
    const { files, predicate } = await installedKit(folder, name, ports);
    kept.push({ folder: name, files, rules: predicate.retention });
  }
  return kept;
}

/** Removes earlier kits but the newest `keep`, and none that alone has what must be kept; resolves to their names. */
export async function pruneKits(folder: string, keep: number, ports: KitPorts): Promise<readonly string[]> {
  const kept = await keptKits(await readDepot(folder, ports), ports);
  const removable = removableKits(kept, keep, ports.clock.now());
  for (const name of removable) await removeKit(folder, name, ports);
  return removable;
}
