import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GitHubServer, startGitHubServer, TOKEN } from "../github-server/start-github-server.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { programFile } from "../program-file.ts";
import { type NpmRegistry, startNpmRegistry } from "../registries/start-npm-registry.ts";
import { type Registries, startRegistries } from "../registries/start-registries.ts";
import { type ActionRun, type FinishedJob, runJob } from "../releasing/run-job.ts";
import { runOurAction } from "../releasing/run-our-action.ts";
import { standInPrograms } from "../releasing/stand-in-programs.ts";
import { type Job, OURS, readWorkflow } from "./our-step.ts";
import { tokenOf } from "./seal-example.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const REPOSITORY = "octo-org/octo-tool";
const NPM_TOKEN = `${TOKEN.slice(0, -3)}npm`;

/** Both jobs of an example, one after the other, on a GitHub of their own. */
async function startExample(path: string, second: string) {
  const { jobs } = readWorkflow(path);
  const [release, publish] = [jobs["release"], jobs[second]];
  if (release === undefined || publish === undefined) throw new Error(`${path} has other jobs`);
  const sigstore: GitHubSigstore = await startGitHubSigstore();
  const github: GitHubServer = await startGitHubServer({
    reality: { bundleUrlOnly: false },
    tokens: { [TOKEN]: tokenOf(release), [NPM_TOKEN]: tokenOf(publish) },
  });
  const npm: NpmRegistry = await startNpmRegistry({
    ...{ repository: REPOSITORY, workflow: "release.yml", environment: "npm" },
  });
  const pypi: Registries = await startRegistries();
  const programs = await standInPrograms({ github, sigstore, npm });
  let outputs: Readonly<Record<string, string>> = {};
  const run = (job: Job, { token, actions }: { token: string; actions: Readonly<Record<string, ActionRun>> }) =>
    runJob({
      job,
      actions,
      values: {
        "github.token": token,
        ...Object.fromEntries(Object.entries(outputs).map(([name, value]) => [`needs.release.outputs.${name}`, value])),
      },
      env: {
        ...sigstore.jobOf(job.environment === undefined ? {} : { environment: job.environment }),
        ...{
          GITHUB_API_URL: github.url,
          PATH: `${programs.folder}:${dirname(process.execPath)}:${process.env["PATH"]}`,
        },
      },
    });
  const nothing = { "actions/setup-node": async () => undefined };
  return {
    ...{ github, npm, pypi, programs },
    /** `checkout` fills the workspace. */
    async release(checkout: (workspace: string) => void): Promise<FinishedJob> {
      const finished = await run(release, {
        token: TOKEN,
        actions: {
          ...nothing,
          "actions/checkout": async ({ workspace }) => {
            checkout(workspace);
            return undefined;
          },
          [OURS.replace(/@.*/, "")]: (use) =>
            runOurAction(use, { folder: ROOT, main: programFile("action"), token: TOKEN, sigstore }),
        },
      });
      outputs = finished.outputs;
      return finished;
    },
    publish: (actions: Readonly<Record<string, ActionRun>> = {}): Promise<FinishedJob> =>
      run(publish, { token: NPM_TOKEN, actions: { ...nothing, ...actions } }),
    async close() {
      await Promise.all([github.close(), sigstore.close(), npm.close(), pypi.close()]);
    },
  };
}

const ended = ({ status, said }: FinishedJob): string => `${status}\n${said.slice(-2000)}`;
const well = expect.stringMatching(/^success\n/);

describe.skipIf(process.platform === "win32")("examples/npm.yml", () => {
  let at: Awaited<ReturnType<typeof startExample>>;
  beforeAll(async () => {
    at = await startExample("examples/npm.yml", "npm");
  });
  afterAll(() => at.close());
  const checkout = (workspace: string): void => {
    const file = (name: string, value: object) => writeFileSync(join(workspace, name), JSON.stringify(value));
    file("package.json", { name: "octo-tool", version: "1.2.3" });
    file("package-lock.json", { name: "octo-tool", version: "1.2.3", lockfileVersion: 3, packages: {} });
    writeFileSync(join(workspace, "index.js"), "exports.tool = 1;\n");
  };
  const puts = () => at.npm.requests.filter((request) => request.startsWith("PUT")).length;

  test("seals the package, then gives npm the sealed file, with provenance and without a secret", async () => {
    expect(ended(await at.release(checkout))).toEqual(well);
    expect(ended(await at.publish())).toEqual(well);
    const release = at.github.release("v1.2.3");
    const files = release === undefined ? undefined : await at.github.files(release);
    const kept = at.npm.versions.get("octo-tool@1.2.3");
    expect(kept?.bytes.equals(files?.get("octo-tool-1.2.3.tgz") ?? Buffer.alloc(0))).toBe(true);
    expect(kept?.publisher).toMatchObject({ repository: REPOSITORY, environment: "npm" });
  });

  test("again changes nothing", async () => {
    expect(ended(await at.release(checkout))).toEqual(well);
    expect(ended(await at.publish())).toEqual(well);
    expect(puts()).toBe(1);
  });

  test("fails where npm serves other bytes than were sealed", async () => {
    const kept = at.npm.versions.get("octo-tool@1.2.3");
    if (kept === undefined) throw new Error("nothing was published");
    at.npm.versions.set("octo-tool@1.2.3", { ...kept, bytes: Buffer.from("other") });
    const run = await at.publish();
    expect([run.status, run.said]).toEqual(["failure", expect.stringContaining("npm serves other bytes")]);
    expect(puts()).toBe(1);
  });
});

describe.skipIf(process.platform === "win32")("examples/pypi.yml", () => {
  let at: Awaited<ReturnType<typeof startExample>>;
  beforeAll(async () => {
    at = await startExample("examples/pypi.yml", "pypi");
    const program = (name: string, text: string): void => {
      writeFileSync(join(at.programs.folder, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(at.programs.folder, name), 0o755);
    };
    // What `build` makes of a project; and PyPI is the one of the test.
    program(
      "pipx",
      "mkdir -p dist && cp wheel dist/octo_tool-1.2.3-py3-none-any.whl && cp sdist dist/octo_tool-1.2.3.tar.gz",
    );
    const curl = execFileSync("sh", ["-c", "command -v curl"], { encoding: "utf8" }).trim();
    program("curl", `for last; do :; done\nexec '${curl}' -fsSL "${at.pypi.pypi}\${last#https://pypi.org/pypi}"`);
  });
  afterAll(() => at.close());

  /** What the action of PyPA does with the files, without its login: PyPI keeps what it has not. */
  const upload: ActionRun = async ({ inputs, workspace }) => {
    const folder = join(workspace, inputs["packages-dir"] ?? "");
    for (const file of readdirSync(folder)) {
      const isThere = at.pypi.packages.some((one) => one.file === file);
      if (isThere && inputs["skip-existing"] !== "true") throw new Error(`400 File already exists: ${file}`);
      const bytes = readFileSync(join(folder, file));
      if (!isThere) at.pypi.packages.push({ registry: "pypi", name: "octo_tool", version: "1.2.3", file, bytes });
    }
    return undefined;
  };
  const publish = () => at.publish({ "pypa/gh-action-pypi-publish": upload });
  const checkout = (workspace: string): void => {
    const project = join(workspace, "octo_tool-1.2.3");
    mkdirSync(project);
    writeFileSync(join(project, "PKG-INFO"), "Metadata-Version: 2.4\nName: octo-tool\nVersion: 1.2.3\n");
    const fixed = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0"];
    execFileSync("tar", [...fixed, "-czf", "sdist", "octo_tool-1.2.3"], { cwd: workspace });
    // An empty zip archive, which a wheel is, too.
    writeFileSync(join(workspace, "wheel"), Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)]));
  };

  test("seals both files, then gives PyPI the sealed ones; again changes nothing", async () => {
    for (let run = 0; run < 2; run++) {
      expect(ended(await at.release(checkout))).toEqual(well);
      expect(ended(await publish())).toEqual(well);
    }
    const release = at.github.release("v1.2.3");
    const files = release === undefined ? undefined : await at.github.files(release);
    expect(at.pypi.packages).toHaveLength(2);
    for (const { file, bytes } of at.pypi.packages) expect(files?.get(file)?.equals(bytes)).toBe(true);
  });

  test("fails where PyPI serves other bytes, or a file that was not sealed", async () => {
    const [first, second] = [...at.pypi.packages];
    if (first === undefined || second === undefined) throw new Error("nothing was published");
    const refused = async () => {
      const run = await publish();
      expect([run.status, run.said]).toEqual(["failure", expect.stringContaining("PyPI serves other files")]);
    };
    at.pypi.packages[0] = { ...first, bytes: Buffer.from("other") };
    await refused();
    at.pypi.packages[0] = first;
    at.pypi.packages.push({ ...second, file: "octo_tool-1.2.3-cp314-win_amd64.whl" });
    await refused();
  });
});
