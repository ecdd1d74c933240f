import { describe, expect, test } from "vitest";
import type { ReleaseKey } from "../../../../src/ports/release-host.ts";
import { gitHubAddress } from "../../../../src/services/github/api/github-address.ts";
import { createGitHubApi } from "../../../../src/services/github/api/github-api.ts";
import { gitHubReleaseHost } from "../../../../src/services/github/release/release-host.ts";
import { systemFiles } from "../../../../src/world/files/files.ts";
import { expectFault } from "../../../expect-fault.ts";
import { quietProgress } from "../../../quiet-progress.ts";
import { testClock } from "../../../test-clock.ts";
import { API, memoryGitHub, TOKEN } from "../memory-github.ts";

const COMMIT = "a".repeat(40);

function open(assets: readonly { name: string; size: number }[], planned = 7, id = "74") {
  const github = memoryGitHub(COMMIT);
  const warnings: string[] = [];
  const progress = { ...quietProgress(), warn: (text: string) => warnings.push(text) };
  const api = createGitHubApi(gitHubAddress(API, "octo-org/octo-tool"), TOKEN, { http: github, clock: testClock() });
  const host = gitHubReleaseHost({
    ...{ api, files: systemFiles, progress, repositoryId: id },
    settings: { keepDraft: false, replace: false, attestations: "off" },
  });
  const names = Array.from({ length: planned }, (_, index) => `evidence-${index}`);
  const key: ReleaseKey = {
    ...{
      name: "octo-tool",
      version: "1.2.3",
      versioning: "semver",
      tag: "v1.2.3",
      commit: COMMIT,
      checksums: "checksums.txt",
      planned: names,
      ours: names,
    },
    capsule: "evidence-0",
    assets: assets.map((asset) => ({ ...asset, sha256: "0".repeat(64), path: "/nowhere" })),
  };
  return { github, warnings, opened: host.open(key) };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `asset-${index}`, size: 1 }));

describe("before anything is signed", () => {
  test("an asset of 2 GiB or of no byte is refused without asking GitHub, one of a byte less is not (G22)", async () => {
    const limit = 2 ** 31;
    await open([{ name: "large", size: limit - 1 }]).opened;
    for (const [size, code] of [
      [limit, "asset-too-large"],
      [0, "asset-empty"],
    ] as const) {
      const { github, opened } = open([{ name: "tool", size }]);
      await expectFault(code, () => opened);
      expect(github.requests).toEqual([]);
    }
  });

  test.each([
    [993, 7],
    [998, 2],
    [1000, 0],
  ])("%d assets with %d files of evidence fit, one more does not (G14)", async (count, planned) => {
    await open(many(count), planned).opened;
    const fault = await expectFault("published-too-many", () => open(many(count + 1), planned).opened);
    expect(fault.hint).toContain("publish");
  });

  test("more uploads than GitHub takes in an hour are counted and told of, 400 are not (W7)", async () => {
    const quiet = open(many(393));
    await quiet.opened;
    expect(quiet.warnings).toEqual([]);
    const told = open(many(394));
    await told.opened;
    expect(told.warnings).toEqual([
      expect.stringContaining("uploads 401 files, and GitHub takes about 500 in an hour"),
    ]);
  });

  test("another repository than that of the run is refused", async () => {
    await expectFault("source-contradiction", () => open(many(1), 7, "75").opened);
  });
});
