import { basename, join } from "node:path";
import { isFile, type Subject } from "../../domain/capsule/root-schema.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { openClaim, verifiedClaim } from "../../domain/verification/state-claim.ts";
import type { AssetResult } from "../../domain/verification/verification.ts";
import { bytesSource } from "../../kernel/byte-source.ts";
import { hashSource } from "../../kernel/digest.ts";
import { Fault } from "../../kernel/fault.ts";
import { isRefusal } from "../../kernel/is-refusal.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Failures } from "./attempt-claim.ts";
import type { SmallFiles } from "./small-files.ts";
import type { AssetToVerify, VerifyOrder } from "./verify-order.ts";

export interface AssetsToCheck {
  readonly order: VerifyOrder;
  /** Where files beside the capsule are looked for. */
  readonly folder: string | undefined;
  readonly subjects: readonly Subject[];
  /** Receives what could not be read; the other files are still compared. */
  readonly failures: Failures;
  /** Receives the bytes of small files. */
  readonly small: SmallFiles;
}

/**
 * Compares files with the sealed digests: those that were named, else those beside the capsule that carry the name of an
 * asset. Files are read as a stream, one after the other. Results stand in the order of the subjects, strangers last.
 */
export async function checkAssets(
  { order, folder, subjects, failures, small }: AssetsToCheck,
  ports: { readonly files: Files; readonly progress: Progress },
): Promise<readonly AssetResult[]> {
  const asked = order.assets.length > 0 ? order.assets : await assetsBeside(folder, subjects, ports.files);
  const results: AssetResult[] = [];
  for (const asset of asked) {
    if ("path" in asset) ports.progress.step(`reading ${printable(basename(asset.path))}`);
    results.push(await readable(failures, asset, () => checkAsset(asset, subjects, { files: ports.files, small })));
  }
  const seen = new Set(results.map(({ sealedName }) => sealedName));
  const rest = subjects.filter(({ name }) => !seen.has(name)).map((subject) => notLooked(subject, order.all === true));
  return [...results, ...rest];
}

/** The claim over all results. */
export function assetsClaim(results: readonly AssetResult[], order: VerifyOrder): Claim {
  const verified = results.filter(({ status }) => status === "verified").length;
  const failed = results.find(({ status }) => status === "failed");
  if (failed !== undefined) throw new Fault("digest-mismatch", failed.reason);
  const absent = results.find(({ status }) => status === "absent");
  if (results.some(({ status }) => status === "unreadable")) {
    return openClaim("assets", "not-checked", { reason: "a file could not be read", required: true });
  }
  if (absent !== undefined) return openClaim("assets", "missing", { reason: absent.reason, required: true });
  if (verified > 0) return verifiedClaim("assets", `${verified} of ${results.length} assets are the sealed ones`);
  return openClaim("assets", "not-checked", {
    reason: "no asset was checked",
    required: order.evidenceOnly !== true,
    hint: "name the files to check, or put them beside the capsule; --evidence-only accepts this",
  });
}

async function assetsBeside(
  folder: string | undefined,
  subjects: readonly Subject[],
  files: Files,
): Promise<AssetToVerify[]> {
  if (folder === undefined) return [];
  const present = new Set((await files.list(folder)).map(({ name }) => name));
  return subjects.filter(({ name }) => present.has(name)).map(({ name }) => ({ path: join(folder, name) }));
}

async function readable(
  failures: Failures,
  asset: AssetToVerify,
  check: () => Promise<AssetResult>,
): Promise<AssetResult> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof Fault) || error.code === "internal") throw error;
    const looked = "path" in asset ? asset.path : undefined;
    const refused: boolean = isRefusal(error);
    if (refused) return { sealedName: undefined, looked, status: "failed", reason: error.message };
    failures.push(error);
    return { sealedName: undefined, looked, status: "unreadable", reason: error.message };
  }
}

interface Looked {
  /** File name, or undefined where only a digest is known. */
  readonly name: string | undefined;
  readonly looked: string;
  readonly sha256: string;
  readonly sha512: string | undefined;
}

interface Reading {
  readonly files: Files;
  readonly small: SmallFiles;
}

async function checkAsset(asset: AssetToVerify, subjects: readonly Subject[], reading: Reading): Promise<AssetResult> {
  const looked = await lookAt(asset, reading);
  const named = subjects.find(({ name }) => name === looked.name);
  const subject = named ?? subjects.find(({ digest }) => digest.sha256 === looked.sha256);
  const result = { sealedName: subject?.name, looked: looked.looked };
  const shown = printable(looked.name ?? looked.looked);
  if (subject === undefined) return { ...result, status: "failed", reason: `${shown} is no asset of this release` };
  if (!sameDigests(subject, looked)) return { ...result, status: "failed", reason: `${shown} is not the sealed file` };
  const renamed = named === undefined && looked.name !== undefined;
  const reason = renamed ? `${shown} was sealed as ${printable(subject.name)}` : `${shown} is the sealed file`;
  return { ...result, status: "verified", reason };
}

/** A name alone decides which digest counts: the right bytes of another asset are wrong under this name. */
function sameDigests(subject: Subject, { sha256, sha512 }: Looked): boolean {
  const second = !isFile(subject) || sha512 === undefined || subject.digest.sha512 === sha512;
  return subject.digest.sha256 === sha256 && second;
}

async function lookAt(asset: AssetToVerify, { files, small }: Reading): Promise<Looked> {
  if (!("path" in asset)) {
    return { name: asset.name, looked: `sha256:${asset.sha256}`, sha256: asset.sha256, sha512: asset.sha512 };
  }
  const file = await files.open(asset.path);
  try {
    const bytes = await small.read(file);
    const source = bytes === undefined ? file : { ...bytesSource(bytes), size: file.size };
    const digests = await hashSource(source, ["sha256", "sha512"]);
    const { revision } = await file.factsNow();
    if (revision !== file.facts.revision) {
      throw new Fault("asset-changed", `${printable(asset.path)} changed while it was read`);
    }
    if (bytes !== undefined) small.keep(digests.sha256, bytes);
    return { name: basename(asset.path), looked: asset.path, ...digests };
  } finally {
    await file.close();
  }
}

/** An image is no file, so no folder lacks it; whoever has its digest gives that. */
function notLooked(subject: Subject, required: boolean): AssetResult {
  const { name, digest } = subject;
  if (!isFile(subject)) {
    const reason = `${printable(name)} is an image, to be used by its digest sha256:${digest.sha256}`;
    return { sealedName: name, looked: undefined, status: "not-asked", reason };
  }
  const status = required ? "absent" : "not-asked";
  const reason = required ? `${printable(name)} is not there` : `${printable(name)} was not asked for`;
  return { sealedName: name, looked: undefined, status, reason };
}
