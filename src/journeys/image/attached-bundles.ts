import { bundleIn } from "../../domain/image/bundle-manifest.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import type { Registry } from "../../ports/registry.ts";

const AT_ONCE = 16;

/**
 * Digests of the bundles that refer to a manifest, `sha256:…`, each by the manifest that names it.
 *
 *   1. list  what refers to it
 *   2. read  each manifest, whatever type the registry says it has
 *
 * Faults: those of the registry.
 */
export async function attachedBundles(subject: string, registry: Registry): Promise<readonly string[]> {
  /* 1 */ const referrers = await registry.referrers(subject);
  const digests = [...new Set(referrers.map(({ digest }) => digest))];
  /* 2 */ const found = await mapBounded(digests, AT_ONCE, async (digest) => {
    const manifest = await registry.manifest(digest);
    return manifest && bundleIn(manifest.bytes, subject)?.digest;
  });
  return found.flatMap((digest) => digest ?? []);
}
