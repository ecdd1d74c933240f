import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { FAULT_CODES, type FaultCode } from "../../src/kernel/fault-codes.ts";
import { newFolder } from "../run-program.ts";
import { commandInFolder } from "./command-in-folder.ts";

const RISK = `schema: https://release-capsule.github.io/release-capsule/schemas/risk/v1
decisions:
  - id: CVE-2026-1001
    aliases: [GHSA-aaaa-bbbb-cccc]
    component: pkg:npm/left@1.2.3
    status: not_affected
    justification: vulnerable_code_not_present
    owner: security@example.org
    reason: not built in
    reviewed: 2026-01-01
    expires: 2999-01-01
  - id: CVE-2026-1002
    component: pkg:npm/right
    status: under_investigation
    owner: security@example.org
    reason: looked at
    reviewed: 2020-01-01
    expires: 2020-02-01
`;

function folderWith(risk: string | undefined) {
  const folder = newFolder();
  mkdirSync(join(folder, "release"));
  if (risk !== undefined) writeFileSync(join(folder, "release/risk.yaml"), risk);
  return { folder, vex: (...argv: string[]) => commandInFolder(folder, ["vex", ...argv], {}) };
}

describe("capsule vex", () => {
  test("writes the repository, and names what it leaves out", async () => {
    const { folder, vex } = folderWith(RISK);
    const found = await vex("--repository", "octo-org/octo-tool");
    expect(found.status).toBe(0);
    expect(found.out).toContain("wrote 2 statements into");
    expect(found.out).toContain("left out: CVE-2026-1002 in pkg:npm/right does not hold today");
    const index = JSON.parse(readFileSync(join(folder, "vex/index.json"), "utf8"));
    expect(index.packages).toHaveLength(1);
    expect(existsSync(join(folder, "vex", index.packages[0].location))).toBe(true);
    expect(existsSync(join(folder, "vex-repository.json"))).toBe(true);
  });

  test("says the same as JSON, in another folder, of another place", async () => {
    const { folder, vex } = folderWith(RISK);
    const location = "https://octo.example/vex.tar.gz";
    const found = await vex("--repository", "octo-org/octo-tool", "--out", "public", "--location", location, "--json");
    expect(JSON.parse(found.out)).toMatchObject({
      folder: join(folder, "public"),
      files: ["vex/pkg/npm/left/vex.json", "vex/index.json", "vex-repository.json"],
      statements: 2,
      leftOut: [{ id: "CVE-2026-1002", component: "pkg:npm/right" }],
    });
    expect(readFileSync(join(folder, "public/vex-repository.json"), "utf8")).toContain(location);
  });

  test.each<readonly [string, string | undefined, readonly string[], FaultCode]>([
    ["nobody who decides", RISK, [], "usage"],
    ["a place that is not fetched by https", RISK, ["--repository", "a/b", "--location", "http://x"], "usage"],
    ["no decisions", undefined, ["--repository", "a/b"], "file-missing"],
    ["decisions that are none", "schema: x\n", ["--repository", "a/b"], "risk-malformed"],
  ])("with %s it writes nothing", async (_, risk, argv, code) => {
    const { folder, vex } = folderWith(risk);
    const found = await vex(...argv, "--json");
    expect([found.status, JSON.parse(found.out).code]).toEqual([FAULT_CODES[code].exit, code]);
    expect(existsSync(join(folder, "vex-repository.json"))).toBe(false);
  });
});
