import { spawnSync } from "node:child_process";
import { appendFileSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { gitRepository } from "../git-repository.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { readWorkflow } from "./our-step.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const guide = (name: string): string => readFileSync(join(ROOT, `docs/guides/${name}.md`), "utf8");
const isPosix = process.platform !== "win32";

test("each guide says what you get, has a workflow or a pipeline, what people type, and what to watch out for", () => {
  const pages = globSync("docs/guides/*.md", { cwd: ROOT }).filter((path) => !path.endsWith("README.md"));
  expect(pages.length).toBeGreaterThanOrEqual(16);
  const index = guide("README");
  for (const path of pages) {
    const name = path.replace(/^.*[/\\]|\.md$/g, "");
    const text = guide(name);
    expect(index, path).toContain(`](${name}.md)`);
    expect(text, path).toContain("\n## Watch out\n");
    expect(text, path).toMatch(/```sh\n(?:[\s\S]*?\n)?(?:capsule|node verify\.js) (?:verify|audit|image verify) /);
    const prose = text.replaceAll(/<!-- made: [\s\S]*?<!-- end -->/g, "");
    expect(prose.split("\n").length, path).toBeLessThanOrEqual(65);
  }
});

const hasCargo = isPosix && spawnSync("cargo", ["--version"]).status === 0;

describe.skipIf(!hasCargo)("examples/crates.yml, with cargo", () => {
  const jobs = readWorkflow("examples/crates.yml").jobs;
  const script = (job: string, word: string): string =>
    jobs[job]?.steps.find(({ run }) => run?.includes(word))?.run ?? "false";

  /** A clone of a crate, as each job has its own. */
  function clones(): readonly [string, string] {
    const source = gitRepository(newFolder());
    source.commit({
      "Cargo.toml":
        '[package]\nname = "tool"\nversion = "1.2.3"\nedition = "2021"\nlicense = "MIT"\ndescription = "a tool"\n',
      "Cargo.lock": 'version = 3\n\n[[package]]\nname = "tool"\nversion = "1.2.3"\n',
      "src/main.rs": "fn main() {}\n",
      ".gitignore": "target\n",
    });
    return [newFolder(), newFolder()].map((folder) => {
      source.git("clone", "-q", source.path, join(folder, "tool"));
      return join(folder, "tool");
    }) as [string, string];
  }

  const run = (text: string, cwd: string, env: Record<string, string>) =>
    runProgram("bash", ["-e", "-c", text], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", CARGO_NET_OFFLINE: "true", ...env },
    });

  test("the job that publishes packs the bytes that were sealed, and stops if they are others", async () => {
    const [sealed, published] = clones();
    const output = join(newFolder(), "output");
    writeFileSync(output, "");
    const packed = await run(script("release", "cargo package"), sealed, { GITHUB_OUTPUT: output });
    expect([packed.status, packed.stderr]).toEqual([0, expect.stringContaining("Packaged")]);
    const digest = /^digest=([0-9a-f]{64})$/m.exec(readFileSync(output, "utf8"))?.[1] ?? "";
    const again = await run(script("publish", "sha256sum"), published, { SEALED: digest });
    expect([again.status, again.stdout]).toEqual([0, "target/package/tool-1.2.3.crate: OK\n"]);
    const other = await run(script("publish", "sha256sum"), published, { SEALED: "0".repeat(64) });
    expect(other.status).toBe(1);
  }, 120_000);

  test("a file that differs from the commit is not packed at all", async () => {
    const [, published] = clones();
    appendFileSync(join(published, "src/main.rs"), "// more\n");
    const refused = await run(script("publish", "sha256sum"), published, { SEALED: "0".repeat(64) });
    expect([refused.status, refused.stderr]).toEqual([101, expect.stringContaining("uncommitted")]);
  }, 120_000);
});

describe("the guide for semantic-release", () => {
  const [, json = ""] = /```json\n([\s\S]*?)```/.exec(guide("semantic-release")) ?? [];
  const plugins: readonly (string | [name: string, options: Record<string, unknown>])[] = JSON.parse(json).plugins;
  const optionsOf = (name: string) => plugins.find((one) => Array.isArray(one) && one[0] === name)?.[1];

  test("makes a draft, and publishes to no registry", () => {
    expect(optionsOf("@semantic-release/github")).toMatchObject({ draftRelease: true });
    expect(json).not.toContain("@semantic-release/npm");
  });

  test.skipIf(!isPosix)("hands the tag on to the job that seals", async () => {
    const command = String((optionsOf("@semantic-release/exec") as Record<string, unknown>)["successCmd"]);
    const output = join(newFolder(), "output");
    const text = command.replace(/\$\{nextRelease\.gitTag\}/, "v1.2.3");
    const done = await runProgram("sh", ["-c", text], { cwd: newFolder(), env: { GITHUB_OUTPUT: output } });
    expect([done.status, readFileSync(output, "utf8")]).toEqual([0, "tag=v1.2.3\n"]);
    expect(readWorkflow("examples/semantic-release.yml").jobs).toMatchObject({
      version: { outputs: { tag: "$".concat("{{ steps.version.outputs.tag }}") } },
    });
  });
});
