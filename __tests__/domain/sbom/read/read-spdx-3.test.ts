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
const ID = "https://example.org/doc#";
const NONE = "https://spdx.org/rdf/3.0.1/terms/Core/NoneElement";

/** As another tool might write it: a file as subject, listed licences, external identifiers, phases. */
const GRAPH = [
  {
    type: "CreationInfo",
    "@id": "_:c",
    specVersion: "3.0.1",
    created: "2026-01-01T00:00:00Z",
    createdBy: [`${ID}jo`],
    createdUsing: [`${ID}scanner`],
  },
  {
    ...{ type: "Person", spdxId: `${ID}jo`, creationInfo: "_:c", name: "Jo" },
    externalIdentifier: [{ type: "ExternalIdentifier", externalIdentifierType: "email", identifier: "jo@example.org" }],
  },
  { type: "Tool", spdxId: `${ID}scanner`, creationInfo: "_:c", name: "scanner-9.9" },
  {
    type: "SpdxDocument",
    spdxId: `${ID}doc`,
    rootElement: [`${ID}sbom`],
    dataLicense: "https://spdx.org/licenses/CC0-1.0",
  },
  { type: "software_Sbom", spdxId: `${ID}sbom`, rootElement: [`${ID}tool`], software_sbomType: ["analyzed"] },
  {
    ...{ type: "software_File", spdxId: `${ID}tool`, name: "tool", suppliedBy: `${ID}jo` },
    verifiedUsing: [{ type: "Hash", algorithm: "sha256", hashValue: sha256.toUpperCase() }],
  },
  {
    ...{ type: "software_Package", spdxId: `${ID}a`, name: "@g/a", software_packageVersion: "1.0.0" },
    externalIdentifier: [{ externalIdentifierType: "packageUrl", identifier: "pkg:npm/%40g/a@1.0.0" }],
  },
  { type: "software_Package", spdxId: `${ID}t`, name: "t", software_packageUrl: "pkg:npm/t@2.0.0" },
  { type: "software_File", spdxId: `${ID}readme`, name: "README" },
  {
    type: "Relationship",
    spdxId: `${ID}r1`,
    from: `${ID}tool`,
    relationshipType: "contains",
    to: [`${ID}a`, `${ID}readme`],
  },
  {
    ...{ type: "LifecycleScopedRelationship", spdxId: `${ID}r2`, from: `${ID}a`, relationshipType: "dependsOn" },
    ...{ to: [`${ID}t`], scope: "test", completeness: "complete" },
  },
  {
    type: "Relationship",
    spdxId: `${ID}r3`,
    from: `${ID}t`,
    relationshipType: "dependsOn",
    to: [NONE],
    completeness: "complete",
  },
  {
    ...{ type: "Relationship", spdxId: `${ID}r4`, from: `${ID}a`, relationshipType: "hasConcludedLicense" },
    to: ["https://spdx.org/licenses/MIT"],
  },
];

const document = (graph: unknown) =>
  new TextEncoder().encode(
    JSON.stringify({ "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph }),
  );

describe("SPDX 3 of another tool", () => {
  test("is understood: subject, packages, scopes, licences, completeness and who made it", () => {
    const { inventory, about, specVersion, problems } = readSbom(document(GRAPH));
    expect([specVersion, problems]).toEqual(["SPDX-3.0.1", []]);
    expect(inventory.root).toMatchObject({
      kind: "file",
      name: "tool",
      hashes: [{ algorithm: "SHA-256", hex: sha256 }],
    });
    expect(inventory.components.map(({ purl }) => purl)).toEqual(["pkg:npm/%40g/a@1.0.0", "pkg:npm/t@2.0.0"]);
    expect(inventory.components[0]?.licenses).toEqual(["MIT"]);
    expect(inventory.edges).toEqual([
      { from: `${ID}tool`, to: `${ID}a`, scope: "runtime" },
      { from: `${ID}a`, to: `${ID}t`, scope: "dev" },
    ]);
    expect(inventory.completeness).toMatchObject([{ level: "complete", refs: [`${ID}a`, `${ID}t`] }]);
    expect(about).toMatchObject({
      ...{ timestamp: "2026-01-01T00:00:00Z", authors: ["Jo jo@example.org"], supplier: "Jo" },
      ...{ tools: [{ name: "scanner", version: "9.9" }], lifecycles: ["analyzed"], dataLicense: "CC0-1.0" },
    });
  });

  test("is bound, scored by the guideline that asks for it, and merged", async () => {
    const { sbom, namesAsset } = bindSbom(document(GRAPH), ASSET);
    expect(namesAsset).toBe(true);
    const bsi = scoreSbom(sbom).find(({ profile }) => profile === "bsi-tr-03183-2-v2.1");
    expect(bsi?.checks.find(({ id }) => id === "format")?.score).toBe(1);
    const merged = mergeSbom({ ...sbom.inventory, components: [], edges: [], completeness: [] }, sbom);
    expect(merged.components.map(({ ref }) => ref)).toEqual(["pkg:npm/%40g/a@1.0.0", "pkg:npm/t@2.0.0"]);
    await expectFault("sbom-subject", () => bindSbom(document(GRAPH), { ...ASSET, sha256: ASSET.sha512.slice(0, 64) }));
  });

  test("is refused where it lists nothing, or needs what it does not describe", async () => {
    await expectFault("sbom-malformed", () => readSbom(document([])));
    await expectFault("sbom-malformed", () => readSbom(document("no graph")));
    const dangling = { type: "Relationship", from: `${ID}a`, relationshipType: "dependsOn", to: [`${ID}gone`] };
    await expectFault("sbom-malformed", () => bindSbom(document([...GRAPH, dangling]), ASSET));
  });

  test("is read or refused with a fault, and nothing else, wherever it is changed", () => {
    const text = new TextDecoder().decode(document(GRAPH));
    const change = fc.tuple(fc.nat(text.length), fc.nat(30), fc.constantFrom("", "null", "[]", "{}", "1", '"x"'));
    fc.assert(
      fc.property(change, ([at, length, put]) => {
        try {
          bindSbom(new TextEncoder().encode(text.slice(0, at) + put + text.slice(at + length)), ASSET);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test("a tool whose name is made to be taken apart for long has no version, in SPDX 2 and 3 (A18)", () => {
  const name = `${"a-1".repeat(200_000)} `;
  const graph = GRAPH.map((entry) => (entry.type === "Tool" ? { ...entry, name } : entry));
  const third = { "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph };
  const second = {
    ...{ spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "x", documentDescribes: ["SPDXRef-a"] },
    creationInfo: { created: "2026-01-01T00:00:00Z", creators: [`Tool: ${name}`, "Tool: syft-1.2"] },
    packages: [{ SPDXID: "SPDXRef-a", name: "a", downloadLocation: "NOASSERTION" }],
  };
  const tools = (document: object) => readSbom(Buffer.from(JSON.stringify(document))).about.tools;
  expect(tools(third)).toEqual([{ name, version: undefined }]);
  expect(tools(second)).toEqual([
    { name, version: undefined },
    { name: "syft", version: "1.2" },
  ]);
});
