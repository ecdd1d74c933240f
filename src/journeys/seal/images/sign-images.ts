import { IN_TOTO_PAYLOAD_TYPE } from "../../../domain/attestation/dsse.ts";
import { PROVENANCE_PREDICATE_TYPE } from "../../../domain/attestation/slsa-provenance.ts";
import { parseStatement } from "../../../domain/attestation/statement.ts";
import type { EvidenceEntry } from "../../../domain/capsule/build-root.ts";
import { imageEntry } from "../../../domain/capsule/entry-names.ts";
import { MEDIA_TYPES } from "../../../domain/capsule/media-types.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../../domain/image/signature-type.ts";
import type { JsonObject } from "../../../kernel/json.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { SigningSession } from "../../../ports/signer.ts";
import { signSimply, statementAbout } from "../../image/sign-statement.ts";
import type { ImageSbomToSign } from "./describe-images.ts";
import { type AttachedImage, isAttached, type PlannedImage } from "./planned-image.ts";

export interface ImagesToSign {
  readonly images: readonly PlannedImage[];
  /** The provenance statement of the release; undefined if none is made. */
  readonly provenance: Uint8Array | undefined;
  /** Whether cosign 2 shall read the signature. */
  readonly simply: boolean;
  readonly sboms: readonly ImageSbomToSign[];
}

/**
 * Signs what is attached to images, all of it at once: that it is signed, how it was built, about the index and the image of each
 * platform in one statement, what each is made of, and for cosign 2 each digest by itself.
 */
export async function signImages(
  { images, provenance, simply, sboms }: ImagesToSign,
  session: SigningSession,
  progress: Progress,
): Promise<readonly EvidenceEntry[]> {
  const attached = images.filter(isAttached);
  if (attached.length === 0) return [];
  progress.step(attached.length === 1 ? "signing 1 image" : `signing ${attached.length} images`);
  const predicate = provenance === undefined ? undefined : parseStatement(provenance).predicate;
  const signed = await Promise.all([
    ...attached.map((image) => signImage(image, { predicate, simply, session })),
    Promise.all(sboms.map((sbom) => signSbom(sbom, session))),
  ]);
  return signed.flat();
}

async function signSbom(
  { image, digest, format, predicate }: ImageSbomToSign,
  session: SigningSession,
): Promise<EvidenceEntry> {
  const predicateType = format === "cdx" ? "https://cyclonedx.org/bom" : "https://spdx.dev/Document/v2.3";
  const payload = statementAbout(image.found.name, [{ digest }], { predicateType, predicate });
  const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
  const name = imageEntry(digest.slice("sha256:".length), `${format}.sigstore`);
  return { name, bytes, mediaType: MEDIA_TYPES.bundle, predicateType, subject: image.sha256 };
}

interface Signing {
  readonly predicate: JsonObject | undefined;
  readonly simply: boolean;
  readonly session: SigningSession;
}

async function signImage(image: AttachedImage, { predicate, simply, session }: Signing): Promise<EvidenceEntry[]> {
  const { found, sha256 } = image;
  const subjects = [found.subject, ...found.children];
  const sign = async (part: "signature" | "provenance", predicateType: string, content: JsonObject) => {
    const payload = statementAbout(found.name, subjects, { predicateType, predicate: content });
    const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload);
    return {
      name: imageEntry(sha256, `${part}.sigstore`),
      bytes,
      mediaType: MEDIA_TYPES.bundle,
      predicateType,
      subject: sha256,
    };
  };
  const [statements, simple] = await Promise.all([
    Promise.all([
      sign("signature", IMAGE_SIGNATURE_TYPE, {}),
      ...(predicate === undefined ? [] : [sign("provenance", PROVENANCE_PREDICATE_TYPE, predicate)]),
    ]),
    simply ? signSimply(found.name, subjects, session) : [],
  ]);
  const ofCosign2 = simple.flatMap(({ payload, bundle }, at): EvidenceEntry[] => {
    const about = (subjects[at]?.digest ?? "").slice("sha256:".length);
    return [
      { name: imageEntry(about, "simple"), bytes: payload, mediaType: MEDIA_TYPES.json, subject: sha256 },
      { name: imageEntry(about, "simple.sigstore"), bytes: bundle, mediaType: MEDIA_TYPES.bundle, subject: sha256 },
    ];
  });
  return [...statements, ...ofCosign2];
}
