import type { SignedEntity } from "@sigstore/verify";
import type { ParsedBundle, ParsedLogEntry } from "./bundle.ts";
import { signatureContent } from "./signature-content.ts";
import type { TimestampFacts } from "./timestamp.ts";
import { ReadTimestamp } from "./timestamp.ts";
import { RememberingCertificate } from "./trust-material.ts";

type Entries = SignedEntity["tlogEntries"];
type Timestamps = SignedEntity["timestamps"];

/** A parsed bundle as the library wants it, with the timestamps that are to count. */
export function toSignedEntity(bundle: ParsedBundle, timestamps: readonly TimestampFacts[]): SignedEntity {
  const tlogEntries = bundle.logEntries.map(toLibraryEntry);
  const promised = tlogEntries.filter((entry) => entry.inclusionPromise !== undefined);
  return {
    signature: signatureContent(bundle.content),
    key: toKey(bundle),
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

function toKey({ material }: ParsedBundle): SignedEntity["key"] {
  if (material.kind === "key") return { $case: "public-key", hint: material.hint };
  return { $case: "certificate", certificate: signerCertificate(material.certificates[0]) };
}

/** The certificate of the bundle before: those of one release all have the same. */
let latest: { readonly der: Uint8Array; readonly certificate: RememberingCertificate } | undefined;

function signerCertificate(der: Uint8Array): RememberingCertificate {
  if (latest === undefined || Buffer.compare(latest.der, der) !== 0) {
    latest = { der, certificate: RememberingCertificate.read(der) };
  }
  return latest.certificate;
}

function toLibraryEntry(entry: ParsedLogEntry): Entries[number] {
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
