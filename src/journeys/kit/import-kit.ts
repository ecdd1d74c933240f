import type { AuditedKit, NewAuditEntry } from "../../domain/kit/audit-log.ts";
import type { KnownKit } from "../../domain/kit/judge-succession.ts";
import type { KitFile } from "../../domain/kit/kit-list.ts";
import { counted } from "../../kernel/counted.ts";
import type { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import {
  appendAudit,
  beginJournal,
  DEPOT,
  type Depot,
  type InstalledKit,
  installedName,
  readDepot,
  recoverDepot,
  removeKit,
} from "./depot.ts";
import type { KitPorts } from "./kit-ports.ts";
import { requireDiskSpace, requireRegistrySuccession, requireSuccession } from "./may-import.ts";
import { type KitToOpen, type OpenedKit, openKit, type VerifiedKit } from "./open-kit.ts";
import { pruneKits } from "./prune-kits.ts";
import { type PushedKit, pushKit } from "./push-kit.ts";
import { quarantine } from "./quarantine.ts";
import { requireBase, type Staged, stageKit } from "./stage-kit.ts";
import { takeFiles } from "./take-files.ts";

/** Paths are absolute. */
export interface KitToImport extends KitToOpen {
  readonly folder: string;
  readonly dryRun: boolean;
  /** Why what forbids it shall not count; undefined to let it count. */
  readonly force: string | undefined;
  /** How many kits before the new one are kept. */
  readonly keep: number;
  /** A place in a registry, where it is put, too: `registry.example/mirror`. */
  readonly to: string | undefined;
}

export interface ImportedKit {
  readonly kit: VerifiedKit;
  readonly before: InstalledKit | undefined;
  /** `in-place` if it was there before. */
  readonly status: "imported" | "in-place" | "would-import";
  /** What would have forbidden it. */
  readonly overruled: readonly Fault[];
  /** Names of the folders of earlier kits that were removed. */
  readonly removed: readonly string[];
  /** The names that it has in the registry. */
  readonly names: readonly string[];
  /** What an earlier run had left. */
  readonly recovered: "nothing" | "finished" | "taken-back";
}

/**
 * Imports a kit into a folder.
 *
 *   1. recover  what a killed run left
 *   2. verify   what is signed, and that it may follow the kit in place
 *   3. room     for it is on the disk
 *   4. stage    every file, compared with its digest as it comes, and flushed; what a delta leaves out comes from the kit in place
 *   5. place    the whole folder by one rename, then the link to it by another; in a registry the bytes come before, the names after
 *   6. record   it in the log
 *   7. prune    kits that are neither wanted nor have to be kept
 *
 * Killed anywhere, the old kit is in place or the new one. What is refused is recorded, and the bytes that did not fit are put into
 * quarantine. Faults: those of `openKit`, `judgeSuccession` and `takeFiles`, `kit-base-missing`, `kit-space`, `kit-audit-broken`.
 */
export async function importKit(order: KitToImport, ports: KitPorts): Promise<ImportedKit> {
  const { folder, dryRun } = order;
  if (dryRun) return attemptImport(order, "nothing", ports);
  await readDepot(folder, ports);
  await ports.files.makeFolder(folder);
  return ports.exclusively(ports.files.join(folder, DEPOT.lock), async () => {
    /* 1 */ return attemptImport(order, await recoverDepot(folder, ports), ports);
  });
}

interface Attempt {
  kit: VerifiedKit | undefined;
  /** The file that was last written. */
  staged: KitFile | undefined;
}

async function attemptImport(
  order: KitToImport,
  recovered: ImportedKit["recovered"],
  ports: KitPorts,
): Promise<ImportedKit> {
  const depot = await readDepot(order.folder, ports);
  const attempt: Attempt = { kit: undefined, staged: undefined };
  try {
    const done = await openKit(order, ports, (opened) => importOpened({ order, depot, opened, attempt }, ports));
    return { ...done, recovered };
  } catch (error) {
    if (order.dryRun) throw error;
    if (isRefusal(error)) await recordRefusal(error, { order, depot, attempt }, ports);
    else await recoverIfPossible(order.folder, ports);
    throw error;
  }
}

/** A disk that is full gets its room back at once; what cannot be done now, the next run does. */
async function recoverIfPossible(folder: string, ports: KitPorts): Promise<void> {
  try {
    await recoverDepot(folder, ports);
  } catch {
    // The first failure is the one to tell.
  }
}

interface Importing {
  readonly order: KitToImport;
  readonly depot: Depot;
  readonly opened: OpenedKit;
  readonly attempt: Attempt;
}

async function importOpened(
  { order, depot, opened, attempt }: Importing,
  ports: KitPorts,
): Promise<Omit<ImportedKit, "recovered">> {
  const { kit } = opened;
  attempt.kit = kit;
  const before = depot.current;
  const done = { kit, before, overruled: [], removed: [], names: [] };
  /* 2 */ if (before?.sha256 === kit.sha256) {
    // A run that was killed after it had placed the kit may have left more than is wanted.
    if (order.dryRun) return { ...done, status: "in-place" };
    const removed = await pruneKits(order.folder, order.keep, ports);
    const names = (await pushed({ path: before.path, kit, order }, ports)).name();
    return { ...done, removed, names: await names, status: "in-place" };
  }
  const overruled = [
    ...requireSuccession(kit, before, order, ports),
    ...(order.to === undefined ? [] : await requireRegistrySuccession(kit, order.to, order, ports)),
  ];
  requireBase(kit, before);
  /* 3 */ await requireDiskSpace(order, kit, ports);
  if (order.dryRun) {
    await takeFiles(opened, ports);
    return { ...done, overruled, status: "would-import" };
  }
  const to = installedName(kit);
  const entry = entryOf({ kit, before, overruled, reason: order.force }, ports);
  await beginJournal(order.folder, { to, isNew: !depot.kits.includes(to), entry }, ports);
  ports.progress.step(`importing ${counted(kit.predicate.carried.files, "file")}`);
  /* 4 */ const staged = await stageKit({ opened, before, folder: order.folder, attempt }, ports);
  const inRegistry = await pushed({ path: staged.path, kit, order }, ports);
  /* 5 */ await place(order.folder, { to, staged }, ports);
  const names = await inRegistry.name();
  /* 6 */ await appendAudit(order.folder, entry, ports);
  await ports.files.remove(ports.files.join(order.folder, DEPOT.journal));
  /* 7 */ const removed = await pruneKits(order.folder, order.keep, ports);
  return { ...done, overruled, removed, names, status: "imported" };
}

interface ToPush {
  readonly path: string;
  readonly kit: VerifiedKit;
  readonly order: Pick<KitToImport, "to" | "force">;
}

/** Nothing, if no registry is named. */
async function pushed({ path, kit, order }: ToPush, ports: KitPorts): Promise<PushedKit> {
  if (order.to === undefined) return { name: async () => [] };
  return pushKit({ to: order.to, path, kit, reason: order.force }, ports);
}

async function place(
  folder: string,
  { to, staged }: { readonly to: string; readonly staged: Staged },
  { files, disk }: KitPorts,
): Promise<void> {
  const kits = files.join(folder, DEPOT.kits);
  await files.makeFolder(kits);
  // One that was there before, and that nothing points to.
  await removeKit(folder, to, { files, disk });
  await disk.move(staged.path, files.join(kits, to));
  await disk.point(files.join(folder, DEPOT.current), `${DEPOT.kits}/${to}`);
}

interface EntryFacts {
  readonly kit: VerifiedKit;
  readonly before: InstalledKit | undefined;
  readonly overruled: readonly Fault[];
  readonly reason: string | undefined;
}

function entryOf({ kit, before, overruled, reason }: EntryFacts, { clock }: KitPorts): NewAuditEntry {
  return {
    ...{ time: formatEpoch(Math.floor(clock.now().getTime() / 1000)), action: "imported" },
    ...{ kit: auditedKit(kit), before: before === undefined ? null : auditedKit(before), signer: kit.signer },
    codes: [...new Set(overruled.map(({ code }) => code))],
    reason: reason ?? null,
  };
}

/** A kit as the log names it. */
export function auditedKit({ predicate, sha256 }: KnownKit): AuditedKit {
  return { name: predicate.name, sequence: predicate.sequence, sha256 };
}

interface Refusal {
  readonly order: KitToImport;
  readonly depot: Depot;
  readonly attempt: Attempt;
}

async function recordRefusal(fault: Fault, { order, depot, attempt }: Refusal, ports: KitPorts): Promise<void> {
  const { kit, staged } = attempt;
  const entry: NewAuditEntry = {
    ...{ time: formatEpoch(Math.floor(ports.clock.now().getTime() / 1000)), action: "refused" },
    ...{ kit: kit === undefined ? null : auditedKit(kit), signer: kit?.signer ?? null },
    before: depot.current === undefined ? null : auditedKit(depot.current),
    ...{ codes: [fault.code], reason: null },
  };
  await quarantine({ folder: order.folder, source: order.path, fault, entry, staged }, ports);
  await appendAudit(order.folder, entry, ports);
  await ports.disk.removeFolder(ports.files.join(order.folder, DEPOT.staging));
  await ports.files.remove(ports.files.join(order.folder, DEPOT.journal));
}
