import * as v from "valibot";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { Placed } from "./referrer-manifest.ts";

/** The images that an index names. */
export interface ImageIndex {
  /** Images of platforms, without what only attests them. */
  readonly children: readonly PlatformImage[];
  /** Manifests in which BuildKit keeps statements about one of these images. */
  readonly attestations: readonly AttestationManifest[];
}

export interface PlatformImage extends Placed {
  /** `linux/arm64/v8`; undefined if the index does not say. */
  readonly platform?: string;
}

export interface AttestationManifest extends Placed {
  /** `sha256:…` of the image that it is about. */
  readonly about: string;
}

/** A statement in such a manifest. */
export interface PlacedStatement extends Placed {
  readonly predicateType: string;
}

const MAX_CHILDREN = 256;
const MAX_STATEMENTS = 16;
const MAX_BYTES = 4 << 20;

const digest = once(() => v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)));
const placed = once(() => ({
  mediaType: v.pipe(v.string(), v.maxLength(255)),
  digest: digest(),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  annotations: v.nullish(v.record(v.string(), v.string())),
}));
const word = once(() => v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)));
const platform = once(() => v.nullish(v.object({ os: word(), architecture: word(), variant: v.nullish(word()) })));
const indexSchema = once(() =>
  v.object({
    manifests: v.pipe(
      v.array(v.object({ ...placed(), platform: v.fallback(platform(), undefined) })),
      v.maxLength(MAX_CHILDREN),
    ),
  }),
);
const manifestSchema = once(() =>
  v.object({ layers: v.pipe(v.array(v.object(placed())), v.maxLength(MAX_STATEMENTS)) }),
);

/** Docker's and OCI's types of an index. */
const INDEXES: readonly string[] = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

export function isIndexType(mediaType: string): boolean {
  return INDEXES.includes(mediaType);
}

/**
 * What an index names (https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md); undefined for what is not one, or names
 * too much.
 */
export function readImageIndex(bytes: Uint8Array): ImageIndex | undefined {
  const read = v.safeParse(indexSchema(), jsonOf(bytes));
  if (!read.success) return undefined;
  const children: PlatformImage[] = [];
  const attestations: AttestationManifest[] = [];
  for (const { annotations, platform, ...one } of read.output.manifests) {
    const about = annotations?.["vnd.docker.reference.digest"];
    // https://docs.docker.com/build/metadata/attestations/attestation-storage/
    if (annotations?.["vnd.docker.reference.type"] !== "attestation-manifest")
      children.push(withPlatform(one, platform));
    else if (v.is(digest(), about)) attestations.push({ ...one, about });
  }
  return { children, attestations };
}

function withPlatform(
  one: Placed,
  platform: v.InferOutput<ReturnType<typeof indexSchema>>["manifests"][number]["platform"],
): PlatformImage {
  if (platform == null) return one;
  const { os, architecture, variant } = platform;
  return { ...one, platform: [os, architecture, ...(variant == null ? [] : [variant])].join("/") };
}

const imageSchema = once(() =>
  v.object({
    config: v.object(placed()),
    layers: v.pipe(v.array(v.object(placed())), v.maxLength(1024)),
    annotations: v.nullish(v.record(v.string(), v.string())),
  }),
);
const CONFIGS: readonly string[] = [
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.docker.container.image.v1+json",
];

/** What the manifest of a container image names; undefined for that of another artifact. */
export interface ImageManifest {
  readonly config: Placed;
  /** The lowest first. */
  readonly layers: readonly Placed[];
  /** As its annotations say (image-spec 1.1.1, "Pre-Defined Annotation Keys"). */
  readonly base: { readonly name: string | undefined; readonly digest: string | undefined };
}

export function readImageManifest(bytes: Uint8Array): ImageManifest | undefined {
  const read = v.safeParse(imageSchema(), jsonOf(bytes));
  if (!read.success || !CONFIGS.includes(read.output.config.mediaType)) return undefined;
  const { config, layers, annotations } = read.output;
  const said = (key: string) => annotations?.[`org.opencontainers.image.base.${key}`]?.slice(0, 512);
  return { config, layers, base: { name: said("name"), digest: said("digest") } };
}

/** The statements of in-toto that BuildKit keeps in a manifest; none in what is not such a manifest. */
export function statementsIn(manifest: Uint8Array): PlacedStatement[] {
  const read = v.safeParse(manifestSchema(), jsonOf(manifest));
  if (!read.success) return [];
  return read.output.layers.flatMap(({ annotations, ...one }) => {
    const predicateType = annotations?.["in-toto.io/predicate-type"];
    const isStatement = one.mediaType === "application/vnd.in-toto+json" && predicateType !== undefined;
    return isStatement && predicateType.length > 0 && predicateType.length <= 2048 ? [{ ...one, predicateType }] : [];
  });
}

function jsonOf(bytes: Uint8Array): unknown {
  return unlessRefused(() => parseJsonObject(bytes, { maxBytes: MAX_BYTES, what: "a manifest" }), undefined);
}
