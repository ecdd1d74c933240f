import * as v from "valibot";
import { schemaId } from "../domain/home.ts";

/** What `capsule image sign --json` and `attest` print. */
export const attachedSchema = v.strictObject({
  schema: v.literal(schemaId("image-statement")),
  /** With its digest. */
  image: v.string(),
  predicateType: v.string(),
  /** Digests of all that the statement is about, the image first. */
  subjects: v.array(v.string()),
  /** Whom the certificate names, or the key by its fingerprint, hex SHA-256. */
  signer: v.union([v.strictObject({ identity: v.string(), issuer: v.string() }), v.strictObject({ key: v.string() })]),
});

/** A statement that was attached to an image. */
export interface ShownAttachment {
  readonly image: string;
  readonly predicateType: string;
  readonly subjects: readonly string[];
  readonly identity: { readonly identity: string; readonly issuer: string } | { readonly key: string };
}

export function attachedJson({ identity, subjects, ...rest }: ShownAttachment): v.InferOutput<typeof attachedSchema> {
  return { schema: schemaId("image-statement"), ...rest, subjects: [...subjects], signer: { ...identity } };
}
