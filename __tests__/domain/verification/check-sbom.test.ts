import { expect, test } from "vitest";
import { sbomEntry } from "../../../src/domain/capsule/entry-names.ts";
import { checkSbom } from "../../../src/domain/verification/check-sbom.ts";
import type { RunEvidence } from "../../../src/domain/verification/run-evidence.ts";

function evidenceOf(aggregates: readonly string[]): RunEvidence {
  const assets = aggregates.map((aggregate, index) => ({ aggregate, sha256: String(index).repeat(64) }));
  const entries = new Map(
    assets.map(({ aggregate, sha256 }) => {
      const component = { type: "file", name: "a", "bom-ref": "a", hashes: [{ alg: "SHA-256", content: sha256 }] };
      const compositions = [{ aggregate, dependencies: ["a"] }];
      const bom = {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        metadata: { component },
        components: [{}],
        compositions,
      };
      return [sbomEntry(sha256, "cdx"), new TextEncoder().encode(JSON.stringify(bom))];
    }),
  );
  const statement = {
    subject: assets.map(({ sha256 }) => ({
      ...{ name: "a", digest: { sha256, sha512: sha256 + sha256 }, annotations: { kind: "file" } },
    })),
    predicate: {
      release: { purl: "pkg:github/a/b@1" },
      evidence: assets.map(({ sha256 }) => ({ name: sbomEntry(sha256, "cdx"), annotations: { subject: sha256 } })),
    },
  };
  return { root: { statement }, entries, asked: new Set(entries.keys()) } as unknown as RunEvidence;
}

test("an SBOM that leaves it open what its asset is made of is counted as unknown, and is not taken for one that says it (L8)", () => {
  expect(checkSbom(evidenceOf(["unknown", "incomplete", "unknown"])).reason).toBe(
    "3 documents describe the assets that they are filed under, 2 of them as unknown",
  );
  expect(checkSbom(evidenceOf(["complete", "incomplete"])).reason).not.toContain("unknown");
});
