import type { Cryptography } from "../../crypto/cryptography.ts";
import { type HeadTrust, isStaleHead } from "../../domain/statements/head-trust.ts";
import type { LoggedStatement } from "../../domain/statements/logged-statement.ts";
import type { NamedTrust } from "../../domain/verification/named-trust.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import { type LogPlace, type ReadLog, readLog } from "./read-log.ts";
import { readStatements } from "./read-statements.ts";
import { rememberHead } from "./remember-head.ts";

export interface LogsOrder {
  readonly places: readonly LogPlace[];
  /** For each log. */
  readonly trusts: readonly HeadTrust[];
  readonly trusted: readonly NamedTrust[];
  /** Files that remember the last head; absolute. */
  readonly memories: readonly string[];
  /** Of a head, in seconds. */
  readonly maxAge: number | undefined;
  readonly now: Date;
}

/** A log with its statements. */
export interface OpenedLog extends ReadLog {
  readonly statements: readonly LoggedStatement[];
  readonly isStale: boolean;
}

/**
 * Reads logs with all that was said in them; `state`, `timeline`, `explain` and `join` answer from this.
 *
 *   1. log         read whole, see `readLog`
 *   2. memory      it goes on from the head that was seen last, see `rememberHead`
 *   3. statements  each verified, see `readStatements`
 *   4. age         of the head, against what the reader allows
 */
export async function openLogs(
  { places, trusts, trusted, memories, maxAge, now }: LogsOrder,
  { crypto, files }: { readonly crypto: Cryptography; readonly files: Files },
): Promise<OpenedLog[]> {
  const opened: OpenedLog[] = [];
  for (const [at, place] of places.entries()) {
    const trust = trusts[at];
    if (trust === undefined) throw new Fault("internal", "each log has a signer");
    /* 1 */ const log = await readLog(place, { trust, crypto });
    /* 2 */ for (const path of memories) await rememberHead(path, log, { files, trust, crypto });
    /* 3 */ const statements = await readStatements(log, place.envelopes, { trusted, crypto });
    /* 4 */ opened.push({ ...log, statements, isStale: isStaleHead(log.head, maxAge, now) });
  }
  return opened;
}
