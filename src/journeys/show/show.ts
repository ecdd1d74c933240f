import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { hashSource } from "../../crypto/hash-source.ts";
import { ROOT_ENTRY } from "../../domain/capsule/entry-names.ts";
import { type Chosen, type EntryDigest, readChosen } from "../../domain/capsule/read-capsule.ts";
import type { Evidence } from "../../domain/capsule/root-schema.ts";
import { parseRootStatement } from "../../domain/capsule/root-statement.ts";
import type { UnverifiedCapsule, UnverifiedEntry } from "../../domain/capsule/unverified-capsule.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import { sourceChunks } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { type CapsulePorts, saidToBe } from "./read-capsule-at.ts";

/**
 * Reads what is inside a capsule, without verifying anything but its form.
 *
 *   1. hash      the file as it is
 *   2. root      what it says, before anything behind it is read
 *   3. entries   which of them the root lists; none is held, for nobody vouches for their size
 *
 * Faults: those of `readChosen`, `parseBundle`, `parseRootStatement` and `readCertificate`.
 */
export async function showCapsule(path: string, { files, crypto }: CapsulePorts): Promise<UnverifiedCapsule> {
  const file = await files.open(path);
  try {
    /* 1 */ const { sha256 } = await hashSource(file, ["sha256"], { crypto });
    const { chosen, digests } = await saidToBe(file, () =>
      readChosen(sourceChunks(file), /* 2 */ (bytes) => describeRoot(bytes, crypto), crypto),
    );
    const { holds: _, own, listed, ...root } = chosen;
    return { sha256, ...root, entries: [own, .../* 3 */ describeEntries(digests, listed)] };
  } finally {
    await file.close();
  }
}

interface DescribedRoot extends Chosen, Omit<UnverifiedCapsule, "sha256" | "entries"> {
  /** The root itself, as an entry. */
  readonly own: UnverifiedEntry;
  readonly listed: ReadonlyMap<string, Evidence>;
}

async function describeRoot(bytes: Uint8Array, crypto: Cryptography): Promise<DescribedRoot> {
  const { content, material } = parseBundle(bytes);
  if (content.kind !== "dsse") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
  const root = parseRootStatement(content.payload);
  const sha256 = await digestHex("sha256", bytes, crypto);
  return {
    root,
    rootSha256: await digestHex("sha256", content.payload, crypto),
    certificate: material.kind === "certificate" ? readCertificate(material.certificates[0]) : undefined,
    own: { name: ROOT_ENTRY, size: bytes.length, sha256, mediaType: undefined, listed: undefined },
    listed: new Map(root.predicate.evidence.map((entry) => [entry.name, entry])),
    holds: () => false,
  };
}

function describeEntries(
  digests: ReadonlyMap<string, EntryDigest>,
  listed: ReadonlyMap<string, Evidence>,
): UnverifiedEntry[] {
  return Array.from(digests, ([name, { size, sha256 }]) => {
    const known = listed.get(name);
    return { name, size, sha256, mediaType: known?.mediaType, listed: known?.digest.sha256 === sha256 };
  });
}
