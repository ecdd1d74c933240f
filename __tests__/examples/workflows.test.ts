import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { OPTIONS, type Option } from "../../src/doors/options.ts";

interface Step {
  readonly uses?: string;
  readonly with?: Record<string, unknown>;
}
interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>;
}

const OURS = "release-capsule/release-capsule@FULL_COMMIT_SHA";
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const namesIn = (path: string): string[] =>
  readdirSync(new URL(`../../${path}`, import.meta.url)).filter((name) => name.endsWith(".yml"));
const ownWorkflows = namesIn(".github/workflows/").map((name) => read(`.github/workflows/${name}`));
const built = OPTIONS.filter((option: Option) => option.input && option.planned !== true).map(({ name }) => name);

describe.each(namesIn("examples/"))("examples/%s", (name) => {
  const workflow = parse(read(`examples/${name}`)) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("gives no permission to the workflow, and says those of each job", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) expect(job.permissions).toBeDefined();
  });

  test("pins each action of others to a commit that our own workflows use", () => {
    for (const { uses } of steps) {
      if (uses === undefined || uses === OURS) continue;
      expect(uses).toMatch(/@[0-9a-f]{40}$/);
      expect(ownWorkflows.some((text) => text.includes(uses))).toBe(true);
    }
  });

  test("seals once, with inputs that are built", () => {
    const ours = steps.filter(({ uses }) => uses === OURS);
    expect(ours).toHaveLength(1);
    for (const input of Object.keys(ours[0]?.with ?? {})) expect(built).toContain(input);
  });
});
