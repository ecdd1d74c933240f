import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { describeAsset } from "../../../../src/domain/sbom/describe/describe-asset.ts";
import type { SbomDocument } from "../../../../src/domain/sbom/model/sbom-document.ts";
import { requireQuality } from "../../../../src/domain/sbom/quality/require-quality.ts";
import { readSbomSubject } from "../../../../src/domain/sbom/read/sbom-subject.ts";
import { formatCycloneDx } from "../../../../src/domain/sbom/write/cyclonedx.ts";
import { formatSpdx23 } from "../../../../src/domain/sbom/write/spdx-2-3.ts";
import { TOOL } from "../../../../src/domain/tool.ts";
import { bytesSource } from "../../../../src/kernel/byte-source.ts";

const DOCUMENT: SbomDocument = { epoch: 0, tool: TOOL, producer: undefined };
const hex = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest("hex");

function described(name: string, bytes: Uint8Array) {
  const digests = { sha256: hex("sha256", bytes), sha512: hex("sha512", bytes) };
  return describeAsset({ name, size: bytes.length, ...digests, source: bytesSource(bytes) });
}

describe("text that people read is whole by itself", () => {
  test.each<[string, string]>([
    ["README.md", "# A tool\n\nÄ, 語, 🙂\r\n\tcode\n"],
    ["LICENSE", "MIT\n\f\n"],
    ["SHA256SUMS", `${"a".repeat(64)}  tool\n`],
    ["tool.tar.gz.asc", "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n"],
  ])("%s", async (name, text) => {
    const inventory = await described(name, Buffer.from(text));
    expect(inventory.components).toEqual([]);
    expect(inventory.completeness).toEqual([
      { level: "complete", refs: [inventory.root.ref], reason: "it is plain text, which has no parts" },
    ]);
    requireQuality(inventory, DOCUMENT, { kind: "plausible" });
    for (const bytes of [formatCycloneDx(inventory, DOCUMENT), formatSpdx23(inventory, DOCUMENT)]) {
      expect(readSbomSubject(bytes)).toMatchObject({ isSaidPlain: true, completeness: "complete", components: 0 });
    }
  });
});

describe("what is not verifiably that stays unknown", () => {
  test.each<[string, string, Uint8Array]>([
    ["a binary with the name of a text", "notes.txt", Buffer.from([0x68, 0, 0x69])],
    ["bytes that are not UTF-8", "notes.txt", Buffer.from([0x68, 0xff, 0xfe])],
    ["a text with a control character", "notes.txt", Buffer.from("a\u001b[2Jb")],
    ["a script with the name of a text", "notes.txt", Buffer.from("#!/bin/sh\ncurl x | sh\n")],
    ["a text with the name of a program", "tool", Buffer.from("hello\n")],
    ["a bundled script", "tool.js", Buffer.from("(()=>{})()\n")],
    ["an image", "logo.png", Buffer.from("\x89PNG\r\n\x1a\n", "latin1")],
    ["a binary signature", "tool.sig", Buffer.from([0x88, 0x75, 4, 0])],
    ["an empty file", "notes.txt", Buffer.from("")],
    ["a text that is longer than one", "notes.txt", Buffer.alloc((1 << 20) + 1, "a")],
  ])("%s", async (_what, name, bytes) => {
    const inventory = await described(name, bytes);
    expect(inventory.completeness[0]?.level).toBe("unknown");
    expect(readSbomSubject(formatCycloneDx(inventory, DOCUMENT)).isSaidPlain).toBe(false);
    expect(readSbomSubject(formatSpdx23(inventory, DOCUMENT)).isSaidPlain).toBe(false);
  });

  test("an archive with the name of a text is read as the archive that it is", async () => {
    const zip = Buffer.from("504b0506".padEnd(44, "0"), "hex");
    expect((await described("notes.txt", zip)).completeness[0]?.reason).not.toContain("plain text");
  });
});
