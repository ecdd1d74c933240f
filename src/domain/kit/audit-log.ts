import * as v from "valibot";
import { sha256Hex } from "../../crypto/node-digest.ts";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { parseJson } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";

const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const text = v.pipe(v.string(), v.maxLength(512));
const kit = v.strictObject({
  name: text,
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  sha256: hex,
});

/** One line of the log of a folder of kits. */
export const auditEntrySchema = once(() =>
  v.strictObject({
    /** From 1 on. */
    number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    time: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)),
    action: v.picklist(["imported", "rolled-back", "refused", "interrupted"]),
    /** The kit that it is about; null for a file that did not say it. */
    kit: v.nullable(kit),
    /** The kit that was in place before. */
    before: v.nullable(kit),
    /** Who signed the kit, as it was verified. */
    signer: v.nullable(text),
    /** Codes of the faults: why it was refused, or what somebody overruled. */
    codes: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(16)),
    /** Why somebody overruled them, or went back. */
    reason: v.nullable(text),
    /** SHA-256 of the line before, without its end; null in the first. */
    previous: v.nullable(hex),
  }),
);
export type AuditEntry = Readonly<v.InferOutput<ReturnType<typeof auditEntrySchema>>>;
export type AuditedKit = NonNullable<AuditEntry["kit"]>;
/** What is known of an entry before its place is. */
export type NewAuditEntry = Omit<AuditEntry, "number" | "previous">;

export interface AuditLog {
  readonly entries: readonly AuditEntry[];
  /** Hex SHA-256 of the last line; undefined for an empty log. Whoever writes it down elsewhere finds a log that was cut. */
  readonly head: string | undefined;
  /** Of each line, in order. */
  readonly heads: readonly string[];
}

export const EMPTY_AUDIT_LOG: AuditLog = { entries: [], head: undefined, heads: [] };

/** The log with one more line. */
export function appendAuditEntry(bytes: Uint8Array | undefined, entry: NewAuditEntry): Uint8Array {
  const { entries, head } = bytes === undefined ? EMPTY_AUDIT_LOG : parseAuditLog(bytes);
  const line = canonicalJson({ ...entry, number: entries.length + 1, previous: head ?? null } as unknown as JsonValue);
  return encodeUtf8(`${bytes === undefined ? "" : decodeUtf8(bytes, "the log")}${line}\n`);
}

/**
 * Parses and verifies the log: each line is canonical JSON, is numbered, and names the line before by its digest. Fault:
 * `kit-audit-broken`.
 */
export function parseAuditLog(bytes: Uint8Array): AuditLog {
  const whole = decodeUtf8(bytes, "the log of the kits");
  if (whole === "") return EMPTY_AUDIT_LOG;
  if (!whole.endsWith("\n")) throw broken("does not end with a line");
  const entries: AuditEntry[] = [];
  const heads: string[] = [];
  for (const [index, line] of whole.slice(0, -1).split("\n").entries()) {
    const entry = parseLine(line, index + 1);
    if (entry.number !== index + 1) throw broken(`lacks line ${index + 1}`);
    if (entry.previous !== (heads.at(-1) ?? null))
      throw broken(`has at line ${index + 1} another line before than was written`);
    entries.push(entry);
    heads.push(sha256Hex(encodeUtf8(line)));
  }
  return { entries, head: heads.at(-1), heads };
}

function parseLine(line: string, number: number): AuditEntry {
  let value: JsonValue;
  try {
    value = parseJson(encodeUtf8(line), { what: "the line" });
  } catch (error) {
    if (error instanceof Fault) throw broken(`has a line ${number} that is not JSON`);
    throw error;
  }
  const entry = parseSchema(auditEntrySchema(), value, (problem) => broken(`${problem} in line ${number}`));
  if (canonicalJson(entry as unknown as JsonValue) !== line)
    throw broken(`has a line ${number} that was written by others`);
  return entry;
}

function broken(problem: string): Fault {
  return new Fault("kit-audit-broken", `the log of the kits ${problem}`);
}
