import { sha256Hex } from "../../crypto/node-digest.ts";
import { CHECKSUMS_ENTRY, PROVENANCE_ENTRY } from "../../domain/capsule/entry-names.ts";
import { oneLine } from "../../domain/capsule/published-names.ts";
import { readCapsule } from "../../domain/capsule/read-capsule.ts";
import { isFile } from "../../domain/capsule/root-schema.ts";
import type { Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import { bytesSource, sourceChunks } from "../../kernel/byte-source.ts";
import { Fault } from "../../kernel/fault.ts";
import { MAX_CAPSULE_BYTES } from "../../kernel/limits.ts";
import { printable } from "../../kernel/printable.ts";
import type { AssetToPublish } from "../../ports/release-host.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";

/** A sealed release as it lies on this disk: what distributors get before the day, and everybody on it. */
export interface SealedFiles {
  readonly root: VerifiedRoot;
  /** Name of the capsule, the first of the evidence. */
  readonly capsule: string;
  /** Every file of the release, in the order of the root. */
  readonly assets: readonly AssetToPublish[];
  /** What sealing wrote beside the capsule. */
  readonly evidence: readonly EvidenceFile[];
  /** Name of our checksum list among it. */
  readonly checksums: string | undefined;
}

export interface EvidenceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * The files of a release that verified.
 *
 *   1. assets    each of the root, as it was found
 *   2. capsule   and what is in it
 *   3. evidence  that lies beside it
 *
 * What lies beside its capsule is evidence only if the capsule holds the very bytes: a key or a note
 * in the same folder stays there. Fault: `artifact-required` for a file of the release that was not named.
 */
export async function readSealed(
  { verification, path }: { readonly verification: Verification; readonly path: string },
  { files, crypto }: Pick<VerifyPorts, "files" | "crypto">,
): Promise<SealedFiles> {
  const { root } = verification;
  if (root === undefined) throw new Fault("internal", "only what verified is read");
  /* 1 */ const assets = root.statement.subject.filter(isFile).map(({ name, digest: { sha256 } }): AssetToPublish => {
    const found = verification.assets.find(({ sealedName, status }) => sealedName === name && FOUND.has(status));
    if (found?.looked === undefined || found.size === undefined) throw notNamed(name);
    return { name, sha256, path: found.looked, size: found.size };
  });
  /* 2 */ const capsule = { name: files.nameOf(path), bytes: await files.read(path, MAX_CAPSULE_BYTES) };
  const { entries } = await readCapsule(sourceChunks(bytesSource(capsule.bytes)), crypto);
  const known = new Map([...entries].map(([name, bytes]) => [sha256Hex(bytes), name]));
  const provenance = entries.get(PROVENANCE_ENTRY);
  if (provenance !== undefined) known.set(sha256Hex(oneLine(provenance)), PROVENANCE_ENTRY);
  const evidence = [capsule];
  let checksums: string | undefined;
  const taken = new Set([capsule.name, ...assets.map(({ name }) => name)]);
  /* 3 */ for (const { name, kind } of await files.list(files.folderOf(path))) {
    if (name === undefined || kind !== "file" || taken.has(name)) continue;
    const bytes = await readSmall(files.join(files.folderOf(path), name), files);
    const entry = bytes === undefined ? undefined : known.get(sha256Hex(bytes));
    if (bytes === undefined || entry === undefined) continue;
    if (entry === CHECKSUMS_ENTRY) checksums = name;
    evidence.push({ name, bytes });
  }
  return { root, capsule: capsule.name, assets, evidence, checksums };
}

const FOUND: ReadonlySet<string> = new Set(["verified", "renamed"]);

/** Undefined for what is larger than any entry could be. */
async function readSmall(path: string, files: VerifyPorts["files"]): Promise<Uint8Array | undefined> {
  const size = (await files.facts(path))?.size ?? 0;
  return size > MAX_CAPSULE_BYTES ? undefined : files.read(path, MAX_CAPSULE_BYTES);
}

function notNamed(name: string): Fault {
  return new Fault("artifact-required", `${printable(name)} is a file of the release, and was not named`, {
    hint: "name every file that was sealed",
  });
}
