import * as v from "valibot";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { DeeplyReadonly } from "../../kernel/deeply-readonly.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { MAX_KIT_FILES } from "../../kernel/limits.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { STATEMENT_TYPE, type Statement } from "../attestation/statement.ts";
import { CHECKSUMS_ENTRY } from "../capsule/entry-names.ts";
import { HOME } from "../home.ts";

/** Predicate type of what is signed about an offline kit, see docs/kit.md. */
export const KIT_TYPE = `${HOME}/kit/v1`;

/** The entries before the files: what is signed, and the list that it is about. */
export const KIT_STATEMENT_ENTRY = "kit.sigstore.json";
export const KIT_LIST_ENTRY = CHECKSUMS_ENTRY;

const MAX_SOURCES = 256;
const MAX_RULES = 256;

const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256));
const sequence = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(999_999));

/** For how long a part of a kit has to be kept, and why. */
export const retentionRuleSchema = v.strictObject({
  /** How the paths begin that it is about: `capsules/`. */
  paths: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
  /** The last day. */
  until: day,
  reason: text,
});
export type RetentionRule = Readonly<v.InferOutput<typeof retentionRuleSchema>>;

const other = v.strictObject({ sequence, sha256: hex });
const amount = v.strictObject({ files: v.pipe(count, v.maxValue(MAX_KIT_FILES)), bytes: count });

export const kitPredicateSchema = once(() =>
  v.strictObject({
    name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
    /** One more than that of the kit before. */
    sequence,
    made: time,
    /** From when on it is not imported any more. */
    expires: time,
    /** The kit before; null for the first. `sha256` is of what was signed about it. */
    previous: v.nullable(other),
    /** The kit that has the files that this one lists and does not carry; null if it carries all. */
    base: v.nullable(other),
    /** All files that it lists. */
    contents: amount,
    /** Those that are in it. */
    carried: amount,
    /** Its feed of vulnerabilities; null without one. */
    feed: v.nullable(
      v.strictObject({
        /** When the newest record of any source was changed: RFC 3339, as that source writes it. */
        newest: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
        sources: v.pipe(
          v.array(v.strictObject({ name: text, sha256: hex, records: count, newest: text })),
          v.minLength(1),
          v.maxLength(MAX_SOURCES),
        ),
      }),
    ),
    retention: v.pipe(v.array(retentionRuleSchema), v.maxLength(MAX_RULES)),
  }),
);
export type KitPredicate = DeeplyReadonly<v.InferOutput<ReturnType<typeof kitPredicateSchema>>>;

/** What is signed about a kit. */
export interface KitStatement {
  /** Hex SHA-256 of the list of its files. */
  readonly listSha256: string;
  readonly predicate: KitPredicate;
}

/** As UTF-8; its SHA-256 is the name of the kit in the next one. */
export function formatKitStatement({ listSha256, predicate }: KitStatement): Uint8Array {
  const statement: Statement = {
    _type: STATEMENT_TYPE,
    subject: [{ name: KIT_LIST_ENTRY, digest: { sha256: listSha256 } }],
    predicateType: KIT_TYPE,
    predicate: predicate as unknown as JsonObject,
  };
  return new TextEncoder().encode(canonicalJson(statement as unknown as JsonValue));
}

/** Fault: `kit-malformed`. */
export function readKitStatement({ subject, predicateType, predicate }: Statement): KitStatement {
  if (predicateType !== KIT_TYPE) throw malformedKit("is of another type");
  const [only, further] = subject;
  const listSha256 = only?.digest["sha256"];
  if (only?.name !== KIT_LIST_ENTRY || further !== undefined || listSha256 === undefined) {
    throw malformedKit(`is not about the one list ${KIT_LIST_ENTRY}`);
  }
  const read = parseSchema(kitPredicateSchema(), predicate, malformedKit);
  for (const word of [read.made, read.expires, ...read.retention.map(({ until }) => until)]) requireTime(word);
  if (read.feed !== null) requireTime(read.feed.newest);
  const { base, previous } = read;
  if (read.expires <= read.made) throw malformedKit("ends before it begins");
  for (const one of [base, previous]) {
    if (one !== null && one.sequence >= read.sequence) throw malformedKit("names a later kit as an earlier one");
  }
  if (read.carried.files > read.contents.files || read.carried.bytes > read.contents.bytes) {
    throw malformedKit("carries more than it lists");
  }
  if (base === null && read.carried.files !== read.contents.files) {
    throw malformedKit("carries less than it lists, and names no kit that has the rest");
  }
  return { listSha256, predicate: read };
}

function requireTime(word: string): void {
  if (Number.isNaN(Date.parse(word))) throw malformedKit("has a time that does not exist");
}

function malformedKit(problem: string): Fault {
  return new Fault("kit-malformed", `what is signed about the kit ${problem}`);
}
