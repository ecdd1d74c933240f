import type { ImageReference } from "../../../domain/asset/image-reference.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import type { FoundImage } from "../../image/find-image.ts";

/** An image of the release. */
export interface PlannedImage extends ImageReference {
  /** As it was found in its registry; undefined if it is sealed by its digest alone. */
  readonly found?: FoundImage;
  /** What the capsule holds of it before anything is signed: its manifest, and what BuildKit stated. */
  readonly carried?: readonly EvidenceEntry[];
}

/** An image as it was found, to which what is signed is attached. */
export type AttachedImage = PlannedImage & { readonly found: FoundImage };

export function isAttached(image: PlannedImage): image is AttachedImage {
  return image.found !== undefined;
}
