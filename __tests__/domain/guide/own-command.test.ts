import { expect, test } from "vitest";
import { trustedRootFile, verifyWords } from "../../../src/domain/guide/own-command.ts";

const identityFlags = ["--repository", "owner/tool"];
const release = { name: "tool", version: "1.2.3" };

test.each([
  ["public-good", undefined, []],
  ["github", undefined, []],
  ["staging", undefined, ["--sigstore", "staging"]],
  ["custom", "root.json", ["--trusted-root", "root.json"]],
  ["local", "local.json", ["--trusted-root", "local.json"]],
  ["staging", "root.json", ["--trusted-root", "root.json"]],
] as const)("verifying what %s signed, with the root %s, needs %j", (instance, trustedRoot, trust) => {
  expect(verifyWords({ instance, identityFlags, trustedRoot, release })).toEqual([
    "verify",
    ...identityFlags,
    ...trust,
  ]);
});

test("a release whose file name another could have is named (X14)", () => {
  const words = (version: string) =>
    verifyWords({ instance: "github", identityFlags, trustedRoot: undefined, release: { name: "tool", version } });
  expect(words("1.2.3+build")).toEqual(["verify", ...identityFlags, "--release", "tool@1.2.3+build"]);
  expect(words("1.2.3-rc.1")).toEqual(["verify", ...identityFlags]);
});

test("an instance of one's own has its root from elsewhere, the local one beside the evidence", () => {
  expect(trustedRootFile("custom", undefined)).toBe("trusted_root.json");
  expect(trustedRootFile("local", "local.trusted_root.json")).toBe("local.trusted_root.json");
  expect(trustedRootFile("public-good", undefined)).toBeUndefined();
});
