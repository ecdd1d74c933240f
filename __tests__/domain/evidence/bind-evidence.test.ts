import { describe, expect, test } from "vitest";
import { bindEvidence } from "../../../src/domain/evidence/bind-evidence.ts";
import { expectFault } from "../../expect-fault.ts";

const asset = (name: string, n: string) => ({ name, size: 1, sha256: n.repeat(64), sha512: n.repeat(128) });
const A = asset("a.zip", "a");
const B = asset("b.zip", "b");
const OTHER = { sha256: "c".repeat(64) };
const names = (found: readonly { name: string }[]) => found.map(({ name }) => name);
const document = (...subjects: readonly Record<string, string>[]) => ({ subjects, isExclusive: false });
const statement = (...subjects: readonly Record<string, string>[]) => ({ subjects, isExclusive: true });

describe("evidence", () => {
  test("is about the assets whose digests it states", () => {
    expect(names(bindEvidence(document({ sha256: A.sha256 }), undefined, [A, B]))).toEqual(["a.zip"]);
    expect(names(bindEvidence(document({ sha512: B.sha512 }, OTHER), undefined, [A, B]))).toEqual(["b.zip"]);
    expect(names(bindEvidence(statement({ sha256: A.sha256 }, { sha256: B.sha256 }), undefined, [A, B]))).toEqual([
      "a.zip",
      "b.zip",
    ]);
  });

  test("that states none is about the named asset, all of them, or the only one", () => {
    expect(names(bindEvidence(document(), "b.zip", [A, B]))).toEqual(["b.zip"]);
    expect(names(bindEvidence(document(), "*", [A, B]))).toEqual(["a.zip", "b.zip"]);
    expect(names(bindEvidence(document(), undefined, [A]))).toEqual(["a.zip"]);
  });

  test.each([
    ["that states none, where there are several assets", document(), undefined],
    ["about other files", document(OTHER), undefined],
    ["about other files, whatever asset is named", document(OTHER), "a.zip"],
    ["about another asset than the named one", document({ sha256: B.sha256 }), "a.zip"],
    ["about fewer assets than were meant", document({ sha256: B.sha256 }), "*"],
    ["named for an asset that is none", document(), "c.zip"],
    ["as a statement that is also about something else", statement({ sha256: A.sha256 }, OTHER), undefined],
    ["with one right and one wrong digest", document({ sha256: A.sha256, sha512: B.sha512 }), undefined],
    ["with a digest that cannot be compared", document({ sha384: "d".repeat(96) }), undefined],
  ])("%s is refused", async (_what, found, named) => {
    const fault = await expectFault("evidence-subject", () => bindEvidence(found, named, [A, B]));
    expect(fault.hint).toContain("report.xml=");
  });
});
