import { BUNDLE_MEDIA_TYPE, bundleAnnotations } from "../../domain/image/bundle-manifest.ts";
import type { ImageFormat } from "../../domain/image/image-format.ts";
import type { ImageName } from "../../domain/image/image-name.ts";
import type { Placed } from "../../domain/image/referrer-manifest.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../domain/image/signature-type.ts";
import { attestationLayer, envelopeIn, signatureLayer } from "../../domain/image/simple-signing.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import type { Registry } from "../../ports/registry.ts";
import type { SigningIdentity } from "../../ports/signer.ts";
import type { VerifyPorts } from "../verify/verify-order.ts";
import { type Artifact, AT_ONCE, attachReferrers, storeBlobs } from "./attach-referrers.ts";
import { attachTagged, type Tagged } from "./attach-tagged.ts";
import { lackingStatements } from "./lacking-statements.ts";
import { requireAttached } from "./require-attached.ts";
import type { AttachedStatement, SignedImage } from "./sign-statement.ts";

export interface AttachingOrder {
  readonly images: readonly SignedImage[];
  readonly name: ImageName;
  readonly format: ImageFormat;
  /** Said of the manifests that are made. */
  readonly now: Date;
  /** Whether an interrupted run may have attached some of it. */
  readonly mayBeThere: boolean;
}

export type AttachingPorts = VerifyPorts & { readonly registry: Registry };

/**
 * Attaches what was signed, both at once, so that it takes few round trips:
 *
 *   1. bundles  by manifests that refer to the image: what cosign 3 and gh read; then as a consumer would read them
 *   2. tags     the signature, and with `all` the other statements: what cosign 2 reads
 *
 * Faults: those of the registry, of `requireAttached`.
 */
export async function attachSigned(
  order: AttachingOrder,
  signer: SigningIdentity,
  ports: AttachingPorts,
): Promise<void> {
  const { images, format } = order;
  const tagged = format === "bundle" ? [] : images.flatMap((image) => taggedOf(image, format));
  await Promise.all([
    /* 1 */ attachBundles(order, ports.registry).then(() => requireAttached(order, signer, ports)),
    /* 2 */ mapBounded(tagged, AT_ONCE, (one) => attachTagged(one, ports.registry)),
  ]);
}

async function attachBundles({ images, now, mayBeThere }: AttachingOrder, registry: Registry): Promise<void> {
  const created = `${now.toISOString().slice(0, 19)}Z`;
  const bundles = images.flatMap(({ statements }) => statements.map(({ bundle }) => bundle));
  const [lacking] = await Promise.all([
    mayBeThere ? lackingStatements(images, registry) : images,
    storeBlobs(bundles, registry),
  ]);
  const attachments = lacking.map(({ subject, statements }) => ({
    subject,
    artifacts: statements.map((one) => artifactOf(one, created)),
  }));
  await attachReferrers(attachments, registry);
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
            contents: [{ bytes: payload, layer: (stored: Placed) => signatureLayer(stored, bundle) }],
          },
        ]),
    ...(format !== "all" || attested.length === 0
      ? []
      : [
          {
            ...{ digest, kind: "att" as const },
            contents: attested.map((one) => ({
              bytes: envelopeIn(one.bundle),
              layer: (stored: Placed) => attestationLayer(stored, one.bundle, one.predicateType),
            })),
          },
        ]),
  ];
}
