import { expect, test } from "vitest";
import { trustedRootFile, verifyWords } from "../../../src/domain/guide/own-command.ts";

const identityFlags = ["--repository", "owner/tool"];

test.each([
  ["public-good", undefined, []],
  ["github", undefined, []],
  ["staging", undefined, ["--sigstore", "staging"]],
  ["custom", "root.json", ["--trusted-root", "root.json"]],
  ["local", "local.json", ["--trusted-root", "local.json"]],
  ["staging", "root.json", ["--trusted-root", "root.json"]],
] as const)("verifying what %s signed, with the root %s, needs %j", (instance, trustedRoot, trust) => {
  expect(verifyWords({ instance, identityFlags, trustedRoot })).toEqual(["verify", ...identityFlags, ...trust]);
});

test("an instance of one's own has its root from elsewhere, the local one beside the evidence", () => {
  expect(trustedRootFile("custom", undefined)).toBe("trusted_root.json");
  expect(trustedRootFile("local", "local.trusted_root.json")).toBe("local.trusted_root.json");
  expect(trustedRootFile("public-good", undefined)).toBeUndefined();
});
