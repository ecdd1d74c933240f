import { digestHex } from "../../crypto/digest-hex.ts";
import { ROOT_ENTRY } from "../../domain/capsule/entry-names.ts";
import type { EntryDigest } from "../../domain/capsule/read-capsule.ts";
import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import type { UnverifiedCapsule, UnverifiedEntry } from "../../domain/capsule/unverified-capsule.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import { type CapsulePorts, readUnverified } from "./read-unverified.ts";

/**
 * Reads what is inside a capsule, without verifying anything but its form.
 *
 *   1. read      the root, and the digests of what is behind it: none of that is held
 *   2. describe  the entries, and which of them the root lists
 *
 * Faults: those of `readUnverified` and `readCertificate`.
 */
export async function showCapsule(path: string, ports: CapsulePorts): Promise<UnverifiedCapsule> {
  /* 1 */ const { sha256, root, statement, rootSha256, material, digests } = await readUnverified(
    { path },
    new Set(),
    ports,
  );
  return {
    sha256,
    root: statement,
    rootSha256,
    certificate: material.kind === "certificate" ? readCertificate(material.certificates[0]) : undefined,
    entries: [
      {
        name: ROOT_ENTRY,
        size: root.length,
        sha256: await digestHex("sha256", root, ports.crypto),
        mediaType: undefined,
        listed: undefined,
      },
      .../* 2 */ describeEntries(digests, statement),
    ],
  };
}

function describeEntries(digests: ReadonlyMap<string, EntryDigest>, { predicate }: RootStatement): UnverifiedEntry[] {
  const listed = new Map(predicate.evidence.map((entry) => [entry.name, entry]));
  return Array.from(digests, ([name, { size, sha256 }]) => {
    const known = listed.get(name);
    return { name, size, sha256, mediaType: known?.mediaType, listed: known?.digest.sha256 === sha256 };
  });
}
