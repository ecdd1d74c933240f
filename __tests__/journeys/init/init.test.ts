import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { actionInputs } from "../../../src/doors/options/inputs.ts";
import { init } from "../../../src/journeys/init/init.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { systemGit } from "../../../src/world/git/git.ts";
import type { Step, Workflow } from "../../examples/our-step.ts";
import { expectFault } from "../../expect-fault.ts";
import { type GitRepository, gitRepository } from "../../git-repository.ts";
import { capsule, newFolder, runProgram } from "../../run-program.ts";
import { PROJECTS, type TestProject } from "./projects.ts";

const OURS = /^release-capsule\/release-capsule@[0-9a-f]{40}$/;

function repositoryOf({ files, tags = [] }: Pick<TestProject, "files" | "tags">): GitRepository {
  const folder = join(newFolder(), "tool");
  mkdirSync(folder);
  const repository = gitRepository(folder);
  repository.commit(files);
  for (const tag of tags) repository.git("tag", tag);
  repository.git("remote", "add", "origin", "https://github.com/acme/tool");
  return repository;
}

const initIn = (cwd: string, ...args: string[]) => capsule(["init", ...args], { cwd });

async function isThere(program: string): Promise<boolean> {
  return (await runProgram("sh", ["-c", `command -v "$0"`, program], { cwd: newFolder() })).status === 0;
}

/** The environment of a step, in which the stand-ins come first. */
function runnerEnv({ standIn = {}, tag }: TestProject): Record<string, string> {
  const programs = newFolder();
  for (const [name, script] of Object.entries(standIn)) {
    writeFileSync(join(programs, name), script);
    chmodSync(join(programs, name), 0o755);
  }
  const home = process.env["HOME"] ?? "";
  return {
    ...{
      PATH: `${programs}:${process.env["PATH"]}`,
      HOME: home,
      GITHUB_REF_NAME: tag,
      GITHUB_OUTPUT: join(programs, "output"),
    },
    ...{ GITHUB_REPOSITORY: "acme/tool", GOFLAGS: "-p=1", npm_config_cache: join(programs, "npm") },
  };
}

describe.each(Object.entries(PROJECTS))("%s", (_name, project) => {
  test("is recognised; its workflow builds what `capsule check` finds ready", async ({ skip }) => {
    for (const program of project.programs) {
      if (project.standIn?.[program] === undefined && !(await isThere(program))) skip(`${program} is not here`);
    }
    const repository = repositoryOf(project);
    const { path } = repository;
    const run = await initIn(path, "--yes", "--json");
    expect(run).toMatchObject({ status: 0, stderr: "" });
    const said = JSON.parse(run.stdout);
    expect(said).toMatchObject({ kind: project.kind, written: true, repository: "https://github.com/acme/tool" });
    const again = JSON.parse((await initIn(path, "--yes", "--json")).stdout);
    expect(again.files.map(({ change }: { change: string }) => change)).toEqual(Array(5).fill("same"));

    if (project.files["gradlew"] !== undefined) chmodSync(join(path, "gradlew"), 0o755);
    repository.git("add", "-A");
    repository.git("commit", "-q", "-m", "prepare");
    repository.git("tag", project.tag);
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD");
    repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    const workflow: Workflow = parse(readFileSync(join(path, ".github/workflows/release.yml"), "utf8"));
    expect(workflow.permissions).toEqual({});
    const { steps = [] } = workflow.jobs["release"] ?? {};
    const env = runnerEnv(project);
    for (const step of steps) await runStep(step, { path, env, project });

    const ours = steps.filter(({ uses }) => OURS.test(uses ?? ""));
    expect(ours).toHaveLength(1);
    const checked = await capsule(checkArguments(ours[0] ?? {}, project), { cwd: path });
    expect(checked.stdout + checked.stderr).toMatch(/^READY/);
    for (const name of project.made) expect(checked.stdout + listing(path)).toContain(name);
    expect(checked.status).toBe(0);
  }, 120_000);
});

async function runStep(
  step: Step,
  { path, env, project }: { path: string; env: Record<string, string>; project: TestProject },
): Promise<void> {
  const isOfOthers = /^(?:goreleaser|docker)\//.test(step.uses ?? "");
  const script = step.run ?? (isOfOthers ? (project.actions ?? "exit 9") : undefined);
  if (script === undefined) return;
  expect(script).not.toContain("${{");
  const run = await runProgram("bash", ["-eo", "pipefail", "-c", script], {
    cwd: path,
    env: { ...env, ...ownEnv(step) },
  });
  expect(run, script).toMatchObject({ status: 0 });
}

function ownEnv({ env = {} }: Step): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => !String(value).includes("${{")));
}

/** The inputs of our step, as the flags of `check` that they are. */
function checkArguments({ with: given = {} }: Step, { tag }: TestProject): string[] {
  for (const name of Object.keys(given)) expect(actionInputs("seal").map((input) => input.name)).toContain(name);
  const { assets, ...rest } = given;
  const flags = Object.entries(rest).flatMap(([name, value]) => (name === "tag" ? [] : [`--${name}`, String(value)]));
  return ["check", "--verbose", "--tag", tag, ...flags, ...(assets === undefined ? [] : [String(assets)])];
}

function listing(path: string): string {
  return ["release-assets", "dist", "target/distrib"]
    .flatMap((folder) => {
      try {
        return readdirSync(join(path, folder));
      } catch {
        return [];
      }
    })
    .join("\n");
}

describe("capsule init", () => {
  const NPM = { files: { "package.json": '{ "name": "tool", "version": "1.2.3" }' } };

  test("shows every change as a difference, asks nobody outside of a terminal, and writes nothing then", async () => {
    const { path, git } = repositoryOf(NPM);
    const run = await initIn(path);
    expect(run.status).toBe(3);
    expect(run.stdout).toMatch(/^\.github\/workflows\/release\.yml: new\n\+ # Builds/m);
    expect(run.stdout).toContain("capsule init --yes");
    expect(git("status", "--porcelain")).toBe("");
    const dry = await initIn(path, "--dry-run");
    expect(dry).toMatchObject({ status: 0, stdout: expect.stringContaining("this was a dry run") });
    expect(git("status", "--porcelain")).toBe("");
  });

  test("replaces nothing that is there, and adds only the missing lines to .gitignore", async () => {
    const own = {
      ...NPM.files,
      "release/manifest.yml": "own",
      "docs/SECURITY.md": "own",
      "release/policy.json": "own",
      ".gitignore": "node_modules\n/release-assets/",
      ".github/workflows/release.yml": "name: own\non: push\n",
    };
    const { path } = repositoryOf({ files: own });
    const run = await initIn(path, "--yes");
    expect(run.status).toBe(0);
    for (const [name, text] of Object.entries(own)) {
      const now = readFileSync(join(path, name), "utf8");
      expect(now).toBe(name === ".gitignore" ? `${text}\n*.release/\n` : text);
    }
    expect(run.stdout).toContain("docs/SECURITY.md is there");
    expect(run.stdout).toContain(".gitignore: 1 line at its end");
  });

  test.each([
    ["softprops/action-gh-release", "steps:\n - uses: softprops/action-gh-release@v2\n"],
    ["gh release create", "steps:\n - run: gh release create v1\n"],
    ["semantic-release", "steps:\n - run: npx semantic-release\n"],
  ])("writes no second workflow beside one that publishes by %s", async (by, text) => {
    const { path } = repositoryOf({ files: { ...NPM.files, ".github/workflows/ci.yml": text } });
    const said = JSON.parse((await initIn(path, "--yes", "--json")).stdout);
    expect(said.notes.join()).toContain(`by ${by}`);
    expect(readdirSync(join(path, ".github/workflows"))).toEqual(["ci.yml"]);
  });

  test.each([
    ["release:\n  draft: true\n", false],
    ["release:\n  draft: false\n", true],
    ["release:\n  # draft: true\n  disable: false\n", true],
    ["builds:\n  draft: true\n", true],
    ["release: [not, a, table]\n", true],
    ["release: {draft: true\n", true],
  ])("asks for a draft of GoReleaser only where the configuration makes none: %j", async (text, isAsked) => {
    const { path } = repositoryOf({ files: { "go.mod": "module example.com/tool\n", ".goreleaser.yml": text } });
    const said = JSON.parse((await initIn(path, "--dry-run", "--json")).stdout);
    expect(said).toMatchObject({ kind: "goreleaser" });
    expect(said.notes.join().includes("set release.draft to true")).toBe(isAsked);
  });

  test("writes a step that stops the run where nothing says how the project is built", async () => {
    const { path } = repositoryOf({ files: { "README.md": "words" } });
    const said = JSON.parse((await initIn(path, "--yes", "--json")).stdout);
    expect(said).toMatchObject({ kind: "unknown", notes: [expect.stringContaining("replace the step")] });
    const workflow: Workflow = parse(readFileSync(join(path, ".github/workflows/release.yml"), "utf8"));
    const script = workflow.jobs["release"]?.steps.find((step) => step.run !== undefined)?.run ?? "";
    expect((await runProgram("bash", ["-e", "-c", script], { cwd: path })).status).toBe(1);
  });

  test("keeps the numbers of the tags: calendar versions stand in the manifest, and components have a form each", async () => {
    const { path } = repositoryOf({ ...NPM, tags: ["2026.10", "2026.11"] });
    await initIn(path, "--yes");
    const manifest = parse(readFileSync(join(path, "release/manifest.yaml"), "utf8"));
    expect(manifest).toMatchObject({ tag: "{version}", versioning: "calver" });
    const workspace = repositoryOf(PROJECTS["an npm workspace with changesets"] ?? NPM);
    await initIn(workspace.path, "--yes");
    const { components } = parse(readFileSync(join(workspace.path, "release/manifest.yaml"), "utf8"));
    expect(components).toMatchObject([
      { name: "core", tag: "@acme/core@{version}" },
      { name: "ui", tag: "@acme/ui@{version}" },
    ]);
  });

  test("a policy names the repository, and the branch where the tag does not start the run", async () => {
    const { path } = repositoryOf(PROJECTS["a project that release-please versions"] ?? NPM);
    await initIn(path, "--yes");
    const { signers } = parsePolicy(readFileSync(join(path, "release/policy.json")));
    expect(signers).toMatchObject([{ repository: "https://github.com/acme/tool", sourceRef: "refs/heads/main" }]);
  });

  test("refuses a folder that is in no checkout, and writes no hostile name into a command", async () => {
    const outside = await initIn(newFolder(), "--json");
    expect(JSON.parse(outside.stdout)).toMatchObject({ code: "configuration-invalid" });
    const hostile = { "Cargo.toml": '[package]\nname = "a; curl evil"\n[[bin]]\nname = "$(id)"\n', "src/main.rs": "" };
    const folder = join(newFolder(), "x$(id)`id`");
    mkdirSync(folder);
    gitRepository(folder).commit(hostile);
    await initIn(folder, "--yes");
    const workflow = readFileSync(join(folder, ".github/workflows/release.yml"), "utf8");
    expect(workflow).not.toMatch(/\$\(id\)|curl|`id`/);
    expect(parse(readFileSync(join(folder, "release/manifest.yaml"), "utf8")).name).toBe("x-id-id-");
  });
});

describe("what GitHub says", () => {
  async function notes(settings: { isPublic: boolean; hasImmutableReleases: boolean | "forbidden" }) {
    const { path } = repositoryOf({ files: { Makefile: "dist:\n\ttrue\n" } });
    const host = {
      isPublic: async () => settings.isPublic,
      hasImmutableReleases: async () => {
        if (settings.hasImmutableReleases === "forbidden") throw new Fault("github-refused", "no");
        return settings.hasImmutableReleases;
      },
    };
    const order = { folder: path, pin: { commit: "0".repeat(40), comment: "none" }, agree: async () => false };
    return (
      await init(order, { files: systemFiles, git: systemGit((name) => process.env[name]), settings: () => host })
    ).notes;
  }

  test("is told to who can change it, and what may not be asked is passed over", async () => {
    expect(await notes({ isPublic: true, hasImmutableReleases: true })).toEqual([]);
    expect(await notes({ isPublic: true, hasImmutableReleases: "forbidden" })).toEqual([]);
    expect(await notes({ isPublic: true, hasImmutableReleases: false })).toEqual([
      expect.stringContaining("Turn on immutable releases"),
    ]);
    expect(await notes({ isPublic: false, hasImmutableReleases: true })).toEqual([expect.stringContaining("private")]);
  });

  test("a file that appears while the changes are agreed to is not replaced", async () => {
    const { path } = repositoryOf({ files: { Makefile: "dist:\n\ttrue\n" } });
    const agree = async () => {
      writeFileSync(join(path, "SECURITY.md"), "mine");
      return true;
    };
    const order = { folder: path, pin: { commit: "0".repeat(40), comment: "none" }, agree };
    const ports = { files: systemFiles, git: systemGit((name) => process.env[name]) };
    await expectFault("checkout-changed", () => init(order, ports));
    expect(readFileSync(join(path, "SECURITY.md"), "utf8")).toBe("mine");
  });
});
