import {
  asObject,
  flagAt,
  hintAt,
  objectAt,
  requiredTextAt,
  textAt,
} from "../../../../kernel/documents/source-tree.ts";
import { readSourceYaml } from "../../../../kernel/documents/source-yaml.ts";
import type { JsonObject } from "../../../../kernel/json.ts";
import { printable } from "../../../../kernel/printable.ts";
import type { SourceDocument } from "../../model/catalogue.ts";
import { parseHexHash } from "../../model/integrity.ts";
import type { Hash } from "../../model/inventory.ts";
import type { Part } from "../../model/part.ts";
import { PartBuilder } from "../../model/part-builder.ts";
import { localProperty } from "../../model/registry-property.ts";
import { gitCommit, safeOrigin, wholeAddress } from "../../model/safe-origin.ts";
import { gateVersion } from "../gate-version.ts";
import { type WantedPackage, wantedBy } from "./npm-manifest.ts";
import { npmName } from "./npm-name.ts";
import { onlyOneOfName } from "./only-one-of-name.ts";

/** What leads to a package: descriptors `name@range`, and for the only one of a name that. */
interface Index {
  readonly byKey: Map<string, string>;
  readonly byName: Map<string, string>;
  /** Patched packages, by the part of the descriptor that says of what. */
  readonly patched: Map<string, string>;
}

/**
 * yarn's lockfile since version 2, YAML (https://yarnpkg.com/configuration/yarnrc):
 *
 *     "a@npm:^1.0.0, a@npm:^1.1.0":
 *       version: 1.2.3
 *       resolution: "a@npm:1.2.3"
 *       dependencies: { b: "npm:^2.0.0" }
 *       checksum: 10c0/<sha512 of the zip archive that yarn makes>
 *       linkType: hard
 *
 * Workspaces stand in it too, with `linkType: soft`.
 */
export function readYarnBerry(document: SourceDocument): Part {
  const part = new PartBuilder("yarn-lock", document);
  const locks = readSourceYaml(document.bytes);
  for (const lock of locks) gateVersion(part, objectAt(lock, "__metadata")["version"], [/^[3-9]$/, /^10$/]);
  const entries = locks.flatMap((lock) =>
    Object.entries(lock)
      .filter(([key]) => key !== "__metadata")
      .map(([key, value]) => ({ keys: key.split(/,\s*/), entry: asObject(value, key) })),
  );
  const added = entries.map(({ keys, entry }) => ({ keys, entry, ...addPackage(part, entry) }));
  const index: Index = {
    byKey: new Map(added.flatMap(({ keys, ref }) => keys.map((key) => [key, ref]))),
    // An override of the project stands under the name that was requested, whatever it leads to.
    byName: onlyOneOfName(added.flatMap(({ keys, ref }) => keys.map((key) => ({ name: identOf(key), ref })))),
    patched: patchesOf(added),
  };
  for (const { entry, ref, workspace } of added) {
    if (workspace) part.top(ref);
    addEdges(part, ref, entry, index);
  }
  part.spreadScopes();
  part.declare("complete", "the lockfile lists every dependency");
  return part.build();
}

function addPackage(part: PartBuilder, entry: JsonObject): { ref: string; name: string; workspace: boolean } {
  const resolution = requiredTextAt(entry, "resolution");
  const [, name = resolution, reference = ""] = /^((?:@[^/]+\/)?[^@]+)@(.*)$/s.exec(resolution) ?? [];
  const npm = npmName(name);
  const version = textAt(entry, "version");
  const workspace =
    /^(?:workspace|portal|link|exec):/.test(reference) ||
    (reference.startsWith("file:") && !/\.(?:tgz|tar\.gz)(?:[#:]|$)/.test(reference));
  if (workspace) {
    const found = { kind: "application", group: npm.namespace, name: npm.name } as const;
    return {
      ref: part.firstParty(resolution, { ...found, version: version === "0.0.0-use.local" ? undefined : version }),
      name,
      workspace,
    };
  }
  if (version === undefined) part.remark(`${printable(resolution)} has no version`);
  const protocol = /^[a-z]+/.exec(reference)?.[0] ?? "npm";
  const hashes = archiveHash(hintAt(entry, "checksum"), `${name.replace("/", "-")}-${protocol}-${version ?? ""}.zip`);
  const place = archiveUrl(reference) ?? wholeAddress(reference);
  const found = {
    hashes,
    origin: safeOrigin(place),
    commit: gitCommit(place),
    properties: localProperty(reference),
  };
  const ref = part.package({ ...npm, version, found, ofRepository: found.commit !== undefined });
  return { ref, name, workspace };
}

/** Where an archive comes from that no registry has at its usual place: `npm:1.0.0::__archiveUrl=https%3A%2F%2F…`. */
function archiveUrl(reference: string): string | undefined {
  return new URLSearchParams(reference.split("::").slice(1).join("&")).get("__archiveUrl") ?? undefined;
}

/** The checksum is of the zip archive in yarn's cache, and not of the archive that the registry has. */
function archiveHash(checksum: string | undefined, file: string): Hash[] {
  const hash = parseHexHash(checksum?.replace(/^[^/]*\//, ""), file);
  return hash === undefined ? [] : [hash];
}

/** The name in a descriptor: `@a/b` of `@a/b@npm:^1.0.0`. */
function identOf(descriptor: string): string {
  return /^((?:@[^/]+\/)?[^@]+)@/.exec(descriptor)?.[1] ?? descriptor;
}

function addEdges(part: PartBuilder, from: string, entry: JsonObject, index: Index): void {
  const meta = objectAt(entry, "dependenciesMeta");
  for (const wanted of wantedBy(entry, [
    ["dependencies", "runtime"],
    ["optionalDependencies", "optional"],
  ])) {
    const optional = Object.hasOwn(meta, wanted.name) && flagAt(asObject(meta[wanted.name], wanted.name), "optional");
    const target = find(index, wanted);
    if (target !== undefined) part.edge(from, target, optional ? "optional" : wanted.scope);
    else
      part.lacks(from, `${printable(`${wanted.name}@${wanted.range}`)} is needed, and the lockfile does not hold it`);
  }
  // Who asks for a peer gets the one of whoever needs both; the lockfile does not say which if there are several.
  for (const wanted of wantedBy(entry, [["peerDependencies", "peer"]])) {
    const target = find(index, wanted);
    if (target !== undefined) part.edge(from, target, wanted.scope);
  }
}

/** A range without protocol means npm; a patch or an override of the project leads elsewhere, which its name tells. */
function find({ byKey, byName, patched }: Index, { name, range }: WantedPackage): string | undefined {
  const exact = byKey.get(`${name}@${range}`) ?? byKey.get(`${name}@npm:${range}`);
  if (exact !== undefined) return exact;
  const wanted = encodeURIComponent((range.startsWith("npm:") ? range : `npm:${range}`).toWellFormed());
  return patched.get(`${name}@patch:${name}@${wanted}`) ?? byName.get(name);
}

/** `a@patch:a@npm%3A^1.0.0#…`: what stands before the patch says what is patched. */
function patchesOf(added: readonly { readonly keys: readonly string[]; readonly ref: string }[]): Map<string, string> {
  const patched = new Map<string, string>();
  for (const { keys, ref } of added) {
    for (const key of keys.filter((one) => one.includes("@patch:"))) {
      const what = key.split("#", 1)[0] as string;
      if (!patched.has(what)) patched.set(what, ref);
    }
  }
  return patched;
}
