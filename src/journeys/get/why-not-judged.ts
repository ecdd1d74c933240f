import { speaksOfBundles } from "../../domain/sigstore/bundles-in-file.ts";
import { printable } from "../../kernel/printable.ts";
import type { Downloaded } from "./download-files.ts";
import type { GetPorts } from "./get-order.ts";
import { readJsonDocuments } from "./read-json-documents.ts";

/** As much of a file of bundles as is read. */
export const MAX_BUNDLE_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Why a file of bundles cannot be judged here, although nothing of it is false: it has an older form, of cosign for example, or
 * was signed by a key, which nobody named. Undefined if it can.
 */
export async function whyNotJudged({ path, asset }: Downloaded, { files }: GetPorts): Promise<string | undefined> {
  const bytes = await files.read(path, MAX_BUNDLE_FILE_BYTES);
  const shown = printable(asset.name);
  if (!speaksOfBundles(bytes)) return `${shown} is not in a form that this program understands`;
  const documents = readJsonDocuments(bytes);
  const isByKey = documents.length > 0 && documents.every(isSignedByKey);
  return isByKey ? `${shown} was signed by a key, and nothing says which key is the right one` : undefined;
}

/** As protobuf-specs has it: a certificate or a chain of them, or a hint at a public key. */
function isSignedByKey(document: unknown): boolean {
  const material = field(document, "verificationMaterial");
  return field(material, "publicKey") !== undefined && field(material, "certificate") === undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
