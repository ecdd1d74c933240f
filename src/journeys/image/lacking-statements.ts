import { sha256Hex } from "../../crypto/node-digest.ts";
import { bundleIn } from "../../domain/image/bundle-manifest.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import type { Registry } from "../../ports/registry.ts";
import { AT_ONCE } from "./attach-referrers.ts";
import type { SignedImage } from "./attach-signed.ts";

/**
 * What is still to be attached: an interrupted run may have attached some.
 *
 *   1. list     what refers to each manifest
 *   2. compare  the bundles by their digests
 *
 * Faults: those of the registry.
 */
export async function lackingStatements(images: readonly SignedImage[], registry: Registry): Promise<SignedImage[]> {
  return mapBounded(images, AT_ONCE, async (image) => {
    const { digest } = image.subject;
    /* 1 */ const referrers = await registry.referrers(digest);
    const there = await mapBounded(referrers, AT_ONCE, async (referrer) => {
      const manifest = await registry.manifest(referrer.digest);
      return manifest && bundleIn(manifest.bytes, digest)?.digest;
    });
    /* 2 */ const isThere = (bundle: Uint8Array) => there.includes(`sha256:${sha256Hex(bundle)}`);
    return { ...image, statements: image.statements.filter(({ bundle }) => !isThere(bundle)) };
  });
}
