import { sha256Hex } from "../../crypto/node-digest.ts";
import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { NOTARY_ARTIFACT_TYPE, notaryAnnotations } from "../../domain/image/notary-manifest.ts";
import { nameText } from "../../domain/notary/distinguished-name.ts";
import { ENVELOPE_MEDIA_TYPES } from "../../domain/notary/envelope.ts";
import { certificateNames } from "../../domain/sigstore/x509/certificate-names.ts";
import { equalBytes } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { formatEpoch } from "../../kernel/iso-time.ts";
import type { NotarySigner } from "../../ports/notary-signer.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Registry } from "../../ports/registry.ts";
import { attachReferrers } from "./attach-referrers.ts";
import { findImage } from "./find-image.ts";
import { readNotarySignatures } from "./read-notary-signatures.ts";

export interface NotaryAttached {
  /** With its digest. */
  readonly image: string;
  readonly format: "jws" | "cose";
  /** Subject of the signer's certificate, for people. */
  readonly signer: string;
  /** Of the manifest that refers to the image. */
  readonly signature: string;
}

/**
 * Signs an image as notation does, and attaches the signature where notation looks for it.
 *
 *   1. find    the manifest or index; the repository takes what is put
 *   2. sign    its descriptor, as it was found, and nothing of its platforms
 *   3. attach  the envelope, by a manifest that refers to it
 *   4. verify  that the registry gives back this very envelope
 *
 * Faults: those of `findImage`, of the signer and the registry; `self-verification`.
 */
export async function signByNotary(
  image: ImageName,
  {
    registry,
    signer,
    progress,
  }: { readonly registry: Registry; readonly signer: NotarySigner; readonly progress: Progress },
): Promise<NotaryAttached> {
  /* 1 */ const { subject } = await findImage(image, registry);
  await registry.requireWritable();
  progress.step("signing 1 image");
  const { mediaType, digest, size } = subject;
  /* 2 */ const { envelope, certificates, signingTime } = await signer.sign({ mediaType, digest, size });
  progress.step("attaching the signature");
  const artifact = {
    ...{ artifactType: NOTARY_ARTIFACT_TYPE, mediaType: ENVELOPE_MEDIA_TYPES[signer.format], bytes: envelope },
    annotations: notaryAnnotations(certificates.map(sha256Hex), formatEpoch(signingTime)),
  };
  /* 3 */ const [put] = await attachReferrers([{ subject, artifacts: [artifact] }], registry);
  /* 4 */ const there = await readNotarySignatures(digest, registry);
  if (!there.some(({ bytes }) => equalBytes(bytes, envelope))) {
    throw new Fault("self-verification", "the registry does not give back what was attached", { hint: "run it again" });
  }
  return {
    image: `${imagePath(image)}@${digest}`,
    format: signer.format,
    signer: nameText(certificates[0] && certificateNames(certificates[0]).subject),
    signature: put?.[0]?.digest ?? "",
  };
}
