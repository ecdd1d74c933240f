import type { Registry } from "../../../ports/registry.ts";
import type { ExaminePorts } from "../order/seal-order.ts";
import { type AttachedImage, isAttached, type PlannedImage } from "./planned-image.ts";

/** An image whose repository takes what is put. */
export interface OpenedImage {
  readonly image: AttachedImage;
  readonly registry: Registry;
}

/**
 * Refuses a repository that takes nothing, before anything is signed: an upload is begun and given up. Faults: those of the registry.
 */
export async function openImages(
  images: readonly PlannedImage[],
  { registry: registryOf }: Pick<ExaminePorts, "registry">,
): Promise<readonly OpenedImage[]> {
  if (registryOf === undefined) return [];
  return Promise.all(
    images.filter(isAttached).map(async (image) => {
      const registry = await registryOf(image.found.name);
      await registry.requireWritable();
      return { image, registry };
    }),
  );
}
