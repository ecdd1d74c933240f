import type { Cryptography } from "../../crypto/cryptography.ts";
import { hashedChunks } from "../../crypto/hashed-chunks.ts";
import type { AnnouncementFile } from "../../domain/announcement/announcement-file.ts";
import { lateDays, lateHandOver } from "../../domain/announcement/late-days.ts";
import { releaseStem } from "../../domain/capsule/capsule-file-name.ts";
import { bytesSource, sourceChunks } from "../../kernel/byte-source.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { streamTar, type TarSource } from "../../kernel/tar.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Files } from "../../ports/files.ts";
import type { AssetToPublish } from "../../ports/release-host.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import {
  besideAnnouncement,
  type EmbargoedRelease,
  type EmbargoOrder,
  type RefusedRelease,
  readAnnouncement,
  verifyFix,
} from "./embargoed-release.ts";
import { readSealed, type SealedFiles } from "./read-sealed.ts";

/** Name of the page for people in the hand-over. */
export const HANDOVER_PAGE = "HANDOVER.md";

export interface HandOverOrder extends EmbargoOrder {
  /** Absolute path of the archive, by default beside the announcement. */
  readonly out: string | undefined;
  readonly now: Date;
}

export interface HandedOver extends EmbargoedRelease {
  /** Path of the archive. */
  readonly out: string;
  /** Names of the files in it. */
  readonly files: readonly string[];
  /** What the policy of the response says of its days, and of this one. */
  readonly late: readonly string[];
}

/**
 * Writes a release for distributors, before anybody else may have it.
 *
 *   1. read    the announcement
 *   2. verify  the release with every file
 *   3. gather  its files, its evidence and a page for people, in the order of their names
 *   4. write   them into one archive, in a folder named for the release, and hash each file once more on the way
 *
 * Two runs write the same bytes; only the owner of the archive can read it. Faults: `announcement-malformed`, `asset-changed`,
 * those of verifying and of `readSealed`.
 */
export async function handOver(
  order: HandOverOrder,
  ports: VerifyPorts,
  pageOf: (file: AnnouncementFile, release: SealedFiles, archive: string) => string,
): Promise<HandedOver | RefusedRelease> {
  const { files, crypto } = ports;
  /* 1 */ const file = await readAnnouncement(order, files);
  /* 2 */ const verified = await verifyFix({ ...order.verify, all: true }, ports);
  if ("refused" in verified) return verified;
  const { root, verification } = verified;
  /* 3 */ const sealed = await readSealed({ verification, path: order.verify.capsule.path }, ports);
  const out = order.out ?? besideAnnouncement(order, `${file.id}.handover.tar`, files);
  const written = [
    bytesEntry(HANDOVER_PAGE, encodeUtf8(pageOf(file, sealed, files.nameOf(out)))),
    ...sealed.evidence.map(({ name, bytes }) => bytesEntry(name, bytes)),
    ...sealed.assets.map((asset) => assetEntry(asset, files, crypto)),
  ].sort((a, b) => compareUtf8(a.name, b.name));
  /* 4 */ await writeArchive(out, { written, folder: releaseStem(root.statement.predicate.release) }, files);
  const late = [...lateDays(file), ...lateHandOver(file, order.now)];
  return { file, root, out, files: written.map(({ name }) => name), late };
}

async function writeArchive(
  out: string,
  { written, folder }: { readonly written: readonly TarSource[]; readonly folder: string },
  files: Files,
): Promise<void> {
  const file = files.create(out);
  try {
    const entries = written.map((one) => ({ ...one, name: `${folder}/${one.name}` }));
    for await (const piece of streamTar(entries)) file.write(piece);
  } finally {
    file.close();
  }
}

function bytesEntry(name: string, bytes: Uint8Array): TarSource {
  return { name, size: bytes.length, pieces: () => sourceChunks(bytesSource(bytes)) };
}

/** It was verified before; what is written must be that. */
function assetEntry({ name, path, size, sha256 }: AssetToPublish, files: Files, crypto: Cryptography): TarSource {
  return {
    ...{ name, size },
    async *pieces() {
      const file = await files.open(path);
      try {
        const hashed = hashedChunks(sourceChunks(file), crypto);
        yield* hashed.chunks;
        if ((await hashed.finish()) === sha256) return;
        throw new Fault("asset-changed", `${printable(name)} changed after it was verified`);
      } finally {
        await file.close();
      }
    },
  };
}
