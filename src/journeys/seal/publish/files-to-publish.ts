import { oneLine, type PlannedFile } from "../../../domain/capsule/published-names.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { Files } from "../../../ports/files.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

export interface FileToPublish {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The assets that sealing wrote itself, which no folder of the build holds. */
export async function readMade(assets: readonly CollectedAsset[], files: Files): Promise<FileToPublish[]> {
  const made = assets.filter((asset) => asset.made === true);
  return Promise.all(made.map(async ({ name, path, size }) => ({ name, bytes: await files.read(path, size) })));
}

/** The planned files with their bytes, taken from the capsule and its entries; the local trusted root comes last. */
export function filesToPublish(
  planned: readonly PlannedFile[],
  sealed: {
    readonly capsule: { readonly bytes: Uint8Array };
    readonly entries: readonly FileToPublish[];
    readonly trustedRoot: FileToPublish | undefined;
  },
): FileToPublish[] {
  const entries = new Map(sealed.entries.map(({ name, bytes }) => [name, bytes]));
  const files = planned.map(({ name, content }) => {
    if (content.kind === "capsule") return { name, bytes: sealed.capsule.bytes };
    const bytes = entries.get(content.entry);
    if (bytes === undefined) throw new Fault("internal", `the entry ${content.entry} was planned and not made`);
    return { name, bytes: content.kind === "json-line" ? oneLine(bytes) : bytes };
  });
  return files.length === 0 || sealed.trustedRoot === undefined ? files : [...files, sealed.trustedRoot];
}
