import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { schemaId } from "../../src/domain/home.ts";
import { LOG_POLICY_SCHEMA_ID } from "../../src/domain/statements/log-policy.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

const OWNER = { repository: "octo-org/octo-tool", sourceRef: "refs/heads/main" } as const;
const BOARD = ["first", "second"].map((name) => ({ repository: `registry/${name}`, sourceRef: "refs/heads/main" }));
const POLICY = {
  schema: LOG_POLICY_SCHEMA_ID,
  origin: "octo-org.example/octo-tool/log",
  roles: {
    owner: { signers: [OWNER], may: ["staged", "published", "yanked", "grant", "revoke"] },
    board: { signers: BOARD, may: ["banished"] },
  },
};
/** Who signs the heads: the workflow that appends, without a key. */
const SIGNER = ["--log-signer", "octo-org/log@refs/heads/main"];

let sigstore: GitHubSigstore;
let folder: string;

const as = (repository: string) => {
  const id = String(800 + [...repository].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
  return sigstore.jobOf({ repository, ref: "refs/heads/main", repositoryId: id, ownerId: `9${id}` });
};
const SIGNING = new Set(["vouch", "log", "erase"]);
const run = (who: string, line: string): Promise<Run> => {
  const [command = "", ...rest] = line.split(" ");
  const signs = SIGNING.has(command) ? ["--sign-with", sigstore.signingConfigPath] : [];
  return capsule([command, ...rest, "--trusted-root", sigstore.trustedRootPath, ...signs], {
    cwd: folder,
    env: as(who),
  });
};
const done = async (who: string, line: string): Promise<string> => {
  const { status, stdout, stderr } = await run(who, line);
  expect([line, status, stderr]).toEqual([line, 0, expect.any(String)]);
  return stdout;
};
const say = async (who: string, effect: string, release: string, out = `${effect}-${release}.json`) => {
  await done(who, `vouch ${effect} --reason defect --out ${out} octo-tool-${release}.capsule`);
  await done("octo-org/log", `log append ${SIGNER.join(" ")} release-log ${out}`);
};
const sealed = async (version: string, ...more: string[]) => {
  const file = `tool-${version}.bin`;
  writeFileSync(join(folder, file), `tool ${version}\n`);
  const facts = ["--name", "octo-tool", "--version", version, "--tag", `v${version}`, "--out", `out-${version}`];
  const trust = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
  const made = await capsule(["seal", ...trust, ...facts, ...more, file], {
    cwd: folder,
    env: sigstore.jobOf({ ref: `refs/tags/v${version}` }),
  });
  expect([made.status, made.stderr.slice(-1500)]).toEqual([0, expect.any(String)]);
  cpSync(join(folder, `out-${version}/octo-tool-${version}.capsule`), join(folder, `octo-tool-${version}.capsule`));
};
/** The claim about the log, with the exit code. */
const asked = async (version: string, ...more: string[]) => {
  const by = `--repository octo-org/octo-tool --evidence-only`;
  const line = ["verify --json", by, ...more, `octo-tool-${version}.capsule`].join(" ");
  const { status, stdout } = await run("reader/nobody", line);
  const json = JSON.parse(stdout);
  const claim = json.claims?.find(({ id }: { id: string }) => id === "log-state");
  return { ...claim, exit: status, code: claim?.code ?? json.code ?? null };
};
const LOG = ["--log", "release-log", ...SIGNER];

beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  folder = newFolder();
  writeFileSync(join(folder, "policy.json"), JSON.stringify(POLICY));
  writeFileSync(join(folder, "empty.lock"), JSON.stringify({ schema: schemaId("capsule-lock"), projects: [] }));
  await done("octo-org/log", "log init release-log policy.json");
  await sealed("1.2.3");
  await say("octo-org/octo-tool", "published", "1.2.3");
  cpSync(join(folder, "release-log"), join(folder, "early-log"), { recursive: true });
  await say("octo-org/octo-tool", "staged", "1.2.3");
  await sealed("1.2.4", ...LOG);
}, 300_000);
afterAll(() => sigstore.close());

test("a release that was published is verified, up to a head whose age is told", async () => {
  const said =
    /^it is published \(defect\), says the log "octo-org\.example\/octo-tool\/log" up to its head of 3 leaves, signed at .*Z, \d+ \w+ ago$/;
  expect(await asked("1.2.3", ...LOG)).toMatchObject({ exit: 0, reason: expect.stringMatching(said) });
  expect(await asked("1.2.3", "--log", "early-log", ...SIGNER)).toMatchObject({ exit: 0, status: "verified" });
});

test("a capsule carries the log, which says without a network that nobody withdrew it up to its head", async () => {
  const said = /^nobody withdrew it, says the log .* up to its head of 3 leaves/;
  expect(await asked("1.2.4", ...SIGNER)).toMatchObject({ exit: 0, reason: expect.stringMatching(said) });
  expect(await asked("1.2.4")).toMatchObject({
    ...{ exit: 0, required: false },
    reason: "it carries a log, and nobody was named who signs it",
  });
  expect(await asked("1.2.3", ...SIGNER)).toMatchObject({ exit: 3, required: true });
  const other = ["--log-signer", "octo-org/octo-tool@refs/heads/main"];
  expect(await asked("1.2.4", ...other)).toMatchObject({ exit: 1, code: "identity-mismatch" });
  // Any command that reads a log reads this one.
  const state = await done(
    "reader/nobody",
    `state --json ${SIGNER.join(" ")} octo-tool-1.2.4.capsule octo-tool-1.2.3.capsule`,
  );
  expect(JSON.parse(state).state.effective).toBe("published");
  expect(
    (await run("reader/nobody", `state ${SIGNER.join(" ")} octo-tool-1.2.3.capsule octo-tool-1.2.3.capsule`)).status,
  ).toBe(2);
  const out = "--reason defect --out late.json octo-tool-1.2.3.capsule";
  await done("octo-org/octo-tool", `vouch yanked ${out}`);
  const append = `log append ${SIGNER.join(" ")} octo-tool-1.2.4.capsule late.json`;
  expect((await run("octo-org/log", append)).stderr).toContain("the log in a capsule is sealed");
});

test("a release that was yanked is verified with a warning, and one that two parties banished is refused", async () => {
  await done("octo-org/log", `log append ${SIGNER.join(" ")} release-log late.json`);
  expect(await asked("1.2.3", ...LOG)).toMatchObject({
    exit: 0,
    reason: expect.stringMatching(/^it is yanked \(defect\)/),
  });
  await say("registry/first", "banished", "1.2.3", "first.json");
  expect(await asked("1.2.3", ...LOG)).toMatchObject({ exit: 0, reason: expect.stringMatching(/^it is yanked/) });
  await say("registry/second", "banished", "1.2.3", "second.json");
  expect(await asked("1.2.3", ...LOG)).toMatchObject({
    ...{ exit: 1, status: "failed", code: "release-not-admitted" },
    reason: expect.stringMatching(/^the release is banished \(defect\), says the log/),
  });
  // The log that the other capsule carries knows nothing of it yet.
  expect(await asked("1.2.4", ...LOG)).toMatchObject({ exit: 0 });
});

test("the report tells what was said, line by line, and how to ask again", async () => {
  const by = `--repository octo-org/octo-tool --evidence-only --report said.html ${LOG.join(" ")}`;
  expect((await run("reader/nobody", `verify ${by} octo-tool-1.2.3.capsule`)).status).toBe(1);
  const page = readFileSync(join(folder, "said.html"), "utf8");
  expect(page).toContain(
    "It is banished: by its owner yanked, by the registry banished, observed unknown. All 6 leaves",
  );
  for (const word of ["published", "staged", "yanked", "banished"]) expect(page).toContain(`<b>${word} (defect)</b>`);
  expect(page).toContain("--log release-log --log-signer octo-org/log@refs/heads/main");
});

test("a statement that cannot be read leaves the state open", async () => {
  cpSync(join(folder, "release-log"), join(folder, "holed-log"), { recursive: true });
  const yanked = sha256Hex(readFileSync(join(folder, "late.json")));
  rmSync(join(folder, "holed-log/payloads", `${yanked}.sigstore.json`));
  rmSync(join(folder, "holed-log/payloads", `${sha256Hex(readFileSync(join(folder, "second.json")))}.sigstore.json`));
  expect(await asked("1.2.3", "--log", "holed-log", ...SIGNER)).toMatchObject({
    ...{ exit: 3, status: "not-checked", required: true },
  });
});

test("heads are remembered in the lock that stands for all memories, and a log that goes back is refused", async () => {
  writeFileSync(join(folder, "capsule.lock"), readFileSync(join(folder, "empty.lock")));
  expect(await asked("1.2.4", ...LOG)).toMatchObject({ exit: 0 });
  const lock = JSON.parse(readFileSync(join(folder, "capsule.lock"), "utf8"));
  expect(lock.logs).toEqual([{ origin: POLICY.origin, head: expect.stringContaining(`${POLICY.origin}\n6\n`) }]);
  expect(lock.projects).toHaveLength(1);
  expect(await asked("1.2.3", "--log", "early-log", ...SIGNER)).toMatchObject({ exit: 1, code: "log-rewound" });
  const head = await run("reader/nobody", `state --json ${SIGNER.join(" ")} early-log octo-tool-1.2.3.capsule`);
  expect([head.status, JSON.parse(head.stdout).code]).toEqual([1, "log-rewound"]);
  rmSync(join(folder, "capsule.lock"));
});

test("a log that a capsule shows to have been forked is refused, and evidence that verifies by itself is kept", async () => {
  // What was said after the second leaf is another thing than the capsule carries.
  await done("octo-org/log", `log append ${SIGNER.join(" ")} early-log late.json`);
  await done("octo-org/log", `log append ${SIGNER.join(" ")} early-log first.json`);
  expect(await asked("1.2.4", "--log", "early-log", ...SIGNER)).toMatchObject({ exit: 1, code: "log-forked" });
  const proven = `log verify --json ${SIGNER.join(" ")} release-log statement-log.fork.json`;
  expect(JSON.parse(await done("reader/nobody", proven))).toMatchObject({ fork: true, origin: POLICY.origin });
  // Two people who compare what they have need no witness: one capsule is as good as the log.
  await sealed("1.2.5", "--log", "early-log", ...SIGNER);
  const compare = `log compare --json ${SIGNER.join(" ")} --evidence told.json octo-tool-1.2.4.capsule octo-tool-1.2.5.capsule`;
  const compared = await run("reader/nobody", compare);
  expect([compared.status, JSON.parse(compared.stdout).relation]).toEqual([1, "forked"]);
  await done("reader/nobody", `log verify ${SIGNER.join(" ")} release-log told.json`);
  const same = `log compare --json ${SIGNER.join(" ")} octo-tool-1.2.4.capsule release-log`;
  expect(JSON.parse(await done("reader/nobody", same)).relation).toBe("second-longer");
});

test("logs are joined under the policy of the first, and an equivocation is named", async () => {
  const joined = await done(
    "reader/nobody",
    `join --json ${SIGNER.join(" ")} --release octo-tool-1.2.4.capsule release-log early-log`,
  );
  expect(JSON.parse(joined)).toMatchObject({ state: { effective: "none" }, equivocations: [] });
});

test("an export is a log that this program reads, too, with each statement as a bare envelope", async () => {
  await done("reader/nobody", `log export ${SIGNER.join(" ")} release-log exported`);
  cpSync(join(folder, "release-log/payloads"), join(folder, "exported/payloads"), { recursive: true });
  const same = `log compare --json ${SIGNER.join(" ")} release-log exported`;
  expect(JSON.parse(await done("reader/nobody", same)).relation).toBe("same");
  const [name = ""] = readdirSync(join(folder, "exported/statements"));
  const envelope = JSON.parse(readFileSync(join(folder, "exported/statements", name), "utf8"));
  expect(envelope.payloadType).toBe("application/vnd.in-toto+json");
});
