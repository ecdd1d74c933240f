import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { gitHubRun } from "./github-run.ts";

const TESTS = fileURLToPath(new URL("..", import.meta.url));

test("no two repositories that a test names share commit, run or id, as they never do (X4)", () => {
  const names = new Set(
    readdirSync(TESTS, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => [...readFileSync(join(TESTS, path), "utf8").matchAll(/repository: "([\w.-]+\/[\w.-]+)"/g)])
      .map(([, name = ""]) => name.toLowerCase()),
  );
  expect(names.size).toBeGreaterThan(10);
  const runs = [...names].map((repository) => gitHubRun({ repository }));
  for (const fact of ["commit", "runId", "repositoryId"] as const) {
    expect(new Set(runs.map((run) => run[fact])).size).toBe(names.size);
  }
});
