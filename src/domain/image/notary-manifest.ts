import * as v from "valibot";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { ENVELOPE_MEDIA_TYPES, type EnvelopeFormat } from "../notary/envelope/envelope.ts";
import type { Placed } from "./referrer-manifest.ts";

/** What a signature of the Notary Project is called among what refers to an image. */
export const NOTARY_ARTIFACT_TYPE = "application/vnd.cncf.notary.signature";

const schema = once(() => {
  const placed = v.object({
    mediaType: v.string(),
    digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
    size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  });
  return v.object({
    artifactType: v.optional(v.string()),
    config: v.object({ mediaType: v.string() }),
    layers: v.strictTuple([placed]),
    subject: placed,
  });
});

/**
 * Where the envelope lies that a referring manifest carries (signature-specification.md, "OCI Signatures"); undefined for one of another
 * kind. The type stands in `artifactType`, or in the configuration alone, as notation 1 writes it.
 */
export function signatureIn(
  manifest: Uint8Array,
  subject: string,
): { layer: Placed; format: EnvelopeFormat } | undefined {
  const document = unlessRefused(() => parseJsonObject(manifest), undefined);
  const read = v.safeParse(schema(), document);
  if (!read.success || read.output.subject.digest !== subject) return undefined;
  const { artifactType, config, layers } = read.output;
  const [layer] = layers;
  if ((artifactType ?? config.mediaType) !== NOTARY_ARTIFACT_TYPE && config.mediaType !== NOTARY_ARTIFACT_TYPE)
    return undefined;
  const format = (["jws", "cose"] as const).find((one) => ENVELOPE_MEDIA_TYPES[one] === layer.mediaType);
  return format && { layer, format };
}

/**
 * The annotations of such a manifest: the SHA-256 of each certificate, lower-case hex as the reference writes them and the specification
 * does not, and when it was signed.
 */
export function notaryAnnotations(thumbprints: readonly string[], created: string): Readonly<Record<string, string>> {
  return {
    "io.cncf.notary.x509chain.thumbprint#S256": JSON.stringify(thumbprints),
    "org.opencontainers.image.created": created,
  };
}
