import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import { formatTar } from "../../src/kernel/tar.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: unknown;
}

export interface ImageOrder {
  /** OCI image layouts: the one to start from, and a new folder. */
  readonly base: string;
  readonly out: string;
  /** Files of the layer by their path, without a leading slash. */
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly entrypoint: readonly string[];
  /** Labels of the configuration. */
  readonly labels: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly created: string;
}

/**
 * Puts one layer of the files on top of each image of a layout (https://github.com/opencontainers/image-spec, 1.1), for whatever
 * platforms it has, and returns the digest of the new image or index. The bytes depend on the order alone: whoever has the base
 * and the files makes the same image.
 */
export function appendLayer({ base, out, files, entrypoint, labels, created }: ImageOrder): string {
  mkdirSync(out);
  cpSync(join(base, "blobs"), join(out, "blobs"), { recursive: true });
  const tar = formatTar(files);
  const layer = put(out, gzipCanonical(tar), LAYER);
  const diffId = `sha256:${sha256(tar)}`;

  const onManifest = (descriptor: Descriptor): Descriptor => {
    const manifest = blob(out, descriptor.digest);
    const config = blob(out, manifest.config.digest);
    const own = {
      ...config,
      created,
      config: { ...config.config, Entrypoint: entrypoint, Cmd: null, Labels: { ...config.config?.Labels, ...labels } },
      rootfs: { ...config.rootfs, diff_ids: [...config.rootfs.diff_ids, diffId] },
      history: [...(config.history ?? []), { created, created_by: "release-capsule" }],
    };
    const configured = { ...manifest.config, ...put(out, json(own), manifest.config.mediaType) };
    const changed = { ...manifest, mediaType: MANIFEST, config: configured, layers: [...manifest.layers, layer] };
    return { ...put(out, json(changed), MANIFEST), ...platformOf(descriptor) };
  };
  const onAny = (descriptor: Descriptor): Descriptor => {
    if (descriptor.mediaType === MANIFEST) return onManifest(descriptor);
    if (descriptor.mediaType !== INDEX) throw new Error(`the base is a ${descriptor.mediaType}, copy it as OCI`);
    const index = blob(out, descriptor.digest);
    // What others said of the images of the base is not said of these.
    const images = index.manifests.filter((one: Descriptor) => one.mediaType === MANIFEST && !isAttestation(one));
    return put(out, json({ schemaVersion: 2, mediaType: INDEX, manifests: images.map(onManifest) }), INDEX);
  };

  const [first, ...more] = JSON.parse(readFileSync(join(base, "index.json"), "utf8")).manifests;
  if (first === undefined || more.length > 0) throw new Error("the layout of the base holds not exactly one image");
  const { mediaType, digest, size } = onAny(first);
  writeFileSync(join(out, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  const named = { mediaType, digest, size, annotations: { "org.opencontainers.image.ref.name": "image" } };
  writeFileSync(join(out, "index.json"), json({ schemaVersion: 2, mediaType: INDEX, manifests: [named] }));
  return digest;
}

/** BuildKit puts its attestations into an index as images of an unknown platform. */
function isAttestation({ platform }: Descriptor): boolean {
  return (platform as { os?: string } | undefined)?.os === "unknown";
}

function platformOf({ platform }: Descriptor): { platform?: unknown } {
  return platform === undefined ? {} : { platform };
}

function put(layout: string, bytes: Uint8Array, mediaType: string): Descriptor {
  const digest = sha256(bytes);
  writeFileSync(join(layout, "blobs/sha256", digest), bytes);
  return { mediaType, digest: `sha256:${digest}`, size: bytes.length };
}

// biome-ignore lint/suspicious/noExplicitAny: a document of the layout, read where it is used
function blob(layout: string, digest: string): any {
  const bytes = readFileSync(join(layout, "blobs", digest.replace(":", "/")));
  if (`sha256:${sha256(bytes)}` !== digest) throw new Error(`the blob ${digest} has other bytes`);
  return JSON.parse(bytes.toString("utf8"));
}

function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
