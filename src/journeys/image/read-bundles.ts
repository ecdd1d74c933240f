import { bundleIn } from "../../domain/image/bundle-manifest.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { Registry } from "../../ports/registry.ts";

const MAX_BUNDLE_BYTES = 16 << 20;
const MAX_BUNDLES = 1000;
const AT_ONCE = 16;

/**
 * The Sigstore bundles that refer to a manifest, one a line; empty if there is none.
 *
 *   1. list  what refers to it
 *   2. read  each by its own manifest, whatever type the registry says it has
 *
 * What is not a bundle, or cannot be read as one, is left out: anyone may let something refer to an image. Faults:
 * `registry-refused`, those of the registry.
 */
export async function readBundles(subject: string, registry: Registry): Promise<Uint8Array> {
  /* 1 */ const referrers = await registry.referrers(subject);
  if (referrers.length > MAX_BUNDLES) {
    throw new Fault("registry-refused", "more refers to the image than is read here");
  }
  const digests = [...new Set(referrers.map(({ digest }) => digest))];
  /* 2 */ const lines = await mapBounded(digests, AT_ONCE, async (digest) => {
    const manifest = await registry.manifest(digest);
    const layer = manifest && bundleIn(manifest.bytes, subject);
    if (layer === undefined) return undefined;
    const bytes = await registry.blob(layer, MAX_BUNDLE_BYTES);
    const bundle = unlessRefused(() => parseJsonObject(bytes, { what: "a bundle" }), undefined);
    return bundle && JSON.stringify(bundle);
  });
  return encodeUtf8(lines.flatMap((line) => line ?? []).join("\n"));
}
