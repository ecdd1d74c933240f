import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { formatsOf } from "./lockfiles.ts";
import type { Part } from "./part.ts";
import { readDocument } from "./read-document.ts";

export interface ReadDocuments {
  readonly parts: readonly Part[];
  readonly remarks: readonly string[];
  /** Documents that a format recognised and could not read. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[];
}

/** Folders whose lockfiles describe test data or other people's installations, not what is shipped. */
const PASSED_OVER =
  /(?:^|[/!])(?:tests?|testdata|test[-_]data|fixtures?|__tests__|__fixtures__|node_modules|vendor|examples?)\//i;

/**
 * Reads all lockfiles among `documents`. With `strict`, one that cannot be read is the fault `sbom-source-malformed`;
 * without, it is told in `refused`, for archives hold broken ones as test data.
 */
export function readDocuments(documents: ReadonlyMap<string, Uint8Array>, strict: boolean): ReadDocuments {
  const parts: Part[] = [];
  const refused: { path: string; reason: string }[] = [];
  let passedOver = 0;
  for (const [path, bytes] of documents) {
    const folder = path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("!")) + 1);
    for (const format of formatsOf(path, bytes)) {
      if (PASSED_OVER.test(path)) {
        passedOver++;
        continue;
      }
      try {
        parts.push(readDocument(format, { path, bytes, beside: (name) => documents.get(folder + name) }));
      } catch (error) {
        if (strict || !(error instanceof Fault)) throw error;
        refused.push({ path, reason: error.message });
      }
    }
  }
  const remarks = refused.map(({ path, reason }) => `${printable(path)} was not read: ${reason}`);
  if (passedOver > 0) remarks.push(`${passedOver} lockfiles of tests, examples or vendored code were passed over`);
  return { parts, remarks, refused };
}
