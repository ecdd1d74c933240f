import { ROOT_ENTRY } from "../../domain/capsule/entry-names.ts";
import type { CapsuleFile } from "../../domain/capsule/read-capsule.ts";
import { parseRootStatement } from "../../domain/capsule/root-statement.ts";
import type { UnverifiedCapsule, UnverifiedEntry } from "../../domain/capsule/unverified-capsule.ts";
import { parseBundle } from "../../domain/sigstore/bundle.ts";
import { readCertificate } from "../../domain/sigstore/certificate.ts";
import { hashSource, sha256Hex } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Files } from "../../ports/files.ts";
import { readCapsuleIn } from "./read-capsule-at.ts";

/**
 * Reads what is inside a capsule, without verifying anything but its form.
 *
 *   1. hash      the file as it is
 *   2. read      root and entries
 *   3. describe  what the root says, and which entries it lists
 *
 * Faults: those of `readCapsule`, `parseBundle`, `parseRootStatement` and `readCertificate`.
 */
export async function showCapsule(path: string, files: Files): Promise<UnverifiedCapsule> {
  const file = await files.open(path);
  try {
    const { sha256 } = await hashSource(file, ["sha256"]);
    return { sha256, ...describe(await readCapsuleIn(file)) };
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
