import { execFileSync } from "node:child_process";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DerNode } from "../../src/kernel/der.ts";
import * as reader from "../../src/kernel/der.ts";
import * as writer from "../../src/kernel/der-writer.ts";
import { decodeHex, encodeHex } from "../../src/kernel/hex.ts";
import { expectFault } from "../expect-fault.ts";

const der = { ...reader, ...writer };
const node = (hex: string) => der.readDer(decodeHex(hex.replaceAll(" ", "")));
const refuse = (run: () => unknown) => expectFault("der-malformed", run);
const ascii = (tag: number, text: string) =>
  der.readDer(Uint8Array.of(tag, text.length, ...Buffer.from(text, "latin1")));

describe("readDer refuses", () => {
  test.each([
    ["nothing", ""],
    ["a tag alone", "02"],
    ["a content that is cut off", "0402 00"],
    ["something behind the value", "0500 00"],
    ["an indefinite length", "3080 0500 0000"],
    ["an indefinite length as one of 128 bytes", `0480${"00".repeat(128)}`],
    ["a long form where the short one would do", `04817f${"00".repeat(127)}`],
    ["a leading zero in the length", `04820080${"00".repeat(128)}`],
    ["a length of five bytes", "0485 0000000001 00"],
    ["a length that is cut off", "0482 01"],
    ["a length that is cut off, but long enough", "0482 80"],
    ["a length far beyond the end", `04fe${"ff".repeat(126)}`],
    ["the reserved length", "04ff 00"],
    ["a tag number above 30", "1f00"],
    ["a tag number in several bytes", "1f81 0100"],
    ["the end-of-contents tag", "0000"],
    ["the end-of-contents tag with members", "2000"],
    ["a sequence without members of its form (X.690 §8.9.1)", "1000"],
    ["a set without members of its form", "1100"],
    ["an octet string in parts (§10.2)", "2403 040100"],
    ["a boolean in parts", "2103 0101ff"],
  ])("%s", async (_, hex) => {
    await refuse(() => node(hex));
  });

  test("nesting deeper than 32 levels, and accepts 32", async () => {
    const nested = (depth: number) =>
      Array.from({ length: depth - 1 }).reduce<Uint8Array>((inner) => der.sequence(inner), der.sequence());
    const walk = (one: DerNode): number =>
      1 + (one.children()[0] === undefined ? 0 : walk(one.children()[0] as DerNode));
    expect(walk(der.readDer(nested(32)))).toBe(32);
    await refuse(() => walk(der.readDer(nested(33))));
    await refuse(() => walk(der.readDer(nested(5000))));
  });
});

describe("DerNode", () => {
  test("gives tag, form, content, raw bytes and members", () => {
    const outer = node("30 05 0201 05 0500");
    expect([outer.tag, outer.constructed, encodeHex(outer.content)]).toEqual([0x30, true, "0201050500"]);
    expect(outer.children().map((child) => encodeHex(child.raw))).toEqual(["020105", "0500"]);
    expect(outer.sequence()).toHaveLength(2);
    expect(node("31 03 020105").set()).toHaveLength(1);
    expect(node("3000").children()).toEqual([]);
    expect(node("0500").constructed).toBe(false);
  });

  test("knows lengths on both sides of each boundary", () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
      const bytes = der.octetString(new Uint8Array(length).fill(7));
      expect(der.readDer(bytes).octetString()).toHaveLength(length);
    }
  });

  test("refuses members of a primitive value and members that are cut off", async () => {
    await refuse(() => node("0403 020105").children());
    await refuse(() => node("3003 020205").children());
    await refuse(() => node("3003 020105").set());
    await refuse(() => node("3103 020105").sequence());
    await refuse(() => node("0500").octetString());
  });

  test.each([
    ["00", 0n],
    ["7f", 127n],
    ["0080", 128n],
    ["ff", -1n],
    ["80", -128n],
    ["ff7f", -129n],
    ["00ffffffffffffffff", 2n ** 64n - 1n],
  ])("reads and writes the integer %s", (content, value) => {
    const bytes = decodeHex(`02${(content.length / 2).toString(16).padStart(2, "0")}${content}`);
    expect(der.readDer(bytes).integer()).toBe(value);
    expect(der.integer(value)).toEqual(bytes);
  });

  test.each(["0200", "0202 007f", "0202 0000", "0202 ff80", "0202 ffff", "0401 00"])(
    "refuses %s as an integer",
    async (hex) => {
      await refuse(() => node(hex).integer());
    },
  );

  test("bounds the size of an integer", async () => {
    const most = new Uint8Array(2049).fill(1);
    expect(der.readDer(der.integer(most)).integer()).toBeGreaterThan(2n ** 16_000n);
    await refuse(() => der.readDer(der.integer(new Uint8Array(2050).fill(1))).integer());
  });

  test("reads and writes booleans", async () => {
    expect([node("0101ff").boolean(), node("010100").boolean()]).toEqual([true, false]);
    expect([encodeHex(der.boolean(true)), encodeHex(der.boolean(false))]).toEqual(["0101ff", "010100"]);
    for (const hex of ["010101", "0100", "0102ffff", "0201ff"]) await refuse(() => node(hex).boolean());
  });

  test.each([
    ["06032a0304", "1.2.3.4"],
    ["060a2b0601040183bf300101", "1.3.6.1.4.1.57264.1.1"],
    ["0603883703", "2.999.3"],
    ["060100", "0.0"],
    ["060127", "0.39"],
    ["060128", "1.0"],
    ["06014f", "1.39"],
    ["060150", "2.0"],
    ["0602813 4".replaceAll(" ", ""), "2.100"],
    ["06062a86488 6f70d".replaceAll(" ", ""), "1.2.840.113549"],
    ["06042a818000", "1.2.16384"],
  ])("reads and writes the object identifier %s as %s", (hex, text) => {
    expect(node(hex).oid()).toBe(text);
    expect(encodeHex(der.oid(text))).toBe(hex);
  });

  test.each([
    ...["0600", "060180", "06022a80", "06032a8001", "06028001", "04012a"],
    ...["06022a81", "06032a8180", `068181${"01".repeat(129)}`],
  ])("refuses %s as an object identifier", async (hex) => {
    await refuse(() => node(hex).oid());
  });

  test("accepts an object identifier of 128 bytes", () => {
    expect(
      node(`068180${"01".repeat(128)}`)
        .oid()
        .split("."),
    ).toHaveLength(129);
  });

  test.each(["", "1", "1.", "3.1", "1.40", "0.99", "1.2.03", "1.2.-3", "1.2.a", "1..2", " 1.2", "01.2"])(
    "refuses to write %j",
    async (text) => {
      await refuse(() => der.oid(text));
    },
  );

  test("reads and writes strings by their type", async () => {
    expect(der.readDer(der.utf8("é日")).string()).toBe("é日");
    expect(der.readDer(der.ia5("a@b\u0000")).string()).toBe("a@b\u0000");
    expect(der.readDer(der.printableString("A-Z '()+,./:=?9")).string()).toBe("A-Z '()+,./:=?9");
    expect([der.utf8("")[0], der.ia5("")[0], der.printableString("")[0]]).toEqual([0x0c, 0x16, 0x13]);
    await refuse(() => der.ia5("é"));
    await refuse(() => der.printableString("a@b"));
    await refuse(() => der.printableString("a_b"));
    await refuse(() => ascii(0x0c, "\xff").string());
    await refuse(() => ascii(0x16, "\xff").string());
    await refuse(() => ascii(0x13, "a*b").string());
    await refuse(() => ascii(0x14, "teletex").string());
  });

  test("reads and writes bit strings", async () => {
    expect(node("0302 0106").bitString()).toEqual({ bytes: Uint8Array.of(6), unusedBits: 1 });
    expect(node("0301 00").bitString()).toEqual({ bytes: new Uint8Array(0), unusedBits: 0 });
    expect(node("0302 0780").bitString()).toEqual({ bytes: Uint8Array.of(0x80), unusedBits: 7 });
    expect(encodeHex(der.bitString(Uint8Array.of(0x80), 7))).toBe("03020780");
    expect(encodeHex(der.bitString(Uint8Array.of(1, 2)))).toBe("0303000102");
    for (const hex of ["0300", "0301 01", "0302 0800", "0302 0101", "0302 0740", "0402 0000", "2302 0000"]) {
      await refuse(() => node(hex).bitString());
    }
  });

  test("gives an implicit value its own tag back", async () => {
    const name = der.readDer(der.implicit(6, der.ia5("https://x")));
    expect(name.tag).toBe(0x86);
    expect(name.as(der.DER_TAGS.ia5String).string()).toBe("https://x");
    const list = der.readDer(der.implicit(0, der.sequence(der.integer(1))));
    expect(list.tag).toBe(0xa0);
    expect(list.as(der.DER_TAGS.sequence).sequence()).toHaveLength(1);
    expect(list.as(der.DER_TAGS.sequence).raw).toEqual(list.raw);
    await refuse(() => list.as(der.DER_TAGS.octetString));
    await refuse(() => name.as(der.DER_TAGS.sequence));
    await refuse(() => der.implicit(0, Uint8Array.of(1)));
  });

  test("counts the levels above an implicit value too", async () => {
    const deepest = (one: DerNode): number => {
      const inner = one.as(der.DER_TAGS.sequence).children()[0];
      return 1 + (inner === undefined ? 0 : deepest(inner));
    };
    const nested = (depth: number) =>
      Array.from({ length: depth - 1 }).reduce<Uint8Array>((inner) => der.sequence(inner), der.sequence());
    expect(deepest(der.readDer(nested(32)))).toBe(32);
    await refuse(() => deepest(der.readDer(nested(33))));
  });
});

describe("times", () => {
  const utc = (text: string) => ascii(0x17, text).time();
  const generalized = (text: string) => ascii(0x18, text).time();

  test.each([
    ["700101000000Z", "1970-01-01T00:00:00Z"],
    ["491231235959Z", "2049-12-31T23:59:59Z"],
    ["500101000000Z", "1950-01-01T00:00:00Z"],
    ["240229120000Z", "2024-02-29T12:00:00Z"],
  ])("reads the UTCTime %s (RFC 5280 §4.1.2.5.1)", (text, iso) => {
    expect(utc(text)).toBe(Date.parse(iso));
    expect(der.utcTime(Date.parse(iso) / 1000)).toEqual(ascii(0x17, text).raw);
  });

  test.each([
    ["20261121070000Z", "2026-11-21T07:00:00.000Z"],
    ["20261121070000.5Z", "2026-11-21T07:00:00.500Z"],
    ["20261121070000.05Z", "2026-11-21T07:00:00.050Z"],
    ["20261121070000.123Z", "2026-11-21T07:00:00.123Z"],
    ["20261121070000.123456789012345678901Z", "2026-11-21T07:00:00.123Z"],
    ["20261121070000.0009Z", "2026-11-21T07:00:00.000Z"],
    ["00000101000000Z", "0000-01-01T00:00:00.000Z"],
    ["99991231235959.999Z", "9999-12-31T23:59:59.999Z"],
  ])("reads the GeneralizedTime %s (RFC 3161 §2.4.2)", (text, iso) => {
    expect(generalized(text)).toBe(Date.parse(iso));
  });

  test.each([
    "20261121070000",
    "20261121070000+0000",
    "202611210700Z",
    "20261121070000.Z",
    "20261121070000.0Z",
    "20261121070000.10Z",
    "20261121070000,5Z",
    "20260230070000Z",
    "20250229070000Z",
    "20261321070000Z",
    "20260021070000Z",
    "20261121240000Z",
    "20261121076000Z",
    "20261121070060Z",
    " 20261121070000Z",
    "20261121070000Z\n",
    "",
  ])("refuses the GeneralizedTime %j", async (text) => {
    await refuse(() => generalized(text));
  });

  test.each([
    ...["20261121070000Z", "2611210700Z", "261121070000", "261321070000Z", "260230000000Z", "261121070000.5Z"],
    ...["261121070000Z\n", "261121070000Z0", " 261121070000Z"],
  ])("refuses the UTCTime %j", async (text) => {
    await refuse(() => utc(text));
  });

  test("refuses a time of another type", async () => {
    await refuse(() => node("020105").time());
    await refuse(() => ascii(0x0c, "20261121070000Z").time());
  });

  test("writes what it reads, to the millisecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (milliseconds) => {
        expect(der.readDer(der.generalizedTime(milliseconds / 1000)).time()).toBe(milliseconds);
      }),
    );
    expect(Buffer.from(der.generalizedTime(0.5).subarray(2)).toString()).toBe("19700101000000.5Z");
    expect(Buffer.from(der.generalizedTime(10).subarray(2)).toString()).toBe("19700101000010Z");
  });

  test("refuses to write what the type cannot say", async () => {
    for (const seconds of [-631_152_001, 2_524_608_000, Number.NaN])
      await expectFault("time-malformed", () => der.utcTime(seconds));
    for (const seconds of [253_402_300_800, Number.NaN])
      await expectFault("time-malformed", () => der.generalizedTime(seconds));
    expect(der.readDer(der.utcTime(-631_152_000)).time()).toBe(-631_152_000_000);
    expect(der.readDer(der.utcTime(2_524_607_999)).time()).toBe(2_524_607_999_000);
  });
});

describe("writers", () => {
  test("order the values of a SET by their bytes (X.690 §11.6)", () => {
    expect(encodeHex(der.set(der.integer(2), der.nullValue(), der.integer(1)))).toBe(
      "3108" + "020101" + "020102" + "0500",
    );
  });

  test("take an integer from bytes without sign", () => {
    expect(encodeHex(der.integer(Uint8Array.of(0x80)))).toBe("02020080");
    expect(encodeHex(der.integer(Uint8Array.of(0, 0, 1)))).toBe("020101");
    expect(encodeHex(der.integer(new Uint8Array(0)))).toBe("020100");
    expect(encodeHex(der.integer(300))).toBe("0202012c");
  });

  test("wrap explicit values", () => {
    expect(encodeHex(der.explicit(3, der.integer(1), der.nullValue()))).toBe("a3050201010500");
  });

  test("give back every integer and every nesting", () => {
    const value: fc.Arbitrary<Uint8Array> = fc.letrec<{ tree: Uint8Array }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }).map(der.integer),
        fc.uint8Array({ maxLength: 300 }).map(der.octetString),
        fc.array(tie("tree"), { maxLength: 4 }).map((items) => der.sequence(...items)),
      ),
    })).tree;
    const again = (one: DerNode): Uint8Array => {
      if (one.constructed) return der.sequence(...one.sequence().map(again));
      return one.tag === der.DER_TAGS.integer ? der.integer(one.integer()) : der.octetString(one.octetString());
    };
    fc.assert(
      fc.property(value, (bytes) => {
        expect(again(der.readDer(bytes))).toEqual(bytes);
      }),
    );
  });
});

describe("second implementations", () => {
  test.skipIf(process.platform === "win32")("openssl reads what the writers write", () => {
    const bytes = der.sequence(
      ...[der.integer(-129), der.oid("1.3.6.1.4.1.57264.1.1"), der.utf8("é"), der.boolean(true), der.nullValue()],
      ...[der.utcTime(0), der.generalizedTime(1.5), der.explicit(2, der.octetString(new Uint8Array(200)))],
    );
    const shown = execFileSync("openssl", ["asn1parse", "-inform", "DER"], { input: bytes, encoding: "utf8" });
    for (const part of [
      "INTEGER           :-81",
      "OBJECT            :1.3.6.1.4.1.57264.1.1",
      "UTF8STRING        :é",
      "BOOLEAN           :255",
      "NULL",
      "UTCTIME           :700101000000Z",
      "GENERALIZEDTIME   :19700101000001.5Z",
      "cont [ 2 ]",
      "l= 200 prim: OCTET STRING",
    ]) {
      expect(shown).toContain(part);
    }
  });

  test.skipIf(process.platform === "win32")("a certificate of openssl is read in all its parts", () => {
    const folder = mkdtempSync(join(tmpdir(), "der-"));
    try {
      const path = join(folder, "it.der");
      const options = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        join(folder, "key"),
      ];
      execFileSync(
        "openssl",
        [...options, "-subj", "/O=Example é/CN=it", "-utf8", "-outform", "DER", "-out", path, "-days", "3"],
        { stdio: "pipe" },
      );
      const bytes = readFileSync(path);
      const known = new X509Certificate(bytes);
      const [tbs, algorithm] = der.readDer(new Uint8Array(bytes)).sequence();
      const [, serial, , , validity, subject] = tbs?.sequence() ?? [];
      expect(serial?.integer().toString(16)).toBe(known.serialNumber.toLowerCase().replace(/^0+/, ""));
      expect(validity?.sequence().map((time) => time.time())).toEqual([
        Date.parse(known.validFrom),
        Date.parse(known.validTo),
      ]);
      const names = subject?.sequence().map((set) => set.set()[0]?.sequence()[1]?.string());
      expect(names).toEqual(["Example é", "it"]);
      expect(algorithm?.sequence()[0]?.oid()).toBe("1.2.840.10045.4.3.2");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a public key of Node is read and written again byte for byte", () => {
    const spki = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "der" });
    const [algorithm, key] = der.readDer(new Uint8Array(spki)).sequence();
    const oids = algorithm?.sequence().map((id) => id.oid()) ?? [];
    expect(oids).toEqual(["1.2.840.10045.2.1", "1.2.840.10045.3.1.7"]);
    const written = der.sequence(
      der.sequence(...oids.map(der.oid)),
      der.bitString(key?.bitString().bytes ?? new Uint8Array(0)),
    );
    expect(Buffer.compare(written, spki)).toBe(0);
  });
});

test("damage never gives anything but a fault", () => {
  const spki = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "der" });
  const walk = (one: DerNode): void => {
    for (const accessor of ["integer", "oid", "string", "time", "bitString", "boolean", "octetString"] as const) {
      try {
        one[accessor]();
      } catch (error) {
        expect(error).toMatchObject({ code: "der-malformed" });
      }
    }
    if (one.constructed) one.children().forEach(walk);
  };
  fc.assert(
    fc.property(fc.nat(spki.length - 1), fc.nat(255), fc.uint8Array({ maxLength: 40 }), (at, value, noise) => {
      const damaged = Uint8Array.from(spki);
      damaged[at] = value;
      for (const bytes of [damaged, noise]) {
        try {
          walk(der.readDer(bytes));
        } catch (error) {
          expect(error).toMatchObject({ code: "der-malformed" });
        }
      }
    }),
    { numRuns: 500 },
  );
});
