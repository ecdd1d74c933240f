import type { Part } from "../model/part.ts";
import { PartBuilder } from "../model/part-builder.ts";
import { formatPurl } from "../model/purl.ts";
import { STEPS, type WorkBudget } from "../model/work-budget.ts";
import { type ArchivedImage, findImages } from "./find-images.ts";
import type { LayerEntries } from "./layers.ts";

const WORK = "telling which image holds what";

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
  budget: WorkBudget,
): ImageView[] {
  return findImages(documents).map((image, index) => {
    const path = `${image.archive}!${image.digest ?? `image-${index}`}`;
    budget.spend(STEPS.document + STEPS.glance * image.layers.length, WORK);
    const part = new PartBuilder("container-image", { path, budget });
    const ref = addImage(part, image, path);
    part.top(ref);
    part.declare("incomplete", "files of an image that are not packages or programs were not read");
    const layers = presentLayers(image, entries);
    return { part: part.build(), ref, path, layers, sees: viewOf(layers, entries) };
  });
}

/**
 * The layers that are there, each once: one that stands twice counts if it is highest. A manifest may list a layer as often
 * as it likes, and layers that are not there, and each would cost a look at every document.
 */
function presentLayers({ layers }: ArchivedImage, entries: ReadonlyMap<string, LayerEntries>): string[] {
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

/** `localhost:5000/team/tool:1.0@sha256:…`: a colon before the last `/` is of a port. */
function takenApart(name: string): { repository: string; tag: string | undefined } {
  const [place = ""] = name.split("@", 1);
  const colon = place.lastIndexOf(":");
  const tag = place.slice(colon + 1);
  if (colon === -1 || tag === "" || tag.includes("/")) return { repository: place, tag: undefined };
  return { repository: place.slice(0, colon), tag };
}

/** `tool` of `images/tool.tar.gz`. */
function withoutEnding(archive: string): string {
  const file = archive.split(/[/!]/).at(-1) ?? "";
  return file.split(".tar", 1)[0] as string;
}

function addImage(part: PartBuilder, { digest, name, architecture, archive }: ArchivedImage, path: string): string {
  const { repository, tag } = takenApart(name ?? "");
  const plain = repository.slice(repository.lastIndexOf("/") + 1) || withoutEnding(archive);
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

/** Documents as the running container would see them: of a file in several layers the highest counts. Fault: `sbom-limit`. */
export function mergeLayers(
  documents: ReadonlyMap<string, Uint8Array>,
  images: readonly ImageView[],
  budget: WorkBudget,
): Map<string, Uint8Array> {
  const merged = new Map<string, Uint8Array>();
  for (const [path, bytes] of documents) {
    budget.spend(STEPS.glance * countLayers(images), WORK);
    if (!isLayered(path, images)) merged.set(path, bytes);
  }
  for (const image of images) {
    for (const layer of image.layers) {
      for (const [path, bytes] of documents) {
        budget.spend(STEPS.glance, WORK);
        if (!path.startsWith(`${layer}!`) || !image.sees(path)) continue;
        budget.spend(STEPS.document, WORK);
        merged.set(`${image.path}!${path.slice(layer.length + 1)}`, bytes);
      }
    }
  }
  return merged;
}

/**
 * What was found in a layer or among the merged documents belongs to the images that show it, and not to the archive around
 * them; what no image shows any more is left out.
 */
export function intoImages(parts: readonly Part[], images: readonly ImageView[], budget: WorkBudget): Part[] {
  if (images.length === 0) return [...parts];
  return parts.flatMap((part) => {
    budget.spend(2 * STEPS.glance * countLayers(images), WORK);
    const path = part.components[0]?.foundIn[0] ?? "";
    const showing = images.filter((image) => path.startsWith(`${image.path}!`) || image.sees(path));
    if (showing.length === 0) return isLayered(path, images) ? [] : [part];
    const edges = showing.flatMap((image) =>
      part.top.map(({ ref, scope }) => {
        budget.edge(ref.length);
        return { from: image.ref, to: ref, scope };
      }),
    );
    return [{ ...part, top: [], edges: [...part.edges, ...edges] }];
  });
}

/** False for a path in a layer that no image shows any more. */
export function isShown(path: string, images: readonly ImageView[]): boolean {
  return images.some((image) => image.sees(path)) || !isLayered(path, images);
}

function countLayers(images: readonly ImageView[]): number {
  return images.reduce((sum, { layers }) => sum + layers.length, 0);
}

function isLayered(path: string, images: readonly ImageView[]): boolean {
  return images.some(({ layers }) => layers.some((layer) => path.startsWith(`${layer}!`)));
}
