import { type ImageName, imagePath } from "../../domain/image/image-name.ts";
import { nameText } from "../../domain/notary/trust/distinguished-name.ts";
import { certificateNames } from "../../domain/x509/certificate-names.ts";
import type { NotarySigner } from "../../ports/notary-signer.ts";
import type { Progress } from "../../ports/progress.ts";
import type { Registry } from "../../ports/registry.ts";
import { attachNotary } from "./attach-notary.ts";
import { findImage } from "./find-image.ts";

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
 *   3. attach  the envelope, by a manifest that refers to it, and read it back
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
  /* 2 */ const { envelope, certificates } = await signer.sign({ mediaType, digest, size });
  progress.step("attaching the signature");
  /* 3 */ const signature = await attachNotary({ subject, envelope, format: signer.format }, registry);
  return {
    image: `${imagePath(image)}@${digest}`,
    format: signer.format,
    signer: nameText(certificates[0] && certificateNames(certificates[0]).subject),
    signature,
  };
}
