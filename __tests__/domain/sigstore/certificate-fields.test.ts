import { describe, expect, test } from "vitest";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import {
  bitString,
  boolean,
  explicit,
  ia5,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  set,
  utcTime,
  utf8,
} from "../../../src/kernel/der-writer.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const FULCIO = "1.3.6.1.4.1.57264.1";
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
const SERVER = "1.3.6.1.5.5.7.3.1";

const organization = (text: string) => sequence(set(sequence(oid("2.5.4.10"), utf8(text))));
const uri = (text: string) => implicit(6, ia5(text));
const email = (text: string) => implicit(1, ia5(text));

function extension(id: string, value: Uint8Array, ...critical: readonly Uint8Array[]): Uint8Array {
  return sequence(oid(id), ...critical, octetString(value));
}

const named = (...names: Uint8Array[]) => extension("2.5.29.17", sequence(...names), boolean(true));
const usage = (bits: number) => extension("2.5.29.15", bitString(Uint8Array.of(bits)), boolean(true));
const purposes = (...ids: string[]) => extension("2.5.29.37", sequence(...ids.map(oid)));
const constraints = (...items: Uint8Array[]) => extension("2.5.29.19", sequence(...items));

interface Parts {
  readonly issuer?: Uint8Array;
  readonly subject?: Uint8Array;
  readonly validity?: Uint8Array;
  readonly extensions?: readonly Uint8Array[];
}

/** The fields of a certificate that says as little as one may. */
function fields({ issuer, subject, validity, extensions = [] }: Parts = {}): Uint8Array[] {
  return [
    explicit(0, integer(2)),
    integer(7),
    sequence(oid("1.2.840.10045.4.3.2")),
    issuer ?? organization("an authority"),
    validity ?? sequence(utcTime(1000), utcTime(2000)),
    subject ?? sequence(),
    sequence(integer(1)),
    explicit(3, sequence(...extensions)),
  ];
}

const signed = (tbs: readonly Uint8Array[], ...beyond: Uint8Array[]) =>
  sequence(sequence(...tbs), sequence(), bitString(Uint8Array.of(1)), ...beyond);

/** What is read of a certificate with a name and these extensions. */
function read(extensions: readonly Uint8Array[] = [], parts: Parts = {}) {
  return readCertificate(signed(fields({ extensions: [named(uri("https://a.b")), ...extensions], ...parts })));
}

describe("a certificate that says little", () => {
  test("has a key, a time, an authority and a name, and may nothing", () => {
    expect(read()).toEqual({
      der: expect.any(Uint8Array),
      publicKey: sequence(integer(1)),
      notBefore: 1000,
      notAfter: 2000,
      subjectAlternativeName: { kind: "uri", value: "https://a.b" },
      issuer: undefined,
      authorityOrganizations: ["an authority"],
      extensions: expect.any(Object),
      selfIssued: false,
      isAuthority: false,
      maySignCode: false,
    });
    expect(Object.values(read().extensions).filter((value) => value !== undefined)).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])("is refused with the first %i of its fields alone", async (count) => {
    await expectFault("certificate-malformed", () => readCertificate(signed(fields().slice(0, count))));
  });

  test.each<[string, Uint8Array]>([
    ["nothing in it", sequence()],
    ["a fourth part", signed(fields({ extensions: [named(uri("https://a.b"))] }), sequence())],
    ["a serial where its version belongs", signed(fields({ extensions: [named(uri("a"))] }).slice(1))],
    ["no version", signed([integer(2), ...fields({ extensions: [named(uri("a"))] }).slice(1)])],
    ["no extensions", signed(fields().slice(0, -1))],
    ["no name", signed(fields())],
    ["no time", signed(fields({ validity: sequence(), extensions: [named(uri("a"))] }))],
    ["one time", signed(fields({ validity: sequence(utcTime(1)), extensions: [named(uri("a"))] }))],
  ])("is refused with %s", async (_what, der) => {
    await expectFault("certificate-malformed", () => readCertificate(der));
  });
});

test("identifiers of issuer and subject may stand before the extensions", () => {
  const all = fields({ extensions: [named(uri("https://a.b"))] });
  const unique = implicit(1, bitString(Uint8Array.of(1)));
  const der = signed([...all.slice(0, -1), unique, ...all.slice(-1)]);
  expect(readCertificate(der).subjectAlternativeName.value).toBe("https://a.b");
});

describe("an extension", () => {
  test.each<[string, Uint8Array]>([
    ["of nothing", sequence()],
    ["without a value", sequence(oid("1.2.3"))],
    ["with a field more", sequence(oid("1.2.3"), boolean(true), octetString(sequence()), octetString(sequence()))],
    ["that stands twice", named(uri("https://a.b"))],
  ])("%s is refused", async (_what, one) => {
    await expectFault("certificate-malformed", () => read([one]));
  });

  test("is critical or not, and nothing else", async () => {
    await expectFault("der-malformed", () => read([extension("1.2.3", sequence(), integer(1))]));
    read([extension("1.2.3", sequence(), boolean(true))]);
  });
});

describe("the subject alternative name", () => {
  const nameOf = (...names: Uint8Array[]) =>
    readCertificate(signed(fields({ extensions: [named(...names)] }))).subjectAlternativeName;
  const other = (...items: Uint8Array[]) => explicit(0, ...items);

  test("is an address, a mail address or Fulcio's user name", () => {
    expect(nameOf(uri("https://a.b"))).toEqual({ kind: "uri", value: "https://a.b" });
    expect(nameOf(email("a@b.c"))).toEqual({ kind: "email", value: "a@b.c" });
    expect(nameOf(other(oid(`${FULCIO}.7`), explicit(0, utf8("someone"))))).toEqual({
      kind: "other-name",
      value: "someone",
    });
  });

  test("may hold every printable character, the space and the tilde", () => {
    expect(nameOf(uri(" ~")).value).toBe(" ~");
  });

  test.each<[string, readonly Uint8Array[]]>([
    ["none", []],
    ["two", [uri("https://a.b"), uri("https://a.b")]],
    ["an empty one", [uri("")]],
    ["one with a control character", [uri("a\u001fb")]],
    ["one with nothing but control characters", [email("\u0000")]],
    ["one with a character that deletes", [uri("a\u007f")]],
    ["a user name of another kind", [other(oid(`${FULCIO}.6`), explicit(0, utf8("someone")))]],
    ["a user name of no kind", [other()]],
    ["a user name without a text", [other(oid(`${FULCIO}.7`))]],
    ["a user name around nothing", [other(oid(`${FULCIO}.7`), explicit(0))]],
    ["the name of a host", [implicit(2, ia5("a.b"))]],
  ])("is refused where there is %s", async (_what, names) => {
    await expectFault("certificate-malformed", () => nameOf(...names));
  });
});

describe("who issued the token", () => {
  const modern = extension(`${FULCIO}.8`, utf8("https://modern"));
  const old = extension(`${FULCIO}.1`, encodeUtf8("https://old"));
  test("stands in extension 8, else in 1, which is bare bytes", () => {
    expect([read([modern, old]).issuer, read([old]).issuer, read().issuer]).toEqual([
      "https://modern",
      "https://old",
      undefined,
    ]);
  });
});

describe("the authority", () => {
  const attribute = (...items: Uint8Array[]) => sequence(set(sequence(...items)));
  test("has the organizations that its name has, and what has no value counts for none", () => {
    const name = sequence(
      set(sequence(oid("2.5.4.3"), utf8("common name"))),
      set(sequence(oid("2.5.4.10"), utf8("one"))),
      set(sequence(oid("2.5.4.10"), utf8("two"))),
    );
    expect(read([], { issuer: name }).authorityOrganizations).toEqual(["one", "two"]);
    expect(read([], { issuer: attribute() }).authorityOrganizations).toEqual([]);
    expect(read([], { issuer: attribute(oid("2.5.4.10")) }).authorityOrganizations).toEqual([]);
  });

  test("is the signer itself where both names are the same bytes", () => {
    expect(read([], { subject: organization("an authority") }).selfIssued).toBe(true);
  });
});

test.each<[string, Uint8Array, boolean]>([
  ["true", constraints(boolean(true)), true],
  ["true, with a length", constraints(boolean(true), integer(1)), true],
  ["false", constraints(boolean(false)), false],
  ["absent", constraints(), false],
  ["absent before a length", constraints(integer(1)), false],
])("basic constraints that say %s make it an authority or not", (_what, one, isAuthority) => {
  expect(read([one]).isAuthority).toBe(isAuthority);
});

test.each<[string, readonly Uint8Array[], boolean]>([
  ["both", [usage(0x80), purposes(CODE_SIGNING)], true],
  ["both among others", [usage(0x84), purposes(SERVER, CODE_SIGNING)], true],
  ["no usage", [purposes(CODE_SIGNING)], false],
  ["no purpose", [usage(0x80)], false],
  ["another usage", [usage(0x04), purposes(CODE_SIGNING)], false],
  ["a usage of no bits", [extension("2.5.29.15", bitString(new Uint8Array())), purposes(CODE_SIGNING)], false],
  ["another purpose", [usage(0x80), purposes(SERVER)], false],
  ["neither usage nor purpose that counts", [usage(0x04), purposes(SERVER)], false],
])("a certificate with %s may sign code or not", (_what, extensions, maySignCode) => {
  expect(read(extensions).maySignCode).toBe(maySignCode);
});
