import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Fault } from "../../src/kernel/fault.ts";
import { parseXml } from "../../src/kernel/xml.ts";
import { expectFault } from "../expect-fault.ts";

const LIMITS = { maxBytes: 1 << 20, maxDepth: 32, maxElements: 1000, what: "the document" };
const parse = (text: string) => parseXml(new TextEncoder().encode(text), LIMITS);

const LAUGHS = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");

describe("an XML document", () => {
  test("is a tree with names, name spaces, attributes and text", () => {
    const root = parse(
      '\ufeff<?xml version="1.0" encoding="UTF-8"?><a xmlns="urn:x" b="1&lt;2"> <p:c xmlns:p="urn:y">t<![CDATA[<&]]></p:c></a>',
    );
    expect(root).toMatchObject({ name: "a", namespace: "urn:x", text: "" });
    expect(root.attributes.get("b")).toBe("1<2");
    expect(root.children).toMatchObject([{ name: "c", namespace: "urn:y", text: "t<&" }]);
  });

  test.each([
    ["an external entity (XXE)", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ["a parameter entity", '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x">%x;]><a/>'],
    ["entities that multiply (billion laughs)", `<!DOCTYPE a [<!ENTITY l0 "lol">${LAUGHS}]><a>&l10;</a>`],
    ["an external document type", '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>'],
    ["an entity that nobody declared", "<a>&nbsp;</a>"],
    ["a tag that is not closed", "<a><b></a>"],
    ["an element that is cut off", "<a><b/>"],
    ["a comment that is cut off", "<a/><!-- b"],
    ["a prefix without a name space", "<p:a/>"],
    ["a prefix that every object of the parser has (J02)", "<constructor:a/>"],
    ["a prefix that is no plain key (J02)", '<__proto__:a xmlns:__proto__="urn:x"/>'],
    ["text after the end", "<a/>text"],
    ["two roots", "<a/><b/>"],
    ["another encoding", '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ["another encoding, with spaces", "<?xml version='1.0' encoding = 'ISO-8859-1'?><a/>"],
    ["another encoding, with a space before the sign", '<?xml version="1.0" encoding ="ISO-8859-1"?><a/>'],
    ["another encoding, with a space behind the sign", '<?xml version="1.0" encoding= "ISO-8859-1"?><a/>'],
    ["a control character", "<a>\u0001</a>"],
    ["a bare ampersand", "<a>&</a>"],
    ["an attribute twice", '<a>&#65;<b c="1" d="2" c="1"/></a>'],
    ["nothing", ""],
  ])("is refused with %s", async (_, text) => {
    await expectFault("xml-malformed", () => parse(text));
  });

  test("keeps attributes however they are written", () => {
    const text = `<a><!-- <b c="1" c="2"> --><b\n c = '1=2 "d"="e"'\td="&#61;&quot;&lt;x y='z'" xmlns:p="urn:p" p:c="3"/></a>`;
    const [b] = parse(`\ufeff<?xml version="1.0"?>\r\n${text}`).children;
    expect([...(b?.attributes ?? [])]).toEqual([
      ["c", '1=2 "d"="e"'],
      ["d", "=\"<x y='z'"],
    ]);
  });

  test("is refused beyond its limits, and where it is no UTF-8", async () => {
    await expectFault("xml-too-large", () => parse("<a>".repeat(33)));
    await expectFault("xml-too-large", () => parse(`<a>${"<b/>".repeat(1000)}</a>`));
    await expectFault("xml-too-large", () => parse(`<a>${" ".repeat(1 << 20)}</a>`));
    // The parser compares each attribute with all before it.
    const many = Array.from({ length: 300_000 }, () => 'a=""').join(" ");
    await expectFault("xml-too-large", () =>
      parseXml(new TextEncoder().encode(`<a ${many}/>`), { ...LIMITS, maxBytes: 1 << 24 }),
    );
    await expectFault("utf8-malformed", () => parseXml(Uint8Array.of(0x3c, 0x61, 0xff), LIMITS));
  });

  test("is read up to its limits", () => {
    expect(parseXml(new TextEncoder().encode("<a/>"), { ...LIMITS, maxBytes: 4 }).name).toBe("a");
    expect(parse(`<a>${"<b/>".repeat(999)}</a>`).children).toHaveLength(999);
    expect(parse("<a>".repeat(32) + "</a>".repeat(32)).name).toBe("a");
  });

  test("is the same tree however long its texts, comments and values are", () => {
    const long = "x".repeat(200_001);
    const root = parse(`<a b="${long}"><!--${long}--><c>${long}</c><d><![CDATA[${long}]]></d></a>`);
    expect(root.attributes.get("b")).toBe(long);
    expect(root.children.map(({ text }) => text)).toEqual([long, long]);
    expect(root.children.map(({ name }) => name)).toEqual(["c", "d"]);
  });

  test("has elements of 256 attributes at most, told at the latest after 64 KiB", async () => {
    const element = (count: number) =>
      `<a ${Array.from({ length: count }, (_, n) => `b${n}=""`).join(" ")}${" ".repeat(1 << 16)}/>`;
    expect(parse(element(256)).attributes.size).toBe(256);
    await expectFault("xml-too-large", () => parse(element(257)));
  });

  test.each(["UTF-8", "utf-8", "US-ASCII"])("may say that its encoding is %s", (encoding) => {
    expect(parse(`<?xml version="1.0" encoding="${encoding}"?><a/>`).name).toBe("a");
    expect(parse(`<?xml version="1.0"?><?xsl encoding="latin1"?><a/>`).name).toBe("a");
  });

  test("names the character that is none of XML, the first one too", () => {
    expect(() => parse("\u0001<a/>")).toThrow(/holds "\\u\{?0*1\}?", which XML does not allow/);
    expect(parse("<a>\ufeff</a>").text).toBe("\ufeff");
  });

  test("names the line where it is wrong", () => {
    expect(() => parse("<a>\n<b>\n</a>")).toThrow(/at line 3: unexpected close tag/);
  });

  test("keeps every numeric reference, however many there are", () => {
    expect(parse(`<a>${"&#65;".repeat(2000)}</a>`).text).toBe("A".repeat(2000));
  });

  test("is read or refused with a fault, and nothing else, wherever it is changed", () => {
    const text = '<?xml version="1.0"?><a xmlns="urn:x" b="1"><!-- c --><c d="&amp;">t<![CDATA[x]]></c></a>';
    const change = fc.tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.constantFrom("", "<", ">", "&", '"', "<!DOCTYPE", "]]>", "\u0000", "x:"),
    );
    fc.assert(
      fc.property(change, ([at, length, put]) => {
        try {
          parse(text.slice(0, at) + put + text.slice(at + length));
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
