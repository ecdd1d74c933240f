import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { COMMAND_NAMES, flagsOf } from "../../src/doors/options/commands.ts";
import { ENVIRONMENT_VARIABLES, environmentOf } from "../../src/doors/options/environment.ts";
import { manualPage } from "../../tools/readme/manual-page.ts";

const hasGroff = spawnSync("groff", ["--version"]).status === 0;

describe("the manual page", () => {
  test("is what the tables make", () => {
    expect(readFileSync("docs/man/capsule.1", "utf8")).toBe(manualPage());
  });

  test("holds every command, flag, variable and exit code", () => {
    const page = manualPage().replaceAll("\\-", "-");
    for (const command of COMMAND_NAMES) {
      expect(page).toContain(`\n.B capsule ${command}\n`);
      for (const { name } of flagsOf(command)) expect(page).toContain(`.BI "--${name}"`);
    }
    for (const { name } of ENVIRONMENT_VARIABLES) expect(page).toContain(`\n.B ${name}\n`);
    expect([...page.matchAll(/^\.B (\d)$/gm)].map(([, code]) => code)).toEqual(["0", "1", "2", "3", "4"]);
  });

  test.skipIf(!hasGroff)("is formatted without a warning", () => {
    const { status, stderr } = spawnSync("groff", ["-man", "-Tutf8", "-ww", "-z", "docs/man/capsule.1"], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe("variables of the environment", () => {
  /** Of CI systems, which set them of themselves, and of the runner, which gives inputs by them. */
  const OF_CI = /^(?:GITHUB_(?!TOKEN$)|RUNNER_|ACTIONS_|INPUT_|CI_|GITLAB_CI$|BUILDKITE|CIRCLE)/;

  test("that the program reads are each in the table", () => {
    const listed = new Set(ENVIRONMENT_VARIABLES.map(({ name }) => name));
    const text = ENVIRONMENT_VARIABLES.map(({ description }) => description).join(" ");
    const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
    const read = files.flatMap((path) =>
      [...readFileSync(join("src", path), "utf8").matchAll(/\b(?:env|processEnv)\(\s*"([A-Z][A-Z0-9_]+)"/g)].map(
        ([, name = ""]) => name,
      ),
    );
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !OF_CI.test(name) && !listed.has(name) && !text.includes(name))).toEqual([]);
  });

  test("stand at the commands that read them", () => {
    expect(environmentOf("verify").map(({ name }) => name)).toContain("CAPSULE_ROOTS");
    expect(environmentOf("show").map(({ name }) => name)).not.toContain("GITHUB_TOKEN");
    expect(environmentOf()).toHaveLength(ENVIRONMENT_VARIABLES.length);
  });
});
