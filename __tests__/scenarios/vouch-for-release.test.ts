import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { POLICY_SCHEMA_ID } from "../../src/domain/policy/policy-schema.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { newPrivateKey, pemOf, publicPemOf } from "../keys/test-keys.ts";
import { capsule, newFolder } from "../run-program.ts";

const OWN = "octo-org/octo-tool";
const REVIEW = { repository: "alice-org/review", sourceRef: "refs/heads/main" };
const CAPSULE = "octo-tool-1.2.3.capsule";

let sigstore: GitHubSigstore;
let folder: string;
let trust: string[];

beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  folder = newFolder();
  trust = ["--trusted-root", sigstore.trustedRootPath];
  const work = newFolder();
  writeFileSync(join(work, "tool.bin"), "a tool\n");
  const facts = ["--name", "octo-tool", "--version", "1.2.3", "--tag", "v1.2.3"];
  const sealed = await capsule(
    ["seal", "--sigstore", sigstore.signingConfigPath, ...trust, ...facts, "--out", join(work, "out"), "tool.bin"],
    { cwd: work, env: sigstore.env },
  );
  expect(sealed.stderr.slice(-2000) + String(sealed.status)).toMatch(/0$/);
  writeFileSync(join(folder, CAPSULE), readFileSync(join(work, "out", CAPSULE)));
  writeFileSync(join(folder, "tool.bin"), "a tool\n");
});
afterAll(() => sigstore.close());

test("a reviewer approves, a rebuilder rebuilds, and a policy asks for both", async () => {
  const reviewer = sigstore.jobOf({
    repository: REVIEW.repository,
    ref: REVIEW.sourceRef,
    repositoryId: "901",
    ownerId: "902",
  });
  const signing = ["--repository", OWN, ...trust, "--sign-with", sigstore.signingConfigPath];
  const approved = await capsule(["vouch", "approve", ...signing, CAPSULE], { cwd: folder, env: reviewer });
  expect([approved.status, approved.stdout]).toEqual([0, expect.stringContaining("octo-tool 1.2.3 approved")]);

  mkdirSync(join(folder, "build"));
  writeFileSync(join(folder, "build", "tool.bin"), "another tool\n");
  const rebuild = ["vouch", "rebuilt", ...signing, "--builder", "make 4.4.1", "--json", CAPSULE, "build"];
  const before = readdirSync(folder);
  const differs = await capsule(rebuild, { cwd: folder, env: reviewer });
  expect([differs.status, differs.stderr]).toEqual([1, expect.stringContaining('"tool.bin"')]);
  expect(JSON.parse(differs.stdout).code).toBe("rebuild-differs");
  expect(readdirSync(folder)).toEqual(before);

  writeFileSync(join(folder, "build", "tool.bin"), "a tool\n");
  const other = sigstore.jobOf({
    repository: "distro/rebuilds",
    ref: "refs/heads/main",
    repositoryId: "903",
    ownerId: "904",
  });
  const rebuilt = await capsule(rebuild, { cwd: folder, env: other });
  expect(rebuilt.status).toBe(0);
  const said = JSON.parse(rebuilt.stdout);
  const schema = JSON.parse(readFileSync(new URL("../../docs/schemas/vouched.json", import.meta.url), "utf8"));
  expect(new Ajv2020().validate(schema, said)).toBe(true);
  expect(said).toMatchObject({ kind: "rebuild", rebuilt: ["tool.bin"], notRebuilt: [] });

  const rebuilder = { repository: "distro/rebuilds", sourceRef: "refs/heads/main" };
  const policy = (approvals: object) => {
    const document = { schema: POLICY_SCHEMA_ID, signers: [{ repository: OWN }], approvals };
    writeFileSync(join(folder, "policy.json"), JSON.stringify(document));
    return ["verify", "--policy", "policy.json", ...trust, "--json", CAPSULE];
  };
  const both = await capsule(
    policy([
      { n: 2, of: [REVIEW, rebuilder] },
      { n: 1, kind: "rebuild", of: [rebuilder] },
    ]),
    {
      cwd: folder,
    },
  );
  const found = JSON.parse(both.stdout);
  expect([both.status, found.approvals.map((one: { status: string }) => one.status)]).toEqual([
    0,
    ["counted", "counted"],
  ]);
  const [command = "", ...words] = policy([{ n: 2, of: [REVIEW, rebuilder] }]).filter((word) => word !== "--json");
  const text = await capsule([command, "--verbose", ...words], { cwd: folder });
  expect(text.stdout).toMatch(/ {2}Approved {4}https:\/\/github\.com\/(?:alice-org\/review|distro\/rebuilds)\//);
  expect(text.stdout).toMatch(/distro\/rebuilds\/\S+@refs\/heads\/main,\n {14}who rebuilt it\n/);
  expect(text.stdout).toMatch(/Approval {4,}\S+\.approval\.sigstore\.json:/);
  const verification = JSON.parse(
    readFileSync(new URL("../../docs/schemas/verification.json", import.meta.url), "utf8"),
  );
  expect(new Ajv2020().validate(verification, found)).toBe(true);
  const one = await capsule(policy({ n: 1, of: [{ repository: "carol-org/review", sourceRef: "refs/heads/main" }] }), {
    cwd: folder,
  });
  expect(one.status).toBe(3);
});

test("somebody with a key approves, is counted by it, and no longer once it was revoked before", async () => {
  const place = newFolder();
  for (const name of [CAPSULE, "tool.bin"]) writeFileSync(join(place, name), readFileSync(join(folder, name)));
  const key = newPrivateKey("P-256");
  writeFileSync(join(place, "reviewer.key"), pemOf(key));
  const signing = [
    "--repository",
    OWN,
    ...trust,
    "--sign-key",
    "reviewer.key",
    "--sign-with",
    sigstore.signingConfigPath,
  ];
  const approved = await capsule(["vouch", "approve", ...signing, CAPSULE], { cwd: place });
  expect([approved.status, approved.stdout]).toEqual([0, expect.stringContaining("octo-tool 1.2.3 approved")]);
  rmSync(join(place, "reviewer.key"));
  const verify = async (of: object) => {
    const rule = { n: 1, of: [{ key: publicPemOf(key).toString(), ...of }] };
    const document = { schema: POLICY_SCHEMA_ID, signers: [{ repository: OWN }], approvals: rule };
    writeFileSync(join(place, "policy.json"), JSON.stringify(document));
    const run = await capsule(["verify", "--policy", "policy.json", ...trust, "--json", CAPSULE], { cwd: place });
    const [first] = JSON.parse(run.stdout).approvals ?? [];
    return [run.status, first?.status, first?.code];
  };
  expect(await verify({})).toEqual([0, "counted", null]);
  expect(await verify({ revoked: "2020-01-01T00:00:00Z" })).toEqual([3, "refused", "key-revoked"]);
  const other = publicPemOf(newPrivateKey("P-256")).toString();
  expect(await verify({ key: other })).toEqual([3, "refused", "identity-mismatch"]);
  // What was asked for by its name, or with all files, must hold.
  const own = ["verify", "--repository", OWN, ...trust, CAPSULE];
  const [approval = ""] = readdirSync(place).filter((name) => name.endsWith(".approval.sigstore.json"));
  expect((await capsule([...own, "--approval", approval], { cwd: place })).status).toBe(1);
  rmSync(join(place, "policy.json"));
  expect((await capsule([...own, "--all-files"], { cwd: place })).status).toBe(1);
});

test("the run that sealed the release vouches for nobody but where a policy says so", async () => {
  const own = newFolder();
  for (const name of [CAPSULE, "tool.bin"]) writeFileSync(join(own, name), readFileSync(join(folder, name)));
  const vouch = ["vouch", "approve", "--repository", OWN, ...trust, "--sign-with", sigstore.signingConfigPath, CAPSULE];
  expect((await capsule(vouch, { cwd: own, env: sigstore.env })).status).toBe(0);
  const verify = async (rule: object) => {
    const document = { schema: POLICY_SCHEMA_ID, signers: [{ repository: OWN }], approvals: rule };
    writeFileSync(join(own, "policy.json"), JSON.stringify(document));
    const run = await capsule(["verify", "--policy", "policy.json", ...trust, "--json", CAPSULE], { cwd: own });
    return [run.status, JSON.parse(run.stdout).approvals[0].code];
  };
  const rule = { n: 1, of: [{ repository: OWN }] };
  expect(await verify(rule)).toEqual([3, "approval-own-run"]);
  expect(await verify({ ...rule, ownRun: "counts" })).toEqual([0, null]);
});

test.each([
  [["approve"], "the program lacks a capsule"],
  [["bless", CAPSULE], "vouch has no action"],
  [["approve", CAPSULE, "build"], "approve takes one capsule"],
  [["rebuilt", CAPSULE], "the folder of the rebuilt files is not named"],
  [["rebuilt", CAPSULE, "build"], "nothing says how the files were built"],
  [["approve", "--builder", "x", CAPSULE], "means nothing with approve"],
  [["approve", "--sign-with", "local", CAPSULE], "vouches for nothing"],
])("vouch refuses %j as usage", async (words, reason) => {
  const run = await capsule(["vouch", ...words, "--repository", OWN, ...trust], { cwd: folder });
  expect(run.status).toBe(2);
  if (words.length > 1) expect(run.stderr).toContain(reason);
});

test("vouch asks who must have signed the release", async () => {
  const run = await capsule(["vouch", "approve", ...trust, CAPSULE], { cwd: folder });
  expect([run.status, run.stderr]).toEqual([2, expect.stringContaining("nothing says who must have signed")]);
});
