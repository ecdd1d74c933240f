import { expect, test } from "vitest";
import {
  assetSignatureEntry,
  evidenceEntry,
  isEvidenceEntryName,
  sbomEntry,
  signatureEntry,
} from "../../../src/domain/capsule/entry-names.ts";

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
  `images/${HEX}/manifest.json`,
  `images/${HEX}/referrers/0.json`,
  "log/checkpoint",
  "log/tile/0/x001/067",
  "log/tile/entries/000.p/5",
  "trust/snapshot.trusted_root.json",
  "VERIFY.md",
])("the layout has a place for %s", (name) => {
  expect(isEvidenceEntryName(name)).toBe(true);
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
  `images/${HEX}`,
  `images/${HEX}/`,
  `images/${HEX}/../x`,
  "log",
  "log/",
  "log//x",
  "log/./x",
  "log/.hidden",
  "log/a\n",
  "log/a b",
  "trust/trusted_root.json",
  `log/${"a".repeat(100)}`,
])("the layout has no place for %j (A01)", (name) => {
  expect(isEvidenceEntryName(name)).toBe(false);
});
