import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { actionInputs } from "../../src/doors/options/inputs.ts";
import { TOKEN } from "../github-server/start-github-server.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { OUR_WORKFLOW, readWorkflow } from "./our-step.ts";
import { type SealedExample, sealExample } from "./seal-example.ts";

const PATH = ".github/workflows/seal.yml";
const SIGNER = `release-capsule/release-capsule/${PATH}@refs/tags/v0.1.0`;
const workflow = readWorkflow(PATH);
const job = workflow.jobs["seal"] ?? { steps: [] };
const call = workflow.on["workflow_call"] as {
  inputs: Record<string, { default?: string | boolean; required?: boolean }>;
  secrets: Record<string, unknown>;
  outputs: Record<string, { value: string }>;
};
const scriptWith = (variable: string) => job.steps.find(({ env }) => env !== undefined && variable in env);
const [ours] = job.steps.filter(({ uses }) => uses === "./.release-capsule");

const expression = (text: string): string => `\${{ ${text} }}`;
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What the script of the workflow makes of the artifacts in a folder. */
async function listed(files: Readonly<Record<string, string>>, digests: string) {
  const [cwd, temporary] = [newFolder(), newFolder()];
  mkdirSync(join(cwd, ".git/info"), { recursive: true });
  mkdirSync(join(temporary, "assets"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(temporary, "assets", name), text);
  const output = join(temporary, "output");
  const env = { PATH: process.env["PATH"] ?? "", RUNNER_TEMP: temporary, DIGESTS: digests, GITHUB_OUTPUT: output };
  const run = await runProgram("bash", ["-e", "-c", scriptWith("DIGESTS")?.run ?? "false"], { cwd, env });
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

  test("scripts get inputs as variables alone, and run nothing of the caller", () => {
    const scripts = job.steps.filter(({ run }) => run !== undefined);
    expect(scripts.map(({ env }) => env)).toEqual([
      { REPOSITORY: expression("job.workflow_repository"), SHA: expression("job.workflow_sha") },
      { DIGESTS: expression("inputs.digests") },
      { EVIDENCE: expression("inputs.evidence"), SBOM: expression("inputs.sbom") },
      { IMAGES: expression("inputs.images"), REGISTRY_TOKEN: expression("secrets.registry-token") },
    ]);
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

describe("the inputs of the Action", () => {
  const inputs = actionInputs("seal");
  const refused = refusedInputs();

  test("are each taken, or refused in docs/slsa.md with the reason, and none is both", () => {
    const taken = Object.keys(call.inputs).filter((name) => !["artifact-ids", "digests", "environment"].includes(name));
    expect([...taken, ...refused.keys()].sort()).toEqual(inputs.map(({ name }) => name).sort());
    for (const reason of refused.values()) expect(reason.length).toBeGreaterThan(20);
  });

  test("that are taken reach the Action under their name, with its default", () => {
    const given = ours?.with ?? {};
    for (const { name, default: value } of inputs.filter(({ name }) => !refused.has(name))) {
      const inArtifacts = name === "evidence" || name === "sbom";
      expect(given[name]).toBe(expression(inArtifacts ? `steps.given.outputs.${name}` : `inputs.${name}`));
      const { default: own } = call.inputs[name] ?? {};
      expect(own === "" || own === false ? undefined : String(own)).toBe(value);
    }
  });

  test("that are refused are not given, but for the list of digests and the token", () => {
    const given = Object.keys(ours?.with ?? {}).filter((name) => refused.has(name));
    expect(given.sort()).toEqual(["assets-from", "github-token"]);
    expect(ours?.with?.["github-token"]).toBe(expression("secrets.release-token || github.token"));
    expect(Object.keys(call.secrets)).toEqual(["registry-token", "release-token"]);
  });
});

describe.skipIf(process.platform === "win32")("the repository and commit of the workflow", () => {
  const ask = (REPOSITORY: string, SHA: string) => {
    const env = { PATH: process.env["PATH"] ?? "", REPOSITORY, SHA };
    return runProgram("bash", ["-e", "-c", scriptWith("REPOSITORY")?.run ?? "true"], { cwd: newFolder(), env });
  };

  test("are asked for before anything is checked out, and nothing goes on without them (W12)", async () => {
    expect(job.steps[0]).toBe(scriptWith("REPOSITORY"));
    expect(job.steps[0]).not.toHaveProperty("if");
    expect((await ask("release-capsule/release-capsule", "0".repeat(40))).status).toBe(0);
    for (const [repository = "", sha = ""] of [[], ["release-capsule/release-capsule"], ["", "0".repeat(40)]]) {
      const { status, stdout } = await ask(repository, sha);
      expect(status).toBe(1);
      expect(stdout).toMatch(/^::error::this runner does not say/);
    }
  });
});

describe.skipIf(process.platform === "win32")("files of evidence and SBOMs", () => {
  const name = async (EVIDENCE: string, SBOM = "") => {
    const output = join(newFolder(), "output");
    const env = { PATH: process.env["PATH"] ?? "", RUNNER_TEMP: "/t", GITHUB_OUTPUT: output, EVIDENCE, SBOM };
    const run = await runProgram("bash", ["-e", "-c", scriptWith("EVIDENCE")?.run ?? "false"], {
      cwd: newFolder(),
      env,
    });
    return { run, output: () => readFileSync(output, "utf8") };
  };

  test("are named inside the artifacts", async () => {
    const { run, output } = await name("junit.xml=*\n\nscans/a b.sarif=tool\n", "/etc/passwd");
    expect(run.status).toBe(0);
    expect(output()).toBe(
      "evidence<<|\n/t/assets/junit.xml=*\n/t/assets/scans/a b.sarif=tool\n|\nsbom<<|\n/t/assets//etc/passwd\n|\n",
    );
  });

  test.each(["../../proc/self/environ", "a\n..", "$(id)", "|", "{.,.}{.,.}/x", "a\r"])(
    "%j is refused",
    async (line) => {
      expect((await name(line)).run.status).toBe(1);
      expect((await name("", line)).run.status).toBe(1);
    },
  );
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

describe.skipIf(process.platform === "win32")("the login to registries", () => {
  async function login(IMAGES: string, REGISTRY_TOKEN: string) {
    const temporary = newFolder();
    const env = { PATH: process.env["PATH"] ?? "", RUNNER_TEMP: temporary, IMAGES, REGISTRY_TOKEN };
    const run = await runProgram("bash", ["-e", "-c", scriptWith("REGISTRY_TOKEN")?.run ?? "false"], {
      cwd: temporary,
      env,
    });
    return { run, file: join(temporary, "registries.json") };
  }

  test.skipIf(!existsSync("/usr/bin/jq"))("is for the registries of the images alone", async () => {
    const { run, file } = await login("ghcr.io/a/b@sha256:1\nghcr.io/a/c:1\nlocalhost:5000/x:1\n", "octo:secret");
    expect(run.status).toBe(0);
    const auth = Buffer.from("octo:secret").toString("base64");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      auths: { "ghcr.io": { auth }, "localhost:5000": { auth } },
    });
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test("is not written where there is none", async () => {
    const { run, file } = await login("ghcr.io/a/b:1", "");
    expect([run.status, existsSync(file)]).toEqual([0, false]);
  });
});

describe("sealing by the workflow", () => {
  let done: SealedExample | undefined;
  afterEach(() => done?.close());

  async function seal(tool: string) {
    const given: Record<string, string> = { "artifact-ids": "1", environment: "release" };
    const inputs = Object.entries(call.inputs).map(([name, of]) => [
      `inputs.${name}`,
      given[name] ?? String(of.default ?? ""),
    ]);
    if (ours === undefined) throw new Error("the workflow does not run its own Action");
    done = await sealExample({
      job,
      step: ours,
      values: {
        ...Object.fromEntries(inputs),
        ...{ "steps.given.outputs.evidence": "", "steps.given.outputs.sbom": "" },
        "secrets.release-token || github.token": TOKEN,
      },
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

/** The one list of inputs that the workflow must not take, with the reasons. */
function refusedInputs(): Map<string, string> {
  const [, table = ""] = /\| Not taken \|.*\n\|.*\n((?:\|.*\n)+)/.exec(slsaPage()) ?? [];
  const rows = table.matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm);
  return new Map([...rows].map(([, name = "", reason = ""]) => [name, reason]));
}

function slsaPage(): string {
  return readFileSync(fileURLToPath(new URL("../../docs/slsa.md", import.meta.url)), "utf8");
}
