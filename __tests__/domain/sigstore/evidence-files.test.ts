import { describe, expect, test } from "vitest";
import { MAX_BUNDLE_VALUES } from "../../../src/domain/sigstore/bundle.ts";
import {
  bundlesAmong,
  bundlesInFile,
  shapeOfFile,
  speaksOfBundles,
} from "../../../src/domain/sigstore/bundles-in-file.ts";
import { expectFault } from "../../expect-fault.ts";

const RELEASE = "https://in-toto.io/attestation/release/v0.1";

/** The least that is a bundle, around a payload. */
function bundle(payload: unknown = "x"): object {
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { certificate: { rawBytes: "AQID" }, tlogEntries: [] },
    dsseEnvelope: {
      payload: Buffer.from(text).toString("base64"),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: "AQID" }],
    },
  };
}

const PEP_740 = {
  version: 1,
  verification_material: { certificate: "AQID", transparency_entries: [{}] },
  envelope: { statement: "AQID", signature: "AQID" },
};
const ENVELOPE = { payload: "", payloadType: "text/plain", signatures: [] };
const DAMAGED = { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json" };

const file = (...lines: unknown[]) =>
  Buffer.from(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
const payloads = (bundles: ReturnType<typeof bundlesInFile>) =>
  bundles.map(({ content }) => (content.kind === "dsse" ? Buffer.from(content.payload).toString() : content.kind));

describe("the shape of a file is", () => {
  test.each<[string, string, Buffer]>([
    ["a bundle", "bundle", file(bundle())],
    ["a bundle over several lines", "bundle", file(JSON.stringify(bundle(), null, 2))],
    ["a bundle with a line behind it", "bundle", file(bundle(), "")],
    ["a bundle with empty lines behind it", "bundle", file(bundle(), "", "", "")],
    ["not JSON", "bundle", file("x")],
    ["a list", "bundle", file("[]")],
    ["two lines", "json-lines", file(bundle(), bundle())],
    ["GitHub's answer", "attestations", file({ attestations: [{ bundle: bundle() }, {}] })],
    ["GitHub's answer, empty", "attestations", file({ attestations: [] })],
    ["something that only has the name of a list", "bundle", file({ attestations: {} })],
    ["npm's answer", "npm", file({ attestations: [{}, { predicateType: "x", bundle: bundle() }] })],
    [
      "a list of what has a predicate that is not a text",
      "attestations",
      file({ attestations: [{ predicateType: 7 }, "a", null] }),
    ],
    ["an attestation of PEP 740", "pep740", file(PEP_740)],
    ["a provenance object of PEP 740", "pep740", file({ attestation_bundles: [] })],
    ["GitHub's attestation of a release", "release-attestation", file(bundle({ predicateType: RELEASE }))],
    ["an attestation of something else", "bundle", file(bundle({ predicateType: `x${RELEASE}` }))],
    ["a statement without a predicate", "bundle", file(bundle({}))],
    ["an envelope around what is not a statement", "bundle", file(bundle("[1]"))],
    ["an envelope around what is not base64", "bundle", file({ dsseEnvelope: { payload: "?" } })],
    ["an envelope around nothing", "bundle", file({ dsseEnvelope: {} })],
    ["an envelope that is a text", "bundle", file({ dsseEnvelope: "x" })],
    [
      "releases, one a line",
      "json-lines",
      file(bundle({ predicateType: RELEASE }), bundle({ predicateType: RELEASE })),
    ],
  ])("of %s: %s", (_what, shape, bytes) => {
    expect(shapeOfFile(bytes)).toBe(shape);
  });
});

describe("a file speaks of bundles", () => {
  test.each<[string, boolean, Buffer]>([
    ["a bundle", true, file(bundle())],
    ["something that names only the material", true, file({ verificationMaterial: {} })],
    ["something that names only attestations", true, file({ attestations: 7 })],
    ["an object of PEP 740", true, file(PEP_740)],
    ["a bundle in its second line", true, file({ a: 1 }, bundle())],
    ["a bundle in its third line, behind what is not JSON", true, file({ a: 1 }, "x", bundle())],
    ["an SBOM", false, file({ bomFormat: "CycloneDX" })],
    ["a media type of others", false, file({ mediaType: "application/vnd.example" })],
    ["a media type that is not a text", false, file({ mediaType: 7 })],
    ["a media type that only ends so", false, file({ mediaType: "x application/vnd.dev.sigstore.bundle" })],
    ["a list of bundles", false, file([bundle()])],
    ["not JSON, before a bundle", false, file("x", bundle())],
    ["nothing", false, file("")],
    ["an envelope a line", false, file(ENVELOPE, ENVELOPE)],
  ])("or not, if it is %s: %s", (_what, speaks, bytes) => {
    expect(speaksOfBundles(bytes)).toBe(speaks);
  });

  test("if one of its first 1,024 lines does", () => {
    const others = (count: number) => Array.from({ length: count }, () => "{}");
    expect(speaksOfBundles(file(...others(1023), bundle()))).toBe(true);
    expect(speaksOfBundles(file(...others(1024), bundle()))).toBe(false);
  });
});

describe("the bundles in a file", () => {
  test("are those of its lines, in their order, and of what it lists", () => {
    expect(payloads(bundlesInFile(file(bundle("a"), ENVELOPE, bundle("b"))))).toEqual(["a", "b"]);
    const list = { attestations: [{ bundle: bundle("c") }, { bundle: bundle("d"), bundle_url: "https://a.b" }] };
    expect(payloads(bundlesInFile(file(list)))).toEqual(["c", "d"]);
    expect(payloads(bundlesInFile(file(list, bundle("e"))))).toEqual(["c", "d", "e"]);
    expect(payloads(bundlesInFile(file(JSON.stringify(bundle("f"), null, 2))))).toEqual(["f"]);
  });

  test("may be 128, and no more", async () => {
    const list = (count: number) => file({ attestations: Array.from({ length: count }, () => ({ bundle: bundle() })) });
    expect(bundlesInFile(list(128))).toHaveLength(128);
    const fault = await expectFault("bundle-malformed", () => bundlesInFile(list(129)));
    expect(fault.message).toBe("the file holds more than 128 bundles");
  });

  test("are none where nothing is listed", async () => {
    const fault = await expectFault("bundle-malformed", () => bundlesInFile(file({ attestations: [] })));
    expect(fault.message).toBe("the file holds no bundle");
    await expectFault("bundle-malformed", () => bundlesInFile(file(ENVELOPE, ENVELOPE)));
  });

  test("are refused with what is not JSON, or not an object", async () => {
    const text = await expectFault("json-malformed", () => bundlesInFile(file("x")));
    expect(text.message).toMatch(/^the file/);
    await expectFault("json-malformed", () => bundlesInFile(file("[]")));
    await expectFault("json-malformed", () => bundlesInFile(file("null")));
    expect(payloads(bundlesInFile(file(bundle("a"), "null", "7")))).toEqual(["a"]);
    const line = await expectFault("json-malformed", () => bundlesInFile(file(bundle(), "x")));
    expect(line.message).toMatch(/the file/);
    await expectFault("json-malformed", () => bundlesInFile(file({ attestations: [7] })));
  });

  test("have no more values than a bundle may have, however large the file", async () => {
    const many = { ...bundle(), more: Array.from({ length: MAX_BUNDLE_VALUES }, () => 1) };
    await expectFault("json-too-large", () => bundlesInFile(file(many)));
  });
});

describe("the bundles among what is in a file", () => {
  test("are all that are one: what is damaged hides none (X11)", () => {
    const found = bundlesAmong(file(bundle("a"), DAMAGED, "x", ENVELOPE, { attestations: [{}] }, bundle("b")));
    expect(payloads(found)).toEqual(["a", "b"]);
    const listed = { attestations: [{ bundle_url: "https://a.b" }] };
    expect(payloads(bundlesAmong(file(listed, bundle("c"))))).toEqual(["c"]);
    expect(payloads(bundlesAmong(file({ attestations: [7, { bundle: bundle("d") }] })))).toEqual(["d"]);
  });

  test("are none in what is not evidence", () => {
    for (const bytes of [file(""), file("x"), file("[]"), file({ bomFormat: "CycloneDX" })]) {
      expect(bundlesAmong(bytes)).toEqual([]);
    }
  });

  test("are 1,024 at most", () => {
    const bytes = file(...Array.from({ length: 1030 }, () => bundle()));
    expect(bundlesAmong(bytes)).toHaveLength(1024);
  });

  test("stand one a line, whatever lines are empty", () => {
    expect(payloads(bundlesAmong(file(bundle("a"), "", "", bundle("b"), "")))).toEqual(["a", "b"]);
  });
});

test("a file of more than 32 MiB is read as any other", () => {
  const bytes = Buffer.alloc(33 << 20, " ");
  bytes.write(JSON.stringify(bundle("a")));
  expect(speaksOfBundles(bytes)).toBe(true);
  expect(payloads(bundlesAmong(bytes))).toEqual(["a"]);
});

test("a file is read once, however often it is asked", () => {
  const bytes = file(bundle("a"), bundle("b"));
  expect(shapeOfFile(bytes)).toBe("json-lines");
  bytes.fill(0x20);
  expect([shapeOfFile(bytes), speaksOfBundles(bytes)]).toEqual(["json-lines", true]);
});
