import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { whyNotAllKnown } from "../../domain/sbom/describe/why-not-all-known.ts";
import type { Inventory } from "../../domain/sbom/model/inventory.ts";
import type { SbomWriter } from "../../domain/sbom/write/sbom-writer.ts";
import { readSourceDate } from "../../domain/source/source-date.ts";
import { TOOL } from "../../domain/tool.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Env } from "../../ports/env.ts";
import { type DescribePorts, describePlatforms } from "./describe-platforms.ts";
import { type FoundImage, findImage } from "./find-image.ts";

export interface ImageSbomOrder {
  readonly image: ImageName;
  /** `linux/arm64`; undefined if the image is of one platform. */
  readonly platform: string | undefined;
  readonly write: SbomWriter;
}

export interface ImageSbom {
  readonly inventory: Inventory;
  /** Its text in pieces, made while they are asked for. */
  readonly text: Iterable<string>;
  readonly remarks: readonly string[];
  /** Why it is not known what it is made of; undefined if all could be read. */
  readonly unknown: string | undefined;
}

/**
 * Makes the SBOM of an image in a registry.
 *
 *   1. find      the image of the platform
 *   2. describe  it from its layers
 *   3. write     as of SOURCE_DATE_EPOCH
 *
 * Faults: `usage` for an image of several platforms of which none was named, those of `findImage` and `describePlatforms`.
 */
export async function makeImageSbom(
  { image, platform, write }: ImageSbomOrder,
  { env, ...ports }: DescribePorts & { readonly env: Env },
): Promise<ImageSbom> {
  /* 1 */ const found = await findImage(image, ports.registry);
  const named = choosePlatform(found, platform);
  /* 2 */ const [described, ...others] = await describePlatforms(
    found,
    ports,
    (one) => named === undefined || one === named,
  );
  if (described === undefined || others.length > 0) {
    throw new Fault("usage", `${printable(imagePath(image))} is not one container image`, {
      hint: "name the image of one platform by its digest",
    });
  }
  const { inventory } = described;
  const document = { epoch: readSourceDate(env("SOURCE_DATE_EPOCH")) ?? 0, tool: TOOL, producer: undefined };
  /* 3 */ const text = write(inventory, document);
  return { inventory, text, remarks: inventory.remarks, unknown: whyNotAllKnown(inventory) };
}

function choosePlatform({ children, name }: FoundImage, wanted: string | undefined): string | undefined {
  const platforms = children.flatMap(({ platform }) => platform ?? []);
  if (wanted !== undefined && platforms.includes(wanted)) return wanted;
  if (wanted === undefined && children.length <= 1) return undefined;
  const problem = wanted === undefined ? "is of several platforms" : `is not of the platform ${printable(wanted)}`;
  throw new Fault("usage", `${printable(imagePath(name))} ${problem}`, {
    hint:
      platforms.length === 0
        ? "name the image by its digest"
        : `name one of ${platforms.slice(0, 16).join(", ")} with platform`,
  });
}
