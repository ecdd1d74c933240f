import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";

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
  /** Storage records of GitHub, each with the digest of its image. */
  storageRecords: v.array(v.strictObject({ digest: v.string(), id: v.pipe(v.number(), v.safeInteger()) })),
});

/** A statement that was attached to an image. */
export interface ShownAttachment {
  readonly image: string;
  readonly predicateType: string;
  readonly subjects: readonly string[];
  readonly identity: { readonly identity: string; readonly issuer: string } | { readonly key: string };
  readonly storageRecords: readonly { readonly digest: string; readonly id: number }[];
}

export function attachedJson(attached: ShownAttachment): v.InferOutput<typeof attachedSchema> {
  const { identity, subjects, storageRecords, ...rest } = attached;
  const lists = { subjects: [...subjects], storageRecords: storageRecords.map(({ digest, id }) => ({ digest, id })) };
  return { schema: schemaId("image-statement"), ...rest, ...lists, signer: { ...identity } };
}
