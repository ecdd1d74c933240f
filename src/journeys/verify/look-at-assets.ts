import { TELLING_BYTES } from "../../domain/capsule/not-a-capsule.ts";
import { isFile, type ReleaseSubject } from "../../domain/capsule/root-schema.ts";
import { compareAsset, type LookedAsset } from "../../domain/verification/checks/compare-asset.ts";
import type { ReleaseDocument } from "../../domain/verification/evidence/release-documents.ts";
import type { AssetResult } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import { orFault } from "../../kernel/require-fault.ts";
import type { Failures } from "./attempt-claim.ts";
import { type ReadingPorts, readArtifact } from "./read-artifact.ts";
import type { SmallFiles } from "./small-files.ts";
import type { AssetToVerify, VerifyOrder, VerifyPorts } from "./verify-order.ts";

/** A file that was read, or why it could not be. */
export interface ReadAsset {
  readonly asset: AssetToVerify;
  readonly found: LookedAsset | Fault;
}

export interface AssetsToRead {
  readonly order: VerifyOrder;
  /** Where files beside the capsule are looked for. */
  readonly folder: string | undefined;
  readonly subjects: readonly ReleaseSubject[];
  /** Receives the bytes of small files. */
  readonly small: SmallFiles;
}

/**
 * Reads the files that were named, else those beside the capsule that carry the name of an asset, as streams, one after the
 * other. Faults: those of a folder that cannot be listed.
 */
export async function readAssets(
  { order, folder, subjects, small }: AssetsToRead,
  ports: VerifyPorts,
): Promise<readonly ReadAsset[]> {
  const asked = order.assets.length > 0 ? order.assets : await assetsBeside(folder, subjects, ports.files);
  const read: ReadAsset[] = [];
  for (const asset of asked) {
    if ("path" in asset) ports.progress.step(`reading ${printable(ports.files.nameOf(asset.path))}`);
    read.push({ asset, found: await orFault(() => lookAt(asset, small, ports)) });
  }
  return read;
}

export interface AssetsToCompare {
  readonly order: VerifyOrder;
  readonly subjects: readonly ReleaseSubject[];
  /** What else belongs to the release; only asked for a file that is not an asset. */
  readonly documents: () => Promise<readonly ReleaseDocument[]>;
  /** Receives why a file could not be read; the others are still compared. */
  readonly failures: Failures;
}

/** Compares files with the sealed digests. Results stand in the order of the files, what was not looked at last. */
export async function compareAssets(
  read: readonly ReadAsset[],
  { order, subjects, documents, failures }: AssetsToCompare,
): Promise<readonly AssetResult[]> {
  const results: AssetResult[] = [];
  for (const { asset, found } of read) {
    if (found instanceof Fault) results.push(unread(asset, found, failures));
    else results.push(decided(await compareAsset(found, subjects, documents), asset, order));
  }
  const seen = new Set(results.map(({ sealedName }) => sealedName));
  const rest = subjects.filter(({ name }) => !seen.has(name)).map((subject) => notLooked(subject, order.all === true));
  return [...results, ...rest];
}

function unread(asset: AssetToVerify, fault: Fault, failures: Failures): AssetResult {
  const looked = "path" in asset ? asset.path : undefined;
  const isRefused: boolean = isRefusal(fault);
  if (!isRefused) failures.push(fault);
  return { sealedName: undefined, looked, status: isRefused ? "failed" : "unreadable", reason: fault.message };
}

/** What only lies in a folder that was named decides nothing, unless everything there has to be of the release. */
function decided(result: AssetResult, asset: AssetToVerify, { allFiles }: VerifyOrder): AssetResult {
  const isListed = "path" in asset && asset.isListed === true;
  return result.status === "not-part" && isListed && allFiles !== true ? { ...result, status: "beside" } : result;
}

async function assetsBeside(
  folder: string | undefined,
  subjects: readonly ReleaseSubject[],
  files: VerifyPorts["files"],
): Promise<AssetToVerify[]> {
  if (folder === undefined) return [];
  const present = new Set((await files.list(folder)).map(({ name }) => name));
  return subjects.filter(({ name }) => present.has(name)).map(({ name }) => ({ path: files.join(folder, name) }));
}

async function lookAt(asset: AssetToVerify, small: SmallFiles, ports: ReadingPorts): Promise<LookedAsset> {
  if (!("path" in asset)) {
    return { name: asset.name, looked: `sha256:${asset.sha256}`, sha256: asset.sha256, sha512: asset.sha512 };
  }
  const { digests, size } = await readArtifact({ path: asset.path, algorithms: ["sha256", "sha512"], small }, ports);
  const start = small.get(digests.sha256)?.subarray(0, TELLING_BYTES);
  return { name: ports.files.nameOf(asset.path), looked: asset.path, size, start, ...digests };
}

/** An image is not a file, so no folder lacks it; whoever has its digest gives that. */
function notLooked(subject: ReleaseSubject, required: boolean): AssetResult {
  const { name, digest } = subject;
  if (!isFile(subject)) {
    const reason = `${printable(name)} is an image, to be used by its digest sha256:${digest.sha256}`;
    return { sealedName: name, looked: undefined, status: "not-asked", reason };
  }
  const status = required ? "absent" : "not-asked";
  const reason = required ? `${printable(name)} is not there` : `${printable(name)} was not looked at`;
  return { sealedName: name, looked: undefined, status, reason };
}
