import {
  blobPath,
  LAYOUT_INDEX,
  type LayoutDescriptor,
  type LayoutImage,
  readLayoutIndex,
  readLayoutManifest,
} from "../../domain/kit/oci-layout.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";

/** An image of a layout, and all that it is made of. */
export interface WalkedImage {
  readonly image: LayoutImage;
  /** What it names comes before it; the image itself is last. */
  readonly manifests: readonly LayoutDescriptor[];
  readonly blobs: readonly LayoutDescriptor[];
}

/** The files of a kit, of which some are read. */
export interface LayoutFiles {
  /** Bytes of a file; undefined if it is not there. */
  size(path: string): Promise<number | undefined> | number | undefined;
  read(path: string): Promise<Uint8Array>;
}

const MAX_DEPTH = 4;
const MAX_MANIFESTS = 10_000;

/** The images of a layout, each whole. Empty without a layout. Fault: `kit-contents` for one that lacks something. */
export async function walkLayout(files: LayoutFiles): Promise<readonly WalkedImage[]> {
  if ((await files.size(LAYOUT_INDEX)) === undefined) return [];
  const images: WalkedImage[] = [];
  for (const image of readLayoutIndex(await files.read(LAYOUT_INDEX))) {
    const seen = new Map<string, LayoutDescriptor>();
    const blobs = new Map<string, LayoutDescriptor>();
    await walk(image, { files, seen, blobs, depth: 0 });
    images.push({ image, manifests: [...seen.values()], blobs: [...blobs.values()] });
  }
  return images;
}

interface Walk {
  readonly files: LayoutFiles;
  readonly seen: Map<string, LayoutDescriptor>;
  readonly blobs: Map<string, LayoutDescriptor>;
  readonly depth: number;
}

async function walk(manifest: LayoutDescriptor, { files, seen, blobs, depth }: Walk): Promise<void> {
  if (seen.has(manifest.digest)) return;
  if (depth > MAX_DEPTH || seen.size >= MAX_MANIFESTS) {
    throw new Fault("kit-contents", "an image of the kit names manifests within manifests without end");
  }
  await requireBlob(manifest, files);
  const inside = readLayoutManifest(await files.read(blobPath(manifest)));
  for (const one of inside.manifests) await walk(one, { files, seen, blobs, depth: depth + 1 });
  for (const blob of inside.blobs) {
    await requireBlob(blob, files);
    blobs.set(blob.digest, blob);
  }
  seen.set(manifest.digest, manifest);
}

async function requireBlob(descriptor: LayoutDescriptor, files: LayoutFiles): Promise<void> {
  const size = await files.size(blobPath(descriptor));
  if (size === descriptor.size) return;
  const problem = size === undefined ? "is not there" : `has ${size} bytes, and ${descriptor.size} are named`;
  throw new Fault("kit-contents", `of the images, ${printable(descriptor.digest)} ${problem}`);
}
