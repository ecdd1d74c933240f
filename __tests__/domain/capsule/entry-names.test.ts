import { expect, test } from "vitest";
import {
  assetSignatureEntry,
  evidenceEntry,
  IMAGE_STATEMENTS,
  imageEntry,
  placeOf,
  requirePlace,
  sbomEntry,
  signatureEntry,
} from "../../../src/domain/capsule/entry-names.ts";
import { expectFault } from "../../expect-fault.ts";

const HEX = "0a".repeat(32);

test.each([
  "provenance.sigstore.json",
  "checksums.txt",
  signatureEntry("checksums.txt"),
  "checksums.sha512.txt",
  signatureEntry("checksums.sha512.txt"),
  assetSignatureEntry(HEX),
  sbomEntry(HEX, "cdx"),
  sbomEntry("release", "spdx"),
  evidenceEntry(HEX, "jsonl"),
  "trust/snapshot.trusted_root.json",
  "VERIFY.md",
  imageEntry(HEX, "manifest"),
  imageEntry(HEX, "simple"),
  imageEntry(HEX, "buildkit-12"),
  imageEntry(HEX, "simple.sigstore"),
  `notary/${HEX}.jws.sig`,
  `notary/${HEX}.cose.sig`,
  "log/checkpoint",
  "log/tile/entries/x001/067.p/12",
  "log/payloads/policy.json",
  `log/payloads/${HEX}.sigstore.json`,
  `log/proofs/${HEX}.tlog-proof`,
  ...IMAGE_STATEMENTS.map((part) => imageEntry(HEX, `${part}.sigstore`)),
])("the layout has a place for %s", (name) => {
  expect(placeOf(name)).toBe("known");
});

test.each([
  "",
  "capsule.sigstore.json",
  "verify.md",
  "README.md",
  "assets",
  "assets/",
  `assets/${HEX}`,
  `assets/${HEX.toUpperCase()}.sigstore.json`,
  `assets/${HEX}0.sigstore.json`,
  `assets/../${HEX}.sigstore.json`,
  `x/assets/${HEX}.sigstore.json`,
  `sbom/${HEX}.xml`,
  "sbom/other.cdx.json",
  `evidence/${HEX}.exe`,
  "images",
  "images/",
  "logs/x",
  "log",
  "log/",
  "log/a\n",
  "log/a b",
  "trust/trusted_root.json",
  `log/${"a".repeat(100)}`,
])("the layout has no place for %j (A01)", (name) => {
  expect(placeOf(name)).toBe("none");
});

test.each([
  `source/${HEX}`,
  `published/${HEX}.json`,
  "log/checkpoint/",
  "log/tile/0/x001/067",
  `log/payloads/${HEX}.json`,
  `images/${HEX}/later.json`,
  `approvals/${HEX}.sigstore.json`,
  `notary/${HEX}.jws`,
])("%s is kept for a later version, and refused by this one in words of its own", async (name) => {
  expect(placeOf(name)).toBe("reserved");
  await expectFault("capsule-entry-reserved", () => requirePlace(name));
});
