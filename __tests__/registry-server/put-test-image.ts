import { digestOf, INDEX } from "./contents.ts";
import type { TestRegistry } from "./start-registry.ts";

/** An image with one empty layer, or an index over images for several platforms; resolves to the digest. */
export function putTestImage(registry: TestRegistry, repository: string, platforms = 0): string {
  const put = (value: object, type: string) => {
    const bytes = Buffer.from(JSON.stringify(value));
    registry.manifests.set(`${repository}@${digestOf(bytes)}`, { bytes, type });
    return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
  };
  const image = (os: string) => {
    const config = Buffer.from(JSON.stringify({ os }));
    registry.blobs.set(`${repository}@${digestOf(config)}`, config);
    return put(
      {
        ...{ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", annotations: { os } },
        config: {
          mediaType: "application/vnd.oci.image.config.v1+json",
          digest: digestOf(config),
          size: config.length,
        },
        layers: [],
      },
      "application/vnd.oci.image.manifest.v1+json",
    );
  };
  if (platforms === 0) return image("linux").digest;
  const children = Array.from({ length: platforms }, (_, index) => ({
    ...image(`os${index}`),
    platform: { os: "linux", architecture: `a${index}` },
  }));
  // BuildKit's own attestations, as it stores them (docs.docker.com/build/metadata/attestations/attestation-storage).
  const buildKit = { ...image("buildkit"), annotations: { "vnd.docker.reference.type": "attestation-manifest" } };
  return put({ schemaVersion: 2, mediaType: INDEX, manifests: [...children, buildKit] }, INDEX).digest;
}

/** An image of these layers, the lowest first; resolves to its descriptor. */
export function putLayers(registry: TestRegistry, repository: string, layers: readonly Uint8Array[], base?: string) {
  const blob = (bytes: Uint8Array, mediaType: string) => {
    registry.blobs.set(`${repository}@${digestOf(bytes)}`, Buffer.from(bytes));
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  };
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const config = { architecture: "arm64", os: "linux" };
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType },
      config: blob(Buffer.from(JSON.stringify(config)), "application/vnd.oci.image.config.v1+json"),
      layers: layers.map((layer) => blob(layer, "application/vnd.oci.image.layer.v1.tar+gzip")),
      ...(base === undefined ? {} : { annotations: { "org.opencontainers.image.base.name": base } }),
    }),
  );
  registry.manifests.set(`${repository}@${digestOf(manifest)}`, { bytes: manifest, type: mediaType });
  return { mediaType, digest: digestOf(manifest), size: manifest.length };
}
