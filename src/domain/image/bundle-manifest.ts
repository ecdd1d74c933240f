import * as v from "valibot";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";

/** Media type of a Sigstore bundle, of which later ones begin alike. */
export const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const BUNDLES = "application/vnd.dev.sigstore.bundle";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const EMPTY = "application/vnd.oci.empty.v1+json";

/** The empty JSON object, which stands for a configuration that is not needed (image-spec 1.1, "Guidance for an empty descriptor"). */
export const EMPTY_CONFIG = encodeUtf8("{}");

interface Placed {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const placed = v.object({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
const schema = v.object({ subject: placed, layers: v.pipe(v.array(placed), v.length(1)) });

export interface BundleManifestFacts {
  readonly subject: Placed;
  /** The bundle. */
  readonly bundle: Placed;
  /** The empty configuration. */
  readonly config: Placed;
  readonly predicateType: string;
  /** ISO 8601 in UTC. */
  readonly created: string;
}

/**
 * The manifest by which cosign 3 and `gh --bundle-from-oci` find a bundle: one layer that is the bundle, referring to the image. Its type
 * stands in the configuration, too, as cosign writes it.
 */
export function bundleManifest({ subject, bundle, config, predicateType, created }: BundleManifestFacts): Uint8Array {
  return encodeUtf8(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType: BUNDLE_MEDIA_TYPE,
      config: { mediaType: EMPTY, size: config.size, digest: config.digest, artifactType: BUNDLE_MEDIA_TYPE },
      layers: [{ mediaType: BUNDLE_MEDIA_TYPE, size: bundle.size, digest: bundle.digest }],
      subject: { mediaType: subject.mediaType, size: subject.size, digest: subject.digest },
      annotations: {
        "dev.sigstore.bundle.content": "dsse-envelope",
        "dev.sigstore.bundle.predicateType": predicateType,
        "org.opencontainers.image.created": created,
      },
    }),
  );
}

/**
 * Where the bundle lies that a referring manifest carries; undefined for one of another kind. It has to refer to `subject` itself: an
 * entry of a tag can be put there by anyone who may write it.
 */
export function bundleIn(manifest: Uint8Array, subject: string): Placed | undefined {
  const value = unlessRefused(() => parseJsonObject(manifest, { what: "a manifest" }), undefined);
  const read = v.safeParse(schema, value);
  if (!read.success || read.output.subject.digest !== subject) return undefined;
  const [layer] = read.output.layers;
  return layer?.mediaType.startsWith(BUNDLES) === true ? layer : undefined;
}
