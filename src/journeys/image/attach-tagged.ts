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
  readonly contents: readonly { readonly bytes: Uint8Array; readonly layer: (stored: StoredBytes) => TaggedLayer }[];
}

type StoredBytes = Awaited<ReturnType<Registry["putBlob"]>>;

/**
 * Adds to what cosign 2 finds about a manifest.
 *
 *   1. store  the payloads or envelopes
 *   2. list   them as layers below the tag where it looks: what lies there stays, and is not added twice
 *
 * Faults: those of the registry, of `taggedLayers`.
 */
export async function attachTagged({ digest, kind, contents }: Tagged, registry: Registry): Promise<void> {
  /* 1 */ const own = await Promise.all(contents.map(async ({ bytes, layer }) => layer(await registry.putBlob(bytes))));
  /* 2 */ await registry.changeTag(taggedName(digest, kind), async (stored) => {
    const before = stored === undefined ? [] : taggedLayers(stored.bytes);
    const lacking = own.filter((one) => !before.some((other) => isSameLayer(one, other)));
    if (lacking.length === 0) return undefined;
    const layers = [...before, ...lacking];
    return taggedManifest(layers, await registry.putBlob(taggedConfig(layers)));
  });
}
