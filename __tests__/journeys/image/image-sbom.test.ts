import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { parseImageName } from "../../../src/domain/image/image-name.ts";
import { sbomWriter } from "../../../src/domain/sbom/write/sbom-writer.ts";
import { makeImageSbom } from "../../../src/journeys/image/image-sbom.ts";
import type { Registry } from "../../../src/ports/registry.ts";
import { ociRegistry } from "../../../src/services/registry/oci-registry.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { tar } from "../../domain/sbom/look.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { digestOf } from "../../registry-server/contents.ts";
import { putLayers } from "../../registry-server/put-test-image.ts";
import { type RegistrySettings, startRegistry, type TestRegistry } from "../../registry-server/start-registry.ts";
import { newFolder } from "../../run-program.ts";
import { testClock } from "../../test-clock.ts";

const open: TestRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry.close();
});

const REPOSITORY = "octo-org/octo-tool";
const npm = (name: string) => JSON.stringify({ name, version: "1.0.0" });
const apk = (...names: string[]) => names.map((name) => `P:${name}\nV:1\nA:aarch64\n`).join("\n");
const LOWER = gzipSync(
  tar({
    "lib/apk/db/installed": apk("musl"),
    "app/node_modules/a/package.json": npm("a"),
    "usr/node_modules/gone/package.json": npm("gone"),
  }),
);
const UPPER = gzipSync(
  tar({
    "lib/apk/db/installed": apk("musl", "zlib"),
    "usr/.wh.node_modules": "",
    "app/node_modules/b/package.json": npm("b"),
  }),
);

async function start(settings: RegistrySettings = {}) {
  const registry = await startRegistry(settings);
  open.push(registry);
  return registry;
}

async function sbomOf(
  registry: TestRegistry,
  digest: string,
  platform?: string,
  wrapped = (one: Registry): Registry => one,
) {
  const image = parseImageName(`${registry.host}/${REPOSITORY}@${digest}`);
  const http = createHttp(() => undefined);
  const folder = newFolder();
  const made = await makeImageSbom(
    { image, platform, write: sbomWriter("cyclonedx", undefined) },
    {
      ...{
        files: systemFiles,
        progress: quietProgress(),
        env: () => undefined,
        temporary: { make: async () => folder },
      },
      registry: wrapped(ociRegistry(image, { http, clock: testClock(), credentials: async () => undefined })),
    },
  );
  const document = JSON.parse([...made.text].join(""));
  return { made, document, folder };
}

interface Listed {
  readonly purl: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}
const layerOf = ({ properties }: Listed) => properties?.find(({ name }) => name === "release-capsule:layer")?.value;

describe("the SBOM of an image in a registry", () => {
  test("holds what the running container has, and which layer brought it", async () => {
    const registry = await start();
    const { digest } = putLayers(registry, REPOSITORY, [LOWER, UPPER], "docker.io/library/alpine:3.22");
    const { document, folder } = await sbomOf(registry, digest);
    const listed = document.components as Listed[];
    const brought = Object.fromEntries(listed.map((one) => [one.purl.replace(/\?.*$/, ""), layerOf(one)]));
    expect(brought).toEqual({
      "pkg:apk/alpine/musl@1": digestOf(LOWER),
      "pkg:apk/alpine/zlib@1": digestOf(UPPER),
      "pkg:npm/a@1.0.0": digestOf(LOWER),
      "pkg:npm/b@1.0.0": digestOf(UPPER),
    });
    const { component } = document.metadata;
    expect(component).toMatchObject({ type: "container", version: digest });
    expect(component.purl).toContain(`pkg:oci/octo-tool@${digest}`);
    expect(component.hashes[0].content).toBe(digest.slice("sha256:".length));
    expect(JSON.stringify(component.properties)).toContain("docker.io/library/alpine:3.22");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of several platforms is that of the one that was named", async () => {
    const registry = await start();
    const [one, two] = [putLayers(registry, REPOSITORY, [LOWER]), putLayers(registry, REPOSITORY, [UPPER])];
    const mediaType = "application/vnd.oci.image.index.v1+json";
    const manifests = [
      { ...one, platform: { os: "linux", architecture: "amd64" } },
      { ...two, platform: { os: "linux", architecture: "arm", variant: "v7" } },
    ];
    const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
    registry.manifests.set(`${REPOSITORY}@${digestOf(index)}`, { bytes: index, type: mediaType });
    const { document } = await sbomOf(registry, digestOf(index), "linux/arm/v7");
    expect(document.metadata.component.version).toBe(two.digest);
    const fault = await expectFault("usage", () => sbomOf(registry, digestOf(index)));
    expect(String(fault.hint)).toContain("linux/amd64, linux/arm/v7");
    await expectFault("usage", () => sbomOf(registry, digestOf(index), "windows/amd64"));
  });

  test("is refused if a layer has other bytes than its digest says, or breaks off", async () => {
    const registry = await start();
    const { digest } = putLayers(registry, REPOSITORY, [LOWER]);
    registry.blobs.set(`${REPOSITORY}@${digestOf(LOWER)}`, Buffer.from(LOWER).fill(0, 20, 21));
    await expectFault("digest-mismatch", () => sbomOf(registry, digest));
    registry.blobs.set(`${REPOSITORY}@${digestOf(LOWER)}`, Buffer.from(LOWER).subarray(0, 20));
    await expectFault("network-unreachable", () => sbomOf(registry, digest));
  });

  test.each([
    ["four small layers", 1 << 20, 4],
    ["two layers of 30 MiB", 30 << 20, 2],
    ["one large layer", 65 << 20, 1],
  ])("waits for %s at once, and reads them in their order", async (_, stated, expected) => {
    const registry = await start();
    const layers = Array.from({ length: 9 }, (_unused, n) =>
      gzipSync(tar({ "app/node_modules/a/package.json": JSON.stringify({ name: "a", version: `1.0.${n}` }) })),
    );
    const { digest, mediaType } = putLayers(registry, REPOSITORY, layers);
    const manifest = JSON.parse(String(registry.manifests.get(`${REPOSITORY}@${digest}`)?.bytes));
    const sizes = new Map(layers.map((layer) => [digestOf(layer), layer.length]));
    for (const layer of manifest.layers) layer.size = stated;
    const bytes = Buffer.from(JSON.stringify(manifest));
    registry.manifests.set(`${REPOSITORY}@${digestOf(bytes)}`, { bytes, type: mediaType });
    let [saving, most] = [0, 0];
    const { document, folder } = await sbomOf(registry, digestOf(bytes), undefined, (one) => ({
      ...one,
      async save(layer, create) {
        most = Math.max(most, ++saving);
        await one.save({ ...layer, size: sizes.get(layer.digest)! }, create);
        saving -= 1;
      },
    }));
    expect(most).toBe(expected);
    expect(document.components.map(({ purl }: Listed) => purl)).toEqual(["pkg:npm/a@1.0.8"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("of what is not a container image is none", async () => {
    const registry = await start();
    const type = "application/vnd.oci.image.manifest.v1+json";
    const config = {
      mediaType: "application/vnd.cncf.helm.config.v1+json",
      digest: digestOf(Buffer.from("{}")),
      size: 2,
    };
    const chart = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: type, config, layers: [] }));
    registry.manifests.set(`${REPOSITORY}@${digestOf(chart)}`, { bytes: chart, type });
    await expectFault("usage", () => sbomOf(registry, digestOf(chart)));
  });
});
