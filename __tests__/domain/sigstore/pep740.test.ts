import { describe, expect, test } from "vitest";
import { bundlesOfPep740, isPep740 } from "../../../src/domain/sigstore/pep740.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";

const attestation = (changes: JsonObject = {}, material: JsonObject = {}): JsonObject => ({
  version: 1,
  verification_material: { certificate: "AQ\nID\n", transparency_entries: [{ a: 1 }], ...material },
  envelope: { statement: "BA\nUG", signature: "Bw\nUG" },
  ...changes,
});
const provenance = (bundles: readonly JsonObject[], changes: JsonObject = {}): JsonObject => ({
  version: 1,
  attestation_bundles: bundles,
  ...changes,
});
const BUNDLE = {
  mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
  verificationMaterial: { certificate: { rawBytes: "AQID" }, tlogEntries: [{ a: 1 }] },
  dsseEnvelope: {
    payload: "BAUG",
    payloadType: "application/vnd.in-toto+json",
    signatures: [{ sig: "BwUG" }],
  },
};

test("an attestation is a bundle in other words, its base64 in one line", () => {
  expect(bundlesOfPep740(attestation())).toEqual([BUNDLE]);
});

test("a provenance object holds those of every publisher, in their order", () => {
  const two = provenance([
    { publisher: { kind: "GitHub" }, attestations: [attestation(), attestation()] },
    { publisher: null, attestations: [attestation()] },
  ]);
  expect(bundlesOfPep740(two)).toEqual([BUNDLE, BUNDLE, BUNDLE]);
});

test.each<[boolean, JsonObject]>([
  [true, { verification_material: null }],
  [true, { attestation_bundles: 7 }],
  [false, { verificationMaterial: {} }],
  [false, {}],
])("%s: %j claims to be an object of PEP 740", (claims, document) => {
  expect(isPep740(document)).toBe(claims);
});

describe("refused is", () => {
  const entries = (count: number) => Array.from({ length: count }, () => ({}));
  const publisher = {};
  test.each<[string, JsonObject]>([
    ["another version", attestation({ version: 2 })],
    ["an unknown field", attestation({ more: 1 })],
    ["a certificate that is not a text", attestation({}, { certificate: 7 })],
    ["an attestation in no log", attestation({}, { transparency_entries: [] })],
    ["an attestation in 33 logs", attestation({}, { transparency_entries: entries(33) })],
    ["an entry that is not an object", attestation({}, { transparency_entries: [7] })],
    ["no envelope", { version: 1, verification_material: attestation()["verification_material"] ?? null }],
    [
      "a provenance object of another version",
      provenance([{ publisher, attestations: [attestation()] }], { version: 2 }),
    ],
    ["a provenance object of nobody", provenance([])],
    ["a provenance object without a publisher", provenance([{ attestations: [attestation()] }])],
    [
      "a provenance object of 129 publishers",
      provenance(Array.from({ length: 129 }, () => ({ publisher, attestations: [attestation()] }))),
    ],
    ["an attestation that is not an object", provenance([{ publisher, attestations: [7] }])],
  ])("%s", async (_what, document) => {
    const fault = await expectFault("bundle-malformed", () => bundlesOfPep740(document));
    expect(fault.message).toMatch(/^the object of PEP 740 is malformed/);
  });

  test("a provenance object that holds no attestation", async () => {
    const fault = await expectFault("bundle-malformed", () =>
      bundlesOfPep740(provenance([{ publisher, attestations: [] }])),
    );
    expect(fault.message).toBe("the object of PEP 740 holds no attestation");
  });
});

test("as many logs and publishers are read as are allowed", () => {
  const many = attestation({}, { transparency_entries: Array.from({ length: 32 }, () => ({})) });
  expect(bundlesOfPep740(many)).toHaveLength(1);
  const all = provenance(Array.from({ length: 128 }, () => ({ publisher: {}, attestations: [attestation()] })));
  expect(bundlesOfPep740(all)).toHaveLength(128);
});
