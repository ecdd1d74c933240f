import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { OUR_WORKFLOW, readWorkflow } from "./our-step.ts";
import { type SealedExample, sealExample } from "./seal-example.ts";

const PATH = ".github/workflows/seal.yml";
const SIGNER = `release-capsule/release-capsule/${PATH}@refs/tags/v0.1.0`;
const workflow = readWorkflow(PATH);
const job = workflow.jobs["seal"] ?? { steps: [] };
const call = workflow.on["workflow_call"] as {
  inputs: Record<string, { default?: string; required?: boolean }>;
  outputs: Record<string, { value: string }>;
};
const script = job.steps.find(({ run }) => run !== undefined);
const [ours] = job.steps.filter(({ uses }) => uses === "./.release-capsule");

const expression = (text: string): string => `\${{ ${text} }}`;
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What the script of the workflow makes of the artifacts in a folder. */
async function listed(files: Readonly<Record<string, string>>, digests: string) {
  const [cwd, temporary] = [newFolder(), newFolder()];
  mkdirSync(join(cwd, ".git/info"), { recursive: true });
  mkdirSync(join(temporary, "assets"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(temporary, "assets", name), text);
  const env = { PATH: process.env["PATH"] ?? "", RUNNER_TEMP: temporary, DIGESTS: digests };
  const run = await runProgram("bash", ["-e", "-c", script?.run ?? "false"], { cwd, env });
  const read = (path: string): string => readFileSync(join(temporary, "assets", path), "utf8");
  return { run, list: () => read("checksums.txt"), excluded: readFileSync(join(cwd, ".git/info/exclude"), "utf8") };
}

describe("what an input can reach", () => {
  test("no action, no script, and no repository or commit of a checkout", () => {
    for (const step of job.steps) {
      expect(`${step.uses ?? ""}${step.run ?? ""}`).not.toContain("${{");
      if (!step.uses?.startsWith("actions/checkout@")) continue;
      expect(JSON.stringify(step.with)).not.toMatch(/inputs\.|github\.event/);
    }
    const own = job.steps.find((step) => step.with?.["path"] === ".release-capsule");
    expect(own?.with).toMatchObject({
      repository: expression("job.workflow_repository"),
      ref: expression("job.workflow_sha"),
      "persist-credentials": false,
    });
  });

  test("one script, which writes the list and runs nothing of the caller", () => {
    expect(job.steps.filter(({ run }) => run !== undefined)).toHaveLength(1);
    expect(script?.env).toEqual({ DIGESTS: expression("inputs.digests") });
  });

  test("outputs are those of the Action, forwarded", () => {
    const names = OUTPUTS.map(({ name }) => name as string);
    for (const [name, { value }] of Object.entries(call.outputs)) {
      expect(names).toContain(name);
      expect(value).toBe(expression(`jobs.seal.outputs.${name}`));
      expect((job as { outputs?: Record<string, string> }).outputs?.[name]).toBe(
        expression(`steps.seal.outputs.${name}`),
      );
    }
  });
});

describe.skipIf(process.platform === "win32")("the list of digests", () => {
  test("is written as it is given, without blank lines, whatever it holds", async () => {
    const digests = `${sha256("a")}  a\n\n${sha256("b")}  $(touch x)\`id\`\\n"\n`;
    const { run, list, excluded } = await listed({}, digests);
    expect(run.status).toBe(0);
    expect(list()).toBe(digests.replace("\n\n", "\n"));
    expect(excluded).toBe("/.release-capsule\n");
  });

  test("never takes the place of a file that was built", async () => {
    const { run, list } = await listed({ "checksums.txt": "built" }, "given");
    expect(run.status).not.toBe(0);
    expect(list()).toBe("built");
  });
});

describe("sealing by the workflow", () => {
  let done: SealedExample | undefined;
  afterEach(() => done?.close());

  async function seal(tool: string) {
    const given: Record<string, string> = { "artifact-ids": "1", environment: "release" };
    const inputs = Object.entries(call.inputs).map(([name, of]) => [`inputs.${name}`, given[name] ?? of.default ?? ""]);
    if (ours === undefined) throw new Error("the workflow does not run its own Action");
    done = await sealExample({
      job,
      step: ours,
      values: Object.fromEntries(inputs),
      files: { "/assets/tool": tool, "/assets/checksums.txt": `${sha256("built")}  tool\n` },
      run: { signerWorkflow: SIGNER, environment: "release" },
    });
    return done;
  }

  test("publishes, and a policy that maps the builder gives level 3", async () => {
    const sealed = await seal("built");
    expect(sealed.sealing.stdout).not.toContain("::error");
    expect(sealed.sealing.status).toBe(0);
    expect(sealed.github.violations).toEqual([]);

    const [text = ""] = /```json\n([\s\S]*?)```/.exec(slsaPage())?.slice(1) ?? [];
    const policy = join(newFolder(), "policy.json");
    writeFileSync(policy, text.replaceAll("FULL_COMMIT_SHA", "refs/tags/v0.1.0"));
    const vsa = join(newFolder(), "vsa.json");
    const verified = await sealed.verify(["--policy", policy, "--vsa", vsa]);
    expect(verified.stdout).toMatch(/^VERIFIED/);
    expect(readFileSync(vsa, "utf8")).toContain("SLSA_BUILD_LEVEL_3");
    expect((await sealed.verify(["--repository", "octo-org/octo-tool"])).status).toBe(1);
  });

  test("stops where a file is not the one whose digest was given", async () => {
    const sealed = await seal("changed");
    expect(sealed.sealing.status).toBe(1);
    expect(sealed.sealing.stdout).toContain("states another sha256");
    expect(sealed.github.requests.filter(({ visible }) => visible)).toEqual([]);
  });
});

test("examples/isolated.yml gives the inputs that are required, the permissions that it needs, and none to sign to the build", () => {
  const { jobs } = readWorkflow("examples/isolated.yml");
  const required = Object.entries(call.inputs).filter(([, input]) => input.required === true);
  const given = Object.keys(jobs["seal"]?.with ?? {});
  expect(jobs["seal"]?.uses).toBe(OUR_WORKFLOW);
  expect(given).toEqual(expect.arrayContaining(required.map(([name]) => name)));
  expect(Object.keys(call.inputs)).toEqual(expect.arrayContaining(given));
  expect(jobs["seal"]?.permissions).toEqual(job.permissions);
  expect(jobs["build"]?.permissions).toEqual({ contents: "read" });
});

describe.skipIf(process.platform === "win32")("the script of examples/isolated.yml", () => {
  test("gives the digests of what was built, as the workflow wants them", async () => {
    const [cwd, output] = [newFolder(), join(newFolder(), "output")];
    for (const [name, text] of Object.entries({ "-a": "a", "b c": "b" })) writeFileSync(join(cwd, name), text);
    const steps = readWorkflow("examples/isolated.yml").jobs["build"]?.steps ?? [];
    const digests = steps.find(({ run }) => run?.includes("GITHUB_OUTPUT"))?.run ?? "false";
    const env = { PATH: process.env["PATH"] ?? "", GITHUB_OUTPUT: output };
    expect((await runProgram("bash", ["-e", "-c", digests], { cwd, env })).status).toBe(0);
    const list = `${sha256("a")}  -a\n${sha256("b")}  b c\n`;
    expect(readFileSync(output, "utf8")).toBe(`list<<end-of-list\n${list}end-of-list\n`);
  });
});

function slsaPage(): string {
  return readFileSync(fileURLToPath(new URL("../../docs/slsa.md", import.meta.url)), "utf8");
}
