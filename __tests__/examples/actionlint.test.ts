import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { buildsJudges } from "../has-go.ts";
import { installProgram } from "../interop/install-program.ts";
import { runTool } from "../interop/run-tool.ts";
import { newFolder } from "../run-program.ts";

const TOP = fileURLToPath(new URL("../../", import.meta.url));
const BUILD_MS = 240_000;

/** Newer than this version of actionlint: https://docs.github.com/actions/reference/workflows-and-actions/contexts#job-context */
const NEWER = 'property "workflow_(repository|sha)" is not defined in object type';

test.skipIf(!buildsJudges())(
  "actionlint passes every workflow and example",
  async ({ skip }) => {
    const installed = await installProgram("actionlint", Date.now() + BUILD_MS);
    if ("error" in installed) return skip(`actionlint could not be built: ${installed.error}`);
    const paths = ["examples", ".github/workflows"].flatMap((folder) =>
      readdirSync(`${TOP}${folder}`)
        .filter((name) => name.endsWith(".yml"))
        .map((name) => `${folder}/${name}`),
    );
    expect(paths.length).toBeGreaterThan(10);
    const run = await runTool(installed.path, ["-no-color", "-ignore", NEWER, ...paths], {
      cwd: TOP,
      timeoutMs: 60_000,
      env: process.env,
    });
    expect(run.stdout + run.stderr).toBe("");
    expect(run.status).toBe(0);
  },
  BUILD_MS + 60_000,
);

test.skipIf(process.env["CAPSULE_JUDGES"] !== "1")(
  "zizmor passes every example, whatever is severe or not",
  async ({ skip }) => {
    const installed = await installProgram("zizmor", Date.now() + BUILD_MS);
    if ("error" in installed) return skip(`zizmor could not be installed: ${installed.error}`);
    const folder = newFolder();
    const names = readdirSync(`${TOP}examples`).filter((name) => name.endsWith(".yml"));
    for (const name of names) {
      const text = readFileSync(`${TOP}examples/${name}`, "utf8");
      writeFileSync(join(folder, name), text.replaceAll("FULL_COMMIT_SHA", "1".repeat(40)));
    }
    const run = await runTool(installed.path, ["--offline", "--no-progress", "--color=never", ...names], {
      ...{ cwd: folder, timeoutMs: 60_000, env: process.env },
    });
    expect(run.stdout).toContain("No findings to report");
    expect(run.status).toBe(0);
  },
  BUILD_MS + 60_000,
);
