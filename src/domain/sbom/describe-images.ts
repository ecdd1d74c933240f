import { findImages, type Image } from "./find-images.ts";
import type { Part } from "./part.ts";
import { PartBuilder } from "./part-builder.ts";
import { formatPurl } from "./purl.ts";

export interface ImageView {
  readonly part: Part;
  readonly ref: string;
  /** Where its documents lie from now on: as if it were one archive. */
  readonly path: string;
  readonly layers: readonly string[];
}

/** The images among documents, each as a component that holds what its layers hold. */
export function describeImages(documents: ReadonlyMap<string, Uint8Array>): ImageView[] {
  return findImages(documents).map((image, index) => {
    const path = `${image.archive}!${image.digest ?? `image-${index}`}`;
    const part = new PartBuilder("container-image", path);
    const ref = addImage(part, image, path);
    part.top(ref);
    part.declare("incomplete", "files of an image that are no package or program were not looked into");
    return { part: part.build(), ref, path, layers: image.layers };
  });
}

function addImage(part: PartBuilder, { digest, name, architecture, archive }: Image, path: string): string {
  const [, repository = "", tag] = /^(.*?)(?::([^:/@]+))?(?:@.*)?$/.exec(name ?? "") ?? [];
  const plain = repository.replace(/^.*\//, "") || archive.replace(/^.*[/!]/, "").replace(/\.tar.*$/, "");
  const qualifiers = {
    ...(architecture === undefined ? {} : { arch: architecture }),
    ...(repository.includes("/") ? { repository_url: repository } : {}),
    ...(tag === undefined ? {} : { tag }),
  };
  const purl = digest === undefined ? undefined : formatPurl({ type: "oci", name: plain, version: digest, qualifiers });
  const hash = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "")?.[1];
  return part.add({
    ref: purl ?? `image:${path}`,
    kind: "container",
    name: plain,
    version: digest ?? tag,
    purl,
    hashes: hash === undefined ? [] : [{ algorithm: "SHA-256", hex: hash }],
  });
}

/** Documents as the running container would see them: of a file in several layers the highest counts. */
export function mergeLayers(
  documents: ReadonlyMap<string, Uint8Array>,
  images: readonly ImageView[],
): Map<string, Uint8Array> {
  const merged = new Map<string, Uint8Array>();
  for (const [path, bytes] of documents) if (layerOf(path, images) === undefined) merged.set(path, bytes);
  for (const image of images) {
    for (const layer of image.layers) {
      for (const [path, bytes] of documents) {
        if (path.startsWith(`${layer}!`)) merged.set(`${image.path}!${path.slice(layer.length + 1)}`, bytes);
      }
    }
  }
  return merged;
}

/** What was found in a layer or among the merged documents belongs to the image, and not to the archive around it. */
export function intoImages(parts: readonly Part[], images: readonly ImageView[]): Part[] {
  return parts.map((part) => {
    const path = part.components[0]?.foundIn[0] ?? "";
    const image = images.find(
      (one) => path.startsWith(`${one.path}!`) || one.layers.some((layer) => path.startsWith(`${layer}!`)),
    );
    if (image === undefined) return part;
    const edges = part.top.map(({ ref, scope }) => ({ from: image.ref, to: ref, scope }));
    return { ...part, top: [], edges: [...part.edges, ...edges] };
  });
}

function layerOf(path: string, images: readonly ImageView[]): string | undefined {
  return images.flatMap(({ layers }) => layers).find((layer) => path.startsWith(`${layer}!`));
}
