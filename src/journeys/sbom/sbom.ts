import { whyNotAllKnown } from "../../domain/sbom/describe/why-not-all-known.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import { withOwnFacts } from "../../domain/sbom/model/own-facts.ts";
import type { SbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
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
  /** Its text in pieces, made while they are asked for, once. Fault: `utf8-malformed`, before the first. */
  readonly text: Iterable<string>;
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
    text: write(inventory, document),
    remarks: inventory.remarks,
    unknown: whyNotAllKnown(inventory),
  };
}
