import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { readEnvelope } from "../../../src/domain/notary/envelope/read-envelope.ts";
import {
  askPlugin,
  engagePlugin,
  PLUGIN_CAPABILITIES,
  type PluginAnswer,
  type PluginRequest,
} from "../../../src/domain/notary/verification-plugin.ts";
import { verifyNotary } from "../../../src/domain/notary/verify-notary.ts";
import { CborTag, type CborValue, formatCbor, parseCbor } from "../../../src/kernel/cbor.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  NOW,
  notarySign,
  type TestTrustFacts,
  testChain,
  testEnvelope,
  testKey,
  testTrust,
} from "../../signing/test-notary.ts";
import { testResponders } from "../../signing/test-revocation.ts";

const NAME = "io.cncf.notary.verificationPlugin";
const LEAST = "io.cncf.notary.verificationPluginMinVersion";
const [IDENTITY, REVOCATION] = ["SIGNATURE_VERIFIER.TRUSTED_IDENTITY", "SIGNATURE_VERIFIER.REVOCATION_CHECK"];
const KEY = testKey("EC-256");

/** A JWS with these attributes beside its own, those in `critical` marked so. */
function signedWith(
  attributes: Readonly<Record<string, unknown>>,
  critical: readonly string[] = Object.keys(attributes),
  chain?: readonly Uint8Array[],
): Uint8Array {
  const own = JSON.parse(Buffer.from(testEnvelope({ expiry: NOW / 1000 + 60, ...(chain && { chain }) })).toString());
  const headers = JSON.parse(Buffer.from(own.protected, "base64url").toString());
  const edited = { ...headers, ...attributes, crit: [...headers.crit, ...critical] };
  const protectedText = Buffer.from(JSON.stringify(edited)).toString("base64url");
  const signature = notarySign(KEY, Buffer.from(`${protectedText}.${own.payload}`));
  return Buffer.from(
    JSON.stringify({ ...own, protected: protectedText, signature: Buffer.from(signature).toString("base64url") }),
  );
}

interface PluginFacts {
  readonly version?: string;
  readonly capabilities?: readonly string[];
  readonly answer?: Partial<PluginAnswer>;
}

async function verify(
  bytes: Uint8Array,
  facts: PluginFacts | undefined,
  trust: TestTrustFacts = {},
  format: "jws" | "cose" = "jws",
) {
  const asked: PluginRequest[] = [];
  const named: string[] = [];
  const { version = "1.2.0", capabilities = [IDENTITY!], answer = {} } = facts ?? {};
  const findPlugin = async (name: string) => {
    named.push(name);
    if (facts === undefined) return undefined;
    return {
      ...{ name, version, capabilities },
      async verify(request: PluginRequest): Promise<PluginAnswer> {
        asked.push(request);
        const good = Object.fromEntries(capabilities.map((one) => [one, { success: true }]));
        const processedAttributes = request.signature.unprocessedAttributes;
        return { verificationResults: good, processedAttributes, ...answer };
      },
    };
  };
  const found = await verifyNotary({ bytes, format, trust: { ...testTrust(trust), findPlugin } }, nodeCryptography);
  return { ...found, asked, named, codes: found.logged.map(({ code }) => code) };
}

const ASKS = { [NAME]: "acme" };

test("a plugin that was named is given what the contract says, and takes over identities", async () => {
  const trust = { identities: ["acme.account:7", "x509.subject: C=DE, ST=BY, O=Other"] };
  const chain = testChain();
  const attributes = { ...ASKS, [LEAST]: "1.0.0", "acme.job": { id: 7 }, "acme.note": ["a"] };
  const bytes = signedWith(attributes, Object.keys(attributes), chain);
  const { asked, named } = await verify(bytes, {}, trust);
  expect(named).toEqual(["acme"]);
  expect(asked).toEqual([
    {
      signature: {
        criticalAttributes: {
          contentType: "application/vnd.cncf.notary.payload.v1+json",
          signingScheme: "notary.x509",
          expiry: new Date(NOW + 60_000).toISOString().replace(".000", ""),
          extendedAttributes: { "acme.job": { id: 7 }, "acme.note": ["a"] },
        },
        unprocessedAttributes: ["acme.job", "acme.note"],
        certificateChain: chain.map((der) => Buffer.from(der).toString("base64")),
      },
      trustPolicy: { trustedIdentities: trust.identities, signatureVerification: [IDENTITY] },
    },
  ]);
});

test("a plugin takes over revocation alone, if that is what it can; then identities are ours", async () => {
  const chain = testChain({ extensions: [testResponders(["http://a.example"])] });
  const bytes = signedWith(ASKS, Object.keys(ASKS), chain);
  const plugin = { capabilities: [REVOCATION!] };
  expect((await verify(bytes, plugin)).open).toBeUndefined();
  expect((await verify(bytes, {})).open).toMatch(/revoked is not known/);
  await expectFault("notary-identity", () => verify(bytes, plugin, { identities: ["acme.account:7"] }));
  const skipped = await verify(bytes, plugin, { override: { revocation: "skip" } });
  expect(skipped.asked).toEqual([]);
  const both = await verify(bytes, { capabilities: [IDENTITY!, REVOCATION!] }, { override: { revocation: "skip" } });
  expect(both.asked[0]?.trustPolicy.signatureVerification).toEqual([IDENTITY]);
});

test("what a plugin refuses is refused, and only noted where the level says so", async () => {
  const says = (capability: string) => ({
    capabilities: [capability],
    answer: { verificationResults: { [capability]: { success: false } } },
  });
  await expectFault("notary-identity", () => verify(signedWith(ASKS), says(IDENTITY!)));
  await expectFault("certificate-revoked", () => verify(signedWith(ASKS), says(REVOCATION!)));
  expect((await verify(signedWith(ASKS), says(IDENTITY!), { level: "audit" })).codes).toEqual(["notary-identity"]);
  const permissive = await verify(signedWith(ASKS), says(REVOCATION!), { level: "permissive" });
  expect(permissive.codes).toEqual(["certificate-revoked"]);
  await expectFault("notary-untrusted", () => verify(signedWith(ASKS), {}, { ca: [] }));
});

test.each<[string, FaultCode, Uint8Array, PluginFacts | undefined]>([
  ["was not named", "notary-plugin", signedWith(ASKS), undefined],
  ["is older than the signature wants", "notary-plugin", signedWith({ ...ASKS, [LEAST]: "1.2.1" }), {}],
  [
    "is a prerelease of what it wants",
    "notary-plugin",
    signedWith({ ...ASKS, [LEAST]: "1.2.0" }),
    { version: "1.2.0-rc.1" },
  ],
  ["is wanted in a version of two numbers", "notary-plugin", signedWith({ ...ASKS, [LEAST]: "1.2" }), {}],
  ["has no version", "notary-plugin", signedWith(ASKS), { version: "" }],
  ["is wanted in a version that is none", "notary-plugin", signedWith({ ...ASKS, [LEAST]: "new" }), {}],
  ["verifies nothing", "notary-plugin", signedWith(ASKS), { capabilities: ["SIGNATURE_GENERATOR.RAW"] }],
  ["does not answer", "notary-plugin", signedWith(ASKS), { answer: { verificationResults: {} } }],
  [
    "processes not all of the attributes",
    "notary-critical",
    signedWith({ ...ASKS, a: 1, b: 2 }),
    { answer: { processedAttributes: ["a"] } },
  ],
  [
    "processes not those that are not critical, which the reference wants, too",
    "notary-critical",
    signedWith({ ...ASKS, a: 1 }, [NAME]),
    { answer: { processedAttributes: [] } },
  ],
  ["is named by no text", "notary-critical", signedWith({ [NAME]: 7 }), {}],
  ["is named by an empty text", "notary-critical", signedWith({ [NAME]: " " }), {}],
  ["is not named as critical", "notary-critical", signedWith(ASKS, []), {}],
  ["is wanted in a version, and not named", "notary-critical", signedWith({ [LEAST]: "1.0.0" }), {}],
])("a signature whose plugin %s is refused", async (_, code, bytes, facts) => {
  await expectFault(code, () => verify(bytes, facts, { level: "audit" }));
});

test("a plugin that has nothing to verify makes no attribute understood", async () => {
  const bytes = signedWith({ ...ASKS, a: 1 });
  const trust = { override: { revocation: "skip" } };
  await expectFault("notary-critical", () => verify(bytes, { capabilities: [REVOCATION!] }, trust));
});

test("what JSON cannot hold of a COSE envelope is refused, and the rest is given", async () => {
  const of = (attributes: readonly (readonly [string | number, CborValue])[]): Uint8Array => {
    const made = parseCbor(testEnvelope({ format: "cose" })) as CborTag;
    const [headerBytes, unsigned, payload] = made.value as [Uint8Array, CborValue, Uint8Array];
    const headers = parseCbor(headerBytes) as Map<string | number, CborValue>;
    const all = [[NAME, "acme"] as const, ...attributes];
    for (const [name, value] of all) headers.set(name, value);
    headers.set(2, [...(headers.get(2) as CborValue[]), ...all.map(([name]) => name)]);
    const own = formatCbor(headers);
    const signature = notarySign(KEY, formatCbor(["Signature1", own, new Uint8Array(0), payload]));
    return formatCbor(new CborTag(18, [own, unsigned, payload, signature]));
  };
  const { asked } = await verify(
    of([
      ["a", 7],
      ["b", [true, "c"]],
    ]),
    {},
    {},
    "cose",
  );
  expect(asked[0]?.signature.criticalAttributes["extendedAttributes"]).toEqual({ a: 7, b: [true, "c"] });
  for (const [name, value] of [
    ["a", Uint8Array.of(1)],
    ["a", new Map([["b", 1]])],
    [99, "a"],
  ] as const) {
    await expectFault("notary-critical", () => verify(of([[name, value as CborValue]]), {}, {}, "cose"));
  }
});

describe("a plugin", () => {
  const attribute = (name: string, value: unknown) => ({ name, isCritical: true, value });
  const plugin = {
    ...{ name: "acme", version: "1.2.0", capabilities: PLUGIN_CAPABILITIES },
    verify: async (): Promise<PluginAnswer> => ({ verificationResults: {}, processedAttributes: [] }),
  };

  test("is not looked for if no signature asks for one", async () => {
    expect(await engagePlugin({ extended: [attribute("a", 1)] }, undefined)).toBeUndefined();
  });

  test("was not named if nobody names any", async () => {
    await expectFault("notary-plugin", () => engagePlugin({ extended: [attribute(NAME, "acme")] }, undefined));
  });

  test("may have the very version that is wanted, and none that is not one is wanted", async () => {
    const engage = (least: string) =>
      engagePlugin({ extended: [attribute(NAME, "acme"), attribute(LEAST, least)] }, async () => plugin);
    expect(await engage("1.2.0")).toEqual({ plugin, capabilities: PLUGIN_CAPABILITIES });
    const fault = await expectFault("notary-plugin", () => engage("new"));
    expect(fault.message).toBe('the signature wants a version that is not one: "new"');
  });

  describe("is asked", () => {
    const signed = readEnvelope(testEnvelope(), "jws");
    const ask = async (edits: Partial<typeof signed>, answer: Partial<PluginAnswer> = {}) => {
      const envelope = { ...signed, ...edits };
      const asked: PluginRequest[] = [];
      const verify = async (request: PluginRequest): Promise<PluginAnswer> => {
        asked.push(request);
        const processedAttributes = request.signature.unprocessedAttributes;
        return { verificationResults: { [IDENTITY!]: { success: true } }, processedAttributes, ...answer };
      };
      const question = { envelope, trustedIdentities: ["a"], capabilities: [PLUGIN_CAPABILITIES[0]] };
      return {
        failed: await askPlugin({ ...plugin, verify }, question),
        asked: asked[0]?.signature.criticalAttributes,
      };
    };

    test("with the time that an authority vouches for, and no other", async () => {
      const { contentType, signingTime } = signed;
      const common = { contentType, extendedAttributes: {} };
      expect(await ask({})).toEqual({ failed: [], asked: { ...common, signingScheme: "notary.x509" } });
      const scheme = "notary.x509.signingAuthority";
      const authenticSigningTime = new Date(signingTime).toISOString().replace(".000", "");
      const { asked } = await ask({ scheme });
      expect(asked).toEqual({ ...common, signingScheme: scheme, authenticSigningTime });
    });

    test("and refuses what it does not say that it is good", async () => {
      for (const result of [null, {}, { success: "true" }]) {
        const { failed } = await ask({}, { verificationResults: { [IDENTITY!]: result as never } });
        expect(failed).toEqual([IDENTITY]);
      }
    });

    test("with values that JSON can hold, and no others", async () => {
      const value = [null, false, -1, "a", [], { b: { c: null } }];
      const { asked } = await ask({ extended: [attribute("a", value)] });
      expect(asked?.["extendedAttributes"]).toEqual({ a: value });
      for (const other of [undefined, Number.POSITIVE_INFINITY, Number.NaN, new Date(0), 1n, [undefined]]) {
        await expectFault("notary-critical", () => ask({ extended: [attribute("a", other)] }));
      }
    });
  });
});
