import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type DirectoryEntry, type Files, UNFINISHED_WRITE } from "../../ports/files.ts";
import type { ReleaseKey } from "../../ports/release-host.ts";
import { MARKER, MAX_MARKER_BYTES, type Marker, parseMarker } from "./marker.ts";
import { SIGNATURES } from "./signatures.ts";

interface UsedFolder {
  readonly folder: string;
  readonly entries: readonly DirectoryEntry[];
  readonly key: ReleaseKey;
}

/**
 * Names of the evidence that an interrupted run of this very release left. What it wrote to the half is removed. Fault:
 * `out-not-empty` for any other folder, which stays as it is.
 */
export async function findInterrupted(
  { folder, entries, key }: UsedFolder,
  files: Files,
  join: (...parts: string[]) => string,
): Promise<readonly string[]> {
  const path = join(folder, MARKER);
  const marker = (await files.facts(path))?.kind === "file" ? await files.read(path, MAX_MARKER_BYTES) : undefined;
  if (marker === undefined) throw notEmpty(folder, undefined);
  const unfinished = entries.filter(({ name }) => name !== undefined && UNFINISHED_WRITE.test(name));
  const others = entries.filter(
    (entry) => entry.name !== MARKER && !isSignatures(entry) && !unfinished.includes(entry),
  );
  const ours = new Set([...key.ours, ...key.planned]);
  const evidence = others.flatMap(({ name, kind }) => (name !== undefined && kind === "file" ? [name] : []));
  const reason = whyOther(parseMarker(marker), key, evidence);
  if (reason !== undefined) throw notEmpty(folder, reason);
  const foreign = others.find(({ name, kind }) => name === undefined || kind !== "file" || !ours.has(name));
  if (foreign !== undefined) {
    throw notEmpty(folder, `it holds ${printable(foreign.name ?? foreign.hex)}, which is not of this release`);
  }
  for (const { name } of unfinished) if (name !== undefined) await files.remove(join(folder, name));
  return evidence;
}

function isSignatures({ name, kind }: DirectoryEntry): boolean {
  return name === SIGNATURES && kind === "directory";
}

/** Signatures are of one digest each, so that they are of use although other files are sealed now. Evidence is not. */
function whyOther(marker: Marker | undefined, key: ReleaseKey, evidence: readonly string[]): string | undefined {
  if (marker === undefined) return `its ${MARKER} cannot be read`;
  const left = "it holds what an interrupted run left, which sealed";
  const { name, version, tag, assets } = marker;
  if (name !== key.name || version !== key.version) return `${left} ${printable(name)} ${printable(version)}`;
  if (tag !== key.tag) return `${left} another tag`;
  const sealed = new Map(assets.map((asset) => [asset.name, asset.sha256]));
  const isSame = sealed.size === key.assets.length && key.assets.every((one) => sealed.get(one.name) === one.sha256);
  return isSame || evidence.length === 0 ? undefined : `${left} other files than are here now`;
}

function notEmpty(folder: string, reason: string | undefined): Fault {
  const what = `the output folder ${printable(folder)} is not empty`;
  return new Fault("out-not-empty", reason === undefined ? what : `${what}: ${reason}`, {
    hint: advice`remove it, or choose another folder with ${option("out")}`,
  });
}
