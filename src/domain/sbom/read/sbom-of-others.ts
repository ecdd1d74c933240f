import { compareUtf8 } from "../../../kernel/bytewise.ts";
import type { Component, Edge, Inventory } from "../model/inventory.ts";

/** An SBOM that anyone wrote, understood: what it lists, what it says about itself, and what is wrong with it. */
export interface ReadSbom {
  readonly format: "cyclonedx" | "spdx";
  /** `1.6`, `SPDX-2.3`, `SPDX-3.0.1`. */
  readonly specVersion: string;
  readonly inventory: Inventory;
  readonly about: SbomAbout;
  /** What contradicts the format or points at nothing; empty for a sound document. Safe to print. */
  readonly problems: readonly string[];
}

/** What the quality profiles ask of the document itself. */
export interface SbomAbout {
  readonly timestamp: string | undefined;
  readonly authors: readonly string[];
  /** `name version`, or a name alone. */
  readonly tools: readonly { readonly name: string; readonly version: string | undefined }[];
  readonly supplier: string | undefined;
  /** Serial number or name space. */
  readonly identifier: string | undefined;
  readonly lifecycles: readonly string[];
  readonly dataLicense: string | undefined;
  /** True if the document declares how complete it is. */
  readonly declaresCompleteness: boolean;
  /** True if the document carries a signature of its own. */
  readonly signed: boolean;
  /** Refs of components that name a supplier, manufacturer or author. */
  readonly supplied: ReadonlySet<string>;
  /** Refs of components that name where their source is. */
  readonly sourced: ReadonlySet<string>;
  /** Refs of components whose purpose is said. */
  readonly purposed: ReadonlySet<string>;
  /** Refs of components with an identifier for looking up vulnerabilities that is not a purl. */
  readonly otherIds: ReadonlySet<string>;
}

/** What a document is about that does not name one thing as its subject. */
export function unnamedSubject(name: string): Component {
  return {
    ...{
      ref: "unnamed-subject",
      kind: "file",
      group: undefined,
      name,
      version: undefined,
      purl: undefined,
      hashes: [],
      licenses: [],
    },
    ...{ scope: "runtime", firstParty: false, foundIn: [], origin: undefined, commit: undefined, properties: [] },
  };
}

/** An inventory of what a document lists; edges from or to something else are left to `problems`. */
export function listedInventory(
  listed: Pick<Inventory, "root" | "completeness"> & {
    readonly components: readonly Component[];
    readonly edges: readonly Edge[];
  },
): Inventory {
  const { root, components, edges, completeness } = listed;
  const known = new Set(components.map(({ ref }) => ref));
  return {
    root,
    components: components.filter((component) => component !== root).sort((a, b) => compareUtf8(a.ref, b.ref)),
    edges: edges.filter(({ from, to }) => known.has(from) && known.has(to)),
    completeness,
    recognised: [],
    remarks: [],
    unread: [],
  };
}
