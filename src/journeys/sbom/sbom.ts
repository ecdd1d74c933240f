import { isPassedOver } from "../../domain/sbom/describe/read-documents.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import { withOwnFacts } from "../../domain/sbom/model/own-facts.ts";
import type { SbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
import { printable } from "../../kernel/printable.ts";
import { describePath } from "./describe-path.ts";
import { followLink } from "./follow-link.ts";
import type { SbomPorts } from "./load-sbom.ts";
import { mergeSboms } from "./merge-sboms.ts";
import { sbomDocumentOf } from "./sbom-document-of.ts";

export interface SbomOrder {
  /** A file or folder. */
  readonly path: string;
  /** SBOMs that other tools made of it. */
  readonly given: readonly string[];
  readonly write: SbomWriter;
}

export interface WrittenSbom {
  /** What is written. */
  readonly inventory: Inventory;
  readonly bytes: Uint8Array;
  /** What is worth knowing about how complete it is; safe to print. */
  readonly remarks: readonly string[];
  /** Why it is not known what it is made of, or not of all of it; undefined if all could be read. Safe to print. */
  readonly unknown: string | undefined;
}

/**
 * Makes the SBOM of a file or folder.
 *
 *   1. describe  what is there, from its bytes alone
 *   2. merge     what other tools found out
 *   3. write     it, as of the time of the source
 *
 * Faults: those of `describePath`, `mergeSboms` and `sbomDocumentOf`.
 */
export async function makeSbom({ path: named, given, write }: SbomOrder, ports: SbomPorts): Promise<WrittenSbom> {
  const path = await followLink(named, ports.files);
  const described = await describePath(path, ports.files);
  const inventory = await mergeSboms(described, given, ports.files);
  const document = await sbomDocumentOf(path, ports);
  return {
    inventory: withOwnFacts(inventory, document),
    bytes: write(inventory, document),
    remarks: inventory.remarks,
    unknown: whyUnknown(inventory),
  };
}

/**
 * A file is unknown, or its contents are not all known, as its level says. A folder is at best incomplete, so it is judged by its
 * members: one that could not be read counts, unless it is test data, which is not what the folder is for; a manifest without a
 * lockfile does not, for it is read as far as it goes.
 */
function whyUnknown({ root, components, completeness, unread, doubts = [] }: Inventory): string | undefined {
  const own = completeness.find(({ refs }) => refs.includes(root.ref));
  if (own === undefined) return "nothing says what it is made of";
  if (own.level === "complete") return undefined;
  if (components.length === 0) return own.reason;
  const counts = unread.filter(({ path, sound = false }) => own.level === "unknown" || !(sound || isPassedOver(path)));
  const [first] = [...counts.map(({ path, reason }) => `${printable(path)} ${reason}`), ...doubts];
  return first;
}
