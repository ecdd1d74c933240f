import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import { hashSource } from "../../crypto/hash-source.ts";
import { ROOT_ENTRY } from "../../domain/capsule/entry-names.ts";
import type { CapsuleFile } from "../../domain/capsule/read-capsule.ts";
import { parseRootStatement } from "../../domain/capsule/root-statement.ts";
import type { UnverifiedCapsule, UnverifiedEntry } from "../../domain/capsule/unverified-capsule.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import { Fault } from "../../kernel/fault.ts";
import { type CapsulePorts, readCapsuleIn } from "./read-capsule-at.ts";

/**
 * Reads what is inside a capsule, without verifying anything but its form.
 *
 *   1. hash      the file as it is
 *   2. read      root and entries
 *   3. describe  what the root says, and which entries it lists
 *
 * Faults: those of `readCapsule`, `parseBundle`, `parseRootStatement` and `readCertificate`.
 */
export async function showCapsule(path: string, { files, crypto }: CapsulePorts): Promise<UnverifiedCapsule> {
  const file = await files.open(path);
  try {
    const { sha256 } = await hashSource(file, ["sha256"], { crypto });
    return { sha256, ...(await describe(await readCapsuleIn(file, crypto), crypto)) };
  } finally {
    await file.close();
  }
}

async function describe(
  { root: rootBytes, entries }: CapsuleFile,
  crypto: Cryptography,
): Promise<Omit<UnverifiedCapsule, "sha256">> {
  const { content, material } = parseBundle(rootBytes);
  if (content.kind !== "dsse") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
  const root = parseRootStatement(content.payload);
  const listed = new Map(root.predicate.evidence.map((entry) => [entry.name, entry]));
  const described = Array.from(entries, async ([name, bytes]): Promise<UnverifiedEntry> => {
    const sha256 = await digestHex("sha256", bytes, crypto);
    const known = listed.get(name);
    return { name, size: bytes.length, sha256, mediaType: known?.mediaType, listed: known?.digest.sha256 === sha256 };
  });
  const sha256 = await digestHex("sha256", rootBytes, crypto);
  const first = { name: ROOT_ENTRY, size: rootBytes.length, sha256, mediaType: undefined };
  return {
    root,
    rootSha256: await digestHex("sha256", content.payload, crypto),
    certificate: material.kind === "certificate" ? readCertificate(material.certificates[0]) : undefined,
    entries: [{ ...first, listed: undefined }, ...(await Promise.all(described))],
  };
}
