import type { Cryptography } from "../../../crypto/cryptography.ts";
import { digestHex } from "../../../crypto/digest-hex.ts";
import { decodeUtf8 } from "../../../kernel/utf8.ts";
import { CHECKSUMS_ENTRY, GUIDE_ENTRY, signatureEntry } from "../../capsule/entry-names.ts";
import { oneLine, planFiles } from "../../capsule/published-names.ts";
import type { RootStatement } from "../../capsule/root-schema.ts";

/** A file that the release put beside its assets, and that the signed root accounts for. */
export interface ReleaseDocument {
  /** As it is published; the name of the entry where it is not. */
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
  /** Whether another file under this name is a false one. Names that other tools give to their own files are not. */
  readonly isReserved: boolean;
}

export interface AccountingCapsule {
  readonly root: RootStatement;
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** What the capsule itself is called here, and its digest in hex. */
  readonly fileName: string;
  readonly sha256: string;
}

/** Every document that can lie beside the assets of a release, the capsule itself included. */
export async function releaseDocuments(
  { root, entries, fileName, sha256 }: AccountingCapsule,
  crypto: Cryptography,
): Promise<ReleaseDocument[]> {
  const { release, evidence } = root.predicate;
  const digests = new Map(evidence.map(({ name, digest }) => [name, digest.sha256]));
  const assets = root.subject.map(({ name, digest }) => ({ name, sha256: digest.sha256 }));
  const plan = { ...release, local: false, assets, signedEach: true, notary: ["jws", "cose"] } as const;
  const standard = new Set(planFiles({ ...plan, mode: "standard" }).map(({ name }) => name));
  const published: ReleaseDocument[] = [];
  for (const { name, content } of planFiles({ ...plan, mode: "full" })) {
    const digest = "entry" in content ? await digestOf(content, { digests, entries, crypto }) : undefined;
    const isReserved = standard.has(name) && (!CHECKSUM_FILES.has(name) || hasOwnList(entries));
    if (digest !== undefined) published.push({ name, sha256: digest, isReserved });
  }
  const inside = evidence.map(({ name, digest }) => ({ name, sha256: digest.sha256, isReserved: false }));
  return [{ name: fileName, sha256, isReserved: true }, ...published, ...inside];
}

const CHECKSUM_FILES: ReadonlySet<string> = new Set([CHECKSUMS_ENTRY, signatureEntry(CHECKSUMS_ENTRY)]);

/** Where the list was published under another name, or not at all, that of another tool may have its name. */
function hasOwnList(entries: ReadonlyMap<string, Uint8Array>): boolean {
  const guide = entries.get(GUIDE_ENTRY) ?? new Uint8Array();
  return decodeUtf8(guide, GUIDE_ENTRY).includes(CHECKSUMS_ENTRY);
}

interface Listed {
  readonly digests: ReadonlyMap<string, string>;
  readonly entries: ReadonlyMap<string, Uint8Array>;
  readonly crypto: Cryptography;
}

async function digestOf(
  { kind, entry }: { readonly kind: "entry" | "json-line"; readonly entry: string },
  { digests, entries, crypto }: Listed,
): Promise<string | undefined> {
  if (kind === "entry") return digests.get(entry);
  const line = lineOf(entries.get(entry) ?? new Uint8Array());
  return line === undefined ? undefined : digestHex("sha256", line, crypto);
}

/** What is not there, or not JSON, was never published as a line of it. */
function lineOf(bytes: Uint8Array): Uint8Array | undefined {
  try {
    return oneLine(bytes);
  } catch {
    return undefined;
  }
}
