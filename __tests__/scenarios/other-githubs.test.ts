import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { corpus } from "../corpus.ts";
import {
  type GitHubServer,
  type GitHubServerOptions,
  startGitHubServer,
} from "../github-server/start-github-server.ts";
import {
  type GitHubSigstore,
  type GitHubSigstoreOptions,
  startGitHubSigstore,
} from "../github-sigstore/start-github-sigstore.ts";
import { action, capsule, newFolder, type Run } from "../run-program.ts";

const started: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

interface Job {
  readonly github: GitHubServer;
  readonly sigstore: GitHubSigstore;
  seal(inputs?: Record<string, string>, env?: Record<string, string>): Promise<Run>;
  /** What was published, in a folder. */
  download(): Promise<string>;
}

async function job(sigstoreOptions: GitHubSigstoreOptions, serverOptions: GitHubServerOptions = {}): Promise<Job> {
  const [sigstore, github] = await Promise.all([
    startGitHubSigstore(sigstoreOptions),
    startGitHubServer({ ...serverOptions, run: sigstoreOptions.run ?? {} }),
  ]);
  started.push(sigstore, github);
  const folder = newFolder();
  const at = (name: string): string => join(folder, name);
  for (const name of ["dist", "temporary"]) mkdirSync(at(name));
  writeFileSync(join(at("dist"), "tool"), "the tool\n");
  for (const name of ["output", "summary"]) writeFileSync(at(name), "");
  writeFileSync(at("event.json"), "{}");
  return {
    github,
    sigstore,
    seal(inputs = {}, env = {}) {
      const given = {
        ...{ assets: "dist/*", publish: "standard", "github-token": github.token },
        ...{ sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath },
        ...inputs,
      };
      const variables = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
      return action({
        cwd: folder,
        env: {
          ...sigstore.env,
          ...{ GITHUB_API_URL: github.url, GITHUB_WORKSPACE: folder, GITHUB_EVENT_PATH: at("event.json") },
          ...{ RUNNER_TEMP: at("temporary"), GITHUB_OUTPUT: at("output"), GITHUB_STEP_SUMMARY: at("summary") },
          ...Object.fromEntries(variables),
          ...env,
        },
      });
    },
    async download() {
      const release = github.release("v1.2.3");
      if (release === undefined) throw new Error("nothing was published");
      const files = newFolder();
      for (const [name, bytes] of await github.files(release)) writeFileSync(join(files, name), bytes);
      return files;
    },
  };
}

/** The flags that the hint of a refusal names. */
function hinted({ stdout }: Run): string[] {
  return /say so:\n +(--.+)$/m.exec(stdout)?.[1]?.split(" ") ?? [];
}

const SLUG = "https://token.actions.githubusercontent.com/octo-enterprise";
const NO_EXTRAS = { assetDigests: false, immutableReleases: false };
const GITHUBS = [
  ["an enterprise with an issuer of its own", { iss: SLUG }, {}, ["octo-org/octo-tool", "--issuer", SLUG]],
  [
    "a place of ghe.com",
    { iss: "https://token.actions.octo.ghe.com", web: "https://octo.ghe.com" },
    {},
    ["https://octo.ghe.com/octo-org/octo-tool"],
  ],
  [
    "a GitHub Enterprise Server",
    { iss: "https://ghes.example/_services/token", web: "https://ghes.example" },
    { flavour: "ghes", features: NO_EXTRAS },
    ["https://ghes.example/octo-org/octo-tool"],
  ],
] as const;

describe.each(GITHUBS)("%s", (_, sigstoreOptions, serverOptions, named) => {
  test("seals a release that verifies with the command that a refusal and VERIFY.md name (W2)", async () => {
    const at = await job(sigstoreOptions, serverOptions);
    const sealed = await at.seal();
    expect(sealed.stdout).not.toContain("::error");
    expect(sealed.status).toBe(0);
    expect(at.github.violations).toEqual([]);

    const cwd = await at.download();
    const file = "octo-tool-1.2.3.capsule";
    const verify = (...flags: string[]) =>
      capsule(["verify", "--all", ...flags, "--trusted-root", at.sigstore.trustedRootPath, file], { cwd });
    const refused = await verify("--repository", "octo-org/octo-tool");
    expect(refused.status).toBe(1);
    expect(hinted(refused)).toEqual(["--repository", ...named]);

    const accepted = await verify(...hinted(refused));
    expect(accepted.stdout).toMatch(/^VERIFIED {2}octo-tool 1\.2\.3$/m);
    expect(accepted.stdout).toMatch(/^ {2}Checked +(\d+) of \1 checks hold/m);
    expect(accepted.status).toBe(0);

    const guide = readFileSync(join(cwd, "VERIFY.md"), "utf8").replaceAll(/ \\\n +/g, " ");
    expect(guide).toContain(["--repository", ...named].join(" "));
    const web = "web" in sigstoreOptions ? sigstoreOptions.web : "https://github.com";
    expect(guide).toContain(`${web}/octo-org/octo-tool/releases/download/v1.2.3/tool`);
    const provenance = readFileSync(join(cwd, "octo-tool-1.2.3.intoto.jsonl"), "utf8");
    const { payload } = JSON.parse(provenance.trim()).dsseEnvelope;
    const { workflow } = JSON.parse(Buffer.from(payload, "base64").toString()).predicate.buildDefinition
      .externalParameters;
    expect(workflow.repository).toBe(`${web}/octo-org/octo-tool`);
  });
});

test("an owner that an enterprise manages has an underscore, and seals (W2)", async () => {
  const at = await job({ run: { repository: "mona_octo/octo-tool" } });
  expect((await at.seal()).status).toBe(0);
  const args = ["--repository", "mona_octo/octo-tool", "--trusted-root", at.sigstore.trustedRootPath];
  const cwd = await at.download();
  expect((await capsule(["verify", ...args, "octo-tool-1.2.3.capsule"], { cwd })).status).toBe(0);
});

/** Update repositories are not to be reached, and nothing outside of this machine is tried. */
const NO_NETWORK = { HTTPS_PROXY: "http://127.0.0.1:9" };

test("a job whose token is of another GitHub than its runner signs nothing (W2)", async () => {
  const at = await job({ iss: "https://token.actions.octo.ghe.com", web: "https://octo.ghe.com" });
  const run = await at.seal({}, { GITHUB_SERVER_URL: "https://github.com" });
  expect(run.stdout).toContain("the identity token of this job is of https://octo.ghe.com");
  expect(run.status).toBe(2);
  expect(at.sigstore.counts()).toMatchObject({ authority: 0, log: 0, timestamps: 0 });
});

test.each([
  ["a place of ghe.com", "https://token.actions.octo.ghe.com", "https://octo.ghe.com", "and its trusted-root", 4],
  [
    "a server",
    "https://ghes.example/_services/token",
    "https://ghes.example",
    "name the signing config of an instance",
    2,
  ],
])(
  "%s without its Sigstore is told what to give, and no authority sees its token (W2)",
  async (_, iss, web, hint, exit) => {
    const at = await job({ iss, web });
    const run = await at.seal({ sigstore: "auto", "trusted-root": "" }, NO_NETWORK);
    expect(run.stdout).toContain(hint);
    expect(run.status).toBe(exit);
    expect(at.sigstore.counts()).toMatchObject({ token: 1, authority: 0, log: 0 });
  },
);

test("what a person types in other letters is the repository as GitHub spells it, when sealing and verifying (W13)", async () => {
  const at = await job({});
  const sealed = await at.seal({ repository: "Octo-Org/Octo-Tool" });
  expect(sealed.stdout).not.toContain("::error");
  expect(sealed.status).toBe(0);
  const cwd = await at.download();
  const verify = (repository: string) =>
    capsule(
      [
        "verify",
        "--all",
        "--repository",
        repository,
        "--trusted-root",
        at.sigstore.trustedRootPath,
        "octo-tool-1.2.3.capsule",
      ],
      { cwd },
    );
  const verified = await verify("OCTO-ORG/Octo-Tool");
  expect(verified.stdout).toContain("  Repository  octo-org/octo-tool\n");
  expect(verified.stdout).not.toMatch(/OCTO-ORG|Octo-Tool/);
  expect(verified.status).toBe(0);
  expect((await verify("octo-org/octo-tool2")).status).toBe(1);
  expect((await verify("octo-org/octo-too\u017F")).status).toBe(2);
});

const bundles = corpus("bundles/gh-cli");
test.skipIf(bundles === undefined)(
  "a real bundle of such an enterprise verifies with the command that its refusal names (W2)",
  async () => {
    const files = ["--source-ref", "refs/heads/main", "--", "custom-issuer.sigstore.json", "custom-issuer-artifact"];
    const verify = (...flags: string[]) => capsule(["verify", ...flags, ...files], { cwd: bundles ?? "" });
    const refused = await verify("--repository", "too-legit/attest");
    expect(refused.status).toBe(1);
    const accepted = await verify(...hinted(refused));
    expect(accepted.stdout).toMatch(/^VERIFIED {2}/m);
    expect(accepted.status).toBe(0);
  },
);
