import type { ByteSource } from "../../../kernel/byte-source.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import { describeImages, type ImageView } from "../archives/describe-images.ts";
import { assembleInventory } from "../model/assemble-inventory.ts";
import type { Component, Inventory, Property } from "../model/inventory.ts";
import { WorkBudget } from "../model/work-budget.ts";
import { fileContent } from "./content.ts";
import { judge, readFindings } from "./describe-asset.ts";
import { examine } from "./examine.ts";
import { Findings } from "./findings.ts";
import { readDocuments } from "./read-documents.ts";

/** An image of one platform, whose layers are read one after the other. */
export interface DescribedImage {
  /** `registry/repository`, and a tag if it was named so. */
  readonly name: string;
  /** `sha256:…` of its manifest. */
  readonly digest: string;
  readonly manifest: Uint8Array;
  readonly config: { readonly digest: string; readonly bytes: Uint8Array };
  /** The lowest first. */
  readonly layers: readonly ImageLayer[];
  /** What the image was built on, as its annotations say. */
  readonly base?: { readonly name: string | undefined; readonly digest: string | undefined };
}

export interface ImageLayer {
  /** `sha256:…` as the manifest names it. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  /** The layer as it is stored, for as long as `use` takes. */
  read<T>(use: (source: ByteSource) => Promise<T>): Promise<T>;
}

/** Bytes of documents and programs that are held at once. */
const MOST_HELD = 160 << 20;

/**
 * Describes an image from its layers, as the running container would see them: what a layer above took away is not there. Of each package
 * the property `release-capsule:layer` says which layer brought it. Nothing is extracted or run; what cannot be read is declared unknown.
 */
export async function describeImage(image: DescribedImage): Promise<Inventory> {
  const size = image.layers.reduce((sum, layer) => sum + layer.size, 0);
  const budget = new WorkBudget(size, MOST_HELD);
  const findings = new Findings(budget);
  const archive = image.name.split("/").at(-1)?.split(":", 1)[0] ?? image.name;
  keepLayout(image, archive, findings);
  for (const { digest, read } of image.layers) {
    await read(async (source) => {
      const file = { path: blobPath(archive, digest), content: await fileContent(source, budget), depth: 1 };
      await examine(file, findings);
    });
  }
  const asset = { name: archive, size, sha256: hexOf(image.digest), sha512: "" };
  const { parts, opaque, documents, unread } = readFindings(asset, findings);
  const [view] = describeImages(findings.documents, findings.layers, budget);
  // The image itself is what is described.
  const inner = parts.filter(({ components }) => components[0]?.ref !== view?.ref);
  const inventory = assembleInventory({
    root: rootOf(image, view),
    parts: inner,
    ...judge({ parts: inner, opaque, unread }, findings),
    remarks: [...findings.remarks, ...documents.remarks],
    unread,
  });
  return view === undefined ? inventory : withLayers(inventory, { view, findings, archive, image });
}

/** As an image layout would hold it (https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md). */
function keepLayout({ name, digest, manifest, config }: DescribedImage, archive: string, findings: Findings): void {
  const annotations = { "io.containerd.image.name": name };
  const index = { schemaVersion: 2, manifests: [{ digest, size: manifest.length, annotations }] };
  findings.keep(`${archive}!index.json`, encodeUtf8(JSON.stringify(index)));
  findings.keep(blobPath(archive, digest), manifest);
  findings.keep(blobPath(archive, config.digest), config.bytes);
}

function rootOf({ name, digest, base }: DescribedImage, view: ImageView | undefined): Component {
  const properties: Property[] = [
    ...(base?.name === undefined ? [] : [{ name: "release-capsule:base-image", value: base.name }]),
    ...(base?.digest === undefined ? [] : [{ name: "release-capsule:base-digest", value: base.digest }]),
  ];
  const [component] = view?.part.components ?? [];
  if (component !== undefined) return { ...component, properties: [...component.properties, ...properties] };
  return {
    ref: `image:${digest}`,
    kind: "container",
    ...{ group: undefined, name, version: digest, purl: undefined, licenses: [], scope: "runtime", firstParty: true },
    hashes: [{ algorithm: "SHA-256", hex: hexOf(digest) }],
    ...{ foundIn: [], origin: undefined, commit: undefined, properties },
  };
}

interface Layered {
  readonly view: ImageView;
  readonly findings: Findings;
  readonly archive: string;
  readonly image: DescribedImage;
}

/** Of each component the lowest layer in which it was found: the lists that package managers keep are read as each layer has them. */
function withLayers(inventory: Inventory, { view, findings, archive, image }: Layered): Inventory {
  const brought = new Map<string, string>();
  for (const { digest } of image.layers) {
    const path = `${blobPath(archive, digest)}!`;
    const within = [...findings.documents].filter(([place]) => place.startsWith(path));
    const documents = new Map(within.map(([place, bytes]) => [`${view.path}!${place.slice(path.length)}`, bytes]));
    const read = readDocuments({ documents, archives: new Map(), strict: false, budget: findings.budget });
    const inside = findings.parts.filter(({ components }) => components[0]?.foundIn[0]?.startsWith(path) === true);
    for (const { components } of [...read.parts, ...inside])
      for (const { ref } of components) if (!brought.has(ref)) brought.set(ref, digest);
  }
  const components = inventory.components.map((component) => {
    const layer = brought.get(component.ref);
    if (layer === undefined) return component;
    return { ...component, properties: [...component.properties, { name: "release-capsule:layer", value: layer }] };
  });
  return { ...inventory, components };
}

function blobPath(archive: string, digest: string): string {
  return `${archive}!blobs/${digest.replace(":", "/")}`;
}

function hexOf(digest: string): string {
  return digest.slice("sha256:".length);
}
