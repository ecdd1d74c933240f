import { sha256Hex } from "../../crypto/node-digest.ts";
import type { Placed } from "../../domain/image/referrer-manifest.ts";
import {
  isSameLayer,
  type TaggedKind,
  type TaggedLayer,
  taggedConfig,
  taggedLayers,
  taggedManifest,
  taggedName,
} from "../../domain/image/simple-signing.ts";
import type { Registry } from "../../ports/registry.ts";

/** What cosign 2 finds about one manifest. */
export interface Tagged {
  /** Of the manifest. */
  readonly digest: string;
  readonly kind: TaggedKind;
  readonly contents: readonly { readonly bytes: Uint8Array; readonly layer: (stored: Placed) => TaggedLayer }[];
}

/**
 * Adds to what cosign 2 finds about a manifest.
 *
 *   1. look   at the layers below the tag where it looks: what lies there stays, and is not added twice
 *   2. store  what is lacking
 *   3. list   it with the others
 *
 * Faults: those of the registry, of `taggedLayers`.
 */
export async function attachTagged({ digest, kind, contents }: Tagged, registry: Registry): Promise<void> {
  const own = contents.map(({ bytes, layer }) => layer(placed(bytes)));
  await registry.changeTag(taggedName(digest, kind), async (stored) => {
    /* 1 */ const before = stored === undefined ? [] : taggedLayers(stored.bytes);
    const lacking = own.filter((one) => !before.some((other) => isSameLayer(one, other)));
    if (lacking.length === 0) return undefined;
    const layers = [...before, ...lacking];
    const payloads = contents.map(({ bytes }) => registry.putBlob(bytes));
    /* 2 */ const [config] = await Promise.all([registry.putBlob(taggedConfig(layers)), ...payloads]);
    /* 3 */ return taggedManifest(layers, config);
  });
}

function placed(bytes: Uint8Array): Placed {
  return { mediaType: "application/octet-stream", digest: `sha256:${sha256Hex(bytes)}`, size: bytes.length };
}
