import { sha256Hex } from "../../../crypto/node-digest.ts";
import { isEvidenceEntry } from "../../../domain/capsule/entry-names.ts";
import { oneLine, type PlannedFile } from "../../../domain/capsule/published-names.ts";
import { parseBundle } from "../../../domain/sigstore/bundle.ts";
import { Fault } from "../../../kernel/fault.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";
import type { Files } from "../../../ports/files.ts";
import type { StatementToSign } from "../describe/read-given-evidence.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

export interface FileToPublish {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The bundles among the entries that sign these statements, in their order. */
export function bundlesOf(statements: readonly StatementToSign[], entries: readonly FileToPublish[]): Uint8Array[] {
  if (statements.length === 0) return [];
  const signed = new Map(
    entries
      .filter(({ name }) => isEvidenceEntry(name))
      .flatMap(({ bytes }) => {
        const content = unlessRefused(() => parseBundle(bytes).content, undefined);
        return content?.kind === "dsse" ? [[sha256Hex(content.payload), bytes] as const] : [];
      }),
  );
  return statements.flatMap(({ payload }) => signed.get(sha256Hex(payload)) ?? []);
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
  statements: readonly StatementToSign[],
): FileToPublish[] {
  const entries = new Map(sealed.entries.map(({ name, bytes }) => [name, bytes]));
  const files = planned.map(({ name, content }) => {
    if (content.kind === "capsule") return { name, bytes: sealed.capsule.bytes };
    if (content.kind === "sbom-statement") {
      const { format, subject } = content;
      const wanted = statements.find((one) => one.sbom === format && one.subject === subject);
      const [bundle] = wanted === undefined ? [] : bundlesOf([wanted], sealed.entries);
      if (bundle === undefined) throw new Fault("internal", `no statement was made for ${name}`);
      return { name, bytes: bundle };
    }
    const bytes = entries.get(content.entry);
    if (bytes === undefined) throw new Fault("internal", `the entry ${content.entry} was planned and not made`);
    return { name, bytes: content.kind === "json-line" ? oneLine(bytes) : bytes };
  });
  return files.length === 0 || sealed.trustedRoot === undefined ? files : [...files, sealed.trustedRoot];
}
