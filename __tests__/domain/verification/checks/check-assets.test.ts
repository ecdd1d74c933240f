import { describe, expect, test } from "vitest";
import { checkAssets, SEALED, SIGNED } from "../../../../src/domain/verification/checks/check-assets.ts";
import type { Claim } from "../../../../src/domain/verification/claim.ts";
import type { AssetResult, AssetStatus } from "../../../../src/domain/verification/verification.ts";
import { asFlag } from "../../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../../src/kernel/advice.ts";

/** A file of this status, sealed as `a.zip` unless `changes` say otherwise. */
function result(status: AssetStatus, changes: Partial<AssetResult> = {}): AssetResult {
  return { sealedName: "a.zip", looked: "a.zip", status, reason: `it is ${status}`, ...changes };
}

const document = (status: AssetStatus) => result(status, { isDocument: true });
const foreign = result("beside", { sealedName: undefined });

/** The claim that nothing is verified by; `required` unless the words say that it need not be. */
function open(status: Claim["status"], reason: string): Partial<Claim> {
  return { id: "assets", status, reason, required: true };
}

const verified = (reason: string): Partial<Claim> => ({ id: "assets", status: "verified", reason, required: true });

/** From the worst to the least: each decides if what stands before it is absent. */
const BAD: readonly [AssetStatus, Partial<Claim>][] = [
  ["failed", { id: "assets", status: "failed", reason: "it is failed", code: "digest-mismatch", required: true }],
  ["unreadable", open("not-checked", "a file could not be read")],
  ["absent", open("missing", "it is absent")],
  ["not-vouched", open("not-checked", "it is not-vouched")],
  ["not-part", open("not-checked", "it is not-part")],
];

describe("one bad file decides, however many others are right", () => {
  test.each(BAD)("%s", (status, claim) => {
    for (const words of [SEALED, SIGNED]) {
      for (const evidenceOnly of [true, false]) {
        const found = checkAssets([result("verified"), result(status), result("renamed")], words, { evidenceOnly });
        expect(found).toEqual(claim);
      }
    }
  });

  test("and the worst of several, in any order", () => {
    for (const [at, [, claim]] of BAD.entries()) {
      const results = BAD.slice(at).map(([status]) => result(status));
      expect(checkAssets(results, SEALED, {})).toEqual(claim);
      expect(checkAssets(results.toReversed(), SEALED, {})).toEqual(claim);
    }
  });
});

test.each<[string, readonly AssetResult[], string, string]>([
  ["the only file", [result("verified")], "1 of 1 file is the sealed one", "the file is what was signed"],
  [
    "two files",
    [result("verified"), result("verified")],
    "2 of 2 files are the sealed ones",
    "2 files are what was signed",
  ],
  [
    "one of two, where the other was not asked about",
    [result("not-asked"), result("verified")],
    "1 of 2 files are the sealed ones",
    "the file is what was signed",
  ],
  [
    "files under other names",
    [result("renamed"), result("verified"), result("renamed")],
    "3 of 3 files are the sealed ones, 2 of them under another name",
    "3 files are what was signed, 2 of them under another name",
  ],
  [
    "a file beside a document and what is foreign",
    [document("verified"), result("verified"), foreign],
    "1 of 1 file is the sealed one",
    "the file is what was signed",
  ],
  [
    "one document",
    [document("verified"), foreign],
    "the file is a document of this release",
    "the file is a document of this release",
  ],
  [
    "documents alone",
    [document("verified"), document("renamed"), result("not-asked")],
    "2 files are documents of this release",
    "2 files are documents of this release",
  ],
])("%s: what was looked at is counted", (_, results, sealed, signed) => {
  expect(checkAssets(results, SEALED, {})).toEqual(verified(sealed));
  expect(checkAssets(results, SIGNED, {})).toEqual(verified(signed));
});

describe("nothing is verified by looking at nothing", () => {
  test.each<[string, readonly AssetResult[]]>([
    ["without any file", []],
    ["with files that nobody asked about", [result("not-asked")]],
    ["with foreign files in the folder", [foreign]],
  ])("%s", (_, results) => {
    const { hint, ...claim } = checkAssets(results, SEALED, {});
    expect(claim).toEqual(open("not-checked", "no file of this release is here"));
    expect(spelled(hint ?? "", asFlag)).toBe(
      "name the files to check, or put them beside the capsule; --evidence-only accepts this",
    );
    expect(checkAssets(results, SIGNED, { evidenceOnly: false })).toStrictEqual(
      open("not-checked", "no file was checked"),
    );
  });

  test("and it is required, unless only the evidence is", () => {
    for (const words of [SEALED, SIGNED]) {
      expect(checkAssets([], words, { evidenceOnly: true })).toMatchObject({ status: "not-checked", required: false });
    }
  });
});
