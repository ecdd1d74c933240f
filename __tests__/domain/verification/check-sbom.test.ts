import { expect, test } from "vitest";
import { sbomEntry } from "../../../src/domain/capsule/entry-names.ts";
import { checkSbom } from "../../../src/domain/verification/check-sbom.ts";
import type { RunEvidence } from "../../../src/domain/verification/run-evidence.ts";
import { expectFault } from "../../expect-fault.ts";

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

test("an asset without an SBOM is not described by those of others (X13)", () => {
  const evidence = evidenceOf(["complete", "complete"]);
  const [, ...others] = evidence.root.statement.predicate.evidence;
  Object.assign(evidence.root.statement.predicate, { evidence: others });
  expect(checkSbom(evidence)).toMatchObject({
    status: "not-checked",
    reason: 'the SBOMs leave open what 1 asset is made of: "asset-0"',
  });
});
