import { type ImageManifest, isIndexType, readImageManifest } from "../../domain/image/image-index.ts";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { describeImage, type ImageLayer } from "../../domain/sbom/describe/describe-image.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";
import type { TemporaryFolders } from "../../ports/temporary-folders.ts";
import type { FoundImage } from "./find-image.ts";

/** Bytes of one layer; more is not an image that anybody pulls. */
const MAX_LAYER_BYTES = 16 * 2 ** 30;
const MAX_CONFIG_BYTES = 4 << 20;
const AT_ONCE = 8;
/** Layers, and bytes of them, that lie in the folder at once, if the one that is read is not larger by itself. */
const LAYERS_AHEAD = 4;
const BYTES_AHEAD = 64 << 20;

export interface DescribePorts {
  readonly registry: Registry;
  readonly files: Files;
  readonly temporary: TemporaryFolders;
  readonly progress: Progress;
}

/** What one platform of an image is made of. */
export interface DescribedPlatform {
  readonly subject: Descriptor;
  readonly inventory: Inventory;
}

/**
 * Describes an image, or the image of each platform.
 *
 *   1. manifests  of some platforms at once, with their configurations; what is not a container image is left out
 *   2. layers     each into a file of its own, compared with its digest, read as a stream in their order, and removed
 *
 * `platforms` names those that are wanted; all by default. Faults: those of the registry.
 */
export async function describePlatforms(
  { name, subject, children, bytes }: FoundImage,
  ports: DescribePorts,
  platforms?: (platform: string | undefined) => boolean,
): Promise<DescribedPlatform[]> {
  const wanted = isIndexType(subject.mediaType)
    ? children.filter(({ platform }) => platforms?.(platform) ?? true)
    : [subject];
  const described: DescribedPlatform[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    /* 1 */ const images = await mapBounded(wanted.slice(at, at + AT_ONCE), AT_ONCE, async (one) => {
      const manifest = one === subject ? bytes : (await ports.registry.manifest(one.digest))?.bytes;
      if (manifest === undefined) throw absent(name, one.digest);
      return withConfig(one, manifest, ports.registry);
    });
    for (const image of images) {
      if (image === undefined) continue;
      /* 2 */ described.push({ subject: image.subject, inventory: await describeOne(name, image, ports) });
    }
  }
  return described;
}

interface ConfiguredImage {
  readonly subject: Descriptor;
  readonly manifest: Uint8Array;
  readonly image: ImageManifest;
  readonly config: { readonly digest: string; readonly bytes: Uint8Array };
}

async function withConfig(
  subject: Descriptor,
  manifest: Uint8Array,
  registry: Registry,
): Promise<ConfiguredImage | undefined> {
  const image = readImageManifest(manifest);
  if (image === undefined) return undefined;
  const bytes = await registry.blob(image.config, MAX_CONFIG_BYTES);
  return { subject, manifest, image, config: { digest: image.config.digest, bytes } };
}

async function describeOne(
  name: ImageName,
  { subject: { digest }, manifest, image, config }: ConfiguredImage,
  ports: DescribePorts,
): Promise<Inventory> {
  const { registry, progress } = ports;
  progress.step(`reading ${image.layers.length} layers of ${printable(imagePath(name))}`);
  const folder = await ports.temporary.make();
  const saved = savedAhead(image.layers, (layer, at) => {
    if (layer.size > MAX_LAYER_BYTES) throw new Fault("registry-refused", "a layer is larger than is read here");
    return registry.save(layer, () => ports.files.create(ports.files.join(folder, String(at))));
  });
  let done = 0;
  const layers = image.layers.map((layer, at): ImageLayer => {
    const path = ports.files.join(folder, String(at));
    return {
      ...layer,
      async read(use) {
        try {
          await saved(at);
          const file = await ports.files.open(path);
          try {
            return await use(file);
          } finally {
            await file.close();
          }
        } finally {
          await ports.files.remove(path);
          progress.advance(++done, image.layers.length);
        }
      },
    };
  });
  const tag = name.tag === undefined ? "" : `:${name.tag}`;
  return describeImage({ name: `${imagePath(name)}${tag}`, digest, manifest, config, layers, base: image.base });
}

/**
 * Saves the layer that is read next, and while it is read those that follow, as long as few are small: that spares a round trip each,
 * and of large ones the folder holds no more than before.
 */
function savedAhead<L extends { readonly size: number }>(
  layers: readonly L[],
  save: (layer: L, at: number) => Promise<void>,
): (at: number) => Promise<void> {
  const begun: Promise<void>[] = [];
  const begin = (at: number): void => {
    const saving = (async () => save(layers[at]!, at))();
    // Told to whoever reads it, if anybody comes to read it.
    saving.catch(() => undefined);
    begun[at] = saving;
  };
  return (at) => {
    let bytes = layers[at]!.size;
    for (let next = at; next < layers.length && next < at + LAYERS_AHEAD; next++) {
      if (next > at) bytes += layers[next]!.size;
      if (next > at && bytes > BYTES_AHEAD) break;
      if (begun[next] === undefined) begin(next);
    }
    return begun[at]!;
  };
}

function absent(name: ImageName, digest: string): Fault {
  return new Fault("image-missing", `the index of ${printable(imagePath(name))} names ${digest}, which is not there`, {
    hint: "push the image again, with all of its platforms",
  });
}
