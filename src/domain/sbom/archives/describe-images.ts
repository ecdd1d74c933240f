import { Fault } from "../../../kernel/fault.ts";
import type { Part } from "../model/part.ts";
import { PartBuilder } from "../model/part-builder.ts";
import { formatPurl } from "../model/purl.ts";
import { MAX_SOURCES_BYTES } from "../model/sbom-limits.ts";
import { findImages, type Image } from "./find-images.ts";
import type { LayerEntries } from "./layers.ts";

export interface ImageView {
  readonly part: Part;
  readonly ref: string;
  /** Where its documents lie from now on: as if it were one archive. */
  readonly path: string;
  readonly layers: readonly string[];
  /** True for a path in one of its layers that no layer above it hides. */
  sees(path: string): boolean;
}

/** The images among documents, each as a component that holds what its layers hold. `entries` are those of each archive. */
export function describeImages(
  documents: ReadonlyMap<string, Uint8Array>,
  entries: ReadonlyMap<string, LayerEntries>,
): ImageView[] {
  return findImages(documents).map((image, index) => {
    const path = `${image.archive}!${image.digest ?? `image-${index}`}`;
    const part = new PartBuilder("container-image", path);
    const ref = addImage(part, image, path);
    part.top(ref);
    part.declare("incomplete", "files of an image that are no package or program were not looked into");
    const layers = presentLayers(image, entries);
    return { part: part.build(), ref, path, layers, sees: viewOf(layers, entries) };
  });
}

/**
 * The layers that are there, each once: one that stands twice counts where it is highest. A manifest may list a layer as often
 * as it likes, and layers that are not there, and each would cost a look at every document.
 */
function presentLayers({ layers }: Image, entries: ReadonlyMap<string, LayerEntries>): string[] {
  const highestFirst = new Set(layers.toReversed().filter((layer) => entries.has(layer)));
  return [...highestFirst].reverse();
}

function viewOf(layers: readonly string[], entries: ReadonlyMap<string, LayerEntries>): ImageView["sees"] {
  return (path) => {
    const at = layers.findLastIndex((layer) => path.startsWith(`${layer}!`));
    if (at < 0) return false;
    const place = path.slice((layers[at] ?? "").length + 1).replace(/!.*$/s, "");
    return !layers.slice(at + 1).some((layer) => entries.get(layer)?.hides(place) === true);
  };
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

/**
 * Documents as the running container would see them: of a file in several layers the highest counts. Fault:
 * `sbom-source-malformed` where many images of the same layers would have more to read than any release.
 */
export function mergeLayers(
  documents: ReadonlyMap<string, Uint8Array>,
  images: readonly ImageView[],
): Map<string, Uint8Array> {
  const merged = new Map<string, Uint8Array>();
  for (const [path, bytes] of documents) if (!isLayered(path, images)) merged.set(path, bytes);
  let size = 0;
  for (const image of images) {
    for (const layer of image.layers) {
      for (const [path, bytes] of documents) {
        if (path.startsWith(`${layer}!`) && image.sees(path)) {
          size += bytes.length;
          if (size > MAX_SOURCES_BYTES) throw tooMuch();
          merged.set(`${image.path}!${path.slice(layer.length + 1)}`, bytes);
        }
      }
    }
  }
  return merged;
}

/**
 * What was found in a layer or among the merged documents belongs to the images that show it, and not to the archive around
 * them; what no image shows any more is left out.
 */
export function intoImages(parts: readonly Part[], images: readonly ImageView[]): Part[] {
  return parts.flatMap((part) => {
    const path = part.components[0]?.foundIn[0] ?? "";
    const showing = images.filter((image) => path.startsWith(`${image.path}!`) || image.sees(path));
    if (showing.length === 0) return isLayered(path, images) ? [] : [part];
    const edges = showing.flatMap((image) => part.top.map(({ ref, scope }) => ({ from: image.ref, to: ref, scope })));
    return [{ ...part, top: [], edges: [...part.edges, ...edges] }];
  });
}

function tooMuch(): Fault {
  return new Fault("sbom-source-malformed", `the images have more than ${MAX_SOURCES_BYTES >> 20} MiB of lockfiles`);
}

function isLayered(path: string, images: readonly ImageView[]): boolean {
  return images.some(({ layers }) => layers.some((layer) => path.startsWith(`${layer}!`)));
}
