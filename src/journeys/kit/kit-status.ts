import { type KitStanding, kitStanding } from "../../domain/kit/kit-standing.ts";
import { KIT_STATEMENT_ENTRY } from "../../domain/kit/kit-statement.ts";
import { judgeRetention, type RetentionNote } from "../../domain/kit/retention.ts";
import type { ExpectedIdentity } from "../../domain/sigstore/expected-identity.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_KIT_STATEMENT_BYTES } from "../../kernel/limits.ts";
import { DEPOT, type Depot, type InstalledKit, readDepot } from "./depot.ts";
import type { KitPorts } from "./kit-ports.ts";
import { verifyKitBundle } from "./open-kit.ts";
import { keptKits } from "./prune-kits.ts";
import { requireInstalled } from "./require-installed.ts";
import { noKit } from "./rollback-kit.ts";

export interface StatusOrder {
  /** Absolute. */
  readonly folder: string;
  /** Whether every file is read again. */
  readonly everyFile: boolean;
  /** Who must have signed the kit in place; undefined not to ask. */
  readonly identity: ExpectedIdentity | undefined;
  /** How many days old the vulnerabilities may be. */
  readonly maxFeedDays: number;
  /** Hex of a line of the log, written down elsewhere, that must still be in it. */
  readonly auditHead: string | undefined;
}

export interface KitStatus {
  readonly depot: Depot;
  readonly kit: InstalledKit;
  readonly standing: KitStanding;
  readonly retention: readonly RetentionNote[];
  /** Who signed it, if somebody is expected to have. */
  readonly signer: string | undefined;
  readonly everyFile: boolean;
  /** Reports in the quarantine. */
  readonly quarantined: number;
}

/**
 * What is in place in a folder of kits, and how it stands. It changes nothing.
 *
 *   1. log    its chain, and that it knows the kit in place
 *   2. kit    its signature and its files, where that is asked
 *   3. times  how old kit and vulnerabilities are, and what has to be kept
 *
 * Faults: `kit-missing`, `kit-audit-broken`, `kit-member-differs`, those of a bundle.
 */
export async function kitStatus(order: StatusOrder, ports: KitPorts): Promise<KitStatus> {
  const { folder } = order;
  /* 1 */ const depot = await readDepot(folder, ports);
  const kit = depot.current;
  if (kit === undefined) throw noKit(folder);
  requireLogged(depot, kit, order.auditHead);
  /* 2 */ const signer = order.identity === undefined ? undefined : await signerOf(kit, order.identity, ports);
  if (order.everyFile) await requireInstalled(kit, ports);
  /* 3 */ const now = ports.clock.now();
  return {
    ...{ depot, kit, signer, everyFile: order.everyFile },
    standing: kitStanding(kit.predicate, now, order.maxFeedDays),
    retention: judgeRetention(await keptKits(depot, ports), now),
    quarantined: await countQuarantined(folder, ports),
  };
}

function requireLogged({ audit, journal }: Depot, kit: InstalledKit, auditHead: string | undefined): void {
  if (auditHead !== undefined && !audit.heads.includes(auditHead)) {
    throw new Fault("kit-audit-broken", "the log of the kits lacks the line that was written down");
  }
  const last = audit.entries.findLast(({ action }) => action === "imported" || action === "rolled-back");
  // Between the link and the log a program may have been killed, which the journal says.
  if (last?.kit?.sha256 === kit.sha256 || journal?.to === kit.name) return;
  throw new Fault("kit-audit-broken", "the log of the kits does not know the kit that is in place");
}

async function signerOf(kit: InstalledKit, identity: ExpectedIdentity, ports: KitPorts): Promise<string> {
  const path = ports.files.join(kit.path, KIT_STATEMENT_ENTRY);
  return (await verifyKitBundle(await ports.files.read(path, MAX_KIT_STATEMENT_BYTES), identity, ports)).signer;
}

async function countQuarantined(folder: string, { files }: KitPorts): Promise<number> {
  const path = files.join(folder, DEPOT.quarantine);
  return (await files.facts(path)) === undefined ? 0 : (await files.list(path)).length;
}
