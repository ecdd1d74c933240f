import { describe, expect, test } from "vitest";
import { FOUND_KINDS, type FoundKind, gotVerdict, suffices } from "../../../src/domain/release/got-release.ts";

const STRICT = { publishedSuffices: false, checksumsSuffice: false };
const LAX = { publishedSuffices: true, checksumsSuffice: true };

test.each<[FoundKind, unknown, unknown]>([
  ["capsule", "signed", "signed"],
  ["attestations", "signed", "signed"],
  ["bundle", "signed", "signed"],
  ["signed-checksums", "signed", "signed"],
  ["published", undefined, "signed"],
  ["checksums", undefined, "listed"],
  ["signature", undefined, undefined],
])("%s alone is %s where the signer was named, and %s where all is accepted", (kind, strict, lax) => {
  expect([suffices([kind], STRICT), suffices([kind], LAX)]).toEqual([strict, lax]);
});

test("nothing is proven by nothing", () => {
  expect(suffices([], LAX)).toBeUndefined();
  expect(gotVerdict([], [], LAX)).toEqual({ verdict: "incomplete", exitCode: 3 });
});

describe("the verdict", () => {
  test("is rejected by anything refused, whatever else holds", () => {
    for (const kind of FOUND_KINDS) {
      const evidence = [{ status: "verified" }, { status: "refused" }] as const;
      expect(gotVerdict(evidence, [[kind]], LAX)).toEqual({ verdict: "rejected", exitCode: 1 });
    }
  });

  test("needs enough for each file", () => {
    expect(gotVerdict([], [["capsule"], []], LAX).verdict).toBe("incomplete");
    expect(gotVerdict([], [["capsule"], ["bundle"]], STRICT)).toEqual({ verdict: "verified", exitCode: 0 });
    expect(gotVerdict([], [["capsule"], ["checksums"]], LAX)).toEqual({ verdict: "accepted", exitCode: 0 });
  });
});
