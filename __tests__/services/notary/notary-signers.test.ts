import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { verifyNotary } from "../../../src/domain/notary/verify-notary.ts";
import { decodeUtf8, encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { ProgramAnswer } from "../../../src/ports/signing-program.ts";
import { envelopePluginSigner } from "../../../src/services/notary/envelope-plugin-signer.ts";
import { keyNotarySigner } from "../../../src/services/notary/key-notary-signer.ts";
import { pluginKeyHash, pluginMetadata } from "../../../src/services/notary/plugin-calls.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  KEY_SPECS,
  NOW,
  TARGET,
  testChain,
  testEnvelope,
  testKey,
  testSigningKey,
  testTrust,
} from "../../signing/test-notary.ts";
import { testClock } from "../../test-clock.ts";

const clock = testClock(new Date(NOW).toISOString());
const order = { expirySeconds: undefined, askTime: undefined, clock, crypto: nodeCryptography };

describe.each(["jws", "cose"] as const)("a key signs a %s", (format) => {
  test.each(KEY_SPECS)("of %s that the verifier takes", async (spec) => {
    const key = testSigningKey(spec, testChain({ key: testKey(spec) }));
    const signer = await keyNotarySigner({ ...order, key, format, expirySeconds: 60 });
    expect(signer.fileHash).toBe(testKey(spec).algorithm.hash);
    const { envelope, signingTime } = await signer.sign(TARGET);
    const found = await verifyNotary({ bytes: envelope, format, trust: testTrust() }, nodeCryptography);
    expect(found).toMatchObject({ target: TARGET, open: undefined, logged: [] });
    expect([signingTime, found.envelope.expiry]).toEqual([NOW / 1000, NOW + 60_000]);
  });
});

describe("nothing is signed", () => {
  const of = (chain: readonly Uint8Array[]) => ({
    ...order,
    format: "jws" as const,
    key: testSigningKey("EC-256", chain),
  });

  test("without certificates, or with those of another key", async () => {
    await expectFault("certificate-chain-unfit", () => keyNotarySigner(of([])));
    await expectFault("certificate-chain-unfit", () =>
      keyNotarySigner(of(testChain({ key: testKey("EC-256", "other") }))),
    );
  });

  test("with a chain that notation would refuse", async () => {
    await expectFault("certificate-untrusted", () => keyNotarySigner(of(testChain().slice(0, 2))));
    await expectFault("certificate-purpose", () => keyNotarySigner(of(testChain({ purposes: ["1.3.6.1.5.5.7.3.1"] }))));
  });

  test("by a key that signs something else", async () => {
    const wrong = { ...of(testChain()), key: { ...of(testChain()).key, sign: async () => new Uint8Array(8) } };
    const signer = await keyNotarySigner(wrong);
    await expectFault("signature-unexpected", () => signer.sign(TARGET));
    const own = testSigningKey("EC-256", testChain());
    const other = { ...own, sign: () => own.sign(encodeUtf8("another"), "ecdsa-sha256") };
    await expectFault("signature-unexpected", async () =>
      (await keyNotarySigner({ ...wrong, key: other })).sign(TARGET),
    );
  });
});

describe("a plugin that makes envelopes", () => {
  type Answers = Readonly<Record<string, (request: Record<string, unknown>) => object | number>>;
  const METADATA = {
    name: "test",
    supportedContractVersions: ["1.0"],
    capabilities: ["SIGNATURE_GENERATOR.ENVELOPE"],
  };
  const keyOf = (answers: Answers) => ({
    ...{ name: "test", keyId: "7", config: { a: "b" } },
    program: async ({ args, input }: { args: readonly string[]; input: Uint8Array }): Promise<ProgramAnswer> => {
      const found = answers[args[0] ?? ""]?.(JSON.parse(decodeUtf8(input))) ?? 1;
      if (typeof found === "number") return { status: found, stdout: new Uint8Array(), stderr: "PIN 1234" };
      return { status: 0, stdout: encodeUtf8(JSON.stringify(found)), stderr: "" };
    },
  });
  const made = (bytes: Uint8Array, type = "application/jose+json") => ({
    signatureEnvelope: Buffer.from(bytes).toString("base64"),
    signatureEnvelopeType: type,
  });
  const signer = (generate: Answers[string]) =>
    envelopePluginSigner({
      key: keyOf({ "generate-envelope": generate }),
      format: "jws",
      fileHash: undefined,
      expirySeconds: 60,
      crypto: nodeCryptography,
    });

  test("is given the payload, and its envelope is taken if it is one over the image", async () => {
    let asked: Record<string, unknown> = {};
    const bytes = testEnvelope();
    const { envelope, signingTime } = await signer((request) => {
      asked = request;
      return made(bytes);
    }).sign(TARGET);
    expect(asked).toMatchObject({
      contractVersion: "1.0",
      keyId: "7",
      pluginConfig: { a: "b" },
      expiryDurationInSeconds: 60,
    });
    expect([Buffer.from(envelope).equals(bytes), signingTime]).toEqual([true, NOW / 1000]);
  });

  test("signs files if it says of which kind its key is", async () => {
    const hashOf = (answer: object | number) => pluginKeyHash(keyOf({ "describe-key": () => answer }));
    for (const spec of KEY_SPECS)
      expect(await hashOf({ keyId: "7", keySpec: spec })).toBe(testKey(spec).algorithm.hash);
    expect(await hashOf({ keyId: "8", keySpec: "EC-256" })).toBeUndefined();
    expect(await hashOf({ keyId: "7", keySpec: "EC-192" })).toBeUndefined();
    expect(await hashOf({})).toBeUndefined();
    expect(await hashOf(1)).toBeUndefined();
  });

  test("is refused for an envelope of something else, of another form, or that does not verify", async () => {
    await expectFault("signature-unexpected", () =>
      signer(() => made(testEnvelope({ payload: encodeUtf8('{"targetArtifact":{}}') }))).sign(TARGET),
    );
    await expectFault("signature-unexpected", () =>
      signer(() => made(testEnvelope({ format: "cose" }), "application/cose")).sign(TARGET),
    );
    await expectFault("signature-unexpected", () =>
      signer(() => made(testEnvelope({ key: testKey("EC-384"), chain: testChain() }))).sign(TARGET),
    );
  });

  test("is refused if it fails or breaks its contract, and nothing that it says is shown", async () => {
    const fault = await expectFault("plugin-failed", () => signer(() => 3).sign(TARGET));
    expect(`${fault.message} ${fault.hint}`).not.toContain("1234");
    await expectFault("plugin-malformed", () => signer(() => ({ signatureEnvelope: 7 })).sign(TARGET));
    await expectFault("plugin-unfit", () =>
      pluginMetadata(keyOf({ "get-plugin-metadata": () => ({ ...METADATA, name: "other" }) })),
    );
    await expectFault("plugin-unfit", () =>
      pluginMetadata(keyOf({ "get-plugin-metadata": () => ({ ...METADATA, supportedContractVersions: ["2.0"] }) })),
    );
    const { capabilities } = await pluginMetadata(keyOf({ "get-plugin-metadata": () => METADATA }));
    expect(capabilities).toEqual(METADATA.capabilities);
  });
});
