import { expect, test } from "vitest";
import type { Evidence, RootStatement } from "../../../../src/domain/capsule/root-schema.ts";
import {
  askedEvidence,
  entryChoice,
  evidenceCoverage,
} from "../../../../src/domain/verification/evidence/asked-evidence.ts";

const [A, B] = ["a", "b"].map((letter) => letter.repeat(64)) as [string, string];

function entry(name: string, subject?: string, predicateType?: string): Evidence {
  const annotations = { size: name.length, ...(subject && { subject }), ...(predicateType && { predicateType }) };
  return { name, digest: { sha256: "0".repeat(64) }, mediaType: "x", annotations };
}

const OWN = [A, B].flatMap((sha256) => [
  entry(`assets/${sha256}.sigstore.json`, sha256),
  entry(`sbom/${sha256}.cdx.json`, sha256),
]);
const RELEASE = [
  "VERIFY.md",
  "checksums.txt",
  "checksums.txt.sigstore.json",
  "provenance.sigstore.json",
  "trust/snapshot.trusted_root.json",
].map((name) => entry(name));
const RELEASE_SBOM = entry("sbom/release.cdx.json");
const STATEMENT = entry(`evidence/${"1".repeat(64)}.json`, undefined, "https://example.com/tests/v1");
const OF_B = entry(`evidence/${"2".repeat(64)}.json`, B, "https://example.com/tests/v1");
const CARRIED = entry(`evidence/${"3".repeat(64)}.json`);

function root(...evidence: Evidence[]): RootStatement {
  const subject = [A, B].map((sha256) => ({ name: sha256[0], digest: { sha256 } }));
  return { subject, predicate: { evidence } } as unknown as RootStatement;
}

const ALL = root(...OWN, ...RELEASE, RELEASE_SBOM, STATEMENT, OF_B, CARRIED);
const names = (...entries: Evidence[]) => new Set(entries.map(({ name }) => name));

test("of one asset, its own evidence and what is about the release is asked, and its SBOM instead of the release's", () => {
  const asked = askedEvidence(ALL, new Set([A]));
  expect(asked).toEqual(names(...OWN.slice(0, 2), ...RELEASE, STATEMENT, CARRIED));
  expect(evidenceCoverage(ALL, asked)).toEqual({
    signatures: { asked: 1, byDigest: 1 },
    sboms: { asked: 1, byDigest: 2 },
    statements: { asked: 1, byDigest: 1 },
  });
});

test("of all assets by name, the SBOM of the release is not, if each has its own", () => {
  const asked = askedEvidence(ALL, new Set([A, B]));
  expect(asked).toEqual(names(...OWN, ...RELEASE, STATEMENT, OF_B, CARRIED));
});

test("of all, everything is", () => {
  expect(askedEvidence(ALL, "all")).toEqual(names(...ALL.predicate.evidence));
});

test("the SBOM of the release stands in for an asset without one, also beside one that has its own", () => {
  const one = root(...OWN.slice(0, 2), RELEASE_SBOM);
  expect(askedEvidence(one, new Set([B]))).toEqual(names(RELEASE_SBOM));
  expect(askedEvidence(one, new Set([A, B]))).toEqual(names(...OWN.slice(0, 2), RELEASE_SBOM));
  expect(askedEvidence(ALL, new Set())).toEqual(names(...RELEASE, RELEASE_SBOM, STATEMENT, CARRIED));
});

test("if there is no SBOM to look at, all are looked at", () => {
  const one = root(...OWN.slice(0, 2));
  expect(askedEvidence(one, new Set([B]))).toEqual(names(OWN[1]!));
});

test("what the checks read is held, with the size that was signed, and what others signed if somebody asks for it", () => {
  const asked = askedEvidence(ALL, new Set([A]));
  const held = (others: boolean) =>
    ALL.predicate.evidence.filter(({ name }) => entryChoice(ALL, { asked, others })(name, name.length));
  expect(held(false)).toEqual([...OWN.slice(0, 2), ...RELEASE.slice(0, 4), STATEMENT]);
  expect(held(true)).toEqual([...OWN.slice(0, 2), ...RELEASE.slice(0, 4), STATEMENT, OF_B, CARRIED]);
  const choice = entryChoice(ALL, { asked, others: true });
  expect([choice("VERIFY.md", 10), choice("unlisted", 8)]).toEqual([false, false]);
});

test("what a log says of the release is read only where somebody asks the log, and whoever else is asked", () => {
  const carried = entry("log/checkpoint");
  const all = root(...RELEASE, carried);
  const asked = names(...RELEASE, carried);
  for (const others of [false, true]) {
    expect(entryChoice(all, { asked, others, log: true })(carried.name, carried.annotations.size)).toBe(true);
    for (const log of [false, undefined]) {
      const choice = entryChoice(all, { asked, others, ...(log === undefined ? {} : { log }) });
      expect(choice(carried.name, carried.annotations.size)).toBe(false);
    }
  }
  expect(entryChoice(all, { asked: names(), others: false, log: true })("VERIFY.md", "VERIFY.md".length)).toBe(false);
});
