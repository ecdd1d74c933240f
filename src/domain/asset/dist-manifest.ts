import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { isJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import { expectedDigests } from "./expected-digests.ts";
import type { AssetList, ListedAsset } from "./listed-asset.ts";

const artifact = v.object({
  /** "If this is missing then that indicates the artifact is purely informative and has no physical files" (its schema). */
  name: v.nullish(v.string()),
  checksums: v.nullish(v.record(v.string(), v.string())),
});
const artifactsSchema = v.record(v.string(), artifact);

/**
 * Reads `dist-manifest.json` of dist (cargo-dist): every artifact that has a file. The file is looked for beside the
 * manifest, where dist's workflows gather what several machines built: `path` is that of the building machine and counts
 * for nothing. The manifest is itself published. Fault: `asset-list-malformed`.
 * https://axodotdev.github.io/cargo-dist/book/reference/schema.html
 */
export function readDistManifest({ artifacts }: JsonObject): AssetList {
  if (!isJsonObject(artifacts)) throw malformed("artifacts");
  const parsed = v.safeParse(artifactsSchema, artifacts);
  if (!parsed.success) throw malformed(v.getDotPath(parsed.issues[0]) ?? "artifacts");
  const assets = Object.values(parsed.output).flatMap(({ name, checksums }): ListedAsset[] => {
    if (typeof name !== "string") return [];
    return [{ name, path: name, expected: expectedDigests(checksums ?? {}, name) }];
  });
  return { assets, base: "folder", isAsset: true, others: [] };
}

function malformed(where: string): Fault {
  return new Fault("asset-list-malformed", `the dist manifest is wrong at ${printable(where)}`);
}
