import { sha256Hex } from "../../crypto/node-digest.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import type { Registry } from "../../ports/registry.ts";
import { AT_ONCE } from "./attach-referrers.ts";
import { attachedBundles } from "./attached-bundles.ts";
import type { SignedImage } from "./sign-statement.ts";

/**
 * What is still to be attached, manifest by manifest: an interrupted run may have attached some.
 *
 *   1. read     what refers to each
 *   2. compare  the bundles by their digests
 *
 * Faults: those of the registry.
 */
export async function lackingStatements(images: readonly SignedImage[], registry: Registry): Promise<SignedImage[]> {
  return mapBounded(images, AT_ONCE, async (image) => {
    /* 1 */ const there = await attachedBundles(image.subject.digest, registry);
    /* 2 */ const lacks = (bundle: Uint8Array) => !there.includes(`sha256:${sha256Hex(bundle)}`);
    return { ...image, statements: image.statements.filter(({ bundle }) => lacks(bundle)) };
  });
}
