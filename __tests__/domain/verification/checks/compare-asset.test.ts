import { describe, expect, test } from "vitest";
import type { ReleaseSubject } from "../../../../src/domain/capsule/root-schema.ts";
import {
  compareAsset,
  isTakenFor,
  type LookedAsset,
} from "../../../../src/domain/verification/checks/compare-asset.ts";
import type { ReleaseDocument } from "../../../../src/domain/verification/evidence/release-documents.ts";
import type { AssetResult } from "../../../../src/domain/verification/verification.ts";

const digestOf = (letter: string) => letter.repeat(64);
const longDigestOf = (letter: string) => letter.repeat(128);

function file(name: string, letter: string): ReleaseSubject {
  const digest = { sha256: digestOf(letter), sha512: longDigestOf(letter) };
  return { name, digest, annotations: { kind: "file" } };
}

const SUBJECTS: readonly ReleaseSubject[] = [
  file("tool.zip", "a"),
  file("readme.txt", "b"),
  { name: "ghcr.io/octo-org/tool", digest: { sha256: digestOf("c") }, annotations: { kind: "image" } },
];

const DOCUMENTS: readonly ReleaseDocument[] = [
  { name: "VERIFY.md", sha256: digestOf("d"), isReserved: true },
  { name: "checksums.txt", sha256: digestOf("e"), isReserved: false },
  { name: "sums.txt", sha256: digestOf("e"), isReserved: false },
];

/** Looks at bytes of that letter under a name. */
function look(name: string | undefined, letter: string, changes: Partial<LookedAsset> = {}): Promise<AssetResult> {
  const found = { name, looked: `./${name ?? letter}`, sha256: digestOf(letter), sha512: longDigestOf(letter) };
  return compareAsset({ ...found, ...changes }, SUBJECTS, async () => DOCUMENTS);
}

interface Expected {
  readonly status: AssetResult["status"];
  readonly reason: string;
  readonly sealed?: readonly [name: string, letter: string];
}

function expected(name: string | undefined, letter: string, { status, reason, sealed }: Expected): AssetResult {
  return {
    ...{ looked: `./${name ?? letter}`, sha256: digestOf(letter), status, reason, sealedName: sealed?.[0] },
    ...(sealed && { sealedSha256: digestOf(sealed[1]) }),
  };
}

const TOOL = ["tool.zip", "a"] as const;
const README = ["readme.txt", "b"] as const;
const IMAGE = ["ghcr.io/octo-org/tool", "c"] as const;

describe("a file of the release", () => {
  test.each<[string, string | undefined, string, Expected]>([
    [
      "its own name and bytes",
      "tool.zip",
      "a",
      { status: "verified", reason: '"tool.zip" is the sealed file', sealed: TOOL },
    ],
    ["only its digest", undefined, "a", { status: "verified", reason: '"./a" is the sealed file', sealed: TOOL }],
    [
      "another name",
      "download",
      "a",
      { status: "renamed", reason: '"download" was sealed as "tool.zip"', sealed: TOOL },
    ],
    [
      "its name written otherwise, and its own bytes",
      "TOOL.ZIP",
      "a",
      { status: "renamed", reason: '"TOOL.ZIP" was sealed as "tool.zip"', sealed: TOOL },
    ],
    [
      "the name of another, also as some consumer reads it (X10)",
      "README.txt.",
      "a",
      {
        ...{ status: "failed", sealed: TOOL },
        reason: '"README.txt." is sealed as "tool.zip", and its name is that of "readme.txt"',
      },
    ],
    [
      "the name of another exactly",
      "readme.txt",
      "a",
      { status: "failed", reason: '"readme.txt" is not the sealed file', sealed: README },
    ],
    ["other bytes", "tool.zip", "f", { status: "failed", reason: '"tool.zip" is not the sealed file', sealed: TOOL }],
    [
      "the bytes of a document",
      "tool.zip",
      "d",
      { status: "failed", reason: '"tool.zip" is not the sealed file', sealed: TOOL },
    ],
    [
      "other bytes, under a name that some consumer takes for it (X10)",
      "Tool.zip",
      "f",
      { status: "failed", reason: '"Tool.zip" is not the sealed file "tool.zip"', sealed: TOOL },
    ],
    [
      "nothing of the release",
      "notes.txt",
      "f",
      { status: "not-part", reason: '"notes.txt" is not part of this release' },
    ],
    ["a digest of nothing", undefined, "f", { status: "not-part", reason: '"./f" is not part of this release' }],
    [
      "the digest of an image",
      "ghcr.io/octo-org/tool",
      "c",
      { status: "verified", reason: '"ghcr.io/octo-org/tool" is the sealed file', sealed: IMAGE },
    ],
  ])("is judged by name and bytes: %s", async (_, name, letter, result) => {
    expect(await look(name, letter)).toStrictEqual(expected(name, letter, result));
  });

  test("has both digests, if both are known", async () => {
    const unknown = await look("tool.zip", "a", { sha512: undefined });
    expect(unknown.status).toBe("verified");
    const other = await look("tool.zip", "a", { sha512: longDigestOf("f") });
    expect(other.status).toBe("failed");
    const found = await look(undefined, "a", { sha512: longDigestOf("f") });
    expect(found.status).toBe("failed");
    const sameLong = await look("tool.zip", "f", { sha512: longDigestOf("a") });
    expect(sameLong.status).toBe("failed");
  });

  test("is an image by its one digest, whatever the other says", async () => {
    expect((await look(undefined, "c", { sha512: longDigestOf("f") })).status).toBe("verified");
  });

  test("is told with its size, if that is known", async () => {
    expect(await look("tool.zip", "a", { size: 0 })).toMatchObject({ size: 0, status: "verified" });
    expect(await look("VERIFY.md", "d", { size: 7 })).toMatchObject({ size: 7, status: "verified" });
    expect(await look("tool.zip", "a")).not.toHaveProperty("size");
  });
});

describe("a web page in place of a file", () => {
  const page = (text: string) => ({ start: new TextEncoder().encode(text) });

  test("is told as one", async () => {
    expect(await look("tool.zip", "f", page("<!DOCTYPE html>"))).toStrictEqual({
      ...expected("tool.zip", "f", {
        ...{ status: "failed", sealed: TOOL },
        reason: '"tool.zip" is a web page, not the sealed file',
      }),
      isWebPage: true,
    });
  });

  test("is not any other file, nor the sealed page itself", async () => {
    expect(await look("tool.zip", "f", page("hello"))).not.toHaveProperty("isWebPage");
    expect((await look("tool.zip", "a", page("<!DOCTYPE html>"))).status).toBe("verified");
  });
});

describe("a document that the release put beside its assets", () => {
  test.each<[string, string | undefined, string, AssetResult["status"], readonly [string, string], string]>([
    [
      "its name and bytes",
      "VERIFY.md",
      "d",
      "verified",
      ["VERIFY.md", "d"],
      '"VERIFY.md" is a document of this release',
    ],
    ["any other name", "x.md", "d", "verified", ["VERIFY.md", "d"], '"x.md" is a document of this release'],
    ["only its digest", undefined, "e", "verified", ["checksums.txt", "e"], '"./e" is a document of this release'],
    ["one of two names", "sums.txt", "e", "verified", ["sums.txt", "e"], '"sums.txt" is a document of this release'],
    [
      "other bytes under its own name",
      "VERIFY.md",
      "f",
      "failed",
      ["VERIFY.md", "d"],
      '"VERIFY.md" is not the document that was sealed',
    ],
    [
      "the bytes of another under its own name",
      "VERIFY.md",
      "e",
      "failed",
      ["VERIFY.md", "d"],
      '"VERIFY.md" is not the document that was sealed',
    ],
  ])("is judged by name and bytes: %s", async (_, name, letter, status, sealed, reason) => {
    expect(await look(name, letter)).toStrictEqual({
      ...expected(name, letter, { status, sealed, reason }),
      isDocument: true,
    });
  });

  test("is not every file of a name that other tools use, too", async () => {
    expect((await look("checksums.txt", "f")).status).toBe("not-part");
  });

  test("is not read for a file of the release", async () => {
    const none = () => expect.unreachable("no document is needed");
    const found = { name: "tool.zip", looked: "tool.zip", sha256: digestOf("f"), sha512: undefined };
    expect((await compareAsset(found, SUBJECTS, none)).status).toBe("failed");
  });
});

test.each([
  ["tool.zip", "TOOL.zip", true],
  ["tool.zip", "tool.zip. .", true],
  ["tool", "tool.", true],
  ["tool", "tool. .", true],
  ["tool.zip", "tool.zip ", true],
  ["tool.zip", "ｔool.zip", true],
  ["my tool.zip", "my.tool.zip", true],
  ["e\u0301.zip", "\u00e9.zip", true],
  ["tool.zip", "tool..zip", true],
  ["tool. zip", "toolzip", false],
  ["tool.zip", "tool.zi", false],
  ["tool.zip", ".tool.zip", false],
])("some file system, or GitHub, may have one file for %j and %j: %s (X10)", (one, other, isSame) => {
  expect(isTakenFor(one, other)).toBe(isSame);
  expect(isTakenFor(other, one)).toBe(isSame);
});
