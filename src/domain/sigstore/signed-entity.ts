import type { SignedEntity } from "@sigstore/verify";
import type { ParsedBundle, ParsedLogEntry } from "./bundle.ts";
import { signatureContent } from "./signature-content.ts";
import type { TimestampFacts } from "./timestamp.ts";
import { ReadTimestamp } from "./timestamp.ts";

type Entries = SignedEntity["tlogEntries"];
type Timestamps = SignedEntity["timestamps"];

/** A parsed bundle as the library wants it, with the timestamps that are to count. */
export function toSignedEntity(
  bundle: Pick<ParsedBundle, "content" | "logEntries">,
  { timestamps, message }: { readonly timestamps: readonly TimestampFacts[]; readonly message: Uint8Array | undefined },
  key: SignedEntity["key"],
): SignedEntity {
  const tlogEntries = bundle.logEntries.map(toLibraryEntry);
  const promised = tlogEntries.filter((entry) => entry.inclusionPromise !== undefined);
  return {
    signature: signatureContent(bundle.content, message),
    key,
    tlogEntries,
    timestamps: [
      ...promised.map((tlogEntry): Timestamps[number] => ({ $case: "transparency-log", tlogEntry })),
      ...timestamps.map((facts): Timestamps[number] => ({
        $case: "timestamp-authority",
        timestamp: new ReadTimestamp(facts),
      })),
    ],
  };
}

export function toLibraryEntry(entry: ParsedLogEntry): Entries[number] {
  const { promise, proof } = entry;
  return {
    logIndex: String(entry.index),
    logId: { keyId: Buffer.from(entry.logId) },
    kindVersion: { kind: entry.kind, version: entry.version },
    integratedTime: String(entry.integratedSeconds),
    inclusionPromise: promise && { signedEntryTimestamp: Buffer.from(promise) },
    inclusionProof: proof && {
      logIndex: String(proof.index),
      rootHash: Buffer.from(proof.rootHash),
      treeSize: String(proof.treeSize),
      hashes: proof.hashes.map((hash) => Buffer.from(hash)),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: Buffer.from(entry.body),
  } as Entries[number];
}
