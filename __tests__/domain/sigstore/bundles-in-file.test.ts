import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { bundlesAmong, bundlesInFile, speaksOfBundles } from "../../../src/domain/sigstore/bundles-in-file.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";

const parse = (document: unknown) => bundlesInFile(Buffer.from(JSON.stringify(document)));
const bundle_url = "https://tmaproduction.blob.core.windows.net/attestations/74/sha256:00/1.json.sn?sig=canary";

test.each([
  ["null", { bundle: null, bundle_url, repository_id: 74, initiator: "user" }],
  ["not there", { bundle_url }],
])(
  "an answer of GitHub's API whose bundle is %s is no false evidence, and says what to do (W9)",
  async (_what, one) => {
    const fault = await expectFault("bundle-elsewhere", () => parse({ attestations: [one] }));
    expect(fault.hint).toContain("gh attestation download");
    expect(`${fault.message} ${fault.hint}`).not.toContain("canary");
  },
);

test.each([
  ["null, with no address", { bundle: null }],
  ["null, with an address that is no text", { bundle: null, bundle_url: 7 }],
  ["something else beside an address", { bundle: 7, bundle_url }],
])("a list whose bundle is %s is refused", async (_what, one) => {
  await expectFault("json-malformed", () => parse({ attestations: [one] }));
});

describe("a line beside a bundle (in-toto/attestation#45)", () => {
  const [bundle = ""] = readFileSync(
    new URL("../../../docs/vectors/accept/small.capsule", import.meta.url),
    "latin1",
  ).match(/\{"mediaType":.*?\}\]\}\}/) ?? [""];
  const lines = (...text: string[]) => bundlesInFile(Buffer.from([bundle, ...text].join("\n")));

  test.each([
    ["a bare envelope", '{"payload":"","payloadType":"text/plain","signatures":[]}'],
    ["a bundle of another format", '{"mediaType":"application/vnd.example.bundle+json","content":{}}'],
    ["a statement", '{"_type":"https://in-toto.io/Statement/v1","subject":[]}'],
    ["a list", "[1,2]"],
  ])("that is %s is ignored", (_what, line) => {
    expect(lines(line)).toHaveLength(1);
    expect(lines(line, bundle, line)).toHaveLength(2);
  });

  test.each([
    ["a damaged bundle", '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}', "bundle-malformed"],
    ["a bundle that says no form", '{"verificationMaterial":{},"dsseEnvelope":{}}', "bundle-malformed"],
    ["no JSON", "not JSON", "json-malformed"],
  ] as const)("that is %s refuses the file", async (_what, line, code) => {
    await expectFault(code, () => lines(line));
  });

  test("does not make a file of others hold a bundle", async () => {
    const line = '{"payload":"","payloadType":"text/plain","signatures":[]}';
    await expectFault("bundle-malformed", () => bundlesInFile(Buffer.from(`${line}\n${line}`)));
    await expectFault("bundle-malformed", () => bundlesInFile(Buffer.from(line)));
  });
});

describe("a file of many short lines", () => {
  const bytes = Buffer.from(`{}\n${"a\n".repeat(4_000_000)}`);

  test("takes no more memory than a few thousand of them", () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    expect(speaksOfBundles(bytes)).toBe(false);
    expect(bundlesAmong(bytes)).toEqual([]);
    const now = process.memoryUsage();
    // Each line as an array of its own took 600 MB.
    expect(now.heapUsed + now.arrayBuffers - heapUsed - arrayBuffers).toBeLessThan(100e6);
  });

  test("is refused as evidence, and ten thousand lines before a bundle hide nothing", async () => {
    await expectFault("json-malformed", () => bundlesInFile(bytes));
    await expectFault("json-too-large", () => bundlesInFile(Buffer.from("{}\n".repeat(10_001))));
    const [bundle = ""] = readFileSync(
      new URL("../../../docs/vectors/accept/small.capsule", import.meta.url),
      "latin1",
    ).match(/\{"mediaType":.*?\}\]\}\}/) ?? [""];
    const behind = (count: number) => bundlesAmong(Buffer.from(`{}\n${"a\n".repeat(count)}${bundle}\n`));
    expect(behind(9_999)).toHaveLength(1);
    expect(behind(10_000)).toEqual([]);
  });
});

test("an attestation of PEP 740 holds the bundle that it is in other words", async () => {
  const session = await createTestForge().session();
  const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, Buffer.from("{}"));
  const { verificationMaterial, dsseEnvelope } = JSON.parse(Buffer.from(bytes).toString());
  const { certificate, tlogEntries } = verificationMaterial;
  const attestation = {
    version: 1,
    verification_material: { certificate: certificate.rawBytes, transparency_entries: tlogEntries },
    envelope: { statement: dsseEnvelope.payload, signature: dsseEnvelope.signatures[0].sig },
  };
  const [found, ...more] = parse(attestation);
  expect(more).toEqual([]);
  expect(found?.content).toEqual(bundlesInFile(bytes)[0]?.content);
});
