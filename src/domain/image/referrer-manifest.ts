import { encodeUtf8 } from "../../kernel/utf8.ts";

export const IMAGE_MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";

/** The empty JSON object, which stands for a configuration that is not needed (image-spec 1.1, "Guidance for an empty descriptor"). */
export const EMPTY_CONFIG = encodeUtf8("{}");

/** What is referred to. */
export interface Placed {
  readonly mediaType: string;
  /** `sha256:` and hex. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export interface ReferrerFacts {
  readonly subject: Placed;
  readonly artifactType: string;
  readonly layer: Placed;
  /** The empty configuration, as it was stored. */
  readonly config: Pick<Placed, "digest" | "size">;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * A manifest with one layer that refers to another manifest (https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md,
 * "Guidelines for Artifact Usage"). Its type stands in the configuration, too, as cosign 3 writes it.
 */
export function referrerManifest({ subject, artifactType, layer, config, annotations }: ReferrerFacts): Uint8Array {
  return encodeUtf8(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: IMAGE_MANIFEST_TYPE,
      artifactType,
      config: { mediaType: EMPTY, size: config.size, digest: config.digest, artifactType },
      layers: [placedOf(layer)],
      subject: placedOf(subject),
      annotations,
    }),
  );
}

function placedOf({ mediaType, size, digest }: Placed): Placed {
  return { mediaType, size, digest };
}
