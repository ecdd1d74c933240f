import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bindSbom } from "../../../../src/domain/sbom/merge/bind-sbom.ts";
import { mergeSbom } from "../../../../src/domain/sbom/merge/merge-sbom.ts";
import { scoreSbom } from "../../../../src/domain/sbom/quality/quality.ts";
import { readSbom } from "../../../../src/domain/sbom/read/read-sbom.ts";
import { Fault } from "../../../../src/kernel/fault.ts";
import { expectFault } from "../../../expect-fault.ts";

const sha256 = createHash("sha256").update("asset").digest("hex");
const ASSET = { name: "tool", sha256, sha512: createHash("sha512").update("asset").digest("hex") };
const encode = (text: string) => new TextEncoder().encode(text);

/** What both spellings of the format say; `tools` in the way of each version. */
const xml = (version: string, tools: string) => `<?xml version="1.0" encoding="utf-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/${version}" xmlns:x="urn:other" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1">
  <metadata>
    <timestamp>2026-01-01T00:00:00Z</timestamp>
    <tools>${tools}</tools>
    <authors><author><name>Jo</name><email>jo@example.org</email></author></authors>
    <component type="file" bom-ref="root"><name>tool</name><hashes><hash alg="SHA-256">${sha256}</hash></hashes></component>
    <supplier><name>Example</name><url>https://example.org</url></supplier>
  </metadata>
  <components>
    <component type="library" bom-ref="1">
      <publisher>p</publisher><group>@g</group><name>a</name><version>1.0.0</version><scope>optional</scope>
      <licenses><license><id>MIT</id></license><license><name>Own &amp; Co</name></license></licenses>
      <purl>pkg:npm/%40g/a@1.0.0</purl>
      <x:extension><x:name>other</x:name></x:extension>
      <externalReferences><reference type="vcs"><url>https://example.org/a</url></reference></externalReferences>
      <properties><property name="k">v</property></properties>
      <components><component type="library" bom-ref="2"><name>zlib</name><version>1.3</version>
        <licenses><expression>Zlib OR MIT</expression></licenses></component></components>
      <evidence><occurrences><occurrence><location>lib/a</location></occurrence></occurrences></evidence>
    </component>
  </components>
  <dependencies>
    <dependency ref="root"><dependency ref="1"/></dependency>
    <dependency ref="1"><dependency ref="2"/></dependency>
    <dependency ref="2"/>
  </dependencies>
  <compositions><composition><aggregate>complete</aggregate><dependencies><dependency ref="root"/></dependencies></composition></compositions>
</bom>`;

const OLD_TOOLS = "<tool><vendor>x</vendor><name>scanner</name><version>9.9</version></tool>";
const NEW_TOOLS =
  '<components><component type="application"><name>scanner</name><version>9.9</version></component></components>';

const json = (specVersion: string) => ({
  bomFormat: "CycloneDX",
  specVersion,
  serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  metadata: {
    timestamp: "2026-01-01T00:00:00Z",
    tools: [{ name: "scanner", version: "9.9" }],
    authors: [{ name: "Jo", email: "jo@example.org" }],
    component: { type: "file", "bom-ref": "root", name: "tool", hashes: [{ alg: "SHA-256", content: sha256 }] },
    supplier: { name: "Example", url: ["https://example.org"] },
  },
  components: [
    {
      ...{ type: "library", "bom-ref": "1", publisher: "p", group: "@g", name: "a", version: "1.0.0" },
      ...{ scope: "optional", purl: "pkg:npm/%40g/a@1.0.0" },
      licenses: [{ license: { id: "MIT" } }, { license: { name: "Own & Co" } }],
      externalReferences: [{ type: "vcs", url: "https://example.org/a" }],
      properties: [{ name: "k", value: "v" }],
      components: [
        { type: "library", "bom-ref": "2", name: "zlib", version: "1.3", licenses: [{ expression: "Zlib OR MIT" }] },
      ],
      evidence: { occurrences: [{ location: "lib/a" }] },
    },
  ],
  dependencies: [
    { ref: "root", dependsOn: ["1"] },
    { ref: "1", dependsOn: ["2"] },
    { ref: "2", dependsOn: [] },
  ],
  compositions: [{ aggregate: "complete", dependencies: ["root"] }],
});

describe("CycloneDX XML", () => {
  test.each([
    ["1.4", OLD_TOOLS],
    ["1.5", NEW_TOOLS],
    ["1.6", NEW_TOOLS],
    ["1.7", NEW_TOOLS],
  ])("of version %s says the same as the document in JSON", (version, tools) => {
    const read = readSbom(encode(xml(version, tools)));
    expect(read).toEqual(readSbom(encode(JSON.stringify(json(version)))));
    expect(read.inventory.edges).toHaveLength(2);
    expect(read.problems).toEqual([]);
  });

  test("is bound, scored and merged as JSON is", async () => {
    const { sbom, namesAsset } = bindSbom(encode(xml("1.6", NEW_TOOLS)), ASSET);
    expect(namesAsset).toBe(true);
    expect(scoreSbom(sbom)).toEqual(scoreSbom(readSbom(encode(JSON.stringify(json("1.6"))))));
    const merged = mergeSbom({ ...sbom.inventory, components: [], edges: [], completeness: [] }, sbom);
    expect(merged.components.map(({ name }) => name).sort()).toEqual(["a", "zlib"]);
    await expectFault("sbom-subject", () =>
      bindSbom(encode(xml("1.6", NEW_TOOLS)), { ...ASSET, sha256: ASSET.sha512.slice(0, 64) }),
    );
    await expectFault("sbom-malformed", () =>
      bindSbom(
        encode(
          xml("1.6", NEW_TOOLS).replace('<dependency ref="2"/></dependency>', '<dependency ref="3"/></dependency>'),
        ),
        ASSET,
      ),
    );
  });

  test("is refused where it is another document, or declares a document type (XXE)", async () => {
    await expectFault("sbom-malformed", () => readSbom(encode("<project/>")));
    await expectFault("sbom-malformed", () => readSbom(encode(xml("1.1", OLD_TOOLS))));
    await expectFault("sbom-malformed", () => readSbom(encode(xml("1.6", NEW_TOOLS).replaceAll("bom", "BOM"))));
    const hostile = '<!DOCTYPE bom [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    await expectFault("xml-malformed", () =>
      readSbom(encode(xml("1.6", NEW_TOOLS).replace("?>", `?>${hostile}`).replace("scanner", "&x;"))),
    );
    await expectFault("xml-too-large", () =>
      readSbom(encode(`<bom xmlns="http://cyclonedx.org/schema/bom/1.6">${"<components><component>".repeat(200)}`)),
    );
  });

  test("is read or refused with a fault, and nothing else, wherever it is changed", () => {
    const text = xml("1.5", NEW_TOOLS);
    const change = fc.tuple(
      fc.nat(text.length),
      fc.nat(40),
      fc.constantFrom("", "<", "/>", "</bom>", "&amp;", "<component/>", "__proto__"),
    );
    fc.assert(
      fc.property(change, ([at, length, put]) => {
        try {
          bindSbom(encode(text.slice(0, at) + put + text.slice(at + length)), ASSET);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
