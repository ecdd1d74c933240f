import { describe, expect, test } from "vitest";
import {
  isReleaseType,
  parseReleaseAttestation,
  RELEASE_PREDICATE_TYPES,
} from "../../../src/domain/attestation/release-attestation.ts";
import { STATEMENT_TYPE } from "../../../src/domain/attestation/statement.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";

const COMMIT = "c".repeat(40);
const PURL = "pkg:github/octo-org/octo-tool@v1";
const TAG = { uri: PURL, digest: { sha1: COMMIT } };
const FILE = { name: "tool", digest: { sha256: "1".repeat(64) } };
const PREDICATE = { ownerId: "65", repositoryId: "74", repository: "octo-org/octo-tool", tag: "v1", purl: PURL };

const parse = (changes: object = {}) => {
  const document = {
    _type: STATEMENT_TYPE,
    subject: [TAG, FILE],
    predicateType: RELEASE_PREDICATE_TYPES[0],
    predicate: PREDICATE,
  };
  return parseReleaseAttestation(encodeUtf8(JSON.stringify({ ...document, ...changes })));
};
const said = (changes: object) => parse({ predicate: { ...PREDICATE, ...changes } });
async function refuses(action: () => unknown, words = ""): Promise<void> {
  const fault = await expectFault("statement-malformed", action);
  expect(fault.message).toMatch(/^GitHub's attestation of the release /);
  expect(fault.message).toContain(words);
}

describe("GitHub's attestation of a release", () => {
  test("says repository, numbers, tag, commit and files, in either version", () => {
    const stated = {
      ...{ repository: "octo-org/octo-tool", repositoryId: "74", ownerId: "65", databaseId: undefined },
      ...{ tag: "v1", commit: COMMIT, files: [{ name: "tool", sha256: "1".repeat(64) }] },
    };
    for (const predicateType of RELEASE_PREDICATE_TYPES) expect(parse({ predicateType })).toStrictEqual(stated);
    expect(said({ databaseId: "9", packageId: "8" })).toStrictEqual({ ...stated, databaseId: "9" });
    expect(parse({ subject: [FILE, TAG] })).toStrictEqual(stated);
    expect(parse({ subject: [TAG] })).toStrictEqual({ ...stated, files: [] });
  });

  test("may spell its package URL in other letters, and the tag with or without escapes", () => {
    const of = (purl: string, tag: string) =>
      parse({ subject: [{ ...TAG, uri: purl }, FILE], predicate: { ...PREDICATE, purl, tag } }).tag;
    expect(of("pkg:github/Octo-Org/OCTO-tool@v1", "v1")).toBe("v1");
    expect(of("pkg:github/octo-org/octo-tool@a%2Fv1", "a/v1")).toBe("a/v1");
    expect(of("pkg:github/octo-org/octo-tool@a/v1", "a/v1")).toBe("a/v1");
    expect(of("pkg:github/octo-org/octo-tool@100%", "100%")).toBe("100%");
  });

  test("is told by the beginning of its type", () => {
    for (const type of RELEASE_PREDICATE_TYPES) expect(isReleaseType(type)).toBe(true);
    expect(isReleaseType("https://in-toto.io/attestation/release/v9")).toBe(true);
    for (const other of [
      "",
      "https://in-toto.io/attestation/releases",
      "x https://in-toto.io/attestation/release/",
      1,
      undefined,
    ]) {
      expect(isReleaseType(other)).toBe(false);
    }
  });
});

describe("refused is", () => {
  test.each([
    ["another package URL of the tag", { subject: [{ ...TAG, uri: `${PURL}0` }, FILE] }],
    ["another tag", { predicate: { ...PREDICATE, tag: "v2" } }],
    ["another repository", { predicate: { ...PREDICATE, repository: "mallory/octo-tool" } }],
  ])("%s", async (_, changes) => {
    await refuses(() => parse(changes), "names its release in ways that do not agree");
  });

  test.each([
    "pkg:npm/octo-org/octo-tool@v1",
    `${PURL}\nmore`,
    "x pkg:github/octo-org/octo-tool@v1",
    "pkg:github/octo-org/octo-tool@%",
    "pkg:github/octo-org/octo-tool@",
  ])("the package URL %s", async (purl) => {
    const predicate = { ...PREDICATE, purl };
    await refuses(() => parse({ predicate, subject: [{ ...TAG, uri: purl }] }), "do not agree");
  });

  test("no tag, two tags, or a file twice", async () => {
    await refuses(() => parse({ subject: [FILE] }), "names 0 tags");
    await refuses(() => parse({ subject: [TAG, TAG] }), "names 2 tags");
    await refuses(
      () => parse({ subject: [TAG, FILE, { ...FILE, digest: { sha256: "2".repeat(64) } }] }),
      'names "tool" twice',
    );
  });

  test.each<readonly [string, object]>([
    ["no subject", { subject: [] }],
    [
      "more subjects than a release has",
      { subject: [TAG, ...Array.from({ length: 1001 }, (_, at) => ({ ...FILE, name: `${at}` }))] },
    ],
    ["another type of statement", { _type: "https://in-toto.io/Statement/v0.1" }],
    ["another type of predicate", { predicateType: "https://in-toto.io/attestation/release/v9" }],
    ["a further field", { more: 1 }],
    ["a further field of a tag", { subject: [{ ...TAG, more: 1 }] }],
    ["a further digest of a tag", { subject: [{ ...TAG, digest: { sha1: COMMIT, sha256: "1".repeat(64) } }] }],
    ["a further field of a file", { subject: [TAG, { ...FILE, more: 1 }] }],
    ["a file without a name", { subject: [TAG, { ...FILE, name: "" }] }],
    ["a file of too long a name", { subject: [TAG, { ...FILE, name: "x".repeat(1025) }] }],
    ...["", "1".repeat(63), `${"1".repeat(64)}x`, `x${"1".repeat(64)}`, "A".repeat(64)].map(
      (sha256) => [`the SHA-256 ${sha256}`, { subject: [TAG, { ...FILE, digest: { sha256 } }] }] as const,
    ),
    ...["", "c".repeat(39), `${COMMIT}x`, `x${COMMIT}`, "C".repeat(40)].map(
      (sha1) => [`the SHA-1 ${sha1}`, { subject: [{ ...TAG, digest: { sha1 } }] }] as const,
    ),
  ])("%s", async (_, changes) => {
    await refuses(() => parse(changes));
  });

  test("numbers and a repository that GitHub does not write", async () => {
    for (const id of ["", "0", "01", "x1", "1x", "1".repeat(21), 1]) {
      for (const name of ["ownerId", "repositoryId", "databaseId", "packageId"])
        await refuses(() => said({ [name]: id }));
    }
    for (const repository of [
      "octo-tool",
      "-a/b",
      "a/b/c",
      "a/",
      "/b",
      "a b/c",
      " a/b",
      "a/b ",
      `a/${"b".repeat(511)}`,
    ]) {
      const purl = `pkg:github/${repository}@v1`;
      await refuses(() => parse({ subject: [{ ...TAG, uri: purl }], predicate: { ...PREDICATE, repository, purl } }));
    }
    await refuses(() => said({ more: 1 }));
    await refuses(() => said({ tag: "" }));
    expect(said({ ownerId: "1".repeat(20) }).ownerId).toBe("1".repeat(20));
  });

  test("the largest release has room for its tag", () => {
    const files = Array.from({ length: 1000 }, (_, at) => ({ ...FILE, name: `${at}` }));
    expect(parse({ subject: [TAG, ...files] }).files).toHaveLength(1000);
  });

  test("what is no JSON", async () => {
    await expectFault("json-malformed", () => parseReleaseAttestation(encodeUtf8("{")));
  });
});
