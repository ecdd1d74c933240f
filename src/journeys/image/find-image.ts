import * as v from "valibot";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";

/** An image whose tag was looked up once, with the images of its platforms. */
export interface FoundImage {
  readonly name: ImageName;
  /** Its manifest or index. */
  readonly subject: Descriptor;
  /** What an index names: the images of platforms, without attestations that BuildKit put among them. */
  readonly children: readonly Descriptor[];
}

const index = v.object({
  manifests: v.array(
    v.object({
      mediaType: v.string(),
      digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
      size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      annotations: v.optional(v.nullable(v.record(v.string(), v.string()))),
    }),
  ),
});

/** Docker's and OCI's types of an index both end so. */
const INDEXES = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const MAX_CHILDREN = 256;

/**
 * Finds an image.
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
  /* 2 */ return { name, subject, children: INDEXES.includes(subject.mediaType) ? childrenIn(bytes, name) : [] };
}

function childrenIn(bytes: Uint8Array, name: ImageName): Descriptor[] {
  const read = v.safeParse(index, parseJsonObject(bytes, { what: "an index of images" }));
  if (!read.success || read.output.manifests.length > MAX_CHILDREN) {
    throw new Fault("registry-refused", `the index of ${printable(imagePath(name))} cannot be read`);
  }
  return read.output.manifests
    .filter(({ annotations }) => annotations?.["vnd.docker.reference.type"] !== "attestation-manifest")
    .map(({ mediaType, digest, size }) => ({ mediaType, digest, size }));
}
