import { parseImages, refuseTwice } from "../../../domain/asset/image-reference.ts";
import { parseStatement } from "../../../domain/attestation/statement.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { imageEntry } from "../../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import { type AttestationManifest, statementsIn } from "../../../domain/image/image-index.ts";
import { type ImageName, imagePath, parseImageName } from "../../../domain/image/image-name.ts";
import type { PlannedRelease } from "../../../domain/release/manifest.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { printable } from "../../../kernel/printable.ts";
import { unlessRefused } from "../../../kernel/unless-refused.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { Registry } from "../../../ports/registry.ts";
import { type FoundImage, findImage } from "../../image/find-image.ts";
import { type ExaminePorts, isTrial, type SealOrder } from "../order/seal-order.ts";
import type { PlannedImage } from "./planned-image.ts";

const MAX_STATEMENT_BYTES = 16 << 20;
const AT_ONCE = 8;

/** Whether something is attached to the images: then the registry is asked. */
export function attachesToImages(order: SealOrder): boolean {
  return order.imageFormat !== "none" && !isTrial(order);
}

/** The images that were given, else those of the manifest, whose tags may hold the version. */
export function namedImages(order: SealOrder, planned: PlannedRelease | undefined, version: string): readonly string[] {
  const { images: given = [] } = order;
  if (given.length > 0) return given;
  return (planned?.images ?? []).map((image) => image.replaceAll("{version}", () => version.replaceAll("+", "_")));
}

/**
 * Looks up each image in its registry, a tag once, with what BuildKit stated of it. Where nothing is attached, a digest stands for the
 * image, and no registry is asked. Faults: `usage`, those of `findImage` and of the registry.
 */
export async function lookUpImages(
  order: SealOrder,
  { registry: registryOf, progress }: Pick<ExaminePorts, "registry" | "progress">,
): Promise<PlannedImage[]> {
  const { images = [] } = order;
  if (registryOf === undefined || !attachesToImages(order)) return parseImages(images);
  if (images.length > 0) progress.step("looking up the images");
  const found = await mapBounded(images.map(parseImageName), AT_ONCE, async (name) => {
    const registry = await registryOf(name);
    return lookUp(await findImage(name, registry), registry, progress);
  });
  refuseTwice(found);
  return found;
}

async function lookUp(found: FoundImage, registry: Registry, progress: Progress): Promise<PlannedImage> {
  const { name, subject, bytes, attestations } = found;
  const sha256 = hexOf(subject.digest);
  sayTag(name, subject.digest, progress);
  const manifest = manifestEntry(subject.digest, bytes, sha256);
  const stated = await mapBounded(attestations, AT_ONCE, (one) =>
    readStated(one, { image: sha256, registry, progress }),
  );
  return { name: imagePath(name), sha256, found, carried: [manifest, ...stated.flat()] };
}

function sayTag({ tag, digest }: ImageName, found: string, progress: Progress): void {
  if (tag === undefined || digest !== undefined) return;
  progress.warn(
    `the tag ${printable(tag)} was looked up once and is ${found}: this is sealed, whatever the tag means later`,
  );
}

interface Reading {
  /** Hex digest of the image. */
  readonly image: string;
  readonly registry: Registry;
  readonly progress: Progress;
}

/** What BuildKit stated about one of the images: bound by the digests from the index down, and signed by nobody. */
async function readStated(
  { digest, about }: AttestationManifest,
  { image, registry, progress }: Reading,
): Promise<EvidenceEntry[]> {
  const stored = await registry.manifest(digest);
  if (stored === undefined) return [];
  const statements = await mapBounded(statementsIn(stored.bytes), AT_ONCE, async (placed) => {
    if (placed.size > MAX_STATEMENT_BYTES) return undefined;
    const bytes = await registry.blob(placed, MAX_STATEMENT_BYTES);
    return isStatement(bytes, about, placed.predicateType) ? { bytes, predicateType: placed.predicateType } : undefined;
  });
  const carried = statements.filter((one) => one !== undefined);
  const left = statements.length - carried.length;
  if (left > 0) {
    progress.warn(
      `${left} of the statements of BuildKit in ${digest} cannot be read as statements about ${about}, and stay in the registry`,
    );
  }
  if (carried.length === 0) return [];
  return [
    manifestEntry(digest, stored.bytes, image),
    ...carried.map(({ bytes, predicateType }, at) => ({
      name: imageEntry(hexOf(about), `buildkit-${at}`),
      ...{ bytes, mediaType: MEDIA_TYPES.statement, predicateType, subject: image },
    })),
  ];
}

function isStatement(bytes: Uint8Array, about: string, predicateType: string): boolean {
  const statement = unlessRefused(() => parseStatement(bytes), undefined);
  return (
    statement?.predicateType === predicateType &&
    statement.subject.some(({ digest }) => digest["sha256"] === hexOf(about))
  );
}

function manifestEntry(digest: string, bytes: Uint8Array, subject: string): EvidenceEntry {
  return { name: imageEntry(hexOf(digest), "manifest"), bytes, mediaType: MEDIA_TYPES.json, subject };
}

function hexOf(digest: string): string {
  return digest.slice("sha256:".length);
}
