import { readUntrustedAr } from "../../../kernel/archives/untrusted-ar.ts";
import type { UntrustedEntry } from "../../../kernel/archives/untrusted-entry.ts";
import { readUntrustedTar } from "../../../kernel/archives/untrusted-tar.ts";
import { readUntrustedZip } from "../../../kernel/archives/untrusted-zip.ts";
import type { ByteSource } from "../../../kernel/byte-source.ts";
import { MAX_SOURCE_BYTES } from "../../../kernel/documents/source-limits.ts";
import { Fault } from "../../../kernel/fault.ts";
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
import { zipBehind } from "../archives/zip-behind.ts";
import { goBuildInformation } from "../ecosystems/go/go-build-information.ts";
import { cargoAuditable } from "../ecosystems/rust/cargo-auditable.ts";
import { rpmPackage } from "../ecosystems/system/rpm-package.ts";
import type { BinaryFormat } from "../model/catalogue.ts";
import { MAX_NESTING } from "../model/sbom-limits.ts";
import { STEPS } from "../model/work-budget.ts";
import { describeProgram } from "../programs/describe-program.ts";
import { isExecutable } from "../programs/read-executables.ts";
import { type Content, streamedContent } from "./content.ts";
import type { Findings } from "./findings.ts";
import { formatsOf, isDocument } from "./lockfiles.ts";
import { readerFault } from "./reader-fault.ts";

/** Every kind of program and package that is read in place; the first that finds something speaks. */
const BINARIES: readonly BinaryFormat[] = [goBuildInformation, cargoAuditable, rpmPackage];

/** Berkeley DB, as RPM used it until 2021. */
const OLD_RPM_DATABASE = /!(?:usr\/lib\/sysimage|var\/lib)\/rpm\/Packages$/;
/** What runs by a launcher in front of its archive, or is an archive by its name. */
const ZIP_BY_NAME = /\.(?:[jwe]ar|zip|pyz|whl|egg|nupkg|vsix|xpi|aar)$/i;
const SCRIPT = 0x2321;

/** A file to look into; `depth` counts the archives and packings around it. */
export interface Examined {
  readonly path: string;
  readonly content: Content;
  readonly depth: number;
  /** The packed file that this is the one content of: what cannot be read in it is said of that file. */
  readonly packedIn?: Examined;
}

/**
 * Looks into one file and, if it is an archive, into its members. What cannot be read, at any depth, is set aside with the reason
 * and is not a fault, for whoever signs a file need not understand it. Faults: those of the file itself, as of a disk.
 */
export async function examine(file: Examined, findings: Findings): Promise<void> {
  try {
    await lookInto(file, findings);
  } catch (error) {
    const fault = readerFault(error);
    if (fault.code === "source-truncated" && file.depth === 0) throw error;
    const first = !findings.budget.isSpent || findings.unread.every(({ limit }) => !limit);
    if (first) await setAside(file, `could not be read: ${fault.message}`, findings, fault.code === "sbom-limit");
    // With nothing left to spend, what is around it is not read on.
    if (findings.budget.isSpent && file.depth > 0) throw fault;
  }
}

async function lookInto(file: Examined, findings: Findings): Promise<void> {
  const { path, content } = file;
  const { head } = content;
  if (isDocument(path) || isImageDocument(path, head)) return keepDocument(file, findings);
  if (OLD_RPM_DATABASE.test(path))
    return setAside(file, "is an RPM database in Berkeley DB, which is not read", findings);
  const packing = packingKind(head);
  if (packing !== undefined) return asArchive(file, findings, () => openPacked(packing, file, findings));
  const archive = archiveKind(head);
  if (archive !== undefined) {
    return asArchive(file, findings, async () =>
      openArchive(archive, await entriesOf(archive, content), file, findings),
    );
  }
  const opaque = opaqueKind(head);
  if (opaque !== undefined) return setAside(file, `is packed as ${opaque}, which is not read`, findings);
  if (isExecutable(head) || BINARIES.some((format) => format.recognises(path, head))) return readBinary(file, findings);
  if (file.depth > 0 && !ZIP_BY_NAME.test(path) && (((head[0] ?? 0) << 8) | (head[1] ?? 0)) !== SCRIPT) return;
  const zip = await zipBehind(await content.whole());
  if (zip !== undefined) await openBehind(zip, file, findings);
}

async function readBinary(file: Examined, findings: Findings): Promise<void> {
  const { path, content } = file;
  const { head } = content;
  const source = await content.whole();
  for (const format of BINARIES) {
    if (!format.recognises(path, head)) continue;
    const part = await format.read({ path, source, head, budget: findings.budget });
    if (part === undefined) continue;
    findings.parts.push(part);
    const sha256 = await digestOf(file);
    if (sha256 !== undefined) findings.programs.set(path, sha256);
    return;
  }
  const zip = await zipBehind(source);
  if (zip !== undefined) return openBehind(zip, file, findings);
  if (isExecutable(head))
    findings.setAside({ path, sha256: await digestOf(file), reason: await describeProgram(source, head) });
}

function openBehind(zip: ByteSource, file: Examined, findings: Findings): Promise<void> {
  return asArchive(file, findings, () => openArchive("zip", readUntrustedZip(zip), file, findings));
}

async function asArchive(file: Examined, findings: Findings, open: () => Promise<void>): Promise<void> {
  if (file.depth >= MAX_NESTING) {
    return setAside(file, `is inside more than ${MAX_NESTING} archives within each other`, findings);
  }
  findings.budget.spend(STEPS.archive, "opening its archives");
  await open();
  const sha256 = await file.content.sha256();
  if (sha256 !== undefined) findings.archives.set(file.path, sha256);
}

async function entriesOf(kind: ArchiveKind, content: Content): Promise<AsyncIterable<UntrustedEntry>> {
  if (kind === "tar") return readUntrustedTar(content.stream());
  const source = await content.whole();
  return kind === "zip" ? readUntrustedZip(source) : readUntrustedAr(source);
}

async function openArchive(
  kind: ArchiveKind,
  entries: AsyncIterable<UntrustedEntry>,
  file: Examined,
  findings: Findings,
): Promise<void> {
  const places = mayBeLayer(file.path) ? new LayerEntries() : undefined;
  if (places !== undefined) findings.layers.set(file.path, places);
  for await (const entry of entries) {
    findings.budget.spend(STEPS.member[kind], "reading what it holds");
    const path = `${file.path}!${plainPlace(entry.path)}`;
    if (places?.add(entry) === true) findings.budget.hold(2 * entry.path.length + 100, "reading what its layers hold");
    if (entry.escapes) findings.escapes(path);
    if (entry.kind !== "file" || entry.size === 0 || isWhiteout(entry.path)) continue;
    findings.members++;
    await examineStream({ path, chunks: entry.content(), depth: file.depth + 1 }, findings);
  }
}

/** A packed tar is read as a stream; anything else is one packed file, read under its name without the ending. */
async function openPacked(kind: PackingKind, file: Examined, findings: Findings): Promise<void> {
  const chunks = unpack(kind, file.content.stream(), findings.budget);
  const content = await streamedContent(chunks, findings.budget);
  try {
    if (archiveKind(content.head) === "tar") {
      return await openArchive("tar", readUntrustedTar(content.stream()), file, findings);
    }
    const path = file.path.replace(/\.(?:gz|zst|xz)$/i, "");
    await examine({ path, content, depth: file.depth + 1, packedIn: file.packedIn ?? file }, findings);
    // To its end, for only there its checksum is.
    await content.sha256();
  } finally {
    await content.close();
  }
}

async function examineStream(
  { path, chunks, depth }: { path: string; chunks: AsyncIterable<Uint8Array>; depth: number },
  findings: Findings,
): Promise<void> {
  const content = await streamedContent(chunks, findings.budget);
  try {
    await examine({ path, content, depth }, findings);
  } finally {
    await content.close();
  }
}

async function keepDocument(file: Examined, findings: Findings): Promise<void> {
  const { path, content } = file;
  const most = Math.max(MAX_SOURCE_BYTES, ...formatsOf(path).map(({ maxBytes }) => maxBytes ?? 0));
  const source = await content.whole();
  if (source.size > most) {
    throw new Fault("sbom-limit", `more than ${most >> 20} MiB, which is too large for a lockfile`);
  }
  findings.keep(path, await content.keep());
}

async function setAside(examined: Examined, reason: string, findings: Findings, limit = false): Promise<void> {
  const file = examined.packedIn ?? examined;
  const { path } = file;
  findings.notRead({ path, reason, limit });
  if (file.depth === 0) return;
  // A file that was not read to its end has no digest here.
  const sha256 = limit ? undefined : await digestOf(file).catch(() => undefined);
  if (!findings.budget.isSpent) findings.setAside({ path, sha256, reason });
}

async function digestOf({ content }: Examined): Promise<string | undefined> {
  return content.sha256();
}
