import { describe, expect, test } from "vitest";
import { ENVELOPE_MEDIA_TYPES } from "../../../../src/domain/notary/envelope/envelope.ts";
import { PLUGIN, PLUGIN_VERSION, requireUnderstood } from "../../../../src/domain/notary/envelope/notary-attributes.ts";
import { readEnvelope } from "../../../../src/domain/notary/envelope/read-envelope.ts";
import { CborTag, type CborValue, formatCbor, parseCbor } from "../../../../src/kernel/cbor.ts";
import type { FaultCode } from "../../../../src/kernel/fault-codes.ts";
import { expectFault } from "../../../expect-fault.ts";

const SCHEME = "io.cncf.notary.signingScheme";
const TIME = "io.cncf.notary.signingTime";
const AUTHENTIC = "io.cncf.notary.authenticSigningTime";
const EXPIRY = "io.cncf.notary.expiry";
const AGENT = "io.cncf.notary.signingAgent";
const TIMESTAMP = "io.cncf.notary.timestampSignature";
const AUTHORITY = "notary.x509.signingAuthority";
const [NOW, AT] = [Date.parse("2026-09-21T14:13:20Z"), "2026-09-21T14:13:20Z"];

type Members = Readonly<Record<string, unknown>>;
const HEADERS = { alg: "ES256", cty: "a/b", crit: [SCHEME], [SCHEME]: "notary.x509", [TIME]: AT };
const base64url = (text: string | Uint8Array): string => Buffer.from(text).toString("base64url");
const nested = (depth: number): unknown => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);

/** A JWS that nobody signed, with other protected headers, other unsigned ones, and other members. */
function jws(headers: Members = {}, header: Members | string | null = {}, members: Members = {}): Uint8Array {
  const unsigned = typeof header === "object" && header !== null ? { x5c: ["AQ=="], ...header } : header;
  const own = {
    ...{ payload: base64url("payload"), protected: base64url(JSON.stringify({ ...HEADERS, ...headers })) },
    ...{ header: unsigned, signature: base64url("signature") },
  };
  return Buffer.from(JSON.stringify({ ...own, ...members }));
}

type CoseHeaders = readonly (readonly [number | string, CborValue | undefined])[];
const mapOf = (...all: CoseHeaders[]) =>
  new Map([...new Map(all.flat())].filter((one): one is [number | string, CborValue] => one[1] !== undefined));
const time = (seconds: number) => new CborTag(1, seconds);
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** A COSE_Sign1 that nobody signed, with other headers, and other parts by their place. */
function cose(
  headers: CoseHeaders = [],
  header: CoseHeaders = [],
  parts: Readonly<Record<number, CborValue>> = {},
): Uint8Array {
  const own: CoseHeaders = [
    ...([[1, -7] as const, [2, [SCHEME]] as const, [3, "a/b"] as const] satisfies CoseHeaders),
    ...([[SCHEME, "notary.x509"] as const, [TIME, time(NOW / 1000)] as const] satisfies CoseHeaders),
  ];
  const all: CborValue[] = [
    formatCbor(mapOf(own, headers)),
    mapOf([[33, [Uint8Array.of(1)]]], header),
    ...[bytesOf("payload"), bytesOf("signature")],
  ];
  for (const [place, part] of Object.entries(parts)) all[Number(place)] = part;
  return formatCbor(new CborTag(18, all));
}

test("an envelope of each form is read as what it says", () => {
  const common = {
    ...{ contentType: "a/b", scheme: "notary.x509", signingTime: NOW, expiry: undefined, extended: [] },
    ...{ timestamp: undefined, agent: undefined, certificates: [Uint8Array.of(1)] },
    ...{ payload: bytesOf("payload"), signature: bytesOf("signature") },
  };
  const plain = (bytes: Uint8Array, format: "jws" | "cose") => {
    const envelope = readEnvelope(bytes, format);
    return { ...envelope, signed: Buffer.from(envelope.signed).toString("latin1") };
  };
  const text = JSON.parse(Buffer.from(jws()).toString());
  const signed = `${text.protected}.${text.payload}`;
  expect(plain(jws(), "jws")).toEqual({ ...common, format: "jws", algorithm: "ES256", signed });
  expect(plain(cose(), "cose")).toMatchObject({ ...common, format: "cose", algorithm: -7 });
  const expiry = NOW + 1000;
  const more = { timestamp: Uint8Array.of(2), agent: "test", expiry };
  const crit = [SCHEME, EXPIRY];
  const full = jws({ [EXPIRY]: "2026-09-21T14:13:21Z", crit }, { [TIMESTAMP]: "Ag==", [AGENT]: "test" });
  expect(readEnvelope(full, "jws")).toMatchObject(more);
  const fullCose = cose(
    [
      [EXPIRY, time(expiry / 1000)],
      [2, crit],
    ],
    [
      [TIMESTAMP, Uint8Array.of(2)],
      [AGENT, "test"],
    ],
  );
  expect(readEnvelope(fullCose, "cose")).toMatchObject(more);
});

test("an authority vouches for its time in its own scheme", () => {
  const own = { [SCHEME]: AUTHORITY, [AUTHENTIC]: AT, [TIME]: undefined, crit: [SCHEME, AUTHENTIC] };
  expect(readEnvelope(jws(own), "jws")).toMatchObject({ scheme: AUTHORITY, signingTime: NOW, extended: [] });
});

describe("a JWS", () => {
  test("has an agent if it is a text, and sixteen certificates at most", () => {
    expect(readEnvelope(jws({}, { [AGENT]: 7 }), "jws").agent).toBeUndefined();
    expect(readEnvelope(jws({}, { x5c: Array(16).fill("AQ==") }), "jws").certificates).toHaveLength(16);
  });

  test.each<[string, number]>([
    ["2026-09-21T14:13:20.123456789Z", NOW + 123],
    ["2026-09-21T16:13:20+02:00", NOW],
    ["2026-09-21T12:13:20-02:00", NOW],
  ])("has a time in the form of %s", (text, milliseconds) => {
    expect(readEnvelope(jws({ [TIME]: text }), "jws").signingTime).toBe(milliseconds);
  });

  test.each<[string, FaultCode, Uint8Array]>([
    ["is a list", "notary-malformed", Buffer.from("[]")],
    ["lacks its payload", "notary-malformed", jws({}, {}, { payload: undefined })],
    ["lacks its headers", "notary-malformed", jws({}, {}, { protected: undefined })],
    ["lacks its signature", "notary-malformed", jws({}, {}, { signature: 7 })],
    ["has no text in its headers", "notary-malformed", jws({}, {}, { protected: "" })],
    ["has a signature that is not base64url", "notary-malformed", jws({}, {}, { signature: "+/8=" })],
    ["has a text for its unsigned headers", "notary-malformed", jws({}, "x5c")],
    ["has null for its unsigned headers", "notary-malformed", jws({}, null)],
    ["has a text for its certificates", "notary-malformed", jws({}, { x5c: "AQ==" })],
    ["has numbers for its certificates", "notary-malformed", jws({}, { x5c: [1] })],
    ["has no certificates", "notary-malformed", jws({}, { x5c: [] })],
    ["has 17 certificates", "notary-malformed", jws({}, { x5c: Array(17).fill("AQ==") })],
    ["has a time stamp that is a number", "notary-malformed", jws({}, { [TIMESTAMP]: 7 })],
    ["has a time stamp in base64url", "notary-malformed", jws({}, { [TIMESTAMP]: "_-8" })],
    ["has a number for its algorithm", "notary-malformed", jws({ alg: -7 })],
    ["has a number for its content type", "notary-malformed", jws({ cty: 7 })],
    ["has null for its time", "notary-malformed", jws({ [TIME]: null })],
    ["has a list of its time", "notary-malformed", jws({ [TIME]: [AT] })],
    ["is too deep", "notary-malformed", jws({}, {}, { other: nested(16) })],
    ["has too many values", "notary-malformed", jws({}, {}, { other: Array(10_000).fill(0) })],
    ["is too large", "notary-malformed", jws({}, {}, { other: "a".repeat(4 << 20) })],
    ["expires when it is signed", "notary-malformed", jws({ [EXPIRY]: AT, crit: [SCHEME, EXPIRY] })],
    ["has an expiry that is not one", "notary-malformed", jws({ [EXPIRY]: 7, crit: [SCHEME, EXPIRY] })],
    ["has no scheme", "notary-malformed", jws({ [SCHEME]: undefined })],
    ["has another scheme", "notary-malformed", jws({ [SCHEME]: "notary.x509.other" })],
    ["has no critical attributes", "notary-critical", jws({ crit: undefined })],
    ["has a text for its critical attributes", "notary-critical", jws({ crit: SCHEME })],
    ["names its time as a critical attribute", "notary-critical", jws({ crit: [SCHEME, TIME] })],
    ["has no time of its authority", "notary-malformed", jws({ [SCHEME]: AUTHORITY, [TIME]: undefined })],
    ["has the other scheme's time", "notary-malformed", jws({ [SCHEME]: AUTHORITY, [AUTHENTIC]: AT })],
    ["names an expiry as critical that it has not", "notary-critical", jws({ crit: [SCHEME, EXPIRY] })],
    ["names its content type as a critical attribute", "notary-critical", jws({ crit: [SCHEME, "cty"] })],
    ["names that list as a critical attribute", "notary-critical", jws({ crit: [SCHEME, "crit"] })],
    ["does not name its scheme as critical", "notary-critical", jws({ crit: ["a"], a: 1 })],
    ...["2026-09-21T14:13:20", "x2026-09-21T14:13:20Z", "2026-09-21T14:13:20Zx", "2026-09-21t14:13:20Z"].map(
      (text): [string, FaultCode, Uint8Array] => [`has ${text} for a time`, "notary-malformed", jws({ [TIME]: text })],
    ),
    ...["2026-09-21 14:13:20Z", "2026-09-21T14:13:20z", "2026-09-21T14:13:20.1234567890Z", "2026-09-21T14:13:20.Z"].map(
      (text): [string, FaultCode, Uint8Array] => [`has ${text} for a time`, "notary-malformed", jws({ [TIME]: text })],
    ),
  ])("is refused that %s: %s", async (_, code, bytes) => {
    const fault = await expectFault(code, () => readEnvelope(bytes, "jws"));
    expect(fault.message).toMatch(/Notary signature (is malformed|are not in order): ./);
  });

  test("keeps the cause for which it is not JSON, and has no other", async () => {
    const fault = await expectFault("notary-malformed", () => readEnvelope(Buffer.from("jws"), "jws"));
    expect(fault.cause).toMatchObject({ code: "json-malformed" });
    expect(() => readEnvelope(undefined as never, "jws")).toThrow(TypeError);
  });
});

describe("a COSE_Sign1", () => {
  test("has an agent if it is a text, and any time that a calendar has", () => {
    expect(readEnvelope(cose([], [[AGENT, 7]]), "cose").agent).toBeUndefined();
    for (const seconds of [0, 1e12 - 1, 1 - 1e12]) {
      expect(readEnvelope(cose([[TIME, time(seconds)]]), "cose").signingTime).toBe(seconds * 1000);
    }
  });

  test.each<[string, FaultCode, Uint8Array]>([
    ["is a number", "notary-malformed", formatCbor(18)],
    ["is nothing", "notary-malformed", formatCbor(null)],
    ["has another tag", "notary-malformed", formatCbor(new CborTag(98, (parseCbor(cose()) as CborTag).value))],
    ["has no certificates", "notary-malformed", cose([], [[33, undefined]])],
    ["has a number for its critical headers", "notary-critical", cose([[2, 7]])],
    ["has no critical headers", "notary-critical", cose([[2, []]])],
    ["has a number in its tag", "notary-malformed", formatCbor(new CborTag(18, 7))],
    ["has no parts", "notary-malformed", formatCbor(new CborTag(18, []))],
    ["has a text for its headers", "notary-malformed", cose([], [], { 0: "a" })],
    ["has no map of unsigned headers", "notary-malformed", cose([], [], { 1: [] })],
    ["has no payload", "notary-malformed", cose([], [], { 2: null })],
    ["has a text for its signature", "notary-malformed", cose([], [], { 3: "a" })],
    ["has an empty signature", "notary-malformed", cose([], [], { 3: new Uint8Array(0) })],
    ["has an empty payload", "notary-malformed", cose([], [], { 2: new Uint8Array(0) })],
    ["has a fifth part", "notary-malformed", cose([], [], { 4: 1 })],
    ["has no byte of headers", "notary-malformed", cose([], [], { 0: new Uint8Array(0) })],
    ["has a list of headers", "notary-malformed", cose([], [], { 0: formatCbor([]) })],
    ["has headers that are not CBOR", "cbor-malformed", cose([], [], { 0: Uint8Array.of(0xff) })],
    ["has no algorithm", "notary-malformed", cose([[1, undefined]])],
    ["has a header that is signed and not", "notary-malformed", cose([["a", 1]], [["a", 1]])],
    ["has critical headers that are not signed", "notary-malformed", cose([[2, undefined]], [[2, [SCHEME]]])],
    ["has one certificate without a list", "notary-malformed", cose([], [[33, Uint8Array.of(1)]])],
    ["has a text for a certificate", "notary-malformed", cose([], [[33, ["AQ=="]]])],
    ["has a text for its time stamp", "notary-malformed", cose([], [[TIMESTAMP, "a"]])],
    ["has a time without a tag", "notary-malformed", cose([[TIME, 7]])],
    ["has a time of another tag", "notary-malformed", cose([[TIME, new CborTag(0, 7)]])],
    ["has a text for its time", "notary-malformed", cose([[TIME, new CborTag(1, "7")]])],
    ["has a time that no calendar has", "notary-malformed", cose([[TIME, time(1e12)]])],
    ["has a time before any", "notary-malformed", cose([[TIME, time(-1e12)]])],
    ["names its algorithm as a critical header", "notary-critical", cose([[2, [SCHEME, 1]]])],
    ["names that list as a critical header", "notary-critical", cose([[2, [SCHEME, 2]]])],
    ["names its content type as a critical header", "notary-critical", cose([[2, [SCHEME, 3]]])],
  ])("is refused that %s: %s", async (_, code, bytes) => {
    await expectFault(code, () => readEnvelope(bytes, "cose"));
  });

  test("of four MiB is read, and of a byte more is too large", async () => {
    const full = 4 << 20;
    const empty = cose([], [["a", new Uint8Array(1 << 20)]]).length - (1 << 20);
    const of = (length: number) => cose([], [["a", new Uint8Array(length - empty)]]);
    expect([of(full).length, readEnvelope(of(full), "cose").format]).toEqual([full, "cose"]);
    const fault = await expectFault("notary-malformed", () => readEnvelope(of(full + 1), "cose"));
    expect(fault.message).toMatch(/too large$/);
    await expectFault("notary-malformed", () => readEnvelope(new Uint8Array(full + 1), "cose"));
  });
});

test("a registry tells the forms apart by their media types", () => {
  expect(ENVELOPE_MEDIA_TYPES).toEqual({ jws: "application/jose+json", cose: "application/cose" });
});

describe("what is critical must be understood", () => {
  const attribute = (name: string | number, isCritical = true) => ({ name, isCritical, value: 1 });

  test("but for the plugin and its version, and for what is not critical", () => {
    const extended = [attribute(PLUGIN), attribute(PLUGIN_VERSION), attribute("a", false)];
    expect(requireUnderstood({ extended })).toBeUndefined();
  });

  test.each<[string, string | number]>([
    ['"a"', "a"],
    ['"7"', 7],
  ])("and %s is named if it is not", async (shown, name) => {
    const extended = [attribute("b", false), attribute(name)];
    const fault = await expectFault("notary-critical", () => requireUnderstood({ extended }));
    expect(fault.message).toContain(shown);
  });

  test.each<[string, unknown, unknown]>([
    ['"alg"', "alg", {}],
    ['"7"', 7, {}],
    ["one", SCHEME, {}],
    ["one", { a: 1 }, {}],
  ])("and %s is named if it cannot be", async (shown, name, more) => {
    const bytes = jws({ crit: [SCHEME, name], ...(more as Members) });
    const fault = await expectFault("notary-critical", () => readEnvelope(bytes, "jws"));
    expect(fault.message).toContain(`: ${shown} is named as critical and cannot be`);
  });
});
