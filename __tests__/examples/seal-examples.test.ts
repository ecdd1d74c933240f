import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { gzipCanonical } from "../../src/kernel/archives/gzip.ts";
import { formatTar } from "../../src/kernel/tar.ts";
import { rawZip } from "../kernel/raw-zip.ts";
import { putTestImage } from "../registry-server/put-test-image.ts";
import { startRegistry, type TestRegistry } from "../registry-server/start-registry.ts";
import { newFolder, runProgram } from "../run-program.ts";
import { OURS, readWorkflow, stepsOf } from "./our-step.ts";
import { type ExampleRun, type SealedExample, sealExample } from "./seal-example.ts";

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");
const archive = (name: string): Uint8Array => gzipCanonical(formatTar([{ name, bytes: Buffer.from("content\n") }]));
const TOOL = archive("tool");

/** What the steps before ours leave, and how to verify what comes of it. */
interface Case extends Pick<ExampleRun, "files" | "run" | "values" | "tags" | "releases" | "server" | "instance"> {
  readonly sealed: readonly string[];
  readonly verify?: readonly string[];
  /** As `--repository` names it. */
  readonly repository?: string;
}

/** What the build of a container says that it pushed. */
const PUSHED: Record<string, string> = {};
let registry: TestRegistry | undefined;
beforeAll(async () => {
  registry = await startRegistry();
  PUSHED["steps.image.outputs.name"] = `${registry.host}/octo-org/octo-tool`;
  PUSHED["steps.build.outputs.digest"] = putTestImage(registry, "octo-org/octo-tool", 2);
});
afterAll(() => registry?.close());

const CASES: Readonly<Record<string, Case>> = {
  "github-release.yml": { files: { "dist/tool.tar.gz": TOOL }, sealed: ["tool.tar.gz"] },
  "matrix.yml": {
    files: { "dist/tool-linux": "linux", "dist/tool-windows.exe": "windows" },
    sealed: ["tool-linux", "tool-windows.exe"],
  },
  "monorepo.yml": {
    files: { "packages/parser/dist/parser.tar.gz": TOOL },
    run: { ref: "refs/tags/parser-v1.2.3" },
    tags: ["parser-v1.2.3"],
    sealed: ["parser.tar.gz"],
  },
  "npm.yml": { files: { "dist/octo-tool-1.2.3.tgz": archive("package/index.js") }, sealed: ["octo-tool-1.2.3.tgz"] },
  "pypi.yml": {
    files: {
      "dist/octo_tool-1.2.3.tar.gz": archive("octo_tool-1.2.3/setup.py"),
      "dist/octo_tool-1.2.3-py3-none-any.whl": rawZip([{ name: "octo_tool/__init__.py", content: "" }]),
    },
    sealed: ["octo_tool-1.2.3-py3-none-any.whl", "octo_tool-1.2.3.tar.gz"],
  },
  "goreleaser.yml": {
    files: {
      "dist/tool_linux.tar.gz": TOOL,
      "dist/checksums.txt": `${sha256(TOOL)}  tool_linux.tar.gz\n`,
      "dist/artifacts.json": "[]",
    },
    releases: [
      {
        ...{ tag: "v1.2.3", draft: true, body: "What changed" },
        assets: {
          "tool_linux.tar.gz": TOOL,
          "checksums.txt": Buffer.from(`${sha256(TOOL)}  tool_linux.tar.gz\n`),
        },
      },
    ],
    sealed: ["tool_linux.tar.gz"],
  },
  "dist.yml": {
    files: {
      "distrib/tool.tar.gz": TOOL,
      "distrib/tool.tar.gz.sha256": `${sha256(TOOL)} *tool.tar.gz\n`,
      "distrib/dist-manifest.json": JSON.stringify({
        dist_version: "0.34.0",
        artifacts: {
          "tool.tar.gz": { name: "tool.tar.gz", kind: "executable-zip", checksums: { sha256: sha256(TOOL) } },
          "tool.tar.gz.sha256": { name: "tool.tar.gz.sha256", kind: "checksum" },
        },
      }),
    },
    sealed: ["dist-manifest.json", "tool.tar.gz", "tool.tar.gz.sha256"],
  },
  "crates.yml": {
    files: { "target/package/octo-tool-1.2.3.crate": archive("octo-tool-1.2.3/Cargo.toml") },
    sealed: ["octo-tool-1.2.3.crate"],
  },
  "private-sigstore.yml": {
    files: { "dist/tool.tar.gz": TOOL },
    instance: { iss: "https://ghes.example/_services/token", web: "https://ghes.example" },
    server: { flavour: "ghes", features: { assetDigests: false, immutableReleases: false } },
    sealed: ["tool.tar.gz"],
    repository: "https://ghes.example/octo-org/octo-tool",
  },
  "semantic-release.yml": {
    files: { "dist/tool.tar.gz": TOOL },
    run: { ref: "refs/heads/main" },
    values: { "needs.version.outputs.tag": "v1.2.3" },
    tags: ["v1.2.3"],
    releases: [{ tag: "v1.2.3", draft: true, body: "Notes of semantic-release" }],
    sealed: ["tool.tar.gz"],
    verify: ["--source-ref", "refs/heads/main"],
  },
  "changesets.yml": {
    files: { "dist/octo-tool-1.2.3.tgz": archive("package/index.js") },
    run: { ref: "refs/heads/main" },
    values: { "fromJSON(needs.version.outputs.packages)[0].version": "1.2.3" },
    tags: ["v1.2.3"],
    sealed: ["octo-tool-1.2.3.tgz"],
    verify: ["--source-ref", "refs/heads/main"],
  },
  "containers.yml": {
    files: { "dist/image.oci.tar": formatTar([]) },
    values: PUSHED,
    sealed: ["image.oci.tar"],
  },
  "release-please.yml": {
    files: { "dist/tool.tar.gz": TOOL },
    run: { ref: "refs/heads/main" },
    values: { "needs.release-please.outputs.tag": "v1.2.3" },
    tags: ["v1.2.3"],
    releases: [{ tag: "v1.2.3", draft: true, body: "Notes of release-please" }],
    sealed: ["tool.tar.gz"],
    verify: ["--source-ref", "refs/heads/main"],
  },
};

test.skipIf(process.platform === "win32")(
  "examples/containers.yml names the image in small letters, however the owner is written (W13)",
  async () => {
    const output = join(newFolder(), "output");
    const steps = Object.values(readWorkflow("examples/containers.yml").jobs).flatMap((job) => job.steps);
    const naming = steps.find(({ run }) => run?.includes("GITHUB_OUTPUT"))?.run ?? "false";
    const env = { PATH: process.env["PATH"] ?? "", GITHUB_OUTPUT: output, GITHUB_REPOSITORY: "Octo-Org/Octo.Tool" };
    expect((await runProgram("bash", ["-e", "-c", naming], { cwd: newFolder(), env })).status).toBe(0);
    expect(readFileSync(output, "utf8")).toBe("name=ghcr.io/octo-org/octo.tool\n");
    expect(JSON.stringify(steps.map((step) => step.with))).not.toContain("github.repository");
  },
);

let done: SealedExample | undefined;
afterEach(() => done?.close());

test("every example with a step of ours is run here; those of the reusable workflow, of the audit and of readers are run in their own tests", () => {
  const examples = readdirSync(new URL("../../examples/", import.meta.url))
    .filter((name) => name.endsWith(".yml"))
    .filter((name) => !["get.yml", "isolated.yml", "nightly.yml", "release-log.yml"].includes(name));
  expect(Object.keys(CASES).sort()).toEqual(examples.sort());
});

describe.each(Object.entries(CASES))(
  "examples/%s",
  (name, { sealed, verify = [], repository = "octo-org/octo-tool", ...example }) => {
    test("seals, publishes and verifies, with the permissions that it gives", async () => {
      const [found] = stepsOf(readWorkflow(`examples/${name}`), OURS);
      if (found === undefined) throw new Error("there is no step of ours");
      done = await sealExample({ ...found, ...example });
      expect(done.sealing.stdout).not.toContain("::error");
      expect(done.sealing.status).toBe(0);
      expect(done.github.violations).toEqual([]);
      const releases = [...done.github.state.releases.values()];
      expect(releases).toMatchObject([{ draft: false }]);
      const names = [...(releases[0]?.assets.values() ?? [])].map((asset) => asset.name);
      expect(names).toEqual(expect.arrayContaining([...sealed]));
      expect(names).toHaveLength(sealed.length + 7);
      const verified = await done.verify(["--repository", repository, ...verify]);
      expect(verified.stdout).toMatch(/^VERIFIED/);
      expect(verified.status).toBe(0);
      expect((await done.verify(["--repository", `${repository}r`, ...verify])).status).toBe(1);
    });
  },
);
