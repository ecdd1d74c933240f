import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../src/crypto/node-digest.ts";
import { LOG_POLICY_SCHEMA_ID } from "../../src/domain/statements/log-policy.ts";
import { type GitHubSigstore, startGitHubSigstore } from "../github-sigstore/start-github-sigstore.ts";
import { capsule, newFolder, type Run } from "../run-program.ts";

const signer = (repository: string) => ({ repository, sourceRef: "refs/heads/main" });
const policyOf = (origin: string) => ({
  ...{ schema: LOG_POLICY_SCHEMA_ID, origin },
  roles: {
    owner: { signers: [signer("octo-org/octo-tool")], may: ["staged", "published", "yanked", "grant", "revoke"] },
    lab: { signers: [signer("acme-lab/reports")], may: ["test-result"] },
  },
});
/** Two logs of two origins about one project: each has what the other lacks. */
const OWN = "octo-org.example/octo-tool/log";
const MIRROR = "mirror.example/octo-tool/log";

let sigstore: GitHubSigstore;
let folder: string;
const keys = new Map<string, string>();

const as = (repository: string) => {
  const id = String(700 + [...repository].reduce((sum, letter) => sum + letter.charCodeAt(0), 0));
  return sigstore.jobOf({ repository, ref: "refs/heads/main", repositoryId: id, ownerId: `9${id}` });
};
const run = (who: string, line: string): Promise<Run> => {
  const [command = "", ...rest] = line.split(" ");
  const signs = ["vouch", "log", "erase"].includes(command) ? ["--sign-with", sigstore.signingConfigPath] : [];
  return capsule([command, ...rest, "--trusted-root", sigstore.trustedRootPath, ...signs], {
    ...{ cwd: folder, env: as(who) },
  });
};
const done = async (who: string, line: string): Promise<string> => {
  const { status, stdout, stderr } = await run(who, line);
  expect([line, status, stderr]).toEqual([line, 0, expect.any(String)]);
  return stdout;
};
const OWNER = "octo-org/octo-tool";
const LAB = "acme-lab/reports";
const vouch = (who: string, what: string, out: string, on = "octo-tool-1.2.3.capsule") =>
  done(who, `vouch ${what} --out ${out} ${on}`);
const append = async (log: string, file: string, key = log) =>
  JSON.parse(await done(OWNER, `log append --json --key ${key}.key ${log} ${file}`));
/** The fault of an append that is refused. */
const refused = async (log: string, file: string, key: string) => {
  const { status, stdout } = await run(OWNER, `log append --json --key ${key}.key ${log} ${file}`);
  return [status, JSON.parse(stdout).code];
};
/** The same signed statement in other bytes, as anybody can write it who has seen it. */
const rewritten = (file: string) => {
  const path = `rewritten-${file}`;
  writeFileSync(join(folder, path), JSON.stringify(JSON.parse(readFileSync(join(folder, file), "utf8")), null, 3));
  return path;
};
const signerOf = (log: string) => `--log-signer ${keys.get(log) ?? ""}`;
const JOINED = () => `${signerOf("own")} ${signerOf("mirror")}`;
/** What a command prints as JSON, with its exit code. */
const asked = async (line: string) => {
  const { status, stdout } = await run("reader/nobody", line);
  return { ...JSON.parse(stdout), exit: status };
};
const stateIn = async (log: string, key: string) => {
  const { exit, state } = await asked(`state --json ${signerOf(key)} ${log} octo-tool-1.2.3.capsule`);
  return [exit, state.effective];
};
const payloadOf = (log: string, file: string) =>
  join(folder, log, "payloads", `${sha256Hex(readFileSync(join(folder, file)))}.sigstore.json`);
const copied = (from: string, to: string) => cpSync(join(folder, from), join(folder, to), { recursive: true });

async function sealed(text: string, out: string): Promise<void> {
  writeFileSync(join(folder, "tool.bin"), text);
  const facts = ["--name", "octo-tool", "--version", "1.2.3", "--tag", "v1.2.3", "--out", out];
  const trust = ["--sigstore", sigstore.signingConfigPath, "--trusted-root", sigstore.trustedRootPath];
  const made = await capsule(["seal", ...trust, ...facts, "tool.bin"], {
    ...{ cwd: folder, env: sigstore.jobOf({ ref: "refs/tags/v1.2.3" }) },
  });
  expect([made.status, made.stderr.slice(-1500)]).toEqual([0, expect.any(String)]);
}

async function begun(log: string, origin: string): Promise<void> {
  writeFileSync(join(folder, `${log}.json`), JSON.stringify(policyOf(origin)));
  const made = await done(OWNER, `log key ${origin} ${log}.key`);
  keys.set(log, /\S+\+[0-9a-f]{8}\+\S+/.exec(made)?.[0] ?? "");
  await done(OWNER, `log init --key ${log}.key ${log} ${log}.json`);
}

beforeAll(async () => {
  sigstore = await startGitHubSigstore();
  folder = newFolder();
  await sealed("a tool\n", "out");
  cpSync(join(folder, "out/octo-tool-1.2.3.capsule"), join(folder, "octo-tool-1.2.3.capsule"));
  await begun("own", OWN);
  await begun("mirror", MIRROR);
  writeFileSync(join(folder, "result.json"), JSON.stringify({ result: "PASSED", configuration: [] }));
  await vouch(OWNER, "published", "published.json");
  await vouch(OWNER, "yanked --reason defect", "yanked.json");
  await vouch(LAB, "test-result", "tested.json", "octo-tool-1.2.3.capsule result.json");
  for (const file of ["published.json", "tested.json"]) await append("own", file);
  for (const file of ["published.json", "yanked.json", "tested.json"]) await append("mirror", file);
}, 300_000);
afterAll(() => sigstore.close());

test("two incomplete logs of two origins become one timeline, in whichever order they are joined", async () => {
  copied("own", "holed");
  rmSync(payloadOf("holed", "published.json"));
  expect(await stateIn("own", "own")).toEqual([0, "published"]);
  expect(await stateIn("holed", "own")).toEqual([3, "unknown"]);
  const joined = await asked(`join --json ${JOINED()} --release octo-tool-1.2.3.capsule holed mirror`);
  // What the second has the first lacks, and the other way round: each statement once, with both places.
  expect(joined).toMatchObject({ exit: 0, state: { effective: "yanked" }, equivocations: [] });
  const places = joined.entries.map(({ says, receipts }: { says: string; receipts: object }) => [says, receipts]);
  expect(places).toEqual([
    [
      "published",
      [
        { origin: MIRROR, index: 1 },
        { origin: OWN, index: 1 },
      ],
    ],
    [
      "test-result",
      [
        { origin: MIRROR, index: 3 },
        { origin: OWN, index: 2 },
      ],
    ],
    ["yanked", [{ origin: MIRROR, index: 2 }]],
  ]);
});

test("who published two roots as one release in two logs is named when they are joined, and nobody passes over it", async () => {
  await sealed("another tool\n", "second");
  await begun("third", "third.example/log");
  await vouch(OWNER, "published", "twice.json", "second/octo-tool-1.2.3.capsule");
  await append("third", "twice.json");
  const alone = await asked(`timeline --json ${signerOf("third")} third second/octo-tool-1.2.3.capsule`);
  expect(alone).toMatchObject({ exit: 0, state: { effective: "published" }, equivocations: [] });
  const line = `${signerOf("own")} ${signerOf("third")} own third`;
  const joined = await asked(`join --json ${line}`);
  expect([joined.exit, joined.equivocations.length]).toEqual([1, 1]);
  expect(joined.equivocations[0]).toMatchObject({
    release: expect.stringContaining("octo-org/octo-tool@v1.2.3"),
    signer: expect.stringContaining("octo-org/octo-tool"),
    subjects: [joined.entries[0].subject[0], alone.release].sort(),
  });
  const text = await run("reader/nobody", `join ${line}`);
  expect([text.status, text.stdout]).toEqual([1, expect.stringMatching(/^EQUIVOCATION: .* published 2 releases as /m)]);
});

test("an erasure leaves the leaf, takes the payload, and says what remains elsewhere", async () => {
  copied("own", "erasing");
  const erase = "erase --key own.key --reason personal-data erasing";
  expect(await done(OWNER, `${erase} tested.json`)).toMatch(
    /^Erased, which leaf 3 says\n(?:.*\n)+ {2}Copies {6}those in forks, clones, caches and capsules of others remain\n/,
  );
  expect(existsSync(payloadOf("erasing", "tested.json"))).toBe(false);
  expect(await asked(`log verify --json ${signerOf("own")} erasing`)).toMatchObject({
    ...{ exit: 0, size: 4, statements: { said: 1, refused: 0, absent: 0, erased: 1 } },
  });
  expect((await asked(`log compare --json ${signerOf("own")} own erasing`)).relation).toBe("second-longer");
  const tested = ({ entries }: { entries: { says: string; standing: string }[] }) =>
    entries.find(({ says }) => says === "test-result")?.standing;
  expect(tested(await asked(`timeline --json ${signerOf("own")} erasing octo-tool-1.2.3.capsule`))).toBe("erased");
  expect(await stateIn("erasing", "own")).toEqual([0, "published"]);
  // Another log still has it.
  expect(tested(await asked(`join --json ${JOINED()} erasing mirror`))).toBe("recorded");
  // Nobody brings it back, in whatever bytes.
  for (const file of ["tested.json", rewritten("tested.json")]) {
    expect(await refused("erasing", file, "own")).toEqual([1, "statement-taken-back"]);
  }
  expect(readdirSync(join(folder, "erasing/payloads")).sort()).toEqual(
    ["policy.json", `${sha256Hex(readFileSync(join(folder, "published.json")))}.sigstore.json`].sort(),
  );
});

test("a statement that was logged in several envelopes is erased in all of them", async () => {
  copied("own", "several");
  await append("several", rewritten("tested.json"), "own");
  await done(OWNER, "erase --key own.key --reason legal-order several tested.json");
  expect((await asked(`log verify --json ${signerOf("own")} several`)).statements).toMatchObject({
    said: 1,
    erased: 2,
  });
  expect(readdirSync(join(folder, "several/payloads"))).toHaveLength(2);
});

test("what says the state is not erased, and taken away by force it makes the state unknown, never better", async () => {
  copied("mirror", "forced");
  expect(await stateIn("forced", "mirror")).toEqual([0, "yanked"]);
  const { status, stdout } = await run(OWNER, "erase --json --key mirror.key --reason error forced yanked.json");
  expect([status, JSON.parse(stdout).code]).toEqual([1, "erasure-refused"]);
  expect(existsSync(payloadOf("forced", "yanked.json"))).toBe(true);
  rmSync(payloadOf("forced", "yanked.json"));
  expect(await stateIn("forced", "mirror")).toEqual([3, "unknown"]);
  expect((await asked(`log verify --json ${signerOf("mirror")} forced`)).exit).toBe(3);
});

test("a replay is refused by its code, or nothing follows from it", async () => {
  copied("mirror", "replayed");
  const state = () => stateIn("replayed", "mirror");
  const again = (file: string) => append("replayed", file, "mirror");
  // What is there keeps its place; in other bytes it is another leaf, and the state is the same.
  expect(await again("published.json")).toMatchObject({ size: 4, indices: [1] });
  expect(await again(rewritten("published.json"))).toMatchObject({ size: 5, indices: [4] });
  expect(await state()).toEqual([0, "yanked"]);

  await vouch(OWNER, `retract --refers-to yanked.json`, "retract.json");
  await again("retract.json");
  expect(await state()).toEqual([0, "published"]);
  await vouch(OWNER, "yanked --reason defect", "same-words.json");
  for (const file of [rewritten("yanked.json"), "same-words.json"]) {
    expect(await refused("replayed", file, "mirror")).toEqual([1, "statement-taken-back"]);
  }
  expect(await state()).toEqual([0, "published"]);
  await vouch(OWNER, "yanked --reason defect --refers-to retract.json", "anew.json");
  await again("anew.json");
  expect(await state()).toEqual([0, "yanked"]);
});

test("a grant that was revoked gives no right for being handed in again, nor does that of another log", async () => {
  copied("mirror", "granted");
  const second = "acme-lab/second";
  const grant = `grant --role owner --may staged --to ${second}@refs/heads/main`;
  const again = (file: string) => append("granted", file, "mirror");
  await vouch(second, "staged", "staged.json");
  await vouch(OWNER, grant, "elsewhere.json", "own.json");
  await again("elsewhere.json");
  expect(await refused("granted", "staged.json", "mirror")).toEqual([1, "statement-unauthorised"]);
  await vouch(OWNER, grant, "grant.json", "mirror.json");
  await again("grant.json");
  await vouch(OWNER, "revoke --refers-to grant.json", "revoke.json", "mirror.json");
  await again("revoke.json");
  expect(await refused("granted", rewritten("grant.json"), "mirror")).toEqual([1, "statement-taken-back"]);
  expect(await refused("granted", "staged.json", "mirror")).toEqual([1, "statement-unauthorised"]);
});
