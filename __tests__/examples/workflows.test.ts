import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { actionInputs } from "../../src/doors/options/inputs.ts";
import { OUR_WORKFLOW, OURS, readWorkflow, stepsOf } from "./our-step.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const pathsIn = (folder: string): string[] =>
  readdirSync(new URL(`../../${folder}`, import.meta.url))
    .filter((name) => name.endsWith(".yml"))
    .map((name) => folder + name);
const GUIDES = readdirSync(new URL("../../docs/guides", import.meta.url)).map((name) => `docs/guides/${name}`);
const EXAMPLES = pathsIn("examples/");
const WORKFLOWS = [...EXAMPLES, ...pathsIn(".github/workflows/")];
/** These seal nothing; tests of their own run them. */
const OTHERS = ["examples/get.yml", "examples/nightly.yml", "examples/release-log.yml"];
/** Jobs that publish what was sealed, and have a token for that; they run no code of the project. */
const PUBLISHING: Readonly<Record<string, string>> = {
  "examples/crates.yml": "publish",
  "examples/npm.yml": "npm",
  "examples/pypi.yml": "pypi",
};
const built = actionInputs("seal").map(({ name }) => name);

describe.each(EXAMPLES)("%s", (path) => {
  const workflow = readWorkflow(path);
  const jobs = Object.values(workflow.jobs);

  test("gives no permission to the workflow, and says those of each job", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) expect(job.permissions).toBeDefined();
  });

  test.skipIf(OTHERS.includes(path))("seals once, with inputs that are built, in the only job that may sign", () => {
    const ours = stepsOf(workflow, OURS);
    const signing = [...ours.map(({ job }) => job), ...jobs.filter(({ uses }) => uses === OUR_WORKFLOW)];
    expect(signing).toHaveLength(1);
    expect(signing[0]?.permissions).toMatchObject({ contents: "write", "id-token": "write" });
    for (const { step } of ours) for (const input of Object.keys(step.with ?? {})) expect(built).toContain(input);
    const publishing = workflow.jobs[PUBLISHING[path] ?? ""];
    for (const job of jobs) {
      if (!signing.includes(job) && job !== publishing) expect(job.permissions).not.toHaveProperty("id-token");
    }
  });

  test("is what a guide shows, or is linked from docs/publish.md", () => {
    const isShown = GUIDES.some((guide) =>
      read(guide).includes(`<!-- made: example ${path.replace("examples/", "")} -->`),
    );
    expect(isShown || read("docs/publish.md").includes(`](../${path})`)).toBe(true);
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
