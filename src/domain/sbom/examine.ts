import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type ByteSource, bytesSource } from "../../kernel/byte-source.ts";
import { sha256Hex } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_RATIO, RATIO_FLOOR_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import { readAt } from "../../kernel/read-at.ts";
import { sourceChunks } from "../../kernel/source-chunks.ts";
import type { UntrustedEntry } from "../../kernel/untrusted-entry.ts";
import { readUntrustedTar } from "../../kernel/untrusted-tar.ts";
import { readUntrustedZip } from "../../kernel/untrusted-zip.ts";
import { BINARIES } from "./binaries.ts";
import { type ContainerKind, containerKind } from "./container-kind.ts";
import { isExecutable } from "./executable/read-executables.ts";
import { isDocument } from "./lockfiles.ts";
import type { Part } from "./part.ts";
import { MAX_MEMBER_BYTES, MAX_NESTING, MAX_SOURCE_BYTES, MAX_SOURCES_BYTES } from "./sbom-limits.ts";

/** What was met inside one asset. */
export interface Findings {
  readonly parts: Part[];
  /** Lockfiles and manifests, to be read once all are here, for some need their neighbours. */
  readonly documents: Map<string, Uint8Array>;
  /** Programs and archives in which nothing could be read. */
  readonly opaque: { readonly path: string; readonly sha256: string | undefined; readonly reason: string }[];
  readonly remarks: string[];
  documentBytes: number;
  /** Members of archives that were looked at. */
  members: number;
}

export function noFindings(): Findings {
  return { parts: [], documents: new Map(), opaque: [], remarks: [], documentBytes: 0, members: 0 };
}

/** A file to look into; `depth` counts the archives around it. */
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
  if (isDocument(path)) return void (await keepDocument(file, findings));
  const head = await readAt(source, 0, 512);
  const container = await containerKind(source);
  if (container !== undefined) return openContainer(container, file, findings);
  for (const format of BINARIES) {
    const part = format.recognises(path, head) ? await format.read(path, source, head) : undefined;
    if (part !== undefined) return void findings.parts.push(part);
  }
  if (isExecutable(head)) await setAside(file, "a program without build information", findings);
}

async function openContainer(kind: ContainerKind, file: Examined, findings: Findings): Promise<void> {
  if (kind === "opaque") return setAside(file, "packed in a way that is not read", findings);
  if (file.depth >= MAX_NESTING) return setAside(file, `more than ${MAX_NESTING} archives within each other`, findings);
  try {
    if (kind === "gzip") await openGzip(file, findings);
    else
      await openArchive(
        kind === "tar" ? readUntrustedTar(sourceChunks(file.source)) : readUntrustedZip(file.source),
        file,
        findings,
      );
  } catch (error) {
    if (file.depth === 0 || !(error instanceof Fault)) throw error;
    await setAside(file, `an archive that could not be read: ${error.message}`, findings);
  }
}

async function openArchive(entries: AsyncIterable<UntrustedEntry>, file: Examined, findings: Findings): Promise<void> {
  for await (const entry of entries) {
    if (entry.escapes)
      findings.remarks.push(`${printable(`${file.path}!${entry.path}`)} would be written outside its folder`);
    if (entry.kind !== "file" || entry.size === 0) continue;
    findings.members++;
    const path = `${file.path}!${entry.path.replace(/^(?:\.\/)+/, "")}`;
    if (entry.size > MAX_MEMBER_BYTES) {
      findings.opaque.push({ path, sha256: undefined, reason: "too large to be looked into" });
      continue;
    }
    const bytes = await entry.read(MAX_MEMBER_BYTES);
    await examine({ path, source: bytesSource(bytes), depth: file.depth + 1 }, findings);
  }
}

/** One packed file: looked into under its name without `.gz`. */
async function openGzip(file: Examined, findings: Findings): Promise<void> {
  const parts: Uint8Array[] = [];
  let count = 0;
  const engine = Readable.from(sourceChunks(file.source), { objectMode: false }).pipe(createGunzip());
  try {
    for await (const bytes of engine as AsyncIterable<Uint8Array>) {
      count += bytes.length;
      if (count > RATIO_FLOOR_BYTES && count > engine.bytesWritten * MAX_RATIO) {
        throw new Fault("archive-bomb", `the file grows more than ${MAX_RATIO} times`);
      }
      if (count > MAX_MEMBER_BYTES)
        throw new Fault("archive-limit", `more than ${MAX_MEMBER_BYTES} bytes are packed in it`);
      parts.push(bytes);
    }
  } catch (cause) {
    throw cause instanceof Fault ? cause : new Fault("gzip-malformed", "the gzip stream is damaged", { cause });
  }
  const path = file.path.replace(/\.gz$/i, "");
  await examine({ path, source: bytesSource(new Uint8Array(Buffer.concat(parts))), depth: file.depth + 1 }, findings);
}

async function keepDocument({ path, source }: Examined, findings: Findings): Promise<void> {
  findings.documentBytes += source.size;
  if (source.size > MAX_SOURCE_BYTES || findings.documentBytes > MAX_SOURCES_BYTES) {
    throw new Fault("sbom-source-malformed", `${printable(path)} is too large for a lockfile`);
  }
  findings.documents.set(path, await readAt(source, 0, source.size));
}

async function setAside({ path, source, depth }: Examined, reason: string, findings: Findings): Promise<void> {
  const sha256 = depth === 0 ? undefined : sha256Hex(await readAt(source, 0, source.size));
  findings.opaque.push({ path, sha256, reason });
}
