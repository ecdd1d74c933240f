import type { Cryptography } from "../../crypto/cryptography.ts";
import { digestHex } from "../../crypto/digest-hex.ts";
import type { Members } from "../../domain/audit/judge-copy.ts";
import { UNTRUSTED_LIMITS } from "../../kernel/archives/untrusted-entry.ts";
import { readUntrustedTar } from "../../kernel/archives/untrusted-tar.ts";
import { readUntrustedZip } from "../../kernel/archives/untrusted-zip.ts";
import { bytesSource, sourceChunks } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";

const TAR = /\.(?:tgz|tar\.gz|tar|crate)$/i;
const ZIP = /\.(?:whl|zip)$/i;

const LIMITS = { ...UNTRUSTED_LIMITS, maxEntries: 20_000, maxEntryBytes: 256 << 20, maxBytes: 1 << 30 };

/** Whether a file is an archive of a known kind, by its name. */
export function isArchive(name: string): boolean {
  return TAR.test(name) || ZIP.test(name);
}

/**
 * The files in an archive by path, with the digests of their content; links count as links. Undefined unless it
 * is an archive by its name. With `sha256` the archive must have that digest: `digest-mismatch`. Faults: those of the readers,
 * `archive-duplicate`.
 */
export async function readMembers(
  bytes: Uint8Array,
  name: string,
  crypto: Cryptography,
  sha256?: string,
): Promise<Members | undefined> {
  if (!isArchive(name)) return undefined;
  if (sha256 !== undefined && (await digestHex("sha256", bytes, crypto)) !== sha256) {
    throw new Fault("digest-mismatch", "the archive is not the sealed one");
  }
  const source = bytesSource(bytes);
  const entries = TAR.test(name) ? readUntrustedTar(sourceChunks(source), LIMITS) : readUntrustedZip(source, LIMITS);
  const members = new Map<string, string>();
  for await (const entry of entries) {
    if (entry.kind === "directory") continue;
    if (members.has(entry.path)) throw new Fault("archive-duplicate", "the archive holds a path twice");
    const content = entry.kind === "file" ? await entry.read(LIMITS.maxEntryBytes) : undefined;
    members.set(entry.path, content === undefined ? entry.kind : await digestHex("sha256", content, crypto));
  }
  return members;
}
