import { counted } from "../../kernel/counted.ts";
import type { Fault } from "../../kernel/fault.ts";
import type { KitPorts } from "./kit-ports.ts";
import { requireDiskSpace, requireRegistrySuccession } from "./may-import.ts";
import { type KitToOpen, openKit, type VerifiedKit } from "./open-kit.ts";
import { pushKit } from "./push-kit.ts";
import { requireBase, stageKit } from "./stage-kit.ts";
import { takeFiles } from "./take-files.ts";

/** Paths are absolute. */
export interface KitToMirror extends KitToOpen {
  /** A place in a registry: `registry.example/mirror`. */
  readonly to: string;
  readonly dryRun: boolean;
  /** Why what forbids it shall not count; undefined to let it count. */
  readonly force: string | undefined;
}

export interface MirroredKit {
  readonly kit: VerifiedKit;
  readonly overruled: readonly Fault[];
  /** Empty in a dry run. */
  readonly names: readonly string[];
}

/**
 * Puts a kit into a registry, and into no folder.
 *
 *   1. verify  what is signed, and that it may follow the kit that the registry has
 *   2. room    for it is on the disk
 *   3. stage   every file in a private folder, compared with its digest
 *   4. put     the bytes, which no name points to
 *   5. name    them, the kit itself last
 *
 * A delta needs a folder with the kit before. Faults: those of `importKit` and of the registry.
 */
export async function mirrorKit(order: KitToMirror, ports: KitPorts): Promise<MirroredKit> {
  /* 1 */ return openKit(order, ports, async (opened) => {
    const { kit } = opened;
    const overruled = await requireRegistrySuccession(kit, order.to, order, ports);
    requireBase(kit, undefined);
    if (order.dryRun) {
      await takeFiles(opened, ports);
      return { kit, overruled, names: [] };
    }
    const folder = await ports.temporary.make();
    /* 2 */ await requireDiskSpace({ folder }, kit, ports);
    ports.progress.step(`verifying ${counted(kit.predicate.carried.files, "file")}`);
    /* 3 */ const staged = await stageKit({ opened, before: undefined, folder, attempt: { staged: undefined } }, ports);
    /* 4 */ const put = await pushKit({ to: order.to, path: staged.path, kit, reason: order.force }, ports);
    /* 5 */ return { kit, overruled, names: await put.name() };
  });
}
