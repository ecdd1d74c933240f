import * as v from "valibot";
import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeHex } from "../../kernel/hex.ts";
import { once } from "../../kernel/once.ts";
import { parseClosedJson } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { requireFault } from "../../kernel/require-fault.ts";
import { schemaId } from "../home.ts";
import { type PolicySigner, readSigner, signerSchema } from "../policy/policy-signer.ts";
import { type NoteKey, parseNoteKey } from "../transparency/note-key.ts";
import { RIGHTS, type Right } from "./vocabulary.ts";

export const LOG_POLICY_SCHEMA_ID = schemaId("log-policy");

/** Who may say what in a log: its leaf 0 names this file by its digest, so that it holds for good. */
export const logPolicySchema = once(() => {
  const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(64));
  const role = v.strictObject({
    signers: v.pipe(v.array(signerSchema()), v.minLength(1), v.maxLength(64)),
    may: v.pipe(v.array(v.picklist(RIGHTS)), v.minLength(1), v.maxLength(RIGHTS.length)),
  });
  return v.strictObject({
    $schema: v.optional(v.string()),
    schema: v.literal(LOG_POLICY_SCHEMA_ID),
    /** First line of every head: the log's name, an address without its scheme. */
    origin: v.pipe(v.string(), v.regex(/^[\x21-\x2a\x2c-\x7e]{1,255}$/)),
    roles: v.pipe(
      v.record(v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/)), role),
      v.minEntries(1),
      v.maxEntries(64),
    ),
    /** How many distinct parties must say it. */
    thresholds: v.optional(
      v.strictObject({ banished: v.optional(count), tombstoned: v.optional(count), mismatch: v.optional(count) }),
    ),
    /** So many of these keys must have cosigned a head. */
    witnesses: v.optional(
      v.strictObject({ n: count, of: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(64)) }),
    ),
  });
});

export interface LogPolicy {
  /** Hex SHA-256 of the file: what leaf 0 holds, and the subject of grants. */
  readonly sha256: string;
  readonly origin: string;
  readonly roles: ReadonlyMap<string, LogRole>;
  readonly thresholds: Readonly<Record<"banished" | "tombstoned" | "mismatch", number>>;
  readonly witnesses: { readonly n: number; readonly keys: readonly NoteKey[] };
}

export interface LogRole {
  readonly signers: readonly PolicySigner[];
  readonly may: readonly Right[];
}

const MAX_POLICY_BYTES = 256 * 1024;

/**
 * Parses the policy of a log, which is strict JSON of the closed schema. A repository is named with the ref that its statements are
 * signed from: no tag stands for it here. Faults: `log-policy-malformed`, `note-key-malformed`.
 */
export async function parseLogPolicy(bytes: Uint8Array, crypto: Cryptography): Promise<LogPolicy> {
  const { origin, roles, thresholds, witnesses } = parseClosedJson(bytes, logPolicySchema(), {
    what: "the policy of the log",
    maxBytes: MAX_POLICY_BYTES,
    malformed,
  });
  const keys = await Promise.all((witnesses?.of ?? []).map((key) => parseNoteKey(key, crypto)));
  if (witnesses !== undefined && witnesses.n > keys.length) throw malformed("needs more witnesses than it names");
  if (keys.some(({ kind }) => kind !== "cosignature")) throw malformed("names a witness whose key does not cosign");
  // A cosignature is over no name: one witness could stand for all of its own.
  if (new Set(keys.map(({ key }) => encodeHex(key.spki))).size < keys.length)
    throw malformed("names one witness twice");
  return {
    ...{ sha256: await digestHex("sha256", bytes, crypto), origin },
    roles: new Map(
      Object.entries(roles).map(([name, { signers, may }]) => [name, { signers: signers.map(readRoleSigner), may }]),
    ),
    // Nobody alone takes a release away from everybody, and one look at a server is not an observation.
    thresholds: {
      banished: thresholds?.banished ?? 2,
      tombstoned: thresholds?.tombstoned ?? 1,
      mismatch: thresholds?.mismatch ?? 2,
    },
    witnesses: { n: witnesses?.n ?? 0, keys },
  };
}

/** One who is named in a policy or a grant. Fault: `log-policy-malformed`. */
export function readRoleSigner(one: Parameters<typeof readSigner>[0]): PolicySigner {
  const signer = readNamed(one);
  // A key says neither when it signed nor that its holder still has it: nothing could be revoked.
  if (signer.kind === "key") throw malformed("names a key: statements are signed by identities");
  if (signer.kind === "exact" || signer.sourceRef !== undefined) return signer;
  throw malformed(`names ${printable(signer.repository)} without sourceRef`);
}

function readNamed(one: Parameters<typeof readSigner>[0]): PolicySigner {
  try {
    return readSigner(one);
  } catch (error) {
    requireFault(error);
    throw malformed(`names a signer that cannot be read: ${error.message}`);
  }
}

function malformed(problem: string): Fault {
  return new Fault("log-policy-malformed", `the policy of the log ${problem}`);
}
