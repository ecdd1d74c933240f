import * as v from "valibot";
import { parseJson } from "../../kernel/json.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { ReleaseKey } from "../../ports/release-host.ts";

/** While a run is under way this file says which release the folder belongs to, so that a rerun can finish it. */
export const MARKER = ".sealing.json";
export const MAX_MARKER_BYTES = 1 << 20;

const Marker = v.object({
  name: v.string(),
  version: v.string(),
  tag: v.nullable(v.string()),
  assets: v.array(v.object({ name: v.string(), sha256: v.string() })),
});
export type Marker = v.InferOutput<typeof Marker>;

/**
 * Which release a folder is being filled for, JSON on one line:
 *
 *     {"name":"tool","version":"1.4.2","tag":"v1.4.2","assets":[{"name":"tool.bin","sha256":"9f86…"}]}
 */
export function formatMarker({ name, version, tag, assets }: ReleaseKey): Uint8Array {
  const sealed = assets.map((asset) => ({ name: asset.name, sha256: asset.sha256 }));
  return encodeUtf8(`${JSON.stringify({ name, version, tag, assets: sealed } satisfies Marker)}\n`);
}

/** Undefined if the file is not a marker of ours. */
export function parseMarker(bytes: Uint8Array): Marker | undefined {
  try {
    return v.parse(Marker, parseJson(bytes, { maxBytes: MAX_MARKER_BYTES }));
  } catch {
    return undefined;
  }
}
