import { describe, expect, test } from "vitest";
import { isIndexType, readImageIndex, readImageManifest, statementsIn } from "../../../src/domain/image/image-index.ts";

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;
const IMAGE = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: digestOf("a"), size: 7 };
const bytesOf = (document: unknown) => Buffer.from(JSON.stringify(document));
const index = (...manifests: object[]) => readImageIndex(bytesOf({ manifests }));
/** JSON may have spaces around it: as many bytes as wanted. */
const padded = (document: unknown, length: number) => Buffer.from(JSON.stringify(document).padEnd(length));
const MOST_BYTES = 4 * 1024 * 1024;

/** What no place of a manifest may be. */
const STRANGE: [string, object][] = [
  ["has a digest of another algorithm", { digest: `sha512:${"a".repeat(64)}` }],
  ["has a digest that something stands before", { digest: `x${digestOf("a")}` }],
  ["has a digest that goes on", { digest: `${digestOf("a")}0` }],
  ["has a digest in upper case", { digest: `sha256:${"A".repeat(64)}` }],
  ["is of less than no bytes", { size: -1 }],
  ["is of half a byte", { size: 0.5 }],
  ["has a type of 256 letters", { mediaType: "a".repeat(256) }],
  ["has annotations that are not texts", { annotations: { a: 1 } }],
];
const MOST = { size: 0, mediaType: "a".repeat(255), annotations: null };

test("an index has one of two types", () => {
  expect(isIndexType("application/vnd.oci.image.index.v1+json")).toBe(true);
  expect(isIndexType("application/vnd.docker.distribution.manifest.list.v2+json")).toBe(true);
  expect(isIndexType(IMAGE.mediaType)).toBe(false);
});

describe("an index names", () => {
  test.each<[object, string | undefined]>([
    [{ os: "linux", architecture: "arm64", variant: "v8" }, "linux/arm64/v8"],
    [{ os: "linux", architecture: "amd64" }, "linux/amd64"],
    [{ os: "linux", architecture: "amd64", variant: null }, "linux/amd64"],
    [{ os: "a".repeat(64), architecture: "b.c-d_1" }, `${"a".repeat(64)}/b.c-d_1`],
    [{ os: "a".repeat(65), architecture: "amd64" }, undefined],
    [{ os: "", architecture: "amd64" }, undefined],
    [{ os: "linux/x", architecture: "amd64" }, undefined],
    [{ os: "/linux", architecture: "amd64" }, undefined],
    [{ architecture: "amd64" }, undefined],
  ])("an image for %o as %s", (platform, words) => {
    const own = words === undefined ? IMAGE : { ...IMAGE, platform: words };
    expect(index({ ...IMAGE, platform })).toStrictEqual({ children: [own], attestations: [] });
  });

  test("an image without a platform, and what attests it apart", () => {
    const attests = {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": digestOf("a"),
    };
    const other = { ...IMAGE, digest: digestOf("b") };
    const found = index(
      { ...IMAGE, platform: null },
      { ...other, annotations: attests },
      { ...IMAGE, annotations: { "vnd.docker.reference.digest": digestOf("b") } },
    );
    expect(found).toStrictEqual({ children: [IMAGE, IMAGE], attestations: [{ ...other, about: digestOf("a") }] });
  });

  test.each(["", `x${digestOf("a")}`, undefined])("nothing by what attests %o", (about) => {
    const annotations = { "vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": about };
    expect(index({ ...IMAGE, annotations })).toStrictEqual({ children: [], attestations: [] });
  });

  test.each(STRANGE)("nothing, if one %s", (_, edit) => {
    expect(index(IMAGE, { ...IMAGE, ...edit })).toBeUndefined();
  });

  test("256 images, in 4 MiB, and no more", () => {
    expect(index(...Array(256).fill({ ...IMAGE, ...MOST }))?.children).toHaveLength(256);
    expect(index(...Array(257).fill(IMAGE))).toBeUndefined();
    expect(readImageIndex(padded({ manifests: [] }, MOST_BYTES))).toBeDefined();
    expect(readImageIndex(padded({ manifests: [] }, MOST_BYTES + 1))).toBeUndefined();
    expect([readImageIndex(bytesOf({})), readImageIndex(Buffer.from("<html>"))]).toEqual([undefined, undefined]);
  });
});

describe("the manifest of an image names", () => {
  const CONFIG = { ...IMAGE, mediaType: "application/vnd.oci.image.config.v1+json", digest: digestOf("c") };
  const read = (edit: object) => readImageManifest(bytesOf({ config: CONFIG, layers: [IMAGE], ...edit }));

  test("its layers, and upon what it was built", () => {
    expect(read({})).toEqual({ config: CONFIG, layers: [IMAGE], base: { name: undefined, digest: undefined } });
    expect(read({ annotations: { a: "b" } })?.base).toEqual({ name: undefined, digest: undefined });
    const docker = { ...CONFIG, mediaType: "application/vnd.docker.container.image.v1+json" };
    const base = { name: "a".repeat(513), digest: digestOf("b") };
    const annotations = {
      "org.opencontainers.image.base.name": base.name,
      "org.opencontainers.image.base.digest": base.digest,
    };
    expect(read({ config: docker, annotations })).toMatchObject({
      config: docker,
      base: { ...base, name: "a".repeat(512) },
    });
  });

  test("1024 layers and no more, and nothing where it is of another artifact", () => {
    expect(read({ layers: Array(1024).fill({ ...IMAGE, ...MOST }) })?.layers).toHaveLength(1024);
    expect(read({ layers: Array(1025).fill(IMAGE) })).toBeUndefined();
    expect(read({ config: { ...CONFIG, mediaType: "application/vnd.oci.empty.v1+json" } })).toBeUndefined();
    expect(read({ config: undefined })).toBeUndefined();
    expect(read({ layers: undefined })).toBeUndefined();
    expect(read({ annotations: { a: 1 } })).toBeUndefined();
    expect(readImageManifest(Buffer.from("<html>"))).toBeUndefined();
  });
});

describe("BuildKit keeps", () => {
  const TYPE = "https://slsa.dev/provenance/v1";
  const layer = (predicateType: string | undefined, edit: object = {}) => ({
    ...{ ...IMAGE, mediaType: "application/vnd.in-toto+json" },
    annotations: { "in-toto.io/predicate-type": predicateType },
    ...edit,
  });
  const found = (...layers: object[]) => statementsIn(bytesOf({ layers }));

  test("a statement of each type", () => {
    const { annotations: _, ...placed } = layer("");
    expect(found(layer(TYPE), layer("a".repeat(2048)))).toStrictEqual([
      { ...placed, predicateType: TYPE },
      { ...placed, predicateType: "a".repeat(2048) },
    ]);
  });

  test.each<[string, object]>([
    ["of no type", layer(undefined)],
    ["without annotations", layer(TYPE, { annotations: undefined })],
    ["of a type without a letter", layer("")],
    ["of a type that is too long", layer("a".repeat(2049))],
    ["that is something else", layer(TYPE, { mediaType: "application/json" })],
  ])("no statement %s", (_, one) => {
    expect(found(one, layer(TYPE))).toHaveLength(1);
  });

  test.each(STRANGE)("nothing in a manifest of which one %s", (_, edit) => {
    expect(found(layer(TYPE), { ...layer(TYPE), ...edit })).toEqual([]);
  });

  test("16 statements and no more, and none in what is no manifest", () => {
    expect(found(...Array(16).fill(layer(TYPE)))).toHaveLength(16);
    expect(found(...Array(17).fill(layer(TYPE)))).toEqual([]);
    expect(statementsIn(bytesOf({}))).toEqual([]);
    expect(statementsIn(Buffer.from("<html>"))).toEqual([]);
  });
});
