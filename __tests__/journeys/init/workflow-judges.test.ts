import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { recogniseProject } from "../../../src/domain/setup/recognise-project.ts";
import { workflowText } from "../../../src/domain/setup/workflow-text.ts";
import { buildsJudges } from "../../has-go.ts";
import { installProgram } from "../../interop/install-program.ts";
import { runTool } from "../../interop/run-tool.ts";
import { newFolder } from "../../run-program.ts";
import { PROJECTS } from "./projects.ts";

const BUILD_MS = 240_000;
const PIN = { commit: "0".repeat(39).concat("1"), comment: "before v0.1.0" };
const FURTHER = {
  "a container": { files: { Dockerfile: "FROM scratch\n" }, tags: [] },
  "what nothing is known of": { files: { "README.md": "" }, tags: [] },
  "a workspace of crates": {
    files: {
      "Cargo.toml": '[workspace]\nmembers = ["a", "b"]\n',
      "a/Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\n',
      "b/Cargo.toml": '[package]\nname = "b"\nversion = "1.0.0"\n',
    },
    tags: [],
  },
};

/** The workflow of every kind of project, in a folder. */
const folder = newFolder();
const names: string[] = [];
beforeAll(() => {
  for (const [name, { files, tags = [] }] of Object.entries({ ...PROJECTS, ...FURTHER })) {
    const found = new Map(Object.entries(files));
    const members = [...found.keys()].filter((path) => /.\/(?:package\.json|Cargo\.toml)$/.test(path));
    const place = { name: "tool", repository: "https://github.com/acme/tool", branch: "main", tags };
    names.push(`${name.replaceAll(/\W+/g, "-")}.yml`);
    writeFileSync(join(folder, names.at(-1) ?? ""), workflowText(recogniseProject(place, found, members), PIN));
  }
  expect(names.length).toBeGreaterThan(14);
});

describe("the workflows that are written", () => {
  test.skipIf(!buildsJudges())(
    "pass actionlint",
    async ({ skip }) => {
      const installed = await installProgram("actionlint", Date.now() + BUILD_MS);
      if ("error" in installed) return skip(`actionlint could not be built: ${installed.error}`);
      const run = await runTool(installed.path, ["-no-color", ...names], {
        ...{ cwd: folder, timeoutMs: 60_000, env: process.env },
      });
      expect(run.stdout + run.stderr).toBe("");
      expect(run.status).toBe(0);
    },
    BUILD_MS + 60_000,
  );

  test(
    "pass zizmor, whatever is severe or not",
    async ({ skip }) => {
      const installed = await installProgram("zizmor", Date.now() + BUILD_MS);
      if ("error" in installed) return skip(`zizmor could not be installed: ${installed.error}`);
      const args = ["--offline", "--no-progress", "--color=never", "--collect=all", ...names];
      const judge = () => runTool(installed.path, args, { cwd: folder, timeoutMs: 60_000, env: process.env });
      const run = await judge();
      expect(run.stdout).toContain("No findings to report");
      expect(run.status).toBe(0);
      // It would have seen one.
      writeFileSync(
        join(folder, names[0] ?? ""),
        "on: push\njobs: { a: { runs-on: x, steps: [{ uses: a/b@main }] } }\n",
      );
      expect((await judge()).status).not.toBe(0);
    },
    BUILD_MS + 60_000,
  );
});
