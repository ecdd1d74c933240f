import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import { labelled, type Page } from "../layout.ts";
import { visible } from "../visible.ts";

/** What `capsule image sign --notary-key … --json` prints. */
export const notaryAttachedSchema = v.strictObject({
  schema: v.literal(schemaId("image-notary-signature")),
  /** With its digest. */
  image: v.string(),
  format: v.picklist(["jws", "cose"]),
  /** Subject of the signer's certificate. */
  signer: v.string(),
  /** Digest of the manifest that refers to the image. */
  signature: v.string(),
});

/** A Notary signature that was attached to an image. */
export interface ShownNotarySignature {
  readonly image: string;
  readonly format: "jws" | "cose";
  readonly signer: string;
  readonly signature: string;
}

export function notaryAttachedJson(attached: ShownNotarySignature): v.InferOutput<typeof notaryAttachedSchema> {
  return { schema: schemaId("image-notary-signature"), ...attached };
}

/** What was attached to which image, and by whom. */
export function notaryAttachedText({ image, format, signer, signature }: ShownNotarySignature, page: Page): string {
  return [
    `${page.paint("bold", "SIGNED")}  ${visible(image)}`,
    "",
    ...labelled("Signed by", visible(signer), page),
    ...labelled("Notary", `${format.toUpperCase()}, ${visible(signature)}`, page),
    "",
  ].join("\n");
}
