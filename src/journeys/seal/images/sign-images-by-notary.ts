import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { ENVELOPE_MEDIA_TYPES } from "../../../domain/notary/envelope/envelope.ts";
import { notaryEntry } from "../../../domain/notary/notary-names.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { counted } from "../../../kernel/counted.ts";
import type { NotarySigner } from "../../../ports/notary-signer.ts";
import type { Progress } from "../../../ports/progress.ts";
import { isAttached, type PlannedImage } from "./planned-image.ts";

/** A key in hardware does one thing after the other. */
const AT_ONCE = 4;

/**
 * A Notary signature of each image that was found in its registry, as notation makes it: of the manifest or index that was named, and of
 * nothing below. They are entries of the capsule, and nothing becomes public by it. Faults: those of the signer.
 */
export async function signImagesByNotary(
  images: readonly PlannedImage[],
  signer: NotarySigner,
  progress: Progress,
): Promise<readonly EvidenceEntry[]> {
  const attached = images.filter(isAttached);
  if (attached.length === 0) return [];
  progress.step(`signing ${counted(attached.length, "image")} as the Notary Project does`);
  return mapBounded(attached, AT_ONCE, async ({ found: { subject }, sha256 }) => {
    const { mediaType, digest, size } = subject;
    const { envelope } = await signer.sign({ mediaType, digest, size });
    const { format } = signer;
    return {
      name: notaryEntry(sha256, format),
      bytes: envelope,
      mediaType: ENVELOPE_MEDIA_TYPES[format],
      subject: sha256,
    };
  });
}
