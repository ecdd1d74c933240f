import * as v from "valibot";
import { rootStatementSchema } from "../../domain/capsule/root-schema.ts";
import type { UnverifiedCapsule } from "../../domain/capsule/unverified-capsule.ts";
import { schemaId } from "../../domain/home.ts";

/** What `capsule show --json` prints. */
export function capsuleSchema() {
  const textOrNull = v.nullable(v.string());
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

  return v.strictObject({
    schema: v.literal(schemaId("capsule-content")),
    /** Nothing of this document was verified. */
    verified: v.literal(false),
    capsuleSha256: sha256,
    rootSha256: sha256,
    signer: v.nullable(v.strictObject({ identity: v.string(), issuer: textOrNull })),
    root: rootStatementSchema(),
    entries: v.array(
      v.strictObject({
        name: v.string(),
        size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
        sha256,
        mediaType: textOrNull,
        /** Null for the root itself. */
        listed: v.nullable(v.boolean()),
      }),
    ),
  });
}

export type CapsuleJson = v.InferOutput<ReturnType<typeof capsuleSchema>>;

export function capsuleJson({ sha256, root, rootSha256, certificate, entries }: UnverifiedCapsule): CapsuleJson {
  return {
    schema: schemaId("capsule-content"),
    verified: false,
    capsuleSha256: sha256,
    rootSha256,
    signer:
      certificate === undefined
        ? null
        : { identity: certificate.subjectAlternativeName.value, issuer: certificate.issuer ?? null },
    root,
    entries: entries.map(({ name, size, sha256, mediaType, listed }) => ({
      ...{ name, size, sha256 },
      mediaType: mediaType ?? null,
      listed: listed ?? null,
    })),
  };
}
