import { describe, expect, test } from "vitest";
import { BUNDLE_MEDIA_TYPE, bundleAnnotations, bundleIn } from "../../../src/domain/image/bundle-manifest.ts";
import { NOTARY_ARTIFACT_TYPE, notaryAnnotations, signatureIn } from "../../../src/domain/image/notary-manifest.ts";
import { EMPTY_CONFIG, IMAGE_MANIFEST_TYPE, referrerManifest } from "../../../src/domain/image/referrer-manifest.ts";
import { IMAGE_SIGNATURE_TYPE } from "../../../src/domain/image/signature-type.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;
const SUBJECT = { mediaType: IMAGE_MANIFEST_TYPE, digest: digestOf("a"), size: 7 };
const CREATED = "2026-11-30T00:00:00Z";

/** A manifest that refers to the image, with one layer of that type; `edits` put other values over it. */
function manifest(mediaType: string, edits: object = {}): Uint8Array {
  const layer = { mediaType, digest: digestOf("b"), size: 9 };
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: digestOf("c"), size: 2 };
  return encodeUtf8(JSON.stringify({ schemaVersion: 2, config, layers: [layer], subject: SUBJECT, ...edits }));
}

/** Whoever may write the tag of an image can put anything there: only what refers to the very image is read. */
const FOREIGN: [string, object][] = [
  ["refers to another image", { subject: { ...SUBJECT, digest: digestOf("d") } }],
  ["refers to nothing", { subject: null }],
  ["has no layer", { layers: [] }],
  ["has two layers", { layers: Array(2).fill({ mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf("b"), size: 9 }) }],
  ...[
    ["with a digest of another algorithm", { digest: `sha512:${"b".repeat(64)}` }],
    ["with a digest that something stands before", { digest: `x${digestOf("b")}` }],
    ["with a digest that goes on", { digest: `${digestOf("b")}0` }],
    ["with a digest in upper case", { digest: `sha256:${"B".repeat(64)}` }],
    ["of less than no bytes", { size: -1 }],
    ["of half a byte", { size: 0.5 }],
    ["without a type", { mediaType: null }],
  ].map(([words, edit]): [string, object] => [
    `has a layer ${words}`,
    { layers: [{ mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf("b"), size: 9, ...(edit as object) }] },
  ]),
];

describe("the bundle beside an image", () => {
  test.each([BUNDLE_MEDIA_TYPE, "application/vnd.dev.sigstore.bundle+json;version=0.3"])("of type %s lies", (type) => {
    expect(bundleIn(manifest(type), SUBJECT.digest)).toEqual({ mediaType: type, digest: digestOf("b"), size: 9 });
  });

  test.each(FOREIGN)("is none in what %s", (_, edits) => {
    expect(bundleIn(manifest(BUNDLE_MEDIA_TYPE, edits), SUBJECT.digest)).toBeUndefined();
  });

  test("is none in what has a layer of another type, or is no manifest", () => {
    expect(bundleIn(manifest(`x${BUNDLE_MEDIA_TYPE}`), SUBJECT.digest)).toBeUndefined();
    expect(bundleIn(Buffer.from("<html>"), SUBJECT.digest)).toBeUndefined();
  });

  test("of no bytes at all lies, too", () => {
    const layers = [{ mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf("b"), size: 0 }];
    expect(bundleIn(manifest("", { layers }), SUBJECT.digest)).toEqual(layers[0]);
  });

  test("is called what other verifiers look for", () => {
    expect(IMAGE_SIGNATURE_TYPE).toBe("https://sigstore.dev/cosign/sign/v1");
    expect(bundleAnnotations("https://slsa.dev/provenance/v1", CREATED)).toEqual({
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": "https://slsa.dev/provenance/v1",
      "org.opencontainers.image.created": CREATED,
    });
  });
});

describe("the Notary signature beside an image", () => {
  const [JWS, COSE] = ["application/jose+json", "application/cose"];
  const TYPE = { artifactType: "application/vnd.cncf.notary.signature" };
  const layers = (mediaType: string, more: object = {}) => [{ mediaType, digest: digestOf("b"), size: 9, ...more }];

  test.each<[string, string, object, string]>([
    ["JWS", JWS, TYPE, "jws"],
    ["COSE", COSE, TYPE, "cose"],
    ["COSE, its type in the configuration alone", COSE, { config: { mediaType: NOTARY_ARTIFACT_TYPE } }, "cose"],
    [
      "COSE, its type in the configuration beside another",
      COSE,
      { artifactType: "application/other", config: { mediaType: NOTARY_ARTIFACT_TYPE } },
      "cose",
    ],
    ["JWS of no bytes", JWS, { ...TYPE, layers: layers(JWS, { size: 0 }) }, "jws"],
  ])("as %s lies", (_, type, edits, format) => {
    const found = signatureIn(manifest(type, edits), SUBJECT.digest);
    expect(found).toMatchObject({ layer: { mediaType: type, digest: digestOf("b") }, format });
  });

  test.each<[string, object]>([
    ...FOREIGN.map(([words, edits]): [string, object] => [
      words,
      JSON.parse(JSON.stringify(edits).replaceAll(BUNDLE_MEDIA_TYPE, JWS)),
    ]),
    ["is of another type", { artifactType: "application/other" }],
    ["says no type", { artifactType: undefined }],
    ["has no configuration", { config: undefined }],
    ["has a configuration without a type", { config: {} }],
    ["has an envelope of another type", { layers: layers("application/json") }],
  ])("is none in what %s", (_, edits) => {
    expect(signatureIn(manifest(JWS, { ...TYPE, ...edits }), SUBJECT.digest)).toBeUndefined();
  });

  test("is none in what is no manifest", () => {
    expect(signatureIn(Buffer.from("<html>"), SUBJECT.digest)).toBeUndefined();
  });

  test("is annotated as the reference does", () => {
    expect(notaryAnnotations(["ab", "cd"], CREATED)).toEqual({
      "io.cncf.notary.x509chain.thumbprint#S256": '["ab","cd"]',
      "org.opencontainers.image.created": CREATED,
    });
  });
});

test("a manifest that refers to an image is written byte by byte, and read again", () => {
  const layer = { mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf("b"), size: 9, annotations: { not: "copied" } };
  const bytes = referrerManifest({
    ...{ subject: SUBJECT, artifactType: BUNDLE_MEDIA_TYPE, layer, annotations: { a: "b" } },
    config: { digest: digestOf("c"), size: EMPTY_CONFIG.length },
  });
  expect(Buffer.from(EMPTY_CONFIG).toString()).toBe("{}");
  expect(Buffer.from(bytes).toString()).toBe(
    `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"${BUNDLE_MEDIA_TYPE}",` +
      `"config":{"mediaType":"application/vnd.oci.empty.v1+json","size":2,"digest":"${digestOf("c")}","artifactType":"${BUNDLE_MEDIA_TYPE}"},` +
      `"layers":[{"mediaType":"${BUNDLE_MEDIA_TYPE}","size":9,"digest":"${digestOf("b")}"}],` +
      `"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","size":7,"digest":"${digestOf("a")}"},"annotations":{"a":"b"}}`,
  );
  expect(bundleIn(bytes, SUBJECT.digest)?.digest).toBe(digestOf("b"));
});
