import { expect, test } from "vitest";
import { consumerCommand } from "../../../../src/journeys/seal/publish/footer-of.ts";
import { writtenRelease } from "../../../../src/journeys/seal/publish/written-release.ts";
import type { Sealed } from "../../../../src/journeys/seal/seal.ts";
import { createTestForge } from "../../../signing/test-forge.ts";

const { identity } = await createTestForge().session();

/** As much of a release that the staging instance signed as a command is made from. */
const sealed = {
  identity: { ...identity, instance: "staging" },
  facts: { name: "octo-tool", version: "1.2.3", tag: "v1.2.3" },
  capsule: { name: "octo-tool-1.2.3.capsule", sha256: "0".repeat(64) },
  location: "/out",
  published: [{ name: "octo-tool-1.2.3.capsule", size: 1, sha256: "0".repeat(64) }],
  ...{ assets: [], claims: [], warnings: [], trustedRoot: undefined, examined: { claims: [], values: [] } },
} as unknown as Sealed;

test("what staging signed is verified under the root of staging, in every command that is printed", () => {
  expect(consumerCommand(sealed)).toMatch(
    /^node \.\.\/\w+\.js verify octo-tool-1\.2\.3\.capsule --repository octo-org\/octo-tool --sigstore staging$/,
  );
  const written = writtenRelease(sealed, { folder: "/out", published: sealed.published, givenRoot: undefined });
  expect(written?.verifyArguments.slice(0, 5)).toEqual([
    ...["verify", "--repository", "octo-org/octo-tool"],
    ...["--sigstore", "staging"],
  ]);
});

test("after a dry run there is no command, for there is no capsule", () => {
  expect(consumerCommand({ ...sealed, location: undefined })).toBeUndefined();
});

test("what an instance of one's own signed is verified under the root that the user gave", () => {
  const own = { ...sealed, identity: { ...sealed.identity, instance: "custom" as const } };
  const written = writtenRelease(own, { folder: "/out", published: sealed.published, givenRoot: "/keys/own.json" });
  expect(written?.verifyArguments.join(" ")).toContain("--trusted-root /keys/own.json");
});
