import { expect, test } from "vitest";
import { isStrong, whyBroken } from "../../../src/domain/attestation/digest-set.ts";

test.each([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
] as const)("a digest by %s is lower-case hex of %d characters, and nothing else", (algorithm, length) => {
  const whole = "0a".repeat(length / 2);
  expect([isStrong({ [algorithm]: whole }), whyBroken({ [algorithm]: whole })]).toEqual([true, undefined]);
  for (const wrong of [
    "",
    whole.slice(1),
    `${whole}0`,
    `g${whole.slice(1)}`,
    `${whole.slice(1)}g`,
    whole.toUpperCase(),
  ]) {
    expect(whyBroken({ sha1: "x", [algorithm]: wrong })).toMatch(new RegExp(`^whose ${algorithm} digest is "`));
  }
});

test("weak and unknown digests prove nothing, and are not judged", () => {
  const digest = { sha1: "x", gitCommit: "y" };
  expect([isStrong(digest), whyBroken(digest), isStrong({}), whyBroken({})]).toEqual([
    false,
    undefined,
    false,
    undefined,
  ]);
});
