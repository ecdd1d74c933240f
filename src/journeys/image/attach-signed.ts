import { BUNDLE_MEDIA_TYPE, bundleAnnotations } from "../../domain/image/bundle-manifest.ts";
import type { ImageFormat } from "../../domain/image/image-format.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../domain/image/signature-type.ts";
import { attestationLayer, envelopeIn, signatureLayer } from "../../domain/image/simple-signing.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";
import { type Artifact, AT_ONCE, attachReferrers } from "./attach-referrers.ts";
import { attachTagged, type Tagged } from "./attach-tagged.ts";

/** What was signed about one manifest of a registry. */
export interface SignedImage {
  readonly subject: Descriptor;
  /** Bundles with statements about it. */
  readonly statements: readonly AttachedStatement[];
  /** What cosign 2 reads as its signature; undefined if it is not written. */
  readonly simple: { readonly payload: Uint8Array; readonly bundle: Uint8Array } | undefined;
}

export interface AttachedStatement {
  readonly predicateType: string;
  readonly bundle: Uint8Array;
}

export interface AttachingOrder {
  readonly images: readonly SignedImage[];
  readonly format: ImageFormat;
  /** Said of the manifests that are made. */
  readonly now: Date;
}

/**
 * Attaches what was signed.
 *
 *   1. bundles  by manifests that refer to the image: what cosign 3 and gh read
 *   2. tags     the signature, and with `all` the other statements: what cosign 2 reads
 *
 * Faults: those of the registry.
 */
export async function attachSigned({ images, format, now }: AttachingOrder, registry: Registry): Promise<void> {
  const created = `${now.toISOString().slice(0, 19)}Z`;
  /* 1 */ await attachReferrers(
    images.map(({ subject, statements }) => ({
      subject,
      artifacts: statements.map((one) => artifactOf(one, created)),
    })),
    registry,
  );
  if (format === "bundle") return;
  const tagged = images.flatMap((image) => taggedOf(image, format));
  /* 2 */ await mapBounded(tagged, AT_ONCE, (one) => attachTagged(one, registry));
}

function artifactOf({ bundle, predicateType }: AttachedStatement, created: string): Artifact {
  const type = { artifactType: BUNDLE_MEDIA_TYPE, mediaType: BUNDLE_MEDIA_TYPE };
  return { ...type, bytes: bundle, annotations: bundleAnnotations(predicateType, created) };
}

function taggedOf({ subject: { digest }, simple, statements }: SignedImage, format: ImageFormat): Tagged[] {
  const { payload, bundle } = simple ?? {};
  const attested = statements.filter(({ predicateType }) => predicateType !== IMAGE_SIGNATURE_TYPE);
  return [
    ...(payload === undefined || bundle === undefined
      ? []
      : [
          {
            ...{ digest, kind: "sig" as const },
            contents: [{ bytes: payload, layer: (stored: Descriptor) => signatureLayer(stored, bundle) }],
          },
        ]),
    ...(format !== "all" || attested.length === 0
      ? []
      : [
          {
            ...{ digest, kind: "att" as const },
            contents: attested.map((one) => ({
              bytes: envelopeIn(one.bundle),
              layer: (stored: Descriptor) => attestationLayer(stored, one.bundle, one.predicateType),
            })),
          },
        ]),
  ];
}
