import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OPTIONS, type Option } from "../../src/doors/options.ts";
import { OURS, readWorkflow, stepsOf } from "./our-step.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const pathsIn = (folder: string): string[] =>
  readdirSync(new URL(`../../${folder}`, import.meta.url))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => folder + name);
const EXAMPLES = pathsIn("examples/");
const WORKFLOWS = [...EXAMPLES, ...pathsIn(".github/workflows/")];
const built = OPTIONS.filter((option: Option) => option.input && option.planned !== true).map(({ name }) => name);

describe.each(EXAMPLES)("%s", (path) => {
  const workflow = readWorkflow(path);
  const jobs = Object.values(workflow.jobs);

  test("gives no permission to the workflow, and says those of each job", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) expect(job.permissions).toBeDefined();
  });

  test("seals once, with inputs that are built, in a job that may sign and publish", () => {
    const ours = stepsOf(workflow, OURS);
    expect(ours).toHaveLength(1);
    for (const { job, step } of ours) {
      expect(job.permissions).toMatchObject({ contents: "write", "id-token": "write" });
      for (const input of Object.keys(step.with ?? {})) expect(built).toContain(input);
    }
  });

  test("is linked from the README", () => {
    expect(read("README.md")).toContain(`](${path})`);
  });
});

test("an action has one version in all workflows and examples", () => {
  const versions = new Map<string, Set<string>>();
  for (const [, action = "", version = ""] of WORKFLOWS.map(read)
    .join("\n")
    .matchAll(/uses: ([\w./-]+)@(.+)$/gm)) {
    versions.set(action, (versions.get(action) ?? new Set()).add(version));
  }
  expect([...versions].filter(([, of]) => of.size > 1)).toEqual([]);
  expect(versions.size).toBeGreaterThan(8);
});
