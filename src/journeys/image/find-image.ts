import {
  type AttestationManifest,
  isIndexType,
  type PlatformImage,
  readImageIndex,
} from "../../domain/image/image-index.ts";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";

/** An image whose tag was looked up once, with the images of its platforms. */
export interface FoundImage {
  readonly name: ImageName;
  /** Its manifest or index. */
  readonly subject: Descriptor;
  /** The manifest or index itself. */
  readonly bytes: Uint8Array;
  /** What an index names: the images of platforms. */
  readonly children: readonly PlatformImage[];
  /** What BuildKit put among them. */
  readonly attestations: readonly AttestationManifest[];
}

/**
 * Finds an image, or any other artifact that has a manifest.
 *
 *   1. look up  its manifest, by digest, or once by tag
 *   2. list     the images of its platforms, if it is an index
 *
 * Faults: `image-missing`, `registry-refused`, those of the registry.
 */
export async function findImage(name: ImageName, registry: Registry): Promise<FoundImage> {
  /* 1 */ const stored = await registry.manifest(name.digest ?? name.tag ?? "");
  if (stored === undefined) {
    const asked = name.digest === undefined ? `${imagePath(name)}:${name.tag}` : `${imagePath(name)}@${name.digest}`;
    throw new Fault("image-missing", `no image is at ${printable(asked)}`, {
      hint: "check the name, and whether you may read it",
    });
  }
  const { bytes, ...subject } = stored;
  if (!isIndexType(subject.mediaType)) return { name, subject, bytes, children: [], attestations: [] };
  /* 2 */ const index = readImageIndex(bytes);
  if (index === undefined) {
    throw new Fault("registry-refused", `the index of ${printable(imagePath(name))} cannot be read`);
  }
  return { name, subject, bytes, ...index };
}
