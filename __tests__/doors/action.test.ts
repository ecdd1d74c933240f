import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VERIFIER_PLACE } from "../../src/domain/guide/verifier.ts";
import { OUTPUTS } from "../../src/doors/action/outputs.ts";
import { ACTION_COMMANDS, actionInputs } from "../../src/doors/options/inputs.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { hasSoftHsm, makeToken, PIN } from "../keys/softhsm.ts";
import { newPrivateKey, publicPemOf } from "../keys/test-keys.ts";
import { action, capsule, newFolder, type Run } from "../run-program.ts";

let sigstore: GitHubSigstore;
beforeAll(async () => {
  sigstore = await startGitHubSigstore();
});
afterAll(() => sigstore.close());

interface Job {
  readonly workspace: string;
  readonly temporary: string;
  /** The files of the runner, and its variables. */
  readonly env: Record<string, string>;
}

/** A job of the runner: a workspace with two built files, the runner's files and folders. */
function job(): Job {
  const folder = newFolder();
  const at = (name: string): string => join(folder, name);
  for (const name of ["workspace", "temporary"]) mkdirSync(at(name));
  mkdirSync(join(at("workspace"), "dist"));
  writeFileSync(join(at("workspace"), "dist", "tool"), "the tool\n");
  writeFileSync(join(at("workspace"), "dist", "##[error]::warning::%0A|`x`.txt"), "a bad name\n");
  for (const name of ["output", "summary"]) writeFileSync(at(name), "");
  writeFileSync(at("event.json"), "{}");
  return {
    workspace: at("workspace"),
    temporary: at("temporary"),
    env: {
      ...sigstore.env,
      GITHUB_WORKSPACE: at("workspace"),
      RUNNER_TEMP: at("temporary"),
      GITHUB_OUTPUT: at("output"),
      GITHUB_STEP_SUMMARY: at("summary"),
      GITHUB_EVENT_PATH: at("event.json"),
    },
  };
}

/** Runs an action with inputs as the runner gives them, the defaults of its action.yml included; that of sealing, if `action` names none. */
function step(
  at: Job,
  { action: named = "seal", ...inputs }: Record<string, string>,
  env: Record<string, string> = {},
): Promise<Run> {
  const command = ACTION_COMMANDS.find((one) => one === named) ?? "seal";
  const defaults = actionInputs(command).map(({ name, default: value = "" }) => [name, value] as const);
  const all = { ...Object.fromEntries(defaults), ...inputs };
  const variables = Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  const kept = Object.entries({ ...at.env, ...Object.fromEntries(variables), ...env }).filter(
    ([, value]) => value !== "unset",
  );
  return action({ cwd: at.workspace, env: Object.fromEntries(kept) }, command);
}

/** The outputs as the runner reads them from the file. */
function outputs(at: Job): Map<string, string> {
  const text = readFileSync(at.env["GITHUB_OUTPUT"] ?? "", "utf8");
  return new Map(
    Array.from(text.matchAll(/^([a-z0-9-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm), ([, name = "", , value = ""]) => [
      name,
      value,
    ]),
  );
}

const summary = (at: Job): string => readFileSync(at.env["GITHUB_STEP_SUMMARY"] ?? "", "utf8");

describe("sealing in a run of a tag", () => {
  let at: Job;
  let run: Run;
  let begun: number;

  beforeAll(async () => {
    at = job();
    // By the file system's own clock, and later than whatever was just written.
    await new Promise((resolve) => setTimeout(resolve, 50));
    writeFileSync(join(at.temporary, "begun"), "");
    begun = statSync(join(at.temporary, "begun")).mtimeMs;
    const inputs = {
      assets: "dist/*\n",
      sigstore: sigstore.signingConfigPath,
      "trusted-root": sigstore.trustedRootPath,
      report: join(at.temporary, "sealed.html"),
    };
    run = await step(at, inputs);
  });

  test("succeeds, and the outputs name what was written below the runner's temporary folder", () => {
    expect(run.stdout).not.toContain("::error");
    expect(run.status).toBe(0);
    const found = outputs(at);
    const out = join(at.temporary, "octo-tool-1.2.3.release");
    expect(Object.fromEntries(found)).toMatchObject({
      verdict: "verified",
      version: "1.2.3",
      tag: "v1.2.3",
      identity: sigstore.identity,
      issuer: sigstore.issuer,
      "capsule-path": join(out, "octo-tool-1.2.3.capsule"),
      "checksums-path": join(out, "checksums.txt"),
      "bundle-path": join(out, "octo-tool-1.2.3.intoto.jsonl"),
      "sbom-paths": [join(out, "octo-tool-1.2.3.cdx.json"), join(out, "octo-tool-1.2.3.spdx.json")].join("\n"),
      "verify-path": join(out, "VERIFY.md"),
      "verify-command": `node ${VERIFIER_PLACE} verify octo-tool-1.2.3.capsule --repository octo-org/octo-tool --trusted-root trusted_root.json`,
    });
    for (const name of ["capsule-path", "checksums-path", "bundle-path", "verify-path", "result"]) {
      expect(existsSync(found.get(name) ?? "")).toBe(true);
    }
    const result = JSON.parse(readFileSync(found.get("result") ?? "", "utf8"));
    expect(result.rootSha256).toBe(found.get("root-sha256"));
    expect(result.capsuleSha256).toBe(found.get("capsule-sha256"));
  });

  test("the provenance is added to the runner's list of attestations, after those of earlier steps", async () => {
    const list = join(at.temporary, "created_attestation_paths.txt");
    const bundle = outputs(at).get("bundle-path") ?? "";
    expect(readFileSync(list, "utf8")).toBe(`${bundle}\n`);
    const next = job();
    writeFileSync(join(next.temporary, "created_attestation_paths.txt"), "/earlier/attestation.json");
    const own = { sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath };
    expect((await step(next, { assets: "dist/tool", "checksums-name": "SHA256SUMS", ...own })).status).toBe(0);
    const [earlier, added, ...more] = readFileSync(join(next.temporary, "created_attestation_paths.txt"), "utf8").split(
      "\n",
    );
    expect([earlier, added, more]).toEqual(["/earlier/attestation.json", outputs(next).get("bundle-path"), [""]]);
    expect(outputs(next).get("checksums-path")).toMatch(/\/SHA256SUMS$/);
  });

  test("the capsule verifies with --repository, and not for another repository", async () => {
    const path = outputs(at).get("capsule-path") ?? "";
    const verify = (repository: string) =>
      capsule(["verify", "--repository", repository, "--trusted-root", sigstore.trustedRootPath, path, "dist/tool"], {
        cwd: at.workspace,
      });
    const good = await verify("octo-org/octo-tool");
    expect(good.stdout).toContain("VERIFIED  octo-tool 1.2.3");
    expect(good.status).toBe(0);
    expect((await verify("octo-org/other")).status).toBe(1);
  });

  test("an output value holds what looks like the end of one, or several lines, and sets no other output (P09, CVE-2022-35954)", async () => {
    const next = job();
    const out = join(next.temporary, "x<<ghadelimiter_0=1");
    const own = { sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath };
    expect((await step(next, { assets: "dist/tool", out, ...own })).status).toBe(0);
    const found = outputs(next);
    expect(found.get("capsule-path")).toBe(join(out, "octo-tool-1.2.3.capsule"));
    expect(found.get("sbom-paths")?.split("\n")).toHaveLength(2);
    const known = new Set<string>(OUTPUTS.map(({ name }) => name));
    expect([...found.keys()].filter((name) => !known.has(name))).toEqual([]);
    const written = readFileSync(next.env["GITHUB_OUTPUT"] ?? "", "utf8");
    const delimiters = Array.from(written.matchAll(/^[a-z0-9-]+<<(ghadelimiter_[0-9a-f-]{36})$/gm), ([, one]) => one);
    expect(delimiters).toHaveLength(found.size);
    expect(new Set(delimiters).size).toBe(found.size);
    const broken = await step(job(), { assets: "dist/tool", out: `${out}\nverdict=verified`, ...own });
    expect([broken.status, broken.stdout.includes("control characters")]).toEqual([2, true]);
  });

  test("nothing in the workspace is written or touched (D09)", () => {
    const names = readdirSync(at.workspace, { recursive: true }).map(String).sort();
    expect(names).toEqual(["dist", join("dist", "##[error]::warning::%0A|`x`.txt"), join("dist", "tool")]);
    for (const name of names) {
      const { mtimeMs, ctimeMs } = statSync(join(at.workspace, name));
      expect(Math.max(mtimeMs, ctimeMs)).toBeLessThan(begun);
    }
  });

  test("verify writes a verification summary, and says which trusted root of a capsule it may use", async () => {
    const inputs = {
      action: "verify",
      assets: `${outputs(at).get("capsule-path")}\n${join(at.workspace, "dist", "tool")}`,
      repository: "octo-org/octo-tool",
      "trusted-root": sigstore.trustedRootPath,
    };
    const next = job();
    const vsa = join(next.temporary, "summary.json");
    expect(await step(next, { ...inputs, vsa })).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(vsa, "utf8"))).toMatchObject({ predicate: { verificationResult: "PASSED" } });
    const carried = join(next.temporary, "snapshot.trusted_root.json");
    copyFileSync(sigstore.trustedRootPath, carried);
    expect((await step(job(), { ...inputs, "trusted-root": carried })).status).toBe(2);
    const unsafe = { ...inputs, "trusted-root": carried, "unsafe-capsule-root": "true" };
    expect((await step(job(), unsafe)).status).toBe(0);
  });

  test("seal writes a report of what it sealed, as its own verification found it", () => {
    const page = readFileSync(join(at.temporary, "sealed.html"), "utf8");
    expect(page).toContain(`<p class="word tone">VERIFIED</p>`);
    expect(page).toContain(`${outputs(at).get("verify-command")?.replaceAll("'", "&#39;")}</bdi></code>`);
    expect(page).toMatch(/<td role="cell" class="n">\d+ bytes<svg class="share"/);
    expect(page).not.toContain(at.temporary);
    expect(summary(at)).toContain(`The report is \`${join(at.temporary, "sealed.html")}\` on the runner.`);
  });

  test("verify writes its report where the input asks, uploads nothing, and names the path on the page of the run", async () => {
    const next = job();
    const inputs = {
      action: "verify",
      assets: `${outputs(at).get("capsule-path")}\n${join(at.workspace, "dist", "tool")}`,
      repository: "octo-org/octo-tool",
      "trusted-root": sigstore.trustedRootPath,
    };
    const report = join(next.temporary, "report.html");
    expect(await step(next, { ...inputs, report })).toMatchObject({ status: 0 });
    const page = readFileSync(report, "utf8");
    expect(page).toContain("<h1>The file is one that octo-org/octo-tool released.</h1>");
    expect(page).toContain(
      `capsule verify --repository octo-org/octo-tool --trusted-root ${basename(sigstore.trustedRootPath)} octo-tool-1.2.3.capsule`,
    );
    expect(page).not.toContain(next.temporary);
    expect(summary(next)).toContain(`The report is \`${report}\` on the runner.`);
    const taken = await step(job(), { ...inputs, report: join(at.workspace, "dist", "tool") });
    expect([taken.status, taken.stdout]).toEqual([
      2,
      expect.stringContaining("the input report names a file that is there"),
    ]);
  });

  test("verify is a command of the Action, too", async () => {
    const next = job();
    const inputs = {
      action: "verify",
      assets: `${outputs(at).get("capsule-path")}\n${join(at.workspace, "dist", "tool")}`,
      repository: "octo-org/octo-tool",
      "trusted-root": sigstore.trustedRootPath,
      release: "octo-tool@1.2.3",
    };
    expect(await step(next, inputs)).toMatchObject({ status: 0 });
    expect(outputs(next).get("verdict")).toBe("verified");
    expect(summary(next)).toContain("## VERIFIED: octo-tool 1.2.3\n");
    const other = await step(job(), { ...inputs, release: "octo-tool@1.2.4" });
    expect(other.status).toBe(1);
    expect(other.stdout).toContain(
      "::error title=REJECTED  octo-tool 1.2.3::REJECTED  octo-tool 1.2.3: it is another release%0A",
    );
  });

  test("a refused file is an annotation with the reason, at the file", async () => {
    const changed = join(at.workspace, "other", "tool");
    mkdirSync(join(at.workspace, "other"));
    writeFileSync(changed, "changed\n");
    const inputs = {
      action: "verify",
      assets: `${outputs(at).get("capsule-path")}\n${changed}`,
      repository: "octo-org/octo-tool",
      "trusted-root": sigstore.trustedRootPath,
    };
    const next = job();
    const run = await step(next, inputs);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain(
      "::error title=REJECTED  octo-tool 1.2.3::REJECTED  octo-tool 1.2.3: a file is not the sealed one%0ADo not use  tool%0A",
    );
    expect(run.stdout).toMatch(
      /^::error title=REJECTED {2}octo-tool 1\.2\.3,file=\S*tool::"tool" is not the sealed file: sealed [0-9a-f]{64}, here /m,
    );
    expect(summary(next)).toMatch(/^## REJECTED: octo-tool 1\.2\.3\\: a file is not the sealed one\n/);
  });

  test("verify takes other evidence than capsules, and the rules of capsule verify", async () => {
    const asset = join(at.workspace, "dist", "tool");
    const inputs = {
      action: "verify",
      assets: `${outputs(at).get("bundle-path")}\n${asset}`,
      repository: "octo-org/octo-tool",
      "source-ref": "refs/tags/v1.2.3",
      "trusted-root": sigstore.trustedRootPath,
    };
    const next = job();
    expect(await step(next, inputs)).toMatchObject({ status: 0 });
    expect(outputs(next).get("verdict")).toBe("verified");
    expect((await step(job(), { ...inputs, "source-ref": "refs/tags/v1.2.4" })).status).toBe(1);
    const alone = { ...inputs, assets: outputs(at).get("capsule-path") ?? "", "evidence-only": "true" };
    expect((await step(job(), alone)).status).toBe(0);
    expect((await step(job(), { ...inputs, assets: "" })).status).toBe(2);
  });

  test("the summary shows the verdict, the consumer's command, the signer and the assets", () => {
    const page = summary(at);
    expect(page).toContain("## `octo-tool 1.2.3` is sealed and verified, and not published\n");
    expect(page).toContain(`\`\`\`sh\n${outputs(at).get("verify-command")}\n\`\`\``);
    expect(page).toContain(sigstore.identity);
    const result = JSON.parse(readFileSync(outputs(at).get("result") ?? "", "utf8"));
    for (const { sha256 } of result.assets) expect(page).toContain(sha256);
  });

  test("a name that is a workflow command is none in the log, and does not break out of the summary (N24, V01)", () => {
    const lines = run.stdout.split("\n").concat(run.stderr.split("\n"));
    expect(lines.filter((line) => /^\s*::(?!add-mask::|warning title=|group::|endgroup::)/.test(line))).toEqual([]);
    expect(lines.some((line) => line.includes("##["))).toBe(false);
    expect(summary(at)).toContain("<code>");
  });

  test("the tokens of the run are hidden before they are used, and stand in no output (O07)", () => {
    const masked = Array.from(run.stdout.matchAll(/^::add-mask::(.*)$/gm), ([, secret = ""]) => secret);
    expect(masked.some((secret) => secret.split(".").length === 3)).toBe(true);
    const rest = run.stdout.replace(/^::add-mask::.*$/gm, "");
    const written = readdirSync(join(at.temporary, "octo-tool-1.2.3.release")).map((name) =>
      readFileSync(join(at.temporary, "octo-tool-1.2.3.release", name), "latin1"),
    );
    for (const secret of masked) {
      expect(rest + run.stderr + summary(at) + written.join("")).not.toContain(secret);
    }
  });
});

describe("a key that signs", () => {
  const PASSPHRASE = "a passphrase that stands nowhere else";
  const key = newPrivateKey("P-256");
  const pem = String(key.export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: PASSPHRASE }));
  const secrets = [PASSPHRASE, ...pem.split("\n").filter((line) => /^[A-Za-z0-9+/=]{20,}$/.test(line))];
  const own = () => ({ sigstore: sigstore.signingConfigPath, "trusted-root": sigstore.trustedRootPath });
  const everything = (at: Job, run: Run): string =>
    [run.stdout, run.stderr, summary(at), readFileSync(at.env["GITHUB_OUTPUT"] ?? "", "utf8")].join("\n");

  function withKey(): Job {
    const at = job();
    writeFileSync(join(at.temporary, "release.key"), pem);
    writeFileSync(join(at.temporary, "passphrase"), `${PASSPHRASE}\n`);
    writeFileSync(join(at.temporary, "release.pub"), publicPemOf(key));
    return at;
  }

  test("in a file seals, by its public key it verifies, and no secret is in any output", async () => {
    const at = withKey();
    const files = { key: join(at.temporary, "release.key"), "key-passphrase-file": join(at.temporary, "passphrase") };
    const run = await step(at, { assets: "dist/tool", ...files, ...own() });
    expect(run).toMatchObject({ status: 0 });
    expect(outputs(at).get("verdict")).toBe("verified");
    expect(outputs(at).has("identity")).toBe(false);
    const out = join(at.temporary, "octo-tool-1.2.3.release");
    const written = readdirSync(out).map((name) => readFileSync(join(out, name), "latin1"));
    for (const secret of secrets) expect([everything(at, run), ...written].join("\n")).not.toContain(secret);
    const verifying = {
      assets: `${join(out, "octo-tool-1.2.3.capsule")}\ndist/tool`,
      key: join(at.temporary, "release.pub"),
    };
    const root = { "trusted-root": sigstore.trustedRootPath };
    expect(await step(job(), { action: "verify", ...verifying, ...root, sigstore: "" })).toMatchObject({
      status: 0,
    });
  });

  test.each([
    ["key", { key: pem }],
    ["key, in one line", { key: pem.replaceAll("\n", " ") }],
    ["key-passphrase-file", { key: "release.key", "key-passphrase-file": `${PASSPHRASE}\nmore` }],
    ["key-passphrase-file, in one line", { key: "RELEASE", "key-passphrase-file": PASSPHRASE }],
  ])("itself in the place of its path (%s) is refused, and not shown", async (_what, inputs) => {
    const at = withKey();
    const named = inputs.key === "RELEASE" ? { ...inputs, key: join(at.temporary, "release.key") } : inputs;
    const run = await step(at, { assets: "dist/tool", ...named, ...own() });
    expect([2, 4]).toContain(run.status);
    for (const secret of secrets) expect(everything(at, run)).not.toContain(secret);
  });

  test.skipIf(!hasSoftHsm())("behind a plugin seals", async () => {
    const at = job();
    const { env, publicKey } = makeToken(newFolder());
    const run = await step(at, { assets: "dist/tool", key: "plugin:sigstore-kms-softhsm:01", ...own() }, env);
    expect(run).toMatchObject({ status: 0 });
    expect(everything(at, run)).not.toContain(PIN);
    expect(readFileSync(outputs(at).get("verify-path") ?? "", "utf8")).toContain(String(publicPemOf(publicKey)).trim());
  });
});

describe("what the Action refuses", () => {
  test("a job without the permission is told which lines to add (O01)", async () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_URL: "unset", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "unset" };
    const at = job();
    const run = await step(at, { assets: "dist/tool" }, env);
    expect(run.status).toBe(2);
    expect(run.stdout).toContain("permissions:%0A        contents: write%0A        id-token: write");
    expect(summary(at)).toContain("id-token: write");
    expect(existsSync(join(at.temporary, "octo-tool-1.2.3.release"))).toBe(false);
  });

  test("a pull request from a fork is refused with its reason (O02)", async () => {
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: "unset",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "unset",
      GITHUB_EVENT_NAME: "pull_request",
    };
    const run = await step(job(), { assets: "dist/tool" }, env);
    expect(run.status).toBe(2);
    expect(run.stdout).toContain("a pull request from a fork");
    expect(run.stdout).not.toContain("pull_request_target");
  });

  test.each([
    [{ "dry-run": "True" }, "the input dry-run is"],
    [{ "dry-run": "yes" }, "use true or false"],
    [{ sign: "Each" }, "use auto, each or once"],
    [{ publish: "1 " }, "the input publish is"],
    [{ "asets-from": "release" }, "there is no input"],
    [{ images: "ghcr.io/x/y:v1", "image-format": "none" }, "does not name an image by its registry and digest"],
    [{ images: "y" }, "does not name an image"],
    [{ "expect-release": "a@1" }, "there is no input"],
    [{ "evidence-only": "true" }, "release-capsule/release-capsule/verify has it"],
    [{ "notes-footer": "off" }, "the input notes-footer is"],
    [{ notes: "a", "notes-file": "b" }, "are both given"],
    [{ "checksums-name": "sums" }, "is not a name for the checksum list"],
    [{ name: "a\nb" }, "control characters"],
    [{ command: "chekc" }, "no action has the command"],
    [{ command: "publish" }, "release-capsule/release-capsule/get or release-capsule/release-capsule/sbom"],
  ])("inputs are read strictly: %j (P10)", async (inputs, words) => {
    const run = await step(job(), { assets: "dist/tool", ...inputs });
    expect(run.status).toBe(2);
    expect(run.stdout).toContain(words);
  });

  test("a variable of the job that looks like an input is told of, and fails nothing (P10, W13)", async () => {
    const run = await step(job(), { assets: "dist/tool", "dry-run": "true" }, { INPUT_VERBOSE: "1", INPUT_ASETS: "x" });
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('"INPUT_VERBOSE" is not an input, and is ignored');
    expect(run.stdout).toContain('"INPUT_ASETS" is not an input, and is ignored');
    expect(run.stdout).not.toMatch(/::(?:warning|error)::.*INPUT_/);
  });

  test("no assets, and outputs that cannot be written, are found out before anything is signed (P08)", async () => {
    const empty = await step(job(), {});
    expect(empty.status).toBe(2);
    expect(empty.stdout).toContain("assets: dist/*");
    const before = sigstore.counts().token;
    for (const path of ["unset", "/nonexistent/output"]) {
      expect((await step(job(), { assets: "dist/tool" }, { GITHUB_OUTPUT: path })).status).toBe(2);
    }
    expect(sigstore.counts().token).toBe(before);
  });
});

test("a dry run signs in memory, asks for no token and writes nothing public", async () => {
  const at = job();
  const before = sigstore.counts();
  const run = await step(at, { assets: "dist/tool", "dry-run": "true" });
  expect(run.status).toBe(0);
  expect(sigstore.counts()).toEqual(before);
  expect(readdirSync(at.temporary)).toEqual(["octo-tool-1.2.3.result.json"]);
  expect(summary(at)).toContain("Local test instance");
  expect(outputs(at).has("capsule-path")).toBe(false);
});

test("a dry run and a check refuse what GitHub would rename, as sealing would (Y1)", async () => {
  for (const how of [{ "dry-run": "true" }, { action: "check" }]) {
    const run = await step(job(), { assets: "dist/*", ...how });
    expect(run.status, JSON.stringify(how)).toBe(1);
    expect(run.stdout).toMatch(
      /^::error title=NOT READY {2}octo-tool 1\.2\.3::GitHub would store .*%0Ahint: name it /m,
    );
  }
});

test("what stands in a title or a path ends no property of an annotation (N24)", async () => {
  const at = job();
  const name = "a,file=x%0A::b ##[error]\n.capsule";
  writeFileSync(join(at.workspace, name), "nothing");
  const { stdout, status } = await step(at, {
    action: "verify",
    assets: "*.capsule",
    repository: "octo-org/octo-tool",
  });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error title=REJECTED {2}[^:,]*%2Cfile=x%250A%3A%3Ab[^:,]*::REJECTED/m);
});

test("fixes name inputs, not flags (Y11)", async () => {
  const at = job();
  const run = await step(at, { assets: "dist/tool", tag: "nightly", "dry-run": "true" });
  expect(run.stdout).toMatch(
    /^::error title=NOT READY::the tag "nightly" has no version.*%0Ahint: give version, or write/m,
  );
  expect(summary(at)).toContain("| give version, or write");
});

test("a run without summary file still seals", async () => {
  const at = job();
  rmSync(at.env["GITHUB_STEP_SUMMARY"] ?? "");
  const run = await step(at, { assets: "dist/tool", "dry-run": "true" });
  expect(run.status).toBe(0);
  expect(run.stdout).toContain("::warning title=Release Capsule::the job summary could not be written");
});
