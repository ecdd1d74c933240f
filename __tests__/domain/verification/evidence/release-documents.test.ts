import { describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { sha256Hex } from "../../../../src/crypto/node-digest.ts";
import type { RootStatement } from "../../../../src/domain/capsule/root-schema.ts";
import {
  type ReleaseDocument,
  releaseDocuments,
} from "../../../../src/domain/verification/evidence/release-documents.ts";
import { encodeUtf8 } from "../../../../src/kernel/utf8.ts";

const [A, CAPSULE] = ["a".repeat(64), "f".repeat(64)] as [string, string];

/** What a capsule of the one asset `tool.zip` with these entries accounts for. */
async function documents(contents: Readonly<Record<string, string>>): Promise<readonly ReleaseDocument[]> {
  const entries = new Map(Object.entries(contents).map(([name, text]) => [name, encodeUtf8(text)]));
  const evidence = Array.from(entries, ([name, bytes]) => ({ name, digest: { sha256: sha256Hex(bytes) } }));
  const root = {
    subject: [{ name: "tool.zip", digest: { sha256: A } }],
    predicate: { release: { name: "tool", version: "1.0.0" }, evidence },
  } as unknown as RootStatement;
  return releaseDocuments({ root, entries, fileName: "download", sha256: CAPSULE }, nodeCryptography);
}

const digestOf = (text: string) => sha256Hex(encodeUtf8(text));
const published = (name: string, text: string, isReserved: boolean): ReleaseDocument => ({
  ...{ name, sha256: digestOf(text), isReserved },
});
/** As an entry of the capsule, which has no name of its own outside. */
const inside = (name: string, text: string): ReleaseDocument => published(name, text, false);
const ITSELF: ReleaseDocument = { name: "download", sha256: CAPSULE, isReserved: true };

describe("what may lie beside the assets of a release", () => {
  test("is the capsule under the name that it has here, and nothing else if it is empty", async () => {
    expect(await documents({})).toEqual([ITSELF]);
  });

  test("is each document as it is published, and as the entry that it is", async () => {
    const [own, sbom] = [`assets/${A}.sigstore.json`, `sbom/${A}.cdx.json`];
    expect(
      await documents({
        "VERIFY.md": "sha256sum -c checksums.txt",
        "checksums.txt": "c",
        "checksums.txt.sigstore.json": "s",
        "checksums.sha512.txt": "l",
        "provenance.sigstore.json": '{\n  "a": 1\n}',
        "sbom/release.cdx.json": "r",
        "sbom/release.spdx.json": "x",
        [own]: "o",
        [sbom]: "b",
      }),
    ).toEqual([
      ITSELF,
      published("checksums.txt", "c", true),
      published("checksums.txt.sigstore.json", "s", true),
      published("tool-1.0.0.intoto.jsonl", '{"a":1}\n', true),
      published("tool-1.0.0.cdx.json", "r", true),
      published("tool-1.0.0.spdx.json", "x", true),
      published("VERIFY.md", "sha256sum -c checksums.txt", true),
      published("tool.zip.sigstore.json", "o", false),
      published("tool.zip.cdx.json", "b", false),
      inside("VERIFY.md", "sha256sum -c checksums.txt"),
      inside("checksums.txt", "c"),
      inside("checksums.txt.sigstore.json", "s"),
      inside("checksums.sha512.txt", "l"),
      inside("provenance.sigstore.json", '{\n  "a": 1\n}'),
      inside("sbom/release.cdx.json", "r"),
      inside("sbom/release.spdx.json", "x"),
      inside(own, "o"),
      inside(sbom, "b"),
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ["the guide does not name it", { "VERIFY.md": "sha256sum -c sums.txt" }],
    ["there is no guide", {}],
  ])("may be the checksum list of another tool, under the same name, if %s", async (_, guide) => {
    const found = await documents({ ...guide, "checksums.txt": "c", "checksums.txt.sigstore.json": "s" });
    const reserved = found.filter(({ isReserved }) => isReserved).map(({ name }) => name);
    expect(reserved).toEqual(["download", ...Object.keys(guide)]);
    expect(found).toContainEqual(published("checksums.txt", "c", false));
    expect(found).toContainEqual(published("checksums.txt.sigstore.json", "s", false));
  });

  test("is no provenance on one line if the entry is not JSON", async () => {
    expect(await documents({ "provenance.sigstore.json": "{" })).toEqual([
      ITSELF,
      inside("provenance.sigstore.json", "{"),
    ]);
  });
});
