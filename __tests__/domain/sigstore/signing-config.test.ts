import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { selectServices } from "../../../src/domain/sigstore/select-services.ts";
import { parseSigningConfig } from "../../../src/domain/sigstore/signing-config.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { corpus } from "../../corpus.ts";
import { expectFault } from "../../expect-fault.ts";

const NOW = new Date("2026-11-21T07:00:00Z");

interface ServiceJson {
  url: string;
  majorApiVersion?: number;
  validFor: { start: string; end?: string };
  operator?: string;
}

function service(host: string, more: Partial<ServiceJson> = {}): ServiceJson {
  return {
    url: `https://${host}.example`,
    majorApiVersion: 1,
    validFor: { start: "2024-01-01T00:00:00Z" },
    operator: "one.example",
    ...more,
  };
}

function config(more: object = {}): object {
  return {
    mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
    caUrls: [service("ca")],
    oidcUrls: [service("oidc")],
    rekorTlogUrls: [service("log")],
    rekorTlogConfig: { selector: "ANY" },
    tsaUrls: [service("tsa", { url: "https://tsa.example/api/v1/timestamp" })],
    tsaConfig: { selector: "ANY" },
    ...more,
  };
}

const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const select = (value: unknown, now = NOW) => selectServices(parseSigningConfig(bytes(value)), now);

test("chooses the services of a plain config", () => {
  expect(select(config())).toEqual({
    certificateAuthority: "https://ca.example",
    logs: [{ url: "https://log.example", majorApiVersion: 1 }],
    timestampAuthorities: ["https://tsa.example/api/v1/timestamp"],
  });
});

const PUBLIC_GOOD = corpus("bundles/tuf/public-good/targets/signing_config.v0.2.json");
test.skipIf(PUBLIC_GOOD === undefined)("reads the public-good instance's own config", () => {
  expect(selectServices(parseSigningConfig(readFileSync(PUBLIC_GOOD ?? "")), NOW)).toEqual({
    certificateAuthority: "https://fulcio.sigstore.dev",
    logs: [{ url: "https://rekor.sigstore.dev", majorApiVersion: 1 }],
    timestampAuthorities: ["https://timestamp.sigstore.dev/api/v1/timestamp"],
  });
});

test("a slash at the end of an address means nothing", () => {
  expect(select(config({ caUrls: [service("ca", { url: "https://ca.example/base/" })] })).certificateAuthority).toBe(
    "https://ca.example/base",
  );
});

test.each([
  ["not JSON", "{"],
  ["a list", []],
  ["another media type", config({ mediaType: "application/vnd.dev.sigstore.signingconfig.v0.1+json" })],
  ["an unknown selector", config({ tsaConfig: { selector: "SOME" } })],
  ["no selector", config({ tsaConfig: undefined })],
  ["EXACT without count", config({ tsaConfig: { selector: "EXACT" } })],
  ["EXACT of more than there are", config({ tsaConfig: { selector: "EXACT", count: 2 } })],
  ["a key twice", JSON.stringify(config()).replace('"oidcUrls"', '"caUrls"')],
  ["too many bytes", " ".repeat(300_000) + JSON.stringify(config())],
])("refuses %s", async (_what, value) => {
  await expectFault("signing-config-malformed", () => parseSigningConfig(bytes(value)));
});

test("a field that is not understood is named, and changes nothing (W4)", () => {
  const newer = config({
    caUrls: [{ ...service("ca"), weight: 1 }],
    rekorTlogConfig: { selector: "ANY", preferred: "x" },
    witnessUrls: [{ anything: true }],
    oidcUrls: "not read",
  });
  expect(select(newer)).toEqual(select(config()));
  expect(parseSigningConfig(bytes(newer)).notUnderstood).toEqual(["witnessUrls", "caUrls.0.weight"]);
  expect(parseSigningConfig(bytes(config())).notUnderstood).toEqual([]);
});

test("what is left out has its defaults", () => {
  const least = { mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json" };
  const { operator: _, ...anonymous } = service("ca");
  expect(parseSigningConfig(bytes(least))).toEqual({
    certificateAuthorities: [],
    logs: { services: [], count: 0 },
    timestampAuthorities: { services: [], count: 0 },
    notUnderstood: [],
  });
  const [authority] = parseSigningConfig(bytes({ ...least, caUrls: [anonymous] })).certificateAuthorities;
  expect(authority).toEqual({
    ...{ url: "https://ca.example", majorApiVersion: 1, start: Date.parse("2024-01-01T00:00:00Z") },
    ...{ end: undefined, operator: "" },
  });
});

test("all slashes at the end of an address mean nothing", () => {
  const slashes = config({ caUrls: [service("ca", { url: "https://ca.example/base///" })] });
  expect(select(slashes).certificateAuthority).toBe("https://ca.example/base");
});

test("times have any zone and parts of a second", () => {
  for (const start of ["2024-01-01T00:00:00.123456789Z", "2024-01-01T02:00:00+02:00", "2023-12-31T12:34:00-11:26"]) {
    expect(
      parseSigningConfig(bytes(config({ caUrls: [service("ca", { validFor: { start } })] }))).notUnderstood,
    ).toEqual([]);
  }
});

test("what is refused is named", async () => {
  const of = async (value: unknown) =>
    (await expectFault("signing-config-malformed", () => parseSigningConfig(bytes(value)))).message;
  expect(await of(7)).toBe('the signing config is refused: "the whole" is not as specified');
  expect(await of({ mediaType: "x" })).toBe('the signing config is refused: "mediaType" is not as specified');
  expect(await of("{")).toMatch(/^the signing config is refused: the JSON /);
});

const NOT_UNDERSTOOD: readonly [string, object][] = [
  ["without validity", { url: "https://new.example", majorApiVersion: 1 }],
  ["with a time that is none", service("new", { validFor: { start: "2024-13-01T00:00:00Z" } })],
  ["with a time without zone", service("new", { validFor: { start: "2024-01-01T00:00:00" } })],
  ["with a word before its time", service("new", { validFor: { start: "on 2024-01-01T00:00:00Z" } })],
  ["with a word after its time", service("new", { validFor: { start: "2024-01-01T00:00:00Z (UTC)" } })],
  ["with a year of six digits", service("new", { validFor: { start: "+012024-01-01T00:00:00Z" } })],
  ["with half a version", service("new", { majorApiVersion: 1.5 })],
  ["that is none", []],
  ...[
    "https://new.example/?a",
    "http://new.example",
    "https://user:pass@new.example",
    "new.example",
    "ftp://localhost",
  ].map((url): [string, object] => [`at ${url}`, service("new", { url })]),
];

test.each(NOT_UNDERSTOOD)("a service %s is left out and named, and never the only one", async (_what, strange) => {
  for (const [field, selector] of [
    ["caUrls", undefined],
    ["rekorTlogUrls", "rekorTlogConfig"],
    ["tsaUrls", "tsaConfig"],
  ] as const) {
    const beside = config({ [field]: [strange, service("old")] });
    expect(JSON.stringify(select(beside))).toContain("https://old.example");
    expect(parseSigningConfig(bytes(beside)).notUnderstood).toEqual([`${field}.0`]);
    await expectFault("signing-config-unusable", () => select(config({ [field]: [strange] })));
    if (selector === undefined) continue;
    const all = config({ [field]: [strange, service("old")], [selector]: { selector: "ALL" } });
    await expectFault("signing-config-malformed", () => select(all));
  }
});

test("accepts services on this machine without TLS", () => {
  const local = config({ caUrls: [service("ca", { url: "http://127.0.0.1:5555" })] });
  expect(select(local).certificateAuthority).toBe("http://127.0.0.1:5555");
});

test("of an operator the newest valid start wins, and a start in the future is not valid", () => {
  const at = (start: string, end?: string) => ({ validFor: { start, ...(end === undefined ? {} : { end }) } });
  const caUrls = [
    service("future", at("2026-11-21T07:00:01Z")),
    service("old", at("2020-01-01T00:00:00Z")),
    service("ended", at("2026-01-01T00:00:00Z", "2026-11-21T06:59:59Z")),
    service("new", at("2025-01-01T00:00:00Z", "2026-11-21T07:00:00Z")),
  ];
  expect(select(config({ caUrls })).certificateAuthority).toBe("https://new.example");
  expect(select(config({ caUrls }), new Date("2026-11-21T07:00:01Z")).certificateAuthority).toBe(
    "https://future.example",
  );
});

test("passes over versions that we do not speak, and refuses where none is left", async () => {
  const v3 = service("log3", { majorApiVersion: 3, validFor: { start: "2026-01-01T00:00:00Z" } });
  const unreleased = service("log0", { majorApiVersion: 0 });
  expect(select(config({ rekorTlogUrls: [v3, unreleased, service("log")] })).logs).toEqual([
    { url: "https://log.example", majorApiVersion: 1 },
  ]);
  await expectFault("signing-config-unusable", () => select(config({ rekorTlogUrls: [v3] })));
});

test("of an operator's logs the one with the highest version that we speak wins, however old it is", () => {
  const v2 = service("log2", { majorApiVersion: 2, validFor: { start: "2023-01-01T00:00:00Z" } });
  expect(select(config({ rekorTlogUrls: [service("log"), v2] })).logs).toEqual([
    { url: "https://log2.example", majorApiVersion: 2 },
  ]);
});

test("a log of version 2 states no time, so there must be a timestamp authority", async () => {
  const rekorTlogUrls = [service("log2", { majorApiVersion: 2 })];
  await expectFault("signing-config-unusable", () => select(config({ rekorTlogUrls, tsaUrls: [] })));
});

test("ALL and EXACT take one service per operator", async () => {
  const rekorTlogUrls = [
    service("a-old", { operator: "a.example", validFor: { start: "2021-01-01T00:00:00Z" } }),
    service("a-new", { operator: "a.example", validFor: { start: "2022-01-01T00:00:00Z" } }),
    service("b", { operator: "b.example", validFor: { start: "2021-01-01T00:00:00Z" } }),
  ];
  const logs = (rekorTlogConfig: object): readonly string[] =>
    select(config({ rekorTlogUrls, rekorTlogConfig })).logs.map(({ url }) => url);
  expect(logs({ selector: "ALL" })).toEqual(["https://a-new.example", "https://b.example"]);
  expect(logs({ selector: "EXACT", count: 2 })).toEqual(["https://a-new.example", "https://b.example"]);
  expect(logs({ selector: "EXACT", count: 1 })).toEqual(["https://a-new.example"]);
  expect(logs({ selector: "ANY" })).toEqual(["https://a-new.example"]);
  await expectFault("signing-config-unusable", () => logs({ selector: "EXACT", count: 3 }));
});

test("an instance may have no log or no timestamps, but not neither", async () => {
  expect(select(config({ rekorTlogUrls: [], rekorTlogConfig: undefined })).logs).toEqual([]);
  expect(select(config({ tsaUrls: [], tsaConfig: undefined })).timestampAuthorities).toEqual([]);
  await expectFault("signing-config-unusable", () => select(config({ tsaUrls: [], rekorTlogUrls: [] })));
  await expectFault("signing-config-unusable", () => select(config({ caUrls: [] })));
});

test("services that are all out of date are no services", async () => {
  const ended = { validFor: { start: "2020-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z" } };
  for (const field of ["rekorTlogUrls", "tsaUrls", "caUrls"]) {
    await expectFault("signing-config-unusable", () => select(config({ [field]: [service("x", ended)] })));
  }
  const all = { rekorTlogUrls: [service("x", ended)], rekorTlogConfig: { selector: "ALL" } };
  await expectFault("signing-config-unusable", () => select(config(all)));
});

test("whatever the bytes, the answer is a config or a fault", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (input) => {
      try {
        parseSigningConfig(input);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});
