import { assembleInventory } from "../model/assemble-inventory.ts";
import type { Component, Inventory } from "../model/inventory.ts";
import type { Part } from "../model/part.ts";
import { readDocuments } from "./read-documents.ts";

export interface ReleaseFacts {
  readonly name: string;
  /** Empty for what has none, as a folder. */
  readonly version: string;
  /** Package URL of the release, the same as in the root statement. */
  readonly purl: string | undefined;
  /** Inventories of all assets, from `describeAsset`. */
  readonly assets: readonly Inventory[];
  /** Lockfiles and manifests of the checkout that the assets were built from; paths relative to its top. */
  readonly sources: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/**
 * Describes a release: its assets, what they contain, and what the lockfiles of its source add.
 * Fault: `sbom-source-malformed`.
 */
export function describeRelease(release: ReleaseFacts): Inventory {
  const documents = new Map(release.sources.map(({ path, bytes }) => [path, bytes]));
  const sources = readDocuments({ documents, strict: true });
  const unknown = release.assets.some(({ root, completeness }) =>
    completeness.some(({ level, refs }) => level !== "complete" && refs.includes(root.ref)),
  );
  return assembleInventory({
    root: releaseComponent(release),
    parts: [...release.assets.flatMap(assetParts), ...sources.parts],
    level: unknown ? "incomplete" : "complete",
    reason: unknown ? "not everything in its assets could be read" : "every asset is listed",
    remarks: sources.remarks,
  });
}

function releaseComponent({ name, version, purl }: ReleaseFacts): Component {
  return {
    ref: purl ?? `release:${name}@${version}`,
    kind: "application",
    group: undefined,
    name,
    version: version === "" ? undefined : version,
    purl,
    hashes: [],
    licenses: [],
    scope: "runtime",
    firstParty: true,
    foundIn: [],
    origin: undefined,
    commit: undefined,
    properties: [],
  };
}

/** An inventory as a part: the asset on top, and one more for each format it recognised, which carries only the name. */
function assetParts({ root, components, edges, completeness, remarks, recognised }: Inventory): Part[] {
  const empty = { components: [], edges: [], top: [], completeness: [], remarks: [] };
  const asset: Part = {
    ...empty,
    format: "file",
    components: [root, ...components],
    edges,
    top: [{ ref: root.ref, scope: "runtime" }],
    completeness,
    remarks,
  };
  return [asset, ...recognised.map((format) => ({ ...empty, format }))];
}
