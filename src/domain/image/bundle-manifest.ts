import * as v from "valibot";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { Placed } from "./referrer-manifest.ts";

/** Media type of a Sigstore bundle, of which later ones begin alike. */
export const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLES = "application/vnd.dev.sigstore.bundle";

const placed = v.object({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
const schema = v.object({ subject: placed, layers: v.strictTuple([placed]) });

/**
 * What cosign 3 and `gh --bundle-from-oci` read of a manifest whose one layer is a bundle with an envelope. `created` is ISO 8601 in UTC.
 */
export function bundleAnnotations(predicateType: string, created: string): Readonly<Record<string, string>> {
  return {
    "dev.sigstore.bundle.content": "dsse-envelope",
    "dev.sigstore.bundle.predicateType": predicateType,
    "org.opencontainers.image.created": created,
  };
}

/**
 * Where the bundle lies that a referring manifest carries; undefined for one of another kind. It has to refer to `subject` itself: an
 * entry of a tag can be put there by anyone who may write it.
 */
export function bundleIn(manifest: Uint8Array, subject: string): Placed | undefined {
  const value = unlessRefused(() => parseJsonObject(manifest), undefined);
  const read = v.safeParse(schema, value);
  if (!read.success || read.output.subject.digest !== subject) return undefined;
  const [layer] = read.output.layers;
  return layer.mediaType.startsWith(BUNDLES) ? layer : undefined;
}
