import { readUntrustedAr } from "../../../kernel/archives/untrusted-ar.ts";
import type { UntrustedEntry } from "../../../kernel/archives/untrusted-entry.ts";
import { readUntrustedTar } from "../../../kernel/archives/untrusted-tar.ts";
import { readUntrustedZip } from "../../../kernel/archives/untrusted-zip.ts";
import { ByteReader } from "../../../kernel/byte-reader.ts";
import { type ByteSource, bytesSource, sourceChunks } from "../../../kernel/byte-source.ts";
import { sha256Hex } from "../../../kernel/digest.ts";
import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { readAt } from "../../../kernel/read-at.ts";
import {
  type ArchiveKind,
  archiveKind,
  opaqueKind,
  type PackingKind,
  packingKind,
} from "../archives/container-kind.ts";
import { isImageDocument } from "../archives/find-images.ts";
import { isWhiteout, LayerEntries, mayBeLayer, plainPlace } from "../archives/layers.ts";
import { unpack } from "../archives/unpack.ts";
import type { Part } from "../model/part.ts";
import { MAX_MEMBER_BYTES, MAX_NESTING, MAX_SOURCES_BYTES } from "../model/sbom-limits.ts";
import { describeProgram } from "../programs/describe-program.ts";
import { isExecutable } from "../programs/read-executables.ts";
import { BINARIES } from "./binaries.ts";
import { formatsOf, isDocument } from "./lockfiles.ts";

/** Berkeley DB, as RPM used it until 2021. */
const OLD_RPM_DATABASE = /!(?:usr\/lib\/sysimage|var\/lib)\/rpm\/Packages$/;

/** What was met inside one asset. */
export interface Findings {
  readonly parts: Part[];
  /** Lockfiles and manifests, to be read once all are here, for some need their neighbours. */
  readonly documents: Map<string, Uint8Array>;
  /** SHA-256 of every archive within the asset, by its path: a package's own digest. */
  readonly archives: Map<string, string>;
  /** Programs and archives in which nothing could be read. */
  readonly opaque: { readonly path: string; readonly sha256: string | undefined; readonly reason: string }[];
  readonly remarks: string[];
  /** What each archive within the asset says of its places; some are layers of an image. */
  readonly layers: Map<string, LayerEntries>;
  documentBytes: number;
  /** Members of archives that were looked at. */
  members: number;
}

export function noFindings(): Findings {
  return {
    parts: [],
    documents: new Map(),
    archives: new Map(),
    opaque: [],
    remarks: [],
    layers: new Map(),
    documentBytes: 0,
    members: 0,
  };
}

/** A file to look into; `depth` counts the archives and packings around it. */
export interface Examined {
  readonly path: string;
  readonly source: ByteSource;
  readonly depth: number;
}

/**
 * Looks into one file and, where it is an archive, into its members. Only the outermost archive may fail: a damaged one
 * within it, as test data often is, is opaque and said to be.
 */
export async function examine(file: Examined, findings: Findings): Promise<void> {
  const { path, source } = file;
  if (isDocument(path)) return keepDocument(file, findings);
  const head = await readAt(source, 0, 512);
  if (isImageDocument(path, head)) return keepDocument(file, findings);
  if (OLD_RPM_DATABASE.test(path)) return setAside(file, "an RPM database in Berkeley DB, which is not read", findings);
  const packing = packingKind(head);
  const archive = archiveKind(head);
  if (packing !== undefined) return guarded(file, findings, () => openPacked(packing, file, findings));
  if (archive !== undefined)
    return guarded(file, findings, () => openArchive(openEntries(archive, source), file, findings));
  const opaque = opaqueKind(head);
  if (opaque !== undefined) return setAside(file, `packed as ${opaque}, which is not read`, findings);
  await tolerated(file, findings, () => readBinary(file, head, findings));
}

async function readBinary(file: Examined, head: Uint8Array, findings: Findings): Promise<void> {
  for (const format of BINARIES) {
    const part = format.recognises(file.path, head) ? await format.read(file.path, file.source, head) : undefined;
    if (part !== undefined) return void findings.parts.push(part);
  }
  if (isExecutable(head)) await setAside(file, await describeProgram(file.source, head), findings);
}

async function guarded(file: Examined, findings: Findings, open: () => Promise<void>): Promise<void> {
  if (file.depth >= MAX_NESTING) return setAside(file, `more than ${MAX_NESTING} archives within each other`, findings);
  if (file.depth > 0) findings.archives.set(file.path, sha256Hex(await readAt(file.source, 0, file.source.size)));
  await tolerated(file, findings, open);
}

async function tolerated(file: Examined, findings: Findings, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (file.depth === 0 || !(error instanceof Fault)) throw error;
    await setAside(file, `could not be read: ${error.message}`, findings);
  }
}

function openEntries(kind: ArchiveKind, source: ByteSource): AsyncIterable<UntrustedEntry> {
  if (kind === "zip") return readUntrustedZip(source);
  return kind === "ar" ? readUntrustedAr(source) : readUntrustedTar(sourceChunks(source));
}

async function openArchive(entries: AsyncIterable<UntrustedEntry>, file: Examined, findings: Findings): Promise<void> {
  const places = mayBeLayer(file.path) ? new LayerEntries() : undefined;
  if (places !== undefined) findings.layers.set(file.path, places);
  for await (const entry of entries) {
    const path = `${file.path}!${plainPlace(entry.path)}`;
    places?.add(entry);
    if (entry.escapes) findings.remarks.push(`${printable(path)} would be written outside its folder`);
    if (entry.kind !== "file" || entry.size === 0 || isWhiteout(entry.path)) continue;
    findings.members++;
    if (entry.size > MAX_MEMBER_BYTES) {
      findings.opaque.push({ path, sha256: undefined, reason: "too large to be looked into" });
      continue;
    }
    const source = bytesSource(await entry.read(MAX_MEMBER_BYTES));
    await examine({ path, source, depth: file.depth + 1 }, findings);
  }
}

/** A packed tar is read as a stream; anything else is one packed file, looked into under its name without the ending. */
async function openPacked(kind: PackingKind, file: Examined, findings: Findings): Promise<void> {
  const reader = new ByteReader(unpack(kind, file.source));
  try {
    const head = await reader.take(512);
    const rest = remaining(head, reader);
    if (archiveKind(head) === "tar") return await openArchive(readUntrustedTar(rest), file, findings);
    const path = file.path.replace(/\.(?:gz|zst|xz)$/i, "");
    await examine({ path, source: bytesSource(await gather(rest)), depth: file.depth + 1 }, findings);
  } finally {
    await reader.close();
  }
}

async function* remaining(head: Uint8Array, reader: ByteReader): AsyncGenerator<Uint8Array> {
  yield head;
  for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) yield chunk;
}

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let count = 0;
  for await (const bytes of chunks) {
    count += bytes.length;
    if (count > MAX_MEMBER_BYTES)
      throw new Fault("archive-limit", `more than ${MAX_MEMBER_BYTES} bytes are packed in it`);
    parts.push(bytes);
  }
  return new Uint8Array(Buffer.concat(parts));
}

async function keepDocument(file: Examined, findings: Findings): Promise<void> {
  const { path, source, depth } = file;
  const most = Math.max(MAX_SOURCE_BYTES, ...formatsOf(path).map(({ maxBytes }) => maxBytes ?? 0));
  const limit = `more than ${most >> 20} MiB, which is too large for a lockfile`;
  if (source.size > most && depth > 0) return setAside(file, limit, findings);
  if (source.size > most) throw new Fault("sbom-source-malformed", `${printable(path)} has ${limit}`);
  findings.documentBytes += source.size;
  if (findings.documentBytes > MAX_SOURCES_BYTES) {
    throw new Fault("sbom-source-malformed", `lockfiles have more than ${MAX_SOURCES_BYTES >> 20} MiB together`);
  }
  findings.documents.set(path, await readAt(source, 0, source.size));
}

async function setAside({ path, source, depth }: Examined, reason: string, findings: Findings): Promise<void> {
  const sha256 = depth === 0 ? undefined : sha256Hex(await readAt(source, 0, source.size));
  findings.opaque.push({ path, sha256, reason });
}
