import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import type { CarriedRoot } from "../../src/domain/sigstore/roots-file.ts";
import type { CarriedRoots } from "../../src/ports/carried-roots.ts";
import { renewRoots, type Taken } from "../../tools/roots/renew-roots.ts";
import { tooOld } from "../../tools/roots/root-age.ts";
import { expectFault } from "../expect-fault.ts";
import { createTestForge } from "../signing/test-forge.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("a release", () => {
  const root = { dated: "2026-08-21" };

  test.each([
    ["2026-08-21T00:00:00Z", 0],
    ["2026-10-20T23:59:59Z", 0],
    ["2026-10-21T00:00:00Z", 1],
    ["2026-08-20T23:59:59Z", 1],
  ])("at %s refuses %i of one root of 2026-08-21 (W4)", (now, count) => {
    expect(tooOld({ github: root }, new Date(now))).toHaveLength(count);
  });

  test("refuses a root without a date, and says how to renew it (W4)", () => {
    const [problem] = tooOld({ staging: { dated: "soon" } }, new Date("2026-08-21"));
    expect(problem).toContain("npm run roots:renew");
  });

  test("looks at the calendar, and nothing else does: neither the tests nor the check of every commit (W4)", () => {
    expect(read(".github/workflows/release.yml")).toContain("npm run roots:age");
    const { scripts } = JSON.parse(read("package.json"));
    const others = Object.entries(scripts).filter(([name]) => name !== "roots:age");
    for (const text of [read(".ci/run"), read(".github/workflows/check.yml"), JSON.stringify(others)]) {
      expect(text).not.toMatch(/roots:age|check-root-age/);
    }
  });
});

describe("renewing the built-in roots", () => {
  const bytes = createTestForge().trustedRoot;
  const versions = { root: 3, timestamp: 4, snapshot: 5, targets: 6 };

  /** What every repository serves at a time. */
  function serving(fetched: string, root = bytes): CarriedRoots {
    const common = { repository: "https://tuf.example", fetched, versions, sha256: sha256Hex(root) };
    return {
      fetch: async (instance) => ({ instance, ...common, files: {} }),
      prove: async ({ instance }: CarriedRoot) => ({ instance, ...common, bytes: root }),
    };
  }

  function taken(dated: string, sha256 = sha256Hex(bytes)): Taken {
    const one = { source: "somewhere", dated, sha256 };
    return { "public-good": one, github: one, staging: one };
  }

  test("writes what changed with its origin and date", async () => {
    const files = await renewRoots(
      { ...taken("2026-11-20"), github: { source: "old", dated: "2026-11-20", sha256: "0".repeat(64) } },
      serving("2026-11-24T05:00:00Z"),
    );
    expect([...files.keys()].sort()).toEqual(["github.json", "taken.json"]);
    expect(files.get("github.json")).toEqual(bytes);
    const record = JSON.parse(Buffer.from(files.get("taken.json") ?? []).toString());
    expect(record.github).toEqual({
      source: "https://tuf.example (targets 6, root 3)",
      dated: "2026-11-24",
      sha256: sha256Hex(bytes),
    });
    expect(record.staging.dated).toBe("2026-11-20");
  });

  test("dates what did not change anew after three weeks, and leaves it alone before", async () => {
    expect((await renewRoots(taken("2026-11-20"), serving("2026-11-24T05:00:00Z"))).size).toBe(0);
    const files = await renewRoots(taken("2026-11-01"), serving("2026-11-24T05:00:00Z"));
    expect([...files.keys()]).toEqual(["taken.json"]);
  });

  test("takes nothing that our own loader refuses", async () => {
    const broken = Buffer.from('{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}');
    await expectFault("trusted-root-malformed", () =>
      renewRoots(taken("2026-11-20"), serving("2026-11-24T05:00:00Z", broken)),
    );
  });
});
