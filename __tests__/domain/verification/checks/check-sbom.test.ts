import { describe, expect, test } from "vitest";
import { sbomEntry } from "../../../../src/domain/capsule/entry-names.ts";
import { checkSbom } from "../../../../src/domain/verification/checks/check-sbom.ts";
import type { RunEvidence } from "../../../../src/domain/verification/evidence/run-evidence.ts";
import { expectFault } from "../../../expect-fault.ts";

/** Each asset has one SBOM, which says of it all that is listed, and no other; `-` is one that lists nothing. */
function evidenceOf(said: readonly string[]): RunEvidence {
  const assets = said.map((words, index) => ({ words, name: `asset-${index}`, sha256: String(index).repeat(64) }));
  const entries = new Map(
    assets.map(({ words, sha256 }) => {
      const component = { type: "file", name: "a", "bom-ref": "a", hashes: [{ alg: "SHA-256", content: sha256 }] };
      const aggregates = words.split(" ").filter((word) => word !== "-");
      const compositions = aggregates.map((aggregate) => ({ aggregate, dependencies: ["a"] }));
      const bom = {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        metadata: { component },
        components: words.includes("-") ? [] : [{}],
        compositions,
      };
      return [sbomEntry(sha256, "cdx"), new TextEncoder().encode(JSON.stringify(bom))];
    }),
  );
  const statement = {
    subject: assets.map(({ name, sha256 }) => ({
      ...{ name, digest: { sha256, sha512: sha256 + sha256 }, annotations: { kind: "file" } },
    })),
    predicate: {
      release: { purl: "pkg:github/a/b@1" },
      evidence: assets.map(({ sha256 }) => ({ name: sbomEntry(sha256, "cdx"), annotations: { subject: sha256 } })),
    },
  };
  return { root: { statement }, entries, asked: new Set(entries.keys()), about: "all" } as unknown as RunEvidence;
}

test("SBOMs that say what each asset is made of are verified", () => {
  const claim = checkSbom(evidenceOf(["complete", "incomplete", "incomplete_first_party_only"]));
  expect(claim.status).toBe("verified");
  expect(claim.reason).toBe("3 documents describe the assets that they are filed under");
});

test.each([
  ["unknown"],
  ["not_specified"],
  ["incomplete -"],
  // Who says two things of one asset is believed in the lesser.
  ["complete unknown"],
  ["unknown complete"],
  [""],
])("an SBOM whose level is `%s` is never verified, among any others (L8)", (said) => {
  expect(checkSbom(evidenceOf([said, "complete"]))).toMatchObject({
    status: "not-checked",
    reason: 'the SBOMs leave open what 1 asset is made of: "asset-0"',
    required: false,
  });
  expect(checkSbom(evidenceOf(["complete", said, said])).reason).toBe(
    'the SBOMs leave open what 2 assets are made of, first "asset-1"',
  );
});

test("an SBOM that anywhere claims to be complete and lists nothing is refused (X13)", async () => {
  for (const said of ["complete -", "incomplete complete -", "unknown complete -"]) {
    await expectFault("sbom-empty", async () => checkSbom(evidenceOf([said])));
  }
});

describe("a text that people read is whole without a component (L8)", () => {
  const plain = { name: "release-capsule:contents", value: "plain text" };
  const claimOf = (name: string, document: object, more: object = {}) => {
    const evidence = evidenceOf(["complete -"]);
    const [asset] = evidence.root.statement.subject;
    Object.assign(asset!, { name });
    const [key, bytes] = [...evidence.entries][0]!;
    const bom = JSON.parse(new TextDecoder().decode(bytes));
    Object.assign(bom.metadata.component, document);
    const entries = new Map([[key, new TextEncoder().encode(JSON.stringify({ ...bom, ...more }))]]);
    return checkSbom({ ...evidence, entries });
  };

  test("if its document says so, and its sealed name is one under which nobody runs a file", () => {
    expect(claimOf("README.md", { properties: [plain] }).status).toBe("verified");
  });

  test.each<[string, string, object]>([
    ["a program whose signer calls it text", "tool", { properties: [plain] }],
    ["an installer whose signer calls it text", "README.md.exe", { properties: [plain] }],
    ["a text whose document says nothing of the kind", "README.md", {}],
    ["a text whose document says something else", "README.md", { properties: [{ ...plain, value: "text" }] }],
    ["a text that is said to be an application", "README.md", { type: "application", properties: [plain] }],
  ])("and nothing else: %s is refused as before (X13)", async (_what, name, document) => {
    await expectFault("sbom-empty", async () => claimOf(name, document));
  });

  test("under every name that it was sealed with, and never an image or the release", async () => {
    const evidence = evidenceOf(["complete -", "complete"]);
    const [first, second] = evidence.root.statement.subject as unknown as { name: string; digest: object }[];
    Object.assign(first!, { name: "README.md" });
    Object.assign(second!, { name: "tool", digest: first!.digest });
    const [key, bytes] = [...evidence.entries][0]!;
    const bom = JSON.parse(new TextDecoder().decode(bytes));
    bom.metadata.component.properties = [plain];
    const entries = new Map([...evidence.entries, [key, new TextEncoder().encode(JSON.stringify(bom))]]);
    await expectFault("sbom-empty", async () => checkSbom({ ...evidence, entries }));
  });

  test("whatever other assets are called, which its document is not about", () => {
    const evidence = evidenceOf(["complete -", "complete"]);
    Object.assign(evidence.root.statement.subject[0]!, { name: "README.md" });
    const [key, bytes] = [...evidence.entries][0]!;
    const bom = JSON.parse(new TextDecoder().decode(bytes));
    bom.metadata.component.properties = [plain];
    const entries = new Map([...evidence.entries, [key, new TextEncoder().encode(JSON.stringify(bom))]]);
    expect(checkSbom({ ...evidence, entries }).status).toBe("verified");
  });

  test("and no release is such a text, whose document has no asset of its own", async () => {
    const evidence = evidenceOf(["complete -"]);
    Object.assign(evidence.root.statement.subject[0]!, { name: "README.md" });
    const bom = JSON.parse(new TextDecoder().decode([...evidence.entries][0]![1]));
    bom.metadata.component.properties = [plain];
    const name = "sbom/release.cdx.json";
    const entries = new Map([[name, new TextEncoder().encode(JSON.stringify(bom))]]);
    const statement = {
      ...evidence.root.statement,
      predicate: { ...evidence.root.statement.predicate, evidence: [{ name, annotations: {} }] },
    };
    const root = { ...evidence.root, statement } as unknown as RunEvidence["root"];
    await expectFault("sbom-empty", async () => checkSbom({ ...evidence, root, entries, asked: new Set([name]) }));
  });

  test("and is open if its document leaves that open", () => {
    const open = { compositions: [{ aggregate: "unknown", dependencies: ["a"] }] };
    expect(claimOf("README.md", { properties: [plain] }, open).status).toBe("not-checked");
  });
});

test("an asset without an SBOM is not described by those of others (X13)", () => {
  const evidence = evidenceOf(["complete", "complete"]);
  const [, ...others] = evidence.root.statement.predicate.evidence;
  Object.assign(evidence.root.statement.predicate, { evidence: others });
  expect(checkSbom(evidence)).toMatchObject({
    status: "not-checked",
    reason: 'the SBOMs leave open what 1 asset is made of: "asset-0"',
  });
});

/** A document of CycloneDX about something with these digests. */
interface Document {
  /** Hex sha256 of the asset that it is filed under; that of the release if there is none. */
  readonly of?: string;
  readonly sha256?: readonly string[];
  readonly sha512?: readonly string[];
  readonly purl?: string;
  readonly aggregate?: string;
  readonly components?: number;
}

const digest = (letter: string) => letter.repeat(64);
const [A, B] = ["a", "b"].map(digest) as [string, string];
const IMAGE = digest("c");

/** The evidence of a release of the files `a` and `b` and an image, with these documents. */
function holding(documents: readonly Document[], { asked = documents, about = "all" as RunEvidence["about"] } = {}) {
  const entries = documents.map((document) => {
    const {
      of,
      sha256 = of === undefined ? [] : [of],
      sha512 = [],
      purl,
      aggregate = "complete",
      components = 1,
    } = document;
    const hashes = [
      ...sha256.map((content) => ({ alg: "SHA-256", content })),
      ...sha512.map((content) => ({ alg: "SHA-512", content })),
    ];
    const component = { type: "file", name: "x", "bom-ref": "x", hashes, ...(purl && { purl }) };
    const bom = {
      ...{ bomFormat: "CycloneDX", specVersion: "1.6", metadata: { component } },
      components: Array.from({ length: components }, () => ({})),
      compositions: [{ aggregate, dependencies: ["x"] }],
    };
    const name = sbomEntry(of ?? "release", "cdx");
    return { document, name, annotations: { subject: of }, bytes: new TextEncoder().encode(JSON.stringify(bom)) };
  });
  const files = ["a", "b"].map((name) => ({
    ...{ name, digest: { sha256: digest(name), sha512: digest(name).repeat(2) }, annotations: { kind: "file" } },
  }));
  const image = { name: "ghcr.io/x", digest: { sha256: IMAGE }, annotations: { kind: "image" } };
  const statement = {
    subject: [...files, image],
    predicate: {
      release: { purl: "pkg:github/a/b@1" },
      evidence: [{ name: "VERIFY.md", annotations: {} }, ...entries],
    },
  };
  return {
    root: { statement },
    entries: new Map(entries.map(({ name, bytes }) => [name, bytes])),
    asked: new Set(["VERIFY.md", ...entries.filter((one) => asked.includes(one.document)).map(({ name }) => name)]),
    about,
  } as unknown as RunEvidence;
}

const claim = (status: string, reason: string) => ({
  ...{ id: "sbom", status, reason, required: status !== "not-checked" },
});

describe("the documents of a release", () => {
  test("are missing if there is none", () => {
    expect(checkSbom(holding([]))).toEqual(claim("missing", "the capsule has no SBOM"));
  });

  test("describe each its asset", () => {
    expect(checkSbom(holding([{ of: A, sha512: [A + A] }, { of: B }, { of: IMAGE }]))).toEqual(
      claim("verified", "3 documents describe the assets that they are filed under"),
    );
  });

  test("may be one, of the release, which stands in for every asset", () => {
    for (const about of ["all", new Set([A])] as const) {
      expect(checkSbom(holding([{}], { about }))).toEqual(
        claim("verified", "1 document describes the asset that it is filed under"),
      );
    }
  });

  test("are read if they were asked about, and else listed by their digest", () => {
    const documents = [{ of: A }, { of: B, sha256: [A] }];
    const order = { asked: documents.slice(0, 1), about: new Set([A]) };
    expect(checkSbom(holding(documents, order))).toEqual(
      claim("verified", "1 document describes the asset that it is filed under, 1 listed by digest"),
    );
    const open = [{ of: A, aggregate: "unknown" }, { of: B }];
    expect(checkSbom(holding(open, { asked: open.slice(0, 1), about: new Set([A]) })).reason).toBe(
      'the SBOMs leave open what 1 asset is made of: "a", 1 listed by digest',
    );
  });

  test("leave open what an asset is made of that has none, if it was asked about", () => {
    const documents = [{ of: A }];
    const found = checkSbom(holding(documents, { about: new Set([A, B]) }));
    expect(found).toEqual(claim("not-checked", 'the SBOMs leave open what 1 asset is made of: "b"'));
    expect(checkSbom(holding(documents)).reason).toBe('the SBOMs leave open what 2 assets are made of, first "b"');
    expect(checkSbom(holding(documents, { about: new Set([A]) })).status).toBe("verified");
  });

  test("are judged of every asset that they are filed under, whoever asked", () => {
    const documents = [{ of: A }, { of: B, aggregate: "unknown" }];
    expect(checkSbom(holding(documents, { about: new Set([A]) })).reason).toBe(
      'the SBOMs leave open what 1 asset is made of: "b"',
    );
  });

  test("leave open what the release is made of, also where each asset has its own", () => {
    const documents = [{ of: A }, { of: B }, { of: IMAGE }, { aggregate: "unknown" }];
    expect(checkSbom(holding(documents))).toEqual(
      claim("not-checked", "the SBOMs leave open what the release is made of"),
    );
  });

  test("leave it open if one of two of the same asset does", () => {
    for (const aggregates of [
      ["complete", "unknown"],
      ["unknown", "complete"],
    ]) {
      const evidence = holding(
        aggregates.map((aggregate) => ({ of: A, aggregate })),
        { about: new Set([A]) },
      );
      // Both names of the layout: one in each format.
      const [, first, second] = evidence.root.statement.predicate.evidence as unknown as { name: string }[];
      const bytes = aggregates.map((aggregate) => [...holding([{ of: A, aggregate }]).entries.values()][0]!);
      Object.assign(second!, { name: sbomEntry(A, "spdx") });
      const entries = new Map([first!.name, second!.name].map((name, at) => [name, bytes[at]!]));
      expect(checkSbom({ ...evidence, entries, asked: new Set(entries.keys()) }).status).toBe("not-checked");
    }
  });
});

describe("a document is refused (X13)", () => {
  test.each<[string, Document]>([
    ["about another asset than it is filed under", { of: A, sha256: [B] }],
    ["about a file that is not an asset", { of: A, sha256: [digest("f")] }],
    ["about its asset and another", { of: A, sha256: [A, B] }],
    ["without a digest of its asset", { of: A, sha256: [] }],
    ["with only the other digest of its asset", { of: A, sha256: [], sha512: [A + A] }],
    ["with another second digest than its asset's", { of: A, sha512: [B + B] }],
    ["with a second digest of an image", { of: IMAGE, sha512: [IMAGE + IMAGE] }],
    ["of the release, with the digest of a file that is not an asset", { sha256: [A, digest("f")] }],
    ["of the release, with a second digest of no asset", { sha512: [A + A, digest("f").repeat(2)] }],
    ["of the release, with the package URL of another project", { purl: "pkg:github/a/c@1" }],
    ["of the release, with the package URL of another version", { purl: "pkg:github/a/b@2" }],
  ])("%s", async (_, document) => {
    const fault = await expectFault("sbom-subject", async () => checkSbom(holding([document])));
    expect(fault.message).toBe(`"sbom/${document.of ?? "release"}.cdx.json" describes something else than its asset`);
  });

  test.each<[string, Document]>([
    ["of the release with the digests of its assets", { sha256: [A, IMAGE], sha512: [B + B] }],
    ["of the release with its package URL", { purl: "pkg:github/a/b@1" }],
    ["of the release with a package URL of another kind", { purl: "pkg:npm/pkg:github/a@1" }],
    ["of an asset with the package URL of another project", { of: A, purl: "pkg:github/a/c@1" }],
  ])("but not %s", (_, document) => {
    const about = new Set(document.of === undefined ? [A, B] : [document.of]);
    expect(checkSbom(holding([document], { about })).status).toBe("verified");
  });
});
