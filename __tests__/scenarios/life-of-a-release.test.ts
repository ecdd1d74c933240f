import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

const DOCUMENT = readFileSync(new URL("../../docs/statements.md", import.meta.url), "utf8");
const block = (name: string): string =>
  new RegExp(`^\`\`\`[a-z]+ ${name.replace(".", "\\.")}\\n([^]*?)^\`\`\``, "m").exec(DOCUMENT)?.[1] ?? "";

/** Which repository each role of the document is. */
const REPOSITORIES: Readonly<Record<string, readonly [repository: string, id: string]>> = {
  owner: ["octo-org/octo-tool", "801"],
  qe: ["acme-lab/reports", "802"],
  monitor: ["watch-org/monitor", "803"],
  registry: ["registry-org/moderation", "804"],
  reader: ["reader/nobody", "805"],
};

let sigstore: GitHubSigstore;
let folder: string;
let logKey = "";
let printed: Run | undefined;

const as = (who: string) => {
  const [repository = "", id = ""] = REPOSITORIES[who] ?? [];
  return sigstore.jobOf({ repository, ref: "refs/heads/main", repositoryId: id, ownerId: `9${id}` });
};
/** Under the trusted root of the test, and signed with its instance. */
const run = (who: string, ...words: string[]) => {
  const [command = "", ...rest] = words;
  const signs = ["vouch", "log", "erase"].includes(command) ? ["--sign-with", sigstore.signingConfigPath] : [];
  const args = [command, ...rest, "--trusted-root", sigstore.trustedRootPath, ...signs];
  return capsule(args, { cwd: folder, env: as(who) });
};

beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  folder = newFolder();
  writeFileSync(join(folder, "tool.bin"), "a tool\n");
  const facts = ["--name", "octo-tool", "--version", "1.2.3", "--tag", "v1.2.3"];
  const trust = ["--trusted-root", sigstore.trustedRootPath];
  const sealed = await capsule(
    ["seal", "--sigstore", sigstore.signingConfigPath, ...trust, ...facts, "--out", "out", "tool.bin"],
    { cwd: folder, env: sigstore.env },
  );
  expect(sealed.stderr.slice(-2000) + String(sealed.status)).toMatch(/0$/);
  writeFileSync(join(folder, "octo-tool-1.2.3.capsule"), readFileSync(join(folder, "out/octo-tool-1.2.3.capsule")));
  writeFileSync(join(folder, "policy.json"), block("policy.json"));
  writeFileSync(join(folder, "result.json"), JSON.stringify({ result: "PASSED", configuration: [] }));
  for (const line of block("life").trim().split("\n")) {
    const [, who = "", words = ""] = /^([a-z]+)\$ capsule (.*)$/.exec(line) ?? [];
    printed = await run(who, ...words.replace("LOG-KEY", logKey).split(" "));
    expect([line, printed.status, printed.stderr]).toEqual([line, 0, expect.any(String)]);
    logKey ||= /\S+\+[0-9a-f]{8}\+\S+/.exec(printed.stdout)?.[0] ?? "";
  }
}, 600_000);
afterAll(() => sigstore.close());

test("the life of a release, as the document tells it, ends in the timeline that it shows", () => {
  const masked = (text: string) =>
    text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME").replaceAll(/\b[0-9a-f]{12}\b/g, "DIGEST");
  if (process.env["WRITE_LIFE"] !== undefined) {
    writeFileSync(process.env["WRITE_LIFE"], printed?.stdout ?? "");
  }
  expect(masked(printed?.stdout ?? "")).toBe(masked(block("timeline")));
});

test("each stage of it can be asked for, by count and as one document of a closed schema", async () => {
  const schema = JSON.parse(readFileSync(new URL("../../docs/schemas/timeline.json", import.meta.url), "utf8"));
  const isTimeline = new Ajv2020().compile(schema);
  const ask = async (command: string, ...words: string[]) => {
    const asked = await run(
      "reader",
      command,
      "--json",
      "--log-signer",
      logKey,
      ...words,
      "release-log",
      "octo-tool-1.2.3.capsule",
    );
    const said = JSON.parse(asked.stdout);
    expect([isTimeline(said), isTimeline.errors]).toEqual([true, null]);
    return [asked.status, said.state.effective, said.state.observed] as const;
  };
  expect(await ask("state", "--at", "1")).toEqual([0, "none", "unknown"]);
  expect(await ask("state", "--at", "2")).toEqual([0, "staged", "unknown"]);
  expect(await ask("state", "--at", "4")).toEqual([0, "published", "unknown"]);
  expect(await ask("state", "--at", "7")).toEqual([0, "yanked", "missing"]);
  expect(await ask("state")).toEqual([1, "tombstoned", "missing"]);
  expect(await ask("timeline", "--require", "qe:approved-for-use")).toEqual([0, "tombstoned", "missing"]);
  expect((await ask("timeline", "--require", "qe:test-result"))[0]).toBe(3);
  const explained = await run(
    "reader",
    "explain",
    "--json",
    "--log-signer",
    logKey,
    "release-log",
    "octo-tool-1.2.3.capsule",
  );
  expect(JSON.parse(explained.stdout).entries.map(({ says }: { says: string }) => says)).toEqual([
    "missing",
    "yanked",
    "tombstoned",
  ]);
});

test("who may not say a thing is not admitted, and an erased statement is gone", async () => {
  const words = ["vouch", "banished", "--reason", "malware", "--out", "stolen.json", "octo-tool-1.2.3.capsule"];
  expect((await run("qe", ...words)).status).toBe(0);
  const stolen = await run("owner", "log", "append", "--json", "--key", "log.key", "release-log", "stolen.json");
  expect([stolen.status, JSON.parse(stolen.stdout).code]).toEqual([1, "statement-unauthorised"]);
  const state = await run("owner", "erase", "--json", "--key", "log.key", "release-log", "yanked.json");
  expect([state.status, JSON.parse(state.stdout).code]).toEqual([1, "erasure-refused"]);
  const verified = await run("reader", "log", "verify", "--json", "--log-signer", logKey, "release-log");
  expect(JSON.parse(verified.stdout)).toMatchObject({
    size: 9,
    statements: { said: 6, erased: 1, absent: 0, refused: 0 },
  });
  expect(existsSync(join(folder, "release-log/payloads"))).toBe(true);
});

test("a grant is revoked from its leaf on, and what was said before stays said", async () => {
  const to = "acme-lab/second@refs/heads/main";
  const grant = ["--role", "owner", "--may", "staged", "--to", to, "--out", "grant.json", "policy.json"];
  expect((await run("owner", "vouch", "grant", ...grant)).stderr).toBe("");
  const append = (file: string) => run("owner", "log", "append", "--json", "--key", "log.key", "release-log", file);
  const second = sigstore.jobOf({
    repository: "acme-lab/second",
    ref: "refs/heads/main",
    repositoryId: "806",
    ownerId: "9806",
  });
  const stage = async (out: string) => {
    const signing = ["--trusted-root", sigstore.trustedRootPath, "--sign-with", sigstore.signingConfigPath];
    const args = ["vouch", "staged", ...signing, "--out", out, "octo-tool-1.2.3.capsule"];
    expect((await capsule(args, { cwd: folder, env: second })).status).toBe(0);
    return append(out);
  };
  expect(JSON.parse((await stage("early.json")).stdout).code).toBe("statement-unauthorised");
  expect((await append("grant.json")).status).toBe(0);
  expect((await stage("granted.json")).status).toBe(0);
  const revoke = ["--refers-to", "grant.json", "--out", "revoke.json", "policy.json"];
  expect((await run("owner", "vouch", "revoke", ...revoke)).status).toBe(0);
  expect((await append("revoke.json")).status).toBe(0);
  expect(JSON.parse((await stage("late.json")).stdout).code).toBe("statement-unauthorised");
  const shown = await run("reader", "timeline", "--json", "--says", "staged", "--log-signer", logKey, "release-log");
  expect(JSON.parse(shown.stdout).entries.map(({ standing }: { standing: string }) => standing)).toEqual([
    "in-effect",
    "in-effect",
  ]);
});
