import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { inputsOf, readWorkflow } from "../examples/our-step.ts";
import {
  bytesOf,
  capsuleFile,
  checksumFile,
  publishedRelease,
  TRUSTED_ROOT,
} from "../journeys/get/published-release.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { describeFile } from "../signing/test-asset.ts";
import { ownAction } from "./own-action.ts";

const BOTH = ["hello.txt", "tool.bin"];
const known = (command: string) =>
  OUTPUTS.filter(({ of }) => (of as readonly string[]).includes(command)).map(({ name }) => name as string);

/** A release on the loopback GitHub, and a workflow elsewhere that gets it. */
async function released(published: Parameters<typeof publishedRelease>[0]) {
  const { server } = await publishedRelease(published);
  const workspace = newFolder();
  const root = join(newFolder(), "trusted_root.json");
  writeFileSync(root, TRUSTED_ROOT);
  const get = (inputs: Readonly<Record<string, string>>, env: Record<string, string> = {}) =>
    ownAction(
      "get",
      { release: "octo-org/octo-tool@v1.2.3", "trusted-root": root, ...inputs },
      { workspace, env: { GITHUB_API_URL: server.url, ...env } },
    );
  return { server, workspace, root, get, placed: (folder = ".") => readdirSync(join(workspace, folder)).sort() };
}

describe("get/", () => {
  test("puts a proven release into the folder, and names folder, files, tag and release", async () => {
    const { get, workspace, placed, server } = await released({ files: { ...bytesOf(), ...(await capsuleFile()) } });
    const { run, outputs, summary } = await get({ out: "tools" });
    expect(run).toMatchObject({ status: 0 });
    expect(run.stdout).not.toContain("::error");
    expect(placed("tools")).toEqual(BOTH);
    expect(Object.fromEntries(outputs)).toMatchObject({
      verdict: "verified",
      tag: "v1.2.3",
      release: "octo-org/octo-tool@v1.2.3",
      folder: join(workspace, "tools"),
      files: BOTH.map((name) => join(workspace, "tools", name)).join("\n"),
    });
    expect([...outputs.keys()].filter((name) => !known("get").includes(name))).toEqual([]);
    expect(JSON.parse(readFileSync(outputs.get("result") ?? "", "utf8"))).toMatchObject({ verdict: "verified" });
    expect(summary).toMatch(/^## VERIFIED: octo-org\/octo-tool v1\.2\.3\n/);
    expect(summary).toContain("proven by the capsule");
    expect(run.stdout).toMatch(/^::group::Downloading and verifying\n[\s\S]*^::endgroup::\n[\s\S]*^VERIFIED /m);
    expect(server.violations).toEqual([]);
  });

  test("takes patterns, one per line, and a token, which stands in no output", async () => {
    const { get, placed, server } = await released({ files: { ...bytesOf(), ...(await capsuleFile()) } });
    const { run, outputs, summary } = await get({ files: "hello.*\n", "github-token": server.token });
    expect([run.status, placed()]).toEqual([0, ["hello.txt"]]);
    expect(run.stdout).toContain(`::add-mask::${server.token}`);
    expect(run.stdout.replace(/^::add-mask::.*$/gm, "") + run.stderr + summary).not.toContain(server.token);
    expect([...outputs.values()].join()).not.toContain(server.token);
  });

  test("puts nothing anywhere if a file is another one: an annotation, and the page says what to do", async () => {
    const { "tool.bin": _, ...rest } = bytesOf();
    const files = { ...rest, "tool.bin": Buffer.from("another"), ...(await capsuleFile()) };
    const { get, placed } = await released({ files });
    const { run, outputs, summary } = await get({});
    expect([run.status, placed()]).toEqual([1, []]);
    expect(outputs.get("verdict")).toBe("rejected");
    expect([outputs.has("files"), outputs.has("folder")]).toEqual([false, false]);
    expect(run.stdout).toMatch(
      /^::error title=REJECTED {2}octo-org\/octo-tool v1\.2\.3::REJECTED {2}[^\n]*%0Ado not use/m,
    );
    expect(summary).toMatch(/^## REJECTED: octo-org\/octo-tool v1\.2\.3/);
    expect(summary).toMatch(/\n\ndo not use the files/);
  });

  test("says in the words of an input what would accept a list that nobody signed, and does so", async () => {
    const { get, placed } = await released({ files: { ...bytesOf(), ...checksumFile() } });
    const open = await get({});
    expect([open.run.status, placed()]).toEqual([3, []]);
    expect(open.run.stdout).toContain("accept: checksums");
    expect(open.summary).toMatch(/^[^`]*accept\\: checksums/m);
    const accepted = await get({ accept: "checksums" });
    expect([accepted.run.status, accepted.outputs.get("verdict"), placed()]).toEqual([0, "accepted", BOTH]);
  });

  test("remembers in the file of the checkout, and takes a log that is named with its signer alone", async () => {
    const { get, workspace } = await released({ files: { ...bytesOf(), ...(await capsuleFile()) } });
    const { run } = await get({ out: "tools", pin: "capsule.lock" });
    expect([run.status, existsSync(join(workspace, "capsule.lock"))]).toEqual([0, true]);
    const unsigned = await get({ out: "more", log: "release-log" });
    expect([unsigned.run.status, unsigned.run.stdout]).toEqual([2, expect.stringContaining("log-signer")]);
    const nowhere = await get({ out: "more", "max-head-age": "24", "log-branch": "release-log" });
    expect([nowhere.run.status, nowhere.run.stdout]).toEqual([2, expect.stringContaining("the input log")]);
  });

  test("refuses what is no release, no input of it, or of another action", async () => {
    expect((await ownAction("get", {})).run.stdout).toContain("with:%0A        release: owner/name");
    const { run } = await ownAction("get", { release: "a/b", "evidence-only": "true" });
    expect([run.status, run.stdout]).toEqual([
      2,
      expect.stringContaining("release-capsule/release-capsule/verify has it"),
    ]);
  });

  test("examples/get.yml gets a file and runs it", async () => {
    const job = readWorkflow("examples/get.yml").jobs["get"];
    const [step, use] = job?.steps.slice(1) ?? [];
    const tool = describeFile("tool-linux-x64", "#!/bin/sh\necho tool 1.2.3\n");
    const { workspace, get } = await released({
      files: { ...bytesOf([tool]), ...(await capsuleFile({}, { assets: [tool] })) },
    });
    const { run, outputs } = await get(inputsOf(step ?? {}, { "runner.temp": workspace }));
    expect(run).toMatchObject({ status: 0 });
    const shell = await runProgram("bash", ["-e", "-c", use?.run ?? "false"], {
      cwd: workspace,
      env: { TOOL: outputs.get("files") ?? "" },
    });
    expect(shell).toMatchObject({ status: 0, stdout: "tool 1.2.3\n" });
  });
});

describe("sbom/", () => {
  const LOCK = {
    name: "octo-tool",
    version: "1.2.3",
    lockfileVersion: 3,
    packages: {
      "": { name: "octo-tool", version: "1.2.3", dependencies: { left: "1.0.0" } },
      "node_modules/left": { version: "1.0.0", license: "MIT" },
    },
  };
  function project(name = "project"): string {
    const workspace = newFolder();
    mkdirSync(join(workspace, name));
    writeFileSync(join(workspace, name, "package-lock.json"), JSON.stringify(LOCK));
    return workspace;
  }

  test("writes both documents, says their score, and lists what is in them", async () => {
    const { run, outputs, summary } = await ownAction("sbom", { path: "project" }, { workspace: project() });
    expect(run).toMatchObject({ status: 0 });
    const paths = outputs.get("sbom-paths")?.split("\n") ?? [];
    expect(paths.map((path) => path.replace(/^.*\//, ""))).toEqual(["project.cdx.json", "project.spdx.json"]);
    const [cycloneDx, spdx] = paths.map((path) => JSON.parse(readFileSync(path, "utf8")));
    expect([cycloneDx.bomFormat, spdx.spdxVersion]).toEqual(["CycloneDX", "SPDX-2.3"]);
    expect(outputs.get("sbom-score")).toMatch(/^\d{1,3}$/);
    expect(JSON.parse(readFileSync(outputs.get("result") ?? "", "utf8")).components).toBe(cycloneDx.components.length);
    expect([...outputs.keys()].filter((name) => !known("sbom").includes(name))).toEqual([]);
    expect(summary).toMatch(/^## `project`: \d+ components?\n/);
    expect(summary).toContain(`**${outputs.get("sbom-score")} of 100**`);
    expect(summary).toContain("| left | 1\\.0.0 | npm | MIT |");
    expect(run.stdout).toMatch(/^SBOM {2}project: [^\n]*\n::group::Every component\n/m);
  });

  test("writes one document where it is named, into the folder that is named", async () => {
    const workspace = project();
    const { run, outputs } = await ownAction(
      "sbom",
      { path: "project", format: "spdx", "spec-version": "3.0.1", out: "sboms" },
      { workspace },
    );
    expect([run.status, outputs.get("sbom-paths")]).toEqual([0, join(workspace, "sboms", "project.spdx.json")]);
    const table = await ownAction("sbom", { path: "project", format: "table" }, { workspace });
    expect([table.run.status, table.run.stdout]).toEqual([2, expect.stringContaining("a table is for a terminal")]);
  });

  test("ends with 3 where it is not known what something is made of, and scores nothing", async () => {
    const workspace = newFolder();
    writeFileSync(join(workspace, "tool"), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]));
    const { run, outputs, summary } = await ownAction("sbom", { path: "tool" }, { workspace });
    expect(run.status).toBe(3);
    expect(run.stdout).toMatch(/^::error title=The SBOM is incomplete::it is not known what it is made of/m);
    expect(outputs.has("sbom-score")).toBe(false);
    expect(summary).toContain("**Not known what it is made of:**");
  });

  test("scores an SBOM, writes none, and refuses one that contradicts itself", async () => {
    const workspace = project();
    const made = await ownAction("sbom", { path: "project", out: "." }, { workspace });
    const good = await ownAction("sbom", { path: "project.cdx.json", check: "true" }, { workspace });
    expect([good.run.status, good.outputs.get("sbom-score")]).toEqual([0, made.outputs.get("sbom-score")]);
    expect(good.outputs.has("sbom-paths")).toBe(false);
    const bom = JSON.parse(readFileSync(join(workspace, "project.cdx.json"), "utf8"));
    bom.dependencies[0].dependsOn = ["nowhere"];
    writeFileSync(join(workspace, "bad.cdx.json"), JSON.stringify(bom));
    const bad = await ownAction("sbom", { path: "bad.cdx.json", check: "true" }, { workspace });
    expect(bad.run.status).toBe(1);
    expect(bad.run.stdout).toMatch(/^::error title=The SBOM contradicts itself::/m);
    expect(bad.summary).toMatch(/^## CycloneDX 1\\\.6, [^\n]*: 1 contradiction\n/);
  });

  test.skipIf(process.platform === "win32")(
    "a name that is a workflow command or Markdown is none in the log and on the page (N24, V01)",
    async () => {
      const name = "##[error]x|<img src=x>\n::set-output name=verdict::verified";
      const workspace = project(name);
      const { run, outputs, summary } = await ownAction("sbom", { path: "." }, { workspace });
      expect(run.stdout.split("\n").filter((line) => /^\s*::(?!group::|endgroup::|error title=)/.test(line))).toEqual(
        [],
      );
      expect(run.stdout).not.toContain("##[");
      expect(summary).not.toContain("<img");
      expect(outputs.has("verdict")).toBe(false);
    },
  );
});

describe("verify/ and check/", () => {
  test("take a capsule, a log and the age of its head", async () => {
    const workspace = newFolder();
    const files = { ...bytesOf(), ...(await capsuleFile()) };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(workspace, name), bytes);
    writeFileSync(join(workspace, "root.json"), TRUSTED_ROOT);
    const given = {
      assets: "octo-tool-1.2.3.capsule\ntool.bin",
      ...{ repository: "octo-org/octo-tool", "trusted-root": "root.json", release: "octo-tool@1.2.3" },
    };
    const { run, outputs } = await ownAction("verify", given, { workspace });
    expect([run.status, outputs.get("verdict")]).toEqual([0, "verified"]);
    expect([...outputs.keys()].filter((name) => !known("verify").includes(name))).toEqual([]);
    const asked = await ownAction("verify", { ...given, log: "release-log", "max-head-age": "24" }, { workspace });
    expect([asked.run.status, asked.run.stdout]).toEqual([2, expect.stringContaining("log-signer")]);
  });

  test("of a check, nothing is signed", async () => {
    const workspace = newFolder();
    writeFileSync(join(workspace, "tool"), "the tool\n");
    const { run, outputs } = await ownAction("check", { assets: "tool" }, { workspace });
    expect(run.stdout).toMatch(/^(?:NOT )?READY/m);
    expect(outputs.get("verdict")).toMatch(/^(?:not-)?ready$/);
  });
});
