import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeRelease } from "../../../src/domain/sbom/describe/describe-release.ts";
import { bindSbom } from "../../../src/domain/sbom/merge/bind-sbom.ts";
import { mergeSbom } from "../../../src/domain/sbom/merge/merge-sbom.ts";
import type { Inventory } from "../../../src/domain/sbom/model/inventory.ts";
import { scoreSbom } from "../../../src/domain/sbom/quality/quality.ts";
import { readSbom } from "../../../src/domain/sbom/read/read-sbom.ts";
import { formatCycloneDx } from "../../../src/domain/sbom/write/cyclonedx.ts";
import { formatSpdx23 } from "../../../src/domain/sbom/write/spdx-2-3.ts";
import { formatSpdx301 } from "../../../src/domain/sbom/write/spdx-3-0-1.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";
import { SAMPLES } from "./lockfile-samples.ts";

const encode = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const sha256 = createHash("sha256").update("asset").digest("hex");
const sha512 = createHash("sha512").update("asset").digest("hex");
const ASSET = { name: "tool", sha256, sha512 };
const DOCUMENT = {
  epoch: 1_795_244_400,
  tool: { name: "release-capsule", version: "0.1.0" },
  producer: { name: "Example", url: "https://example.org", email: "a@example.org" },
};

/** As another tool might write it: nested components, no completeness. */
const FOREIGN = {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  metadata: {
    timestamp: "2026-01-01T00:00:00Z",
    tools: [{ vendor: "x", name: "scanner", version: "9.9" }],
    component: {
      type: "file",
      name: "tool",
      "bom-ref": "root",
      hashes: [{ alg: "SHA-256", content: sha256.toUpperCase() }],
    },
  },
  components: [
    {
      type: "library",
      name: "a",
      version: "1.0.0",
      purl: "pkg:npm/a@1.0.0",
      "bom-ref": "1",
      licenses: [{ license: { id: "MIT" } }],
      components: [{ type: "library", name: "zlib", version: "1.3", "bom-ref": "2" }],
    },
  ],
  dependencies: [
    { ref: "root", dependsOn: ["1"] },
    { ref: "1", dependsOn: ["2"] },
  ],
};

describe.each(Object.entries(SAMPLES))("our own SBOM of %s", (_name, { path, text }) => {
  const inventory = describeRelease({
    name: "x",
    version: "1",
    purl: undefined,
    assets: [],
    sources: [{ path, bytes: encode(text) }],
  });

  test.each([
    ["CycloneDX", formatCycloneDx],
    ["SPDX", formatSpdx23],
    ["SPDX 3", formatSpdx301],
  ] as const)("is read back from %s as it was written", (_format, write) => {
    const { inventory: read, problems } = readSbom(write(inventory, DOCUMENT));
    const shown = ({ root, components }: Inventory) =>
      [root, ...components]
        .map(({ purl, name, version }) => purl ?? `${name.replace(/^.*[/:]/, "")}@${version}`)
        .sort();
    expect(problems).toEqual([]);
    expect(shown(read)).toEqual(shown(inventory));
    expect(read.edges).toHaveLength(inventory.edges.length);
    expect(read.components.filter(({ hashes }) => hashes.length > 0)).toHaveLength(
      inventory.components.filter(({ hashes }) => hashes.length > 0).length,
    );
  });
});

describe("an SBOM of another tool", () => {
  test("is bound to the asset whose digest it names", () => {
    const { sbom, namesAsset, scorecards } = bindSbom(encode(FOREIGN), ASSET);
    expect(namesAsset).toBe(true);
    expect(sbom.inventory.components.map(({ ref }) => ref)).toEqual(["1", "2"]);
    expect(scorecards).toHaveLength(5);
  });

  test("is refused where it names another digest", async () => {
    await expectFault("sbom-subject", () => bindSbom(encode(FOREIGN), { ...ASSET, sha256: sha512.slice(0, 64) }));
  });

  test("is refused where it contradicts itself or is none", async () => {
    await expectFault("sbom-malformed", () =>
      bindSbom(encode({ ...FOREIGN, dependencies: [{ ref: "root", dependsOn: ["gone"] }] }), ASSET),
    );
    const [first] = FOREIGN.components;
    await expectFault("sbom-malformed", () =>
      bindSbom(encode({ ...FOREIGN, components: [first, { ...first, version: "99.0.0" }] }), ASSET),
    );
    await expectFault("sbom-malformed", () => bindSbom(encode({ hello: 1 }), ASSET));
    await expectFault("json-malformed", () =>
      bindSbom(encode('{"bomFormat":"CycloneDX","bomFormat":"CycloneDX"}'), ASSET),
    );
  });

  test("keeps a component whose package URL is malformed, without it (microsoft/component-detection#1172)", () => {
    const components = [{ type: "library", name: "p", purl: "pkg:golang/@%28devel%29", "bom-ref": "1" }];
    const { inventory, problems } = readSbom(encode({ ...FOREIGN, components, dependencies: [] }));
    expect(inventory.components).toMatchObject([{ name: "p", purl: undefined }]);
    expect([inventory.remarks, problems]).toEqual([['"1" has a malformed package URL, which is left out'], []]);
  });

  test("may list a component twice, its subject too (CycloneDX/cyclonedx-cli#419)", () => {
    const [first] = FOREIGN.components;
    const named = { ...first, "bom-ref": "one" };
    const read = (components: object[]) => readSbom(encode({ ...FOREIGN, components, dependencies: [] }));
    const twice = read([named, named]);
    expect([twice.problems, twice.inventory.components]).toEqual([[], read([named]).inventory.components]);
  });

  test("may leave out the ref of its subject and list it again (l3montree-dev/devguard#2918)", () => {
    const purl = "pkg:generic/asset.bin";
    const metadata = { component: { type: "file", name: "asset.bin", purl } };
    const components = [{ type: "file", name: "asset.bin", purl, "bom-ref": purl }];
    expect(readSbom(encode({ bomFormat: "CycloneDX", specVersion: "1.5", metadata, components })).problems).toEqual([]);
  });

  test("may have projects inside its subject (DependencyTrack/dependency-track#2955)", () => {
    const inner = { type: "library", name: "core", version: "1", "bom-ref": "core" };
    const metadata = { component: { type: "application", name: "all", "bom-ref": "all", components: [inner] } };
    const dependencies = [{ ref: "all", dependsOn: ["core"] }];
    const { problems, inventory } = readSbom(
      encode({ bomFormat: "CycloneDX", specVersion: "1.5", metadata, dependencies }),
    );
    expect([problems, inventory.components.map(({ name }) => name)]).toEqual([[], ["core"]]);
  });

  test("may depend on what it describes elsewhere: services, tools, other documents (CycloneDX 1.6)", async () => {
    const services = [{ "bom-ref": "api", name: "api", services: [{ "bom-ref": "db", name: "db" }] }];
    const tools = { components: [{ type: "application", name: "scanner", "bom-ref": "scanner" }] };
    const linked = "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x";
    const dependencies = [
      { ref: "root", dependsOn: ["1", "api", linked] },
      { ref: "api", dependsOn: ["db"] },
      { ref: "scanner", dependsOn: ["1"] },
    ];
    const document = { ...FOREIGN, metadata: { ...FOREIGN.metadata, tools }, services, dependencies };
    const { problems, inventory } = readSbom(encode(document));
    expect([problems, inventory.edges]).toEqual([[], [{ from: "root", to: "1", scope: "runtime" }]]);
    const gone = readSbom(encode({ ...document, dependencies: [{ ref: "root", dependsOn: ["gone"] }] }));
    expect(gone.problems).toEqual(['"gone" is depended on and not described']);
    const xml = `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata><component type="file" bom-ref="root"><name>x</name></component></metadata><services><service bom-ref="api"><name>api</name></service></services><dependencies><dependency ref="root"><dependency ref="api"/></dependency></dependencies></bom>`;
    expect(readSbom(encode(xml)).problems).toEqual([]);
  });

  test("in SPDX may lie within what GitHub's dependency graph answers (anchore/syft#3639)", () => {
    const packages = [{ SPDXID: "SPDXRef-a", name: "a", downloadLocation: "NOASSERTION" }];
    const { inventory } = readSbom(encode({ sbom: { spdxVersion: "SPDX-2.3", packages } }));
    expect(inventory.components.map(({ name }) => name)).toEqual(["a"]);
  });

  test("in SPDX may say of its subject that the document describes it, the other way round", () => {
    const packages = ["root", "a"].map((name) => ({
      SPDXID: `SPDXRef-${name}`,
      name,
      downloadLocation: "NOASSERTION",
    }));
    const relationships = [
      { spdxElementId: "SPDXRef-root", relationshipType: "DESCRIBED_BY", relatedSpdxElement: "SPDXRef-DOCUMENT" },
    ];
    const { inventory } = readSbom(encode({ spdxVersion: "SPDX-2.3", packages, relationships }));
    expect([inventory.root.name, inventory.components.map(({ name }) => name)]).toEqual(["root", ["a"]]);
  });

  test("in SPDX keeps each of several described packages, and all where none is (spdx/spdx-spec#844)", () => {
    const packages = ["a", "b"].map((name) => ({ SPDXID: `SPDXRef-${name}`, name, downloadLocation: "NOASSERTION" }));
    for (const documentDescribes of [["SPDXRef-a", "SPDXRef-b"], []]) {
      const { inventory } = readSbom(encode({ spdxVersion: "SPDX-2.3", packages, documentDescribes }));
      expect(inventory.components.map(({ name }) => name)).toEqual(["a", "b"]);
    }
  });

  test("in SPDX may relate to files and snippets, whatever their ids (sbomify/sbomify#1547)", () => {
    const packages = [{ SPDXID: "SPDXRef-a", name: "a", downloadLocation: "NOASSERTION" }];
    const files = [{ SPDXID: "SPDXRef-PackagedFile-1", fileName: "x" }];
    const relationships = [
      { spdxElementId: "SPDXRef-a", relationshipType: "CONTAINS", relatedSpdxElement: "SPDXRef-PackagedFile-1" },
    ];
    expect(readSbom(encode({ spdxVersion: "SPDX-2.3", packages, files, relationships })).problems).toEqual([]);
    expect(readSbom(encode({ spdxVersion: "SPDX-2.3", packages, relationships })).problems).toHaveLength(1);
  });

  test("in SPDX's tag-value form is refused by that name", async () => {
    const text = new TextEncoder().encode("# made by hand\nSPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n");
    expect((await expectFault("sbom-malformed", () => readSbom(text))).message).toContain("tag-value");
  });

  test("in SPDX by name of its relations is understood, whichever way round they are said", () => {
    const packages = ["root", "a", "b"].map((name) => ({
      SPDXID: `SPDXRef-${name}`,
      name,
      downloadLocation: "NOASSERTION",
    }));
    const relationships = [
      { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-root" },
      { spdxElementId: "SPDXRef-root", relationshipType: "CONTAINS", relatedSpdxElement: "SPDXRef-a" },
      { spdxElementId: "SPDXRef-b", relationshipType: "DEV_DEPENDENCY_OF", relatedSpdxElement: "SPDXRef-a" },
    ];
    const { inventory } = readSbom(encode({ spdxVersion: "SPDX-2.2", packages, relationships }));
    expect(inventory.edges).toEqual([
      { from: "SPDXRef-root", to: "SPDXRef-a", scope: "runtime" },
      { from: "SPDXRef-a", to: "SPDXRef-b", scope: "dev" },
    ]);
  });

  test("is merged: what both know is one component, what only it knows is new", () => {
    const packages = {
      "": { name: "app", dependencies: { a: "*" } },
      "node_modules/a": { version: "1.0.0", integrity: `sha512-${Buffer.alloc(64).toString("base64")}` },
    };
    const own = describeRelease({
      name: "tool",
      version: "",
      purl: undefined,
      assets: [],
      sources: [{ path: "package-lock.json", bytes: encode({ lockfileVersion: 3, packages }) }],
    });
    const merged = mergeSbom(own, readSbom(encode(FOREIGN)));
    expect(merged.components.map(({ ref }) => ref)).toEqual([
      "first-party:package-lock.json#.",
      "merged:2",
      "pkg:npm/a@1.0.0",
    ]);
    expect(merged.components[2]).toMatchObject({ licenses: ["MIT"], hashes: [{ algorithm: "SHA-512" }] });
    expect(merged.edges.map(({ from, to }) => `${from} ${to}`)).toContain("pkg:npm/a@1.0.0 merged:2");
    expect(merged.remarks).toContain("merged with an SBOM by scanner");
    expect(readSbom(formatCycloneDx(merged, DOCUMENT)).problems).toEqual([]);
  });

  test("is read or refused with a fault, and nothing else, wherever it is changed", () => {
    const text = JSON.stringify(FOREIGN);
    const change = fc.tuple(
      fc.nat(text.length),
      fc.nat(30),
      fc.constantFrom("", "null", "[]", "{}", "1", '"x"', "__proto__"),
    );
    fc.assert(
      fc.property(change, ([at, length, put]) => {
        try {
          bindSbom(encode(text.slice(0, at) + put + text.slice(at + length)), ASSET);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("quality", () => {
  const scores = (bytes: Uint8Array) => new Map(scoreSbom(readSbom(bytes)).map((card) => [card.profile, card]));
  const { path, text } = SAMPLES["uv with two versions of one name"]!;
  const inventory = describeRelease({
    name: "x",
    version: "1",
    purl: undefined,
    assets: [],
    sources: [{ path, bytes: encode(text) }],
  });

  test("of our own is above that of the same without maker, time, hashes and completeness", () => {
    const own = formatCycloneDx(inventory, DOCUMENT);
    const { metadata: _m, compositions: _c, ...rest } = JSON.parse(new TextDecoder().decode(own));
    const poor = { ...rest, metadata: { component: JSON.parse(new TextDecoder().decode(own)).metadata.component } };
    for (const [profile, card] of scores(own))
      expect(card.score).toBeGreaterThan(scores(encode(poor)).get(profile)?.score ?? 10);
  });

  test("says what is missing, and how much of it", () => {
    const card = scores(formatCycloneDx(inventory, { ...DOCUMENT, producer: undefined })).get("ntia-2021");
    expect(card?.checks.filter(({ score }) => score < 1).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
      "supplier: 0 of 4 components have a supplier or manufacturer",
      "identifier: 3 of 4 components have a package URL or another identifier",
      "author: no author",
    ]);
  });

  test("meets every clause that the OpenChain Telco SBOM Guide requires, in SPDX", () => {
    const own = { version: "1.0.0", repository: undefined, isRelease: true };
    const card = scores(formatSpdx23(inventory, { ...DOCUMENT, own })).get("openchain-telco-1.1");
    const open = card?.checks.filter(({ score }) => score < 1).map(({ id }) => id);
    expect(open).not.toContain("3.1/format");
    expect(open?.filter((id) => /^3\.5|^3\.8/.test(id))).toEqual([]);
    const cycloneDx = scores(formatCycloneDx(inventory, { ...DOCUMENT, own })).get("openchain-telco-1.1");
    expect(cycloneDx?.checks.find(({ id }) => id === "3.1/format")?.score).toBe(0);
  });

  test("keeps who made a package, as another tool says it, through both formats", () => {
    const package_ = { type: "library", name: "p", version: "1", "bom-ref": "p", supplier: { name: "Example Ltd" } };
    const other = { ...FOREIGN, components: [package_], dependencies: [], compositions: [] };
    const merged = mergeSbom(inventory, readSbom(encode(other)));
    for (const bytes of [formatCycloneDx(merged, DOCUMENT), formatSpdx23(merged, DOCUMENT)]) {
      const { components } = readSbom(bytes).inventory;
      expect(components.find(({ name }) => name === "p")?.supplier?.name).toBe("Example Ltd");
    }
  });

  test("says of every profile which text asks for it", () => {
    const cards = [...scores(formatCycloneDx(inventory, DOCUMENT)).values()];
    expect(cards.map(({ profile, source }) => [profile, source.split(/[ ,]/, 1)[0]])).toEqual([
      ["ntia-2021", "NTIA"],
      ["cisa-2025", "CISA"],
      ["bsi-tr-03183-2-v2.1", "BSI"],
      ["openchain-telco-1.1", "OpenChain"],
      ["sbomqs-v2", "the"],
    ]);
  });

  test("has weights that add up to one, and scores between 0 and 10", () => {
    for (const { checks, score } of scoreSbom(readSbom(encode(FOREIGN)))) {
      expect(checks.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThan(10);
    }
  });
});
