import type { Cryptography } from "../../crypto/cryptography.ts";
import {
  formatCapsuleLock,
  headIn,
  MAX_LOCK_BYTES,
  parseCapsuleLock,
  withHead,
} from "../../domain/memory/capsule-lock.ts";
import { type HeadTrust, verifyHead } from "../../domain/statements/head-trust.ts";
import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import { forkBetween } from "./compare-logs.ts";
import type { ReadLog } from "./read-log.ts";

export interface Remembering {
  readonly files: Files;
  readonly trust: HeadTrust;
  readonly crypto: Cryptography;
}

/**
 * Requires that a log goes on from the head that a `capsule.lock` has of it, and puts the present one there.
 *
 *   1. history  it leads to the head that was seen last, see `requireGoesOn`
 *   2. write    the present head, if nobody wrote another meanwhile: that one is asked then
 *
 * Faults: those of `requireGoesOn`; the evidence of a fork is kept beside the lock. `lock-malformed`.
 */
export async function rememberHead(path: string, log: ReadLog, { files, ...seeing }: Remembering): Promise<void> {
  const { origin } = log.head.checkpoint;
  const lockOf = (bytes: Uint8Array | undefined) => parseCapsuleLock(bytes);
  const isThere = (await files.facts(path)) !== undefined;
  let seen = headIn(lockOf(isThere ? await files.read(path, MAX_LOCK_BYTES) : undefined), origin);
  for (let isWritten = false; !isWritten; ) {
    const compared = seen;
    /* 1 */ if (compared !== undefined) {
      const head = await verifyHead(compared, { trust: seeing.trust, origin }, seeing.crypto);
      await requireGoesOn(head, log, { ...seeing, files, beside: path });
    }
    /* 2 */ await files.update(path, MAX_LOCK_BYTES, (bytes) => {
      const lock = lockOf(bytes);
      seen = headIn(lock, origin);
      isWritten = seen === compared;
      const next = isWritten ? withHead(lock, origin, log.head.note) : undefined;
      return next === undefined ? undefined : formatCapsuleLock(next);
    });
  }
}

export interface GoingOn {
  readonly crypto: Cryptography;
  readonly files: Files;
  /** The evidence of a fork is kept beside this file. */
  readonly beside: string;
}

/** Faults: `log-rewound` for a log that is shorter than the head, `log-forked` for one of another history. */
export async function requireGoesOn(
  seen: ReadLog["head"],
  log: ReadLog,
  { crypto, files, beside }: GoingOn,
): Promise<void> {
  if (seen.size > log.head.size) {
    throw new Fault("log-rewound", `the log has ${log.head.size} leaves, and had ${seen.size} when it was last seen`);
  }
  const evidence = await forkBetween(seen, log, crypto);
  if (evidence === undefined) return;
  const kept = `${beside}.fork.json`;
  await files.write(kept, encodeUtf8(jsonText(evidence)));
  throw new Fault("log-forked", "the log does not go on from the head that was last seen", {
    hint: `both heads are kept in ${files.nameOf(kept)}: show them to its owner and to others who read the log`,
  });
}
