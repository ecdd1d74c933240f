import { ROOT_ENTRY } from "../../domain/capsule/entry-names.ts";
import { type CapsuleFile, readCapsule } from "../../domain/capsule/read-capsule.ts";
import type { RootStatement } from "../../domain/capsule/root-schema.ts";
import { parseRootStatement } from "../../domain/capsule/root-statement.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../domain/sigstore/certificate-facts.ts";
import { sourceChunks } from "../../kernel/byte-source.ts";
import { hashSource, sha256Hex } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";

/** What a capsule says of itself. Nothing of it is verified: whoever shows it must say so. */
export interface UnverifiedCapsule {
  /** Hex SHA-256 of the file. */
  readonly sha256: string;
  readonly root: RootStatement;
  /** Hex SHA-256 of the root's payload. */
  readonly rootSha256: string;
  /** What the signer's certificate states, or undefined if a key signed. */
  readonly certificate: CertificateFacts | undefined;
  /** In the order of the archive, the root first. */
  readonly entries: readonly UnverifiedEntry[];
}

export interface UnverifiedEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string | undefined;
  /** Whether the root lists it with this digest; undefined for the root itself. */
  readonly listed: boolean | undefined;
}

/**
 * Reads what is inside a capsule, without verifying anything but its form. Faults: those of `readCapsule`, `parseBundle`,
 * `parseRootStatement` and `readCertificate`.
 */
export async function showCapsule(path: string, files: Files): Promise<UnverifiedCapsule> {
  const file = await files.open(path);
  try {
    const { sha256 } = await hashSource(file, ["sha256"]);
    return { sha256, ...describe(await readCapsule(sourceChunks(file))) };
  } finally {
    await file.close();
  }
}

function describe({ root: rootBytes, entries }: CapsuleFile): Omit<UnverifiedCapsule, "sha256"> {
  const { content, material } = parseBundle(rootBytes);
  if (content.kind !== "dsse") throw new Fault("root-malformed", "the root of the capsule is not an in-toto statement");
  const root = parseRootStatement(content.payload);
  const listed = new Map(root.predicate.evidence.map((entry) => [entry.name, entry]));
  const described = Array.from(entries, ([name, bytes]): UnverifiedEntry => {
    const sha256 = sha256Hex(bytes);
    const known = listed.get(name);
    return { name, size: bytes.length, sha256, mediaType: known?.mediaType, listed: known?.digest.sha256 === sha256 };
  });
  const first = { name: ROOT_ENTRY, size: rootBytes.length, sha256: sha256Hex(rootBytes), mediaType: undefined };
  return {
    root,
    rootSha256: sha256Hex(content.payload),
    certificate: material.kind === "certificate" ? readCertificate(material.certificates[0]) : undefined,
    entries: [{ ...first, listed: undefined }, ...described],
  };
}
