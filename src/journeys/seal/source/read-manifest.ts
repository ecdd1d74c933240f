import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { MAX_MANIFEST_BYTES, type PlannedRelease, parseManifest } from "../../../domain/release/manifest.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Files } from "../../../ports/files.ts";
import type { SealOrder } from "../order/seal-order.ts";

/** Where a release manifest is looked for, from the top of the checkout. */
const PLACES = ["release/manifest.yaml", "release/manifest.yml", "release/manifest.json"] as const;

export interface ReadManifest {
  /** For people: relative to the checkout if the file lies there. */
  readonly path: string;
  readonly releases: readonly PlannedRelease[];
}

/**
 * The release manifest that the order names, else the one of the checkout; undefined if there is none. Faults:
 * `file-missing`, `manifest-malformed`, `json-malformed`, `source-contradiction` for several.
 */
export async function readManifest(
  { manifest, folder }: SealOrder,
  top: string | undefined,
  files: Files,
): Promise<ReadManifest | undefined> {
  const path = manifest === undefined ? await inCheckout(top, files) : resolve(folder, manifest);
  if (path === undefined) return undefined;
  if ((await files.facts(path)) === undefined) {
    throw new Fault("file-missing", `there is no release manifest ${printable(manifest ?? path)}`, {
      hint: "check what manifest names; without it release/manifest.yaml or .json of the checkout is used, or none",
    });
  }
  const releases = parseManifest(await files.read(path, MAX_MANIFEST_BYTES), path);
  return { path: shown(path, top), releases };
}

async function inCheckout(top: string | undefined, files: Files): Promise<string | undefined> {
  if (top === undefined) return undefined;
  const found: string[] = [];
  for (const place of PLACES) if ((await files.facts(join(top, place)))?.kind === "file") found.push(place);
  if (found.length > 1) {
    throw new Fault("source-contradiction", `there are several release manifests: ${found.join(", ")}`, {
      hint: advice`keep one, or choose with ${option("manifest")}`,
    });
  }
  return found[0] === undefined ? undefined : join(top, found[0]);
}

function shown(path: string, top: string | undefined): string {
  const near = top === undefined ? path : relative(top, path);
  return near.startsWith("..") || isAbsolute(near) ? path : near.replaceAll(sep, "/");
}
