import * as v from "valibot";
import {
  type AuditLog,
  appendAuditEntry,
  auditEntrySchema,
  EMPTY_AUDIT_LOG,
  type NewAuditEntry,
  parseAuditLog,
} from "../../domain/kit/audit-log.ts";
import { KIT_LIST_ENTRY, KIT_STATEMENT_ENTRY } from "../../domain/kit/kit-statement.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJson } from "../../kernel/json.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { MAX_KIT_LIST_BYTES, MAX_KIT_STATEMENT_BYTES } from "../../kernel/limits.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { KitPorts } from "./kit-ports.ts";
import { type StatedKit, statedKit } from "./read-earlier-kit.ts";

/**
 * A folder of kits:
 *
 *     current -> kits/000007-9f86d081884c   the kit in place, which one rename changes
 *     kits/                                 it, and those before it
 *     audit.jsonl                           what was done, each line chained to the one before
 *     quarantine/                           what did not fit, and a report of it
 *     journal.json, .lock                   while something is being done
 *     .staging/, .removed/                  what is not yet in place, and what is no longer
 */
export const DEPOT = {
  ...{ current: "current", kits: "kits", audit: "audit.jsonl", quarantine: "quarantine" },
  ...{ journal: "journal.json", staging: ".staging", removed: ".removed", lock: ".lock" },
} as const;

export interface Depot {
  /** Absolute. */
  readonly folder: string;
  /** The kit in place. */
  readonly current: InstalledKit | undefined;
  /** Names of all kits that are there, the newest first. */
  readonly kits: readonly string[];
  readonly audit: AuditLog;
  /** What was being done when a program was killed. */
  readonly journal: Journal | undefined;
}

export interface InstalledKit extends StatedKit {
  /** Name of its folder in `kits`. */
  readonly name: string;
  /** Absolute path of it. */
  readonly path: string;
}

const NAME = /^\d{6}-[0-9a-f]{12}$/;
const POINTER = /^kits\/(\d{6}-[0-9a-f]{12})$/;
const MAX_AUDIT_BYTES = 256 << 20;
const MAX_JOURNAL_BYTES = 64 << 10;

const journalSchema = once(() =>
  v.strictObject({
    /** Name of the kit that comes into place. */
    to: v.pipe(v.string(), v.regex(NAME)),
    /** False if it was there before, and must stay whatever happens. */
    isNew: v.boolean(),
    /** What the log says if it succeeds. */
    entry: v.omit(auditEntrySchema(), ["number", "previous"]),
  }),
);
export type Journal = v.InferOutput<ReturnType<typeof journalSchema>>;

type ReadingPorts = Pick<KitPorts, "files" | "disk" | "crypto">;

/** The name of the folder of a kit. */
export function installedName({ predicate, sha256 }: Pick<StatedKit, "predicate" | "sha256">): string {
  return `${String(predicate.sequence).padStart(6, "0")}-${sha256.slice(0, 12)}`;
}

/**
 * Looks at a folder of kits and changes nothing. Faults: `out-not-empty` for a folder of something else, `kit-malformed` for a damaged
 * one, `kit-audit-broken`.
 */
export async function readDepot(folder: string, ports: ReadingPorts): Promise<Depot> {
  const { files } = ports;
  const nothing = { folder, current: undefined, kits: [], audit: EMPTY_AUDIT_LOG, journal: undefined };
  if ((await files.facts(folder)) === undefined) return nothing;
  const names = (await files.list(folder)).flatMap(({ name }) => name ?? []);
  const own: readonly string[] = Object.values(DEPOT);
  if (names.length > 0 && !names.some((name) => own.includes(name))) {
    throw new Fault("out-not-empty", `${printable(folder)} is not a folder of kits, and not empty`);
  }
  return {
    folder,
    current: await currentKit(folder, ports),
    kits: names.includes(DEPOT.kits) ? await kitsIn(files.join(folder, DEPOT.kits), ports) : [],
    audit: names.includes(DEPOT.audit) ? parseAuditLog(await auditBytes(folder, ports)) : EMPTY_AUDIT_LOG,
    journal: names.includes(DEPOT.journal) ? await readJournal(folder, ports) : undefined,
  };
}

async function currentKit(folder: string, ports: ReadingPorts): Promise<InstalledKit | undefined> {
  const pointer = await ports.disk.pointed(ports.files.join(folder, DEPOT.current));
  if (pointer === undefined) return undefined;
  const [, name] = POINTER.exec(pointer.replaceAll("\\", "/")) ?? [];
  if (name !== undefined) return installedKit(folder, name, ports);
  throw new Fault(
    "kit-malformed",
    `the link current points to ${printable(pointer)}, which is not a kit of the folder`,
  );
}

/** What a kit in the folder says of itself: it was verified when it came there. */
export async function installedKit(folder: string, name: string, ports: ReadingPorts): Promise<InstalledKit> {
  const { files, crypto } = ports;
  const path = files.join(files.join(folder, DEPOT.kits), name);
  const bundle = await files.read(files.join(path, KIT_STATEMENT_ENTRY), MAX_KIT_STATEMENT_BYTES);
  const list = await files.read(files.join(path, KIT_LIST_ENTRY), MAX_KIT_LIST_BYTES);
  const stated = await statedKit(bundle, list, crypto);
  if (installedName(stated) !== name) {
    throw new Fault("kit-malformed", `the kit in ${printable(name)} is another one than its folder says`);
  }
  return { ...stated, name, path };
}

async function kitsIn(folder: string, { files }: ReadingPorts): Promise<readonly string[]> {
  const names = (await files.list(folder)).flatMap(({ name, kind }) =>
    kind === "directory" && name !== undefined && NAME.test(name) ? [name] : [],
  );
  return names.reverse();
}

function auditBytes(folder: string, { files }: Pick<ReadingPorts, "files">): Promise<Uint8Array> {
  return files.read(files.join(folder, DEPOT.audit), MAX_AUDIT_BYTES);
}

async function readJournal(folder: string, { files }: ReadingPorts): Promise<Journal> {
  const bytes = await files.read(files.join(folder, DEPOT.journal), MAX_JOURNAL_BYTES);
  const malformed = (problem: string) => new Fault("kit-malformed", `the journal of the folder ${problem}`);
  return parseSchema(journalSchema(), parseJson(bytes, { what: "the journal" }), malformed);
}

/** Says what is going to be done, before it is. */
export async function beginJournal(folder: string, journal: Journal, { files, disk }: KitPorts): Promise<void> {
  await files.write(files.join(folder, DEPOT.journal), encodeUtf8(jsonText(journal)));
  await disk.flush(folder);
}

/** One more line in the log. Fault: `kit-audit-broken`. */
export async function appendAudit(folder: string, entry: NewAuditEntry, { files, disk }: KitPorts): Promise<void> {
  const path = files.join(folder, DEPOT.audit);
  const before = (await files.facts(path)) === undefined ? undefined : await auditBytes(folder, { files });
  await files.write(path, appendAuditEntry(before, entry));
  await disk.flush(folder);
}

/**
 * Ends what a killed program began: if the kit is in place, the log gets its line, else all that was made for it goes. May be killed and
 * called again. Resolves to what was found.
 */
export async function recoverDepot(folder: string, ports: KitPorts): Promise<"nothing" | "finished" | "taken-back"> {
  const { files, disk } = ports;
  const depot = await readDepot(folder, ports);
  for (const name of [DEPOT.staging, DEPOT.removed]) await disk.removeFolder(files.join(folder, name));
  const { journal, current, audit } = depot;
  if (journal === undefined) return "nothing";
  const isDone = current?.name === journal.to;
  if (isDone) {
    if (!isSame(audit.entries.at(-1), journal.entry)) await appendAudit(folder, journal.entry, ports);
  } else {
    if (journal.isNew) await removeKit(folder, journal.to, ports);
    const entry: NewAuditEntry = { ...journal.entry, action: "interrupted" };
    if (!isSame(audit.entries.at(-1), entry)) await appendAudit(folder, entry, ports);
  }
  await files.remove(files.join(folder, DEPOT.journal));
  return isDone ? "finished" : "taken-back";
}

/** Takes a kit away, by one rename first: none is ever there in part. */
export async function removeKit(
  folder: string,
  name: string,
  { files, disk }: Pick<KitPorts, "files" | "disk">,
): Promise<void> {
  const path = files.join(files.join(folder, DEPOT.kits), name);
  if ((await files.facts(path)) === undefined) return;
  const removed = files.join(folder, DEPOT.removed);
  await disk.removeFolder(removed);
  await disk.move(path, removed);
  await disk.removeFolder(removed);
}

function isSame(last: AuditLog["entries"][number] | undefined, entry: NewAuditEntry): boolean {
  return (
    last !== undefined &&
    last.action === entry.action &&
    last.time === entry.time &&
    last.kit?.sha256 === entry.kit?.sha256
  );
}
