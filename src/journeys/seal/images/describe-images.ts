import type { SbomFormat } from "../../../domain/capsule/published-names.ts";
import type { Inventory } from "../../../domain/sbom/model/inventory.ts";
import type { SbomDocument } from "../../../domain/sbom/model/sbom-document.ts";
import { sbomBytes } from "../../../domain/sbom/write/sbom-writer.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import { parseJsonObject } from "../../../kernel/json-object.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Progress } from "../../../ports/progress.ts";
import { type DescribedPlatform, describePlatforms } from "../../image/describe-platforms.ts";
import { MAX_STATEMENT_BYTES } from "../describe/read-given-evidence.ts";
import type { SealPorts } from "../order/seal-order.ts";
import type { OpenedImage } from "./open-images.ts";
import type { AttachedImage } from "./planned-image.ts";

/** What each platform of an image is made of. */
export interface DescribedImages {
  readonly image: AttachedImage;
  readonly platforms: readonly DescribedPlatform[];
}

/** Reads the layers of every image, one after the other. Faults: those of `describePlatforms`. */
export async function describeOpenedImages(
  opened: readonly OpenedImage[],
  { files, temporary, progress }: Pick<SealPorts, "files" | "temporary" | "progress">,
): Promise<readonly DescribedImages[]> {
  const described: DescribedImages[] = [];
  for (const { image, registry } of opened) {
    const platforms = await describePlatforms(image.found, { registry, files, temporary, progress });
    described.push({ image, platforms });
  }
  return described;
}

export function inventoriesOf(described: readonly DescribedImages[]): Inventory[] {
  return described.flatMap(({ platforms }) => platforms.map(({ inventory }) => inventory));
}

/** An SBOM as the predicate of a statement about the image of one platform. */
export interface ImageSbomToSign {
  readonly image: AttachedImage;
  /** `sha256:…` of the manifest. */
  readonly digest: string;
  readonly format: SbomFormat;
  readonly predicate: JsonObject;
}

/** CycloneDX where no format was named. What no log takes is said, and left out. */
export function imageSboms(
  described: readonly DescribedImages[],
  { document, formats, progress }: { document: SbomDocument; formats: readonly SbomFormat[]; progress: Progress },
): ImageSbomToSign[] {
  const wanted = formats.length === 0 ? (["cdx"] as const) : formats;
  return described.flatMap(({ image, platforms }) =>
    platforms.flatMap(({ subject: { digest }, inventory }) =>
      wanted.flatMap((format) => {
        const bytes = sbomBytes(format, inventory, document);
        if (bytes.length < MAX_STATEMENT_BYTES - MARGIN_BYTES) {
          const predicate = parseJsonObject(bytes, { maxBytes: bytes.length, what: "the SBOM" });
          return [{ image, digest, format, predicate }];
        }
        progress.warn(
          `the SBOM of ${printable(image.name)} has ${bytes.length} bytes, which no log takes: it is not attached`,
        );
        return [];
      }),
    ),
  );
}

/** For the statement around it. */
const MARGIN_BYTES = 64 * 1024;
