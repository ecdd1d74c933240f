import { expect, test } from "vitest";
import { publishedName } from "../../../src/domain/asset/published-kind.ts";

const OTHERS = ["tool.tgz", "SHA256SUMS", "notes.md"];
const kindOf = (name: string) => publishedName(name, new Set([...OTHERS, name]));

test.each([
  ["tool-1.2.3.capsule", "capsule"],
  ["TOOL.CAPSULE", "capsule"],
  ["tool-1.2.3.intoto.jsonl", "statements"],
  ["multiple.intoto.jsonl", "statements"],
  ["attestation.jsonl", "statements"],
  ["tool-provenance.json", "statements"],
  ["release.sigstore.json", "statements"],
  ["SHA256SUMS", "checksums"],
  ["checksums.txt", "checksums"],
  ["tool_1.2.3_checksums.txt", "checksums"],
  ["tool.tgz.sha256", "checksums"],
  ["shasums512.txt", "checksums"],
  ["tool.tgz", "file"],
  ["tool.pem", "file"],
  ["other.sig", "file"],
  ["app.bundle", "file"],
  ["checksummer", "file"],
] as const)("%s is a %s", (name, kind) => expect(kindOf(name).kind).toBe(kind));

test.each([
  ["tool.tgz.sigstore.json", "bundle"],
  ["tool.tgz.sigstore", "bundle"],
  ["tool.tgz.bundle", "bundle"],
  ["tool.tgz.cosign.bundle", "bundle"],
  ["tool.tgz.asc", "signature"],
  ["tool.tgz.sig", "signature"],
  ["tool.tgz.minisig", "signature"],
  ["tool.tgz.pem", "signature"],
] as const)("%s belongs to the file beside it, as a %s", (name, kind) => {
  expect(kindOf(name)).toMatchObject({ kind, of: "tool.tgz" });
});

test("a signature of a checksum list is no checksum list", () => {
  expect(kindOf("SHA256SUMS.asc")).toMatchObject({ kind: "signature", of: "SHA256SUMS", scheme: "OpenPGP" });
  expect(kindOf("SHA256SUMS.sigstore.json")).toMatchObject({ kind: "bundle", of: "SHA256SUMS" });
});
