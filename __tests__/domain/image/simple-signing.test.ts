import { describe, expect, test } from "vitest";
import {
  attestationLayer,
  envelopeIn,
  imageSignedBy,
  isSameLayer,
  signatureLayer,
  simpleSigning,
  taggedConfig,
  taggedLayers,
  taggedManifest,
  taggedName,
} from "../../../src/domain/image/simple-signing.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";

const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;
const PLACED = { mediaType: "application/octet-stream", digest: digestOf("a"), size: 7 };
const bytesOf = (document: unknown) => Buffer.from(JSON.stringify(document));
const base64 = (text: string) => Buffer.from(text).toString("base64");
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

const MESSAGE = {
  messageSignature: {
    messageDigest: { algorithm: "SHA2_256", digest: Buffer.alloc(32).toString("base64") },
    signature: base64("signature"),
  },
};
const ENVELOPE = {
  payload: base64("payload"),
  payloadType: "application/vnd.in-toto+json",
  signatures: [{ sig: "AQ==" }],
};
const ENTRY = {
  logIndex: "12",
  logId: { keyId: base64("log") },
  kindVersion: { kind: "hashedrekord", version: "0.0.1" },
  integratedTime: "34",
  inclusionPromise: { signedEntryTimestamp: base64("promise") },
  canonicalizedBody: base64("body"),
};
const PROOF = {
  inclusionProof: {
    ...{ logIndex: "12", rootHash: Buffer.alloc(32).toString("base64"), treeSize: "13", hashes: [] },
    checkpoint: { envelope: "note" },
  },
};
const STAMPS = { rfc3161Timestamps: [{ signedTimestamp: base64("time") }] };

function bundle(content: object, material: object, version = "0.3"): Uint8Array {
  const mediaType = `application/vnd.dev.sigstore.bundle+json;version=${version}`;
  return bytesOf({ mediaType, verificationMaterial: { tlogEntries: [], ...material }, ...content });
}

const OF_KEY = { publicKey: { hint: "key" } };
const OF_CERTIFICATE = {
  ...{ certificate: { rawBytes: base64("certificate") }, tlogEntries: [{ ...ENTRY, ...PROOF }] },
  timestampVerificationData: STAMPS,
};
const PROVED = {
  "dev.sigstore.cosign/certificate": `-----BEGIN CERTIFICATE-----\n${base64("certificate")}\n-----END CERTIFICATE-----\n`,
  "dev.sigstore.cosign/bundle": JSON.stringify({
    SignedEntryTimestamp: base64("promise"),
    Payload: { body: base64("body"), integratedTime: 34, logIndex: 12, logID: Buffer.from("log").toString("hex") },
  }),
  "dev.sigstore.cosign/rfc3161timestamp": JSON.stringify({ SignedRFC3161Timestamp: base64("time") }),
};

describe("as cosign 2 reads it", () => {
  test("a tag names the digest", () => {
    expect(taggedName(digestOf("a"), "sig")).toBe(`sha256-${"a".repeat(64)}.sig`);
    expect(taggedName(digestOf("a"), "att")).toBe(`sha256-${"a".repeat(64)}.att`);
  });

  test("a payload is these bytes, and names the image for whoever reads it", () => {
    const payload = simpleSigning("ghcr.io/a/b", digestOf("a"));
    expect(textOf(payload)).toBe(
      `{"critical":{"identity":{"docker-reference":"ghcr.io/a/b"},"image":{"docker-manifest-digest":"${digestOf("a")}"},` +
        `"type":"cosign container image signature"},"optional":null}`,
    );
    expect(imageSignedBy(JSON.parse(textOf(payload)))).toBe(digestOf("a"));
  });

  /** A key that signed something else must not have signed an image. */
  test.each<[string, JsonObject]>([
    ["of another type", { critical: { type: "atomic container signature", image: { "docker-manifest-digest": "a" } } }],
    ["of no type", { critical: { image: { "docker-manifest-digest": "a" } } }],
    ["without an image", { critical: { type: "cosign container image signature" } }],
    ["without a digest", { critical: { type: "cosign container image signature", image: {} } }],
    ["of nothing", {}],
  ])("a payload %s names no image", (_, payload) => {
    expect(imageSignedBy(payload)).toBeUndefined();
  });

  test("a signature stands beside its payload with what proves it", () => {
    const mediaType = "application/vnd.dev.cosign.simplesigning.v1+json";
    const signature = { "dev.cosignproject.cosign/signature": base64("signature") };
    expect(signatureLayer(PLACED, bundle(MESSAGE, OF_KEY))).toEqual({ ...PLACED, mediaType, annotations: signature });
    expect(signatureLayer(PLACED, bundle(MESSAGE, OF_CERTIFICATE)).annotations).toEqual({ ...signature, ...PROVED });
  });

  test("what a log did not promise at once is left out", () => {
    const { inclusionPromise: _, ...entry } = ENTRY;
    const later = { ...OF_CERTIFICATE, tlogEntries: [{ ...entry, ...PROOF }] };
    const { "dev.sigstore.cosign/bundle": __, ...rest } = PROVED;
    expect(attestationLayer(PLACED, bundle(MESSAGE, later), "a").annotations).toEqual({
      ...{ "dev.cosignproject.cosign/signature": "", predicateType: "a" },
      ...rest,
    });
  });

  test("an attestation is its envelope, and no signature of a payload", async () => {
    const own = bundle({ dsseEnvelope: ENVELOPE }, OF_KEY);
    expect(attestationLayer(PLACED, own, "https://slsa.dev/provenance/v1")).toEqual({
      ...{ ...PLACED, mediaType: "application/vnd.dsse.envelope.v1+json" },
      annotations: { "dev.cosignproject.cosign/signature": "", predicateType: "https://slsa.dev/provenance/v1" },
    });
    expect(JSON.parse(textOf(envelopeIn(own)))).toEqual(ENVELOPE);
    await expectFault("internal", () => signatureLayer(PLACED, own));
    const fault = await expectFault("json-malformed", () => envelopeIn(bytesOf([])));
    expect(fault.message).toBe("a bundle is not a JSON object");
  });

  test("configuration and manifest are these bytes", () => {
    expect(JSON.parse(textOf(taggedConfig([PLACED])))).toEqual({
      ...{ architecture: "", created: "0001-01-01T00:00:00Z", history: [], os: "" },
      ...{ rootfs: { type: "layers", diff_ids: [digestOf("a")] }, config: {} },
    });
    const layer = { ...PLACED, annotations: { a: "b" } };
    const manifest = taggedManifest([layer], { digest: digestOf("c"), size: 9 });
    expect(JSON.parse(textOf(manifest))).toEqual({
      ...{ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json" },
      config: { mediaType: "application/vnd.oci.image.config.v1+json", size: 9, digest: digestOf("c") },
      layers: [layer],
    });
    expect(taggedLayers(manifest)).toStrictEqual([layer]);
  });
});

describe("what lies under a tag of cosign 2", () => {
  const layers = (...all: object[]) => taggedLayers(bytesOf({ layers: all }));

  test("is read with annotations or without", () => {
    expect(layers(PLACED, { ...PLACED, annotations: null })).toEqual(Array(2).fill({ ...PLACED, annotations: {} }));
    expect(layers(...Array(1000).fill({ ...PLACED, size: 0, mediaType: "a".repeat(255) }))).toHaveLength(1000);
  });

  test.each<[string, () => unknown]>([
    ["no layers", () => taggedLayers(bytesOf({}))],
    ["1001 layers", () => layers(...Array(1001).fill(PLACED))],
    ["a type of 256 letters", () => layers({ ...PLACED, mediaType: "a".repeat(256) })],
    ["a digest that something stands before", () => layers({ ...PLACED, digest: `x${digestOf("a")}` })],
    ["a digest that goes on", () => layers({ ...PLACED, digest: `${digestOf("a")}0` })],
    ["a digest in upper case", () => layers({ ...PLACED, digest: `sha256:${"A".repeat(64)}` })],
    ["a layer of less than no bytes", () => layers({ ...PLACED, size: -1 })],
    ["a layer of half a byte", () => layers({ ...PLACED, size: 0.5 })],
    ["annotations that are not texts", () => layers({ ...PLACED, annotations: { a: 1 } })],
  ])("with %s is refused, for it would be lost", async (_, action) => {
    const fault = await expectFault("registry-refused", action);
    expect(fault.hint).toBe("delete the tag that ends in .sig or .att, if nobody needs it");
  });

  test("that is not JSON is refused", async () => {
    const fault = await expectFault("json-malformed", () => taggedLayers(Buffer.from("[]")));
    expect(fault.message).toBe("what lies under the tag of cosign 2 is not a JSON object");
  });

  test("is the same if the same signature is of the same bytes", () => {
    const signed = (value: string, digest = digestOf("a")) => ({
      ...{ ...PLACED, digest },
      annotations: { "dev.cosignproject.cosign/signature": value, other: Math.random().toString() },
    });
    expect(isSameLayer(signed("1"), signed("1"))).toBe(true);
    expect(isSameLayer(signed("1"), signed("2"))).toBe(false);
    expect(isSameLayer(signed("1"), signed("1", digestOf("b")))).toBe(false);
  });
});
