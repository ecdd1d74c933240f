import type { NewAuditEntry } from "../../domain/kit/audit-log.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import { printable } from "../../kernel/printable.ts";
import {
  appendAudit,
  beginJournal,
  DEPOT,
  type Depot,
  type InstalledKit,
  installedKit,
  readDepot,
  recoverDepot,
} from "./depot.ts";
import { auditedKit } from "./import-kit.ts";
import type { KitPorts } from "./kit-ports.ts";
import { requireInstalled } from "./require-installed.ts";

export interface KitToRollBack {
  /** Absolute. */
  readonly folder: string;
  /** Why, for the log. */
  readonly reason: string;
}

export interface RolledBack {
  readonly from: InstalledKit;
  readonly to: InstalledKit;
}

/**
 * Puts the kit before into place again, if it is still what was imported.
 *
 *   1. recover  what a killed run left
 *   2. verify   every file of the kit before
 *   3. place    the link to it
 *   4. record   it in the log, with the reason
 *
 * Faults: `kit-missing`, `kit-member-differs`, `kit-audit-broken`.
 */
export async function rollBackKit({ folder, reason }: KitToRollBack, ports: KitPorts): Promise<RolledBack> {
  const { files, disk, clock } = ports;
  if ((await readDepot(folder, ports)).current === undefined) throw noKit(folder);
  return ports.exclusively(files.join(folder, DEPOT.lock), async () => {
    /* 1 */ await recoverDepot(folder, ports);
    const { from, to } = await kitBefore(await readDepot(folder, ports), ports);
    ports.progress.step(`verifying the kit number ${to.predicate.sequence}`);
    /* 2 */ await requireInstalled(to, ports);
    const entry: NewAuditEntry = {
      ...{ time: formatEpoch(Math.floor(clock.now().getTime() / 1000)), action: "rolled-back" },
      ...{ kit: auditedKit(to), before: auditedKit(from), signer: null, codes: [], reason },
    };
    await beginJournal(folder, { to: to.name, isNew: false, entry }, ports);
    /* 3 */ await disk.point(files.join(folder, DEPOT.current), `${DEPOT.kits}/${to.name}`);
    /* 4 */ await appendAudit(folder, entry, ports);
    await files.remove(files.join(folder, DEPOT.journal));
    return { from, to };
  });
}

async function kitBefore({ folder, current, kits }: Depot, ports: KitPorts): Promise<RolledBack> {
  if (current === undefined) throw noKit(folder);
  const earlier = kits.find((name) => name < current.name);
  if (earlier !== undefined) return { from: current, to: await installedKit(folder, earlier, ports) };
  throw new Fault("kit-missing", `no kit before number ${current.predicate.sequence} is kept`);
}

export function noKit(folder: string): Fault {
  return new Fault("kit-missing", `no kit is in place in ${printable(folder)}`, {
    hint: "import one with capsule kit import",
  });
}
