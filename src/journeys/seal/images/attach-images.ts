import { PROVENANCE_PREDICATE_TYPE } from "../../../domain/attestation/slsa-provenance.ts";
import { imageEntry } from "../../../domain/capsule/entry-names.ts";
import { CAPSULE_PREDICATE_TYPE } from "../../../domain/home.ts";
import type { ImageFormat } from "../../../domain/image/image-format.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../../domain/image/signature-type.ts";
import { notaryEntry } from "../../../domain/notary/notary-names.ts";
import { counted } from "../../../kernel/counted.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { StorageRecord } from "../../../ports/storage-records.ts";
import { attachNotary, type NotaryToAttach } from "../../image/attach-notary.ts";
import { attachSigned } from "../../image/attach-signed.ts";
import { type RecordingPorts, recordStorage } from "../../image/record-storage.ts";
import type { AttachedStatement, SignedImage } from "../../image/sign-statement.ts";
import type { VerifyPorts } from "../../verify/verify-order.ts";
import type { SealedContent } from "../self-verify/sealed-content.ts";
import type { OpenedImage } from "./open-images.ts";
import type { AttachedImage } from "./planned-image.ts";

export interface ImagesToAttach {
  readonly sealed: Pick<SealedContent, "facts" | "entries" | "root" | "identity">;
  readonly opened: readonly OpenedImage[];
  readonly format: ImageFormat;
}

/**
 * Attaches to each image what the capsule holds of it, and its root, which alone cannot lie in there. What an interrupted run attached
 * stays as it is, so that a rerun finishes it. Then all is read back, and where each image lies is recorded, if its organization keeps
 * that. Faults: those of the registry, `self-verification`.
 */
export async function attachImages(
  { sealed, opened, format }: ImagesToAttach,
  ports: VerifyPorts & RecordingPorts & { readonly clock: Clock },
): Promise<readonly StorageRecord[]> {
  if (opened.length === 0) return [];
  ports.progress.step(`attaching signatures to ${counted(opened.length, "image")}`);
  await Promise.all(
    opened.map(async ({ image, registry }) => {
      const { name } = image.found;
      const order = { images: signedImages(image, sealed), name, format, now: ports.clock.now(), mayBeThere: true };
      await attachSigned(order, sealed.identity, { ...ports, registry });
      for (const one of notarySignatures(image, sealed)) await attachNotary(one, registry);
    }),
  );
  const stored = opened.map(({ image: { name, found } }) => {
    const { registry } = found.name;
    return { name, registry, digest: found.subject.digest, version: sealed.facts.version };
  });
  return recordStorage(stored, ports);
}

const OF_ALL = [
  ["signature", IMAGE_SIGNATURE_TYPE],
  ["provenance", PROVENANCE_PREDICATE_TYPE],
] as const;
const OF_EACH = [
  ["cdx", "https://cyclonedx.org/bom"],
  ["spdx", "https://spdx.dev/Document/v2.3"],
] as const;

/** Of the image that was named, and of nothing below. */
function notarySignatures(
  { found, sha256 }: AttachedImage,
  { entries }: Pick<ImagesToAttach["sealed"], "entries">,
): NotaryToAttach[] {
  return (["jws", "cose"] as const).flatMap((format) => {
    const name = notaryEntry(sha256, format);
    const envelope = entries.find((entry) => entry.name === name)?.bytes;
    return envelope === undefined ? [] : [{ subject: found.subject, envelope, format }];
  });
}

function signedImages({ found, sha256 }: AttachedImage, { entries, root }: ImagesToAttach["sealed"]): SignedImage[] {
  const held = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  const signed = (about: string, kinds: typeof OF_ALL | typeof OF_EACH): AttachedStatement[] =>
    kinds.flatMap(([kind, predicateType]) => {
      const bundle = held.get(imageEntry(about, `${kind}.sigstore`));
      return bundle === undefined ? [] : [{ predicateType, bundle }];
    });
  return [found.subject, ...found.children].map((subject) => {
    const about = subject.digest.slice("sha256:".length);
    const [payload, bundle] = [held.get(imageEntry(about, "simple")), held.get(imageEntry(about, "simple.sigstore"))];
    return {
      subject,
      statements: [
        ...signed(sha256, OF_ALL),
        ...signed(about, OF_EACH),
        // The root is about the image that was named.
        ...(about === sha256 ? [{ predicateType: CAPSULE_PREDICATE_TYPE, bundle: root }] : []),
      ],
      simple: payload === undefined || bundle === undefined ? undefined : { payload, bundle },
    };
  });
}
