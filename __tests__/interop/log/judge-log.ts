import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { formatStatement, STATEMENT_TYPE, type Statement } from "../../../src/domain/attestation/statement.ts";
import { LOG_POLICY_SCHEMA_ID } from "../../../src/domain/statements/log-policy.ts";
import { RELEASE_STATE_TYPE } from "../../../src/domain/statements/vocabulary.ts";
import { compareLogs } from "../../../src/journeys/log/compare-logs.ts";
import { cosignHead } from "../../../src/journeys/log/cosign-head.ts";
import { exportLog } from "../../../src/journeys/log/export-log.ts";
import { initLog } from "../../../src/journeys/log/init-log.ts";
import { readLog } from "../../../src/journeys/log/read-log.ts";
import { readLoggedEnvelope } from "../../../src/journeys/log/read-statements.ts";
import { createSequencer } from "../../../src/journeys/log/sequencer.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { httpWitness } from "../../../src/services/log/http-witness.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { systemFiles as files } from "../../../src/world/files/files.ts";
import { createHttp } from "../../../src/world/http/http.ts";
import { ORIGIN } from "../../domain/statements/histories.ts";
import { leafOf, SECRET, signer, type TestLog, testLog } from "../../journeys/log/test-log.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import type { Installed, ProgramName } from "../install-program.ts";
import { type Missing, missingAmong } from "../missing-programs.ts";
import { runTool } from "../run-tool.ts";

/** One thing that a program of others, or ours about what it made, had to say. */
export interface LogJudgement {
  readonly program: string;
  readonly asked: string;
  readonly isRight: boolean;
  readonly detail: string;
}

/** What became of it, or why nothing ran. */
export type LogResult = Missing | { readonly judged: readonly LogJudgement[] };

const OWNER = { repository: "octo-org/octo-tool", sourceRef: "refs/heads/main" };
const policyWith = (more: object) =>
  new TextEncoder().encode(
    JSON.stringify({
      ...{ schema: LOG_POLICY_SCHEMA_ID, origin: ORIGIN, ...more },
      roles: { owner: { signers: [OWNER], may: ["published"] } },
    }),
  );
const leaves = (count: number, from = 0) => Array.from({ length: count }, (_, at) => leafOf(`leaf ${from + at}`));

/** Tessera's sequencer, its mirror and its judge of whole logs, litewitness, and what GUAC takes statements for. */
export async function judgeLogs(installed: readonly Installed[]): Promise<LogResult> {
  const pathOf = (name: ProgramName): string => {
    const found = installed.find((one) => one.name === name);
    return found !== undefined && "path" in found ? found.path : "";
  };
  const programs = {
    "posix-oneshot": pathOf("posix-oneshot"),
    fsck: pathOf("fsck"),
    "mirror-posix": pathOf("mirror-posix"),
    litewitness: pathOf("litewitness"),
    "guac-guess": pathOf("guac-guess"),
  };
  const missing = missingAmong(programs);
  if (missing !== undefined) return missing;
  const folder = mkdtempSync(join(tmpdir(), "capsule-log-"));
  const judged: LogJudgement[] = [];
  const say = (program: string, asked: string, isRight: boolean, detail = "") =>
    judged.push({ program, asked, isRight, detail: detail.slice(-300) });
  const run = (program: keyof typeof programs, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    runTool(programs[program], args, { cwd: folder, env: { ...process.env, ...env }, timeoutMs: 60_000 });
  writeFileSync(join(folder, "log.pub"), signer.vkey);
  const fsck = async (place: string) =>
    run("fsck", [`--storage_url=file://${place}/`, `--public_key=${join(folder, "log.pub")}`, "--ui=false"]);
  const oneshot = (place: string, entries: string, more: readonly string[] = []) =>
    run("posix-oneshot", [`--storage_dir=${place}`, `--entries=${entries}`, ...more], { LOG_PRIVATE_KEY: SECRET });

  const ours = await begun(join(folder, "ours"), policyWith({}));
  await createSequencer(ours).append(leaves(299));
  const whole = await fsck(join(folder, "ours"));
  say("Tessera fsck", "a log of ours with 300 leaves is whole", whole.status === 0, whole.stderr);
  cpSync(join(folder, "ours"), join(folder, "damaged"), { recursive: true });
  const tile = join(folder, "damaged/tile/entries/000");
  const bytes = readFileSync(tile);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(tile, bytes);
  say("Tessera fsck", "one with a changed leaf is not", (await fsck(join(folder, "damaged"))).status !== 0);

  const exported = join(folder, "exported");
  await exportLog(exported, ours, { ...ours, files });
  const mirrored = join(folder, "mirrored");
  const mirror = await mirrorOf(exported, mirrored, run);
  const isCopied = treeOf(mirrored) === treeOf(exported) && (await readOr(placeAt(mirrored, ours)))?.head.size === 300;
  say("Tessera mirror", "copies an exported log whole, byte for byte", mirror.status === 0 && isCopied, mirror.stderr);
  say("Tessera fsck", "the copy is whole", (await fsck(mirrored)).status === 0);

  const engine = join(folder, "engine");
  mkdirSync(engine);
  const taken = await oneshot(engine, join(exported, "leaves/*"));
  const moved = await readOr(placeAt(engine, ours));
  const before = await readLog(ours, ours);
  const isSame = moved !== undefined && (await compareLogs(before, moved, crypto)).kind === "same";
  say(
    "Tessera posix-oneshot",
    "takes our leaves in their order: equal root",
    taken.status === 0 && isSame,
    taken.stderr,
  );
  mkdirSync(join(folder, "more"));
  writeFileSync(join(folder, "more/a"), canonical(leafOf("later")));
  const later = await oneshot(engine, join(folder, "more/*"));
  const gone = await readOr(placeAt(engine, ours));
  const isOn = gone !== undefined && (await compareLogs(before, gone, crypto)).kind === "grown";
  say("Tessera posix-oneshot", "goes on with it, and ours reads the rest", later.status === 0 && isOn, later.stderr);
  say("Tessera fsck", "the log that went on is whole", (await fsck(engine)).status === 0);
  const followed = await mirrorOf(engine, mirrored, run);
  const copy = await readOr(placeAt(mirrored, ours));
  const isFollowed =
    copy !== undefined && gone !== undefined && (await compareLogs(gone, copy, crypto)).kind === "same";
  say("Tessera mirror", "follows the log that went on", followed.status === 0 && isFollowed, followed.stderr);

  const witness = await startWitness(programs.litewitness, folder);
  try {
    const policy = policyWith({ witnesses: { n: 1, of: [witness.vkey] } });
    const seen = await begun(join(folder, "witnessed"), policy);
    say(
      "capsule",
      "refuses a head that no witness has cosigned",
      (await codeOf(() => readLog(seen, seen))) === "log-unwitnessed",
    );
    const client = httpWitness(witness.url, { http: createHttp(() => undefined), clock: systemClock });
    const first = await cosignHead([client], seen).catch(asFault);
    say(
      "litewitness",
      "cosigns the first head",
      !(first instanceof Fault) && (await readLog(seen, seen)).head.witnesses === 1,
      textOf(first),
    );
    cpSync(join(folder, "witnessed"), join(folder, "forked"), { recursive: true });
    await createSequencer(seen).append(leaves(20));
    const second = await cosignHead([client], seen).catch(asFault);
    say("litewitness", "cosigns a head that goes on, by a proof of ours", !(second instanceof Fault), textOf(second));
    say("capsule", "reads it then", (await readOr(seen))?.head.witnesses === 1);
    const forked = testLog(join(folder, "forked"));
    await createSequencer(forked).append(leaves(30, 100));
    const third = await codeOf(() => cosignHead([client], forked));
    say("litewitness", "refuses a head of another history", third === "log-unwitnessed", third ?? "cosigned");
    writeFileSync(join(folder, "policy.txt"), `witness w1 ${witness.vkey} ${witness.url}/\ngroup g all w1\nquorum g\n`);
    mkdirSync(join(folder, "next"));
    writeFileSync(join(folder, "next/a"), canonical(leafOf("next")));
    const fresh = join(folder, "fresh");
    mkdirSync(fresh);
    await exportLog(join(folder, "again"), seen, { ...seen, files });
    await oneshot(fresh, join(folder, "again/leaves/*"));
    const asked = await oneshot(fresh, join(folder, "next/*"), [`--witness_policy_file=${join(folder, "policy.txt")}`]);
    const read = await readOr(placeAt(fresh, seen));
    say(
      "Tessera posix-oneshot",
      "asks the witness itself, and ours reads its head",
      read?.head.witnesses === 1,
      asked.stderr,
    );
  } finally {
    witness.close();
  }

  const said = await begun(join(folder, "said"), policyWith({}));
  const bundles = await saySomething(said);
  await exportLog(join(folder, "told"), said, { ...said, files });
  const envelopes = readdirSync(join(folder, "told/statements")).map((name) => join(folder, "told/statements", name));
  const guessed = (await run("guac-guess", envelopes)).stdout.trim().split("\n");
  const isTaken = guessed.length === PREDICATES.length && guessed.every((line) => line === "DSSE JSON");
  say(
    "GUAC",
    `takes ${PREDICATES.length} exported statements for the envelopes that they are`,
    isTaken,
    guessed.join(),
  );
  const [unknown = ""] = (await run("guac-guess", bundles)).stdout.split("\n");
  say("GUAC", "knows no Sigstore bundle, for which they are exported", unknown.startsWith("UNKNOWN"), unknown);
  return { judged };
}

/** Whether every answer is the right one. */
export function logsPassed(result: LogResult): boolean {
  return "missing" in result ? !result.fails : result.judged.every(({ isRight }) => isRight);
}

/** Lines for people; what is wrong first. */
export function logLines(result: LogResult): string[] {
  if ("missing" in result) return [`Logs of statements: nothing ran, ${result.missing}`];
  const { judged } = result;
  const right = judged.filter(({ isRight }) => isRight).length;
  return [
    ...judged.filter(({ isRight }) => !isRight).map((one) => `  WRONG ${JSON.stringify(one)}`),
    `Logs of statements: ${right} of ${judged.length} answers as expected`,
  ];
}

/** For docs/interop.md. */
export function formatLogs(result: LogResult): string {
  if ("missing" in result) return `Nothing ran: ${result.missing}.`;
  const rows = result.judged.map(
    ({ program, asked, isRight }) => `| ${program} | ${asked} | ${isRight ? "yes" : "NO"} |`,
  );
  return ["| Program | | |", "|---|---|---|", ...rows].join("\n");
}

/** What GUAC reads of, and what only we know. */
const PREDICATES = [
  "https://slsa.dev/provenance/v1",
  "https://in-toto.io/attestation/test-result/v0.1",
  "https://openvex.dev/ns/v0.2.0",
  "https://in-toto.io/attestation/scai/v0.3",
  RELEASE_STATE_TYPE,
] as const;

/** Puts a signed statement of each kind into a log; resolves to their files. */
async function saySomething(log: TestLog): Promise<string[]> {
  const forge = createTestForge();
  const session = await forge.session({ ref: "refs/heads/main" });
  const trusted = [{ root: forge.trust, origin: "test", dated: undefined, mayBeOutdated: undefined }];
  const paths: string[] = [];
  for (const predicateType of PREDICATES) {
    const state = { effect: "published", reason: "none" } as const;
    const statement: Statement = {
      ...{ _type: STATEMENT_TYPE, subject: [{ name: "tool", digest: { sha256: "a".repeat(64) } }], predicateType },
      predicate: predicateType === RELEASE_STATE_TYPE ? state : { said: predicateType },
    };
    const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, formatStatement(statement));
    const { leaf } = await readLoggedEnvelope(bytes, { trusted, crypto });
    await log.envelopes.put(leaf.envelope, bytes);
    await createSequencer(log).append([leaf]);
    paths.push(join(mkdtempSync(join(tmpdir(), "capsule-said-")), "bundle.sigstore.json"));
    writeFileSync(paths.at(-1) ?? "", bytes);
  }
  return paths;
}

type Runs = (program: "mirror-posix", args: readonly string[]) => ReturnType<typeof runTool>;

/** Runs the mirror over a log that a server of files shows. One worker: with more workers than leaves it never ends (v1.0.4). */
async function mirrorOf(source: string, target: string, run: Runs): Promise<Awaited<ReturnType<Runs>>> {
  const server = createHttpServer(({ url = "/" }, response) => {
    try {
      response.end(readFileSync(join(source, url)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const url = `http://127.0.0.1:${port}/`;
    return await run("mirror-posix", [`--storage_dir=${target}`, `--source_url=${url}`, "--num_workers=1"]);
  } finally {
    server.close();
  }
}

/** The files of a log, by path and bytes. */
function treeOf(folder: string): string {
  const tiles = readdirSync(join(folder, "tile"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = [join(folder, "checkpoint"), ...tiles].sort();
  return files.map((path) => `${path.slice(folder.length)} ${readFileSync(path).toString("base64")}\n`).join("");
}

async function begun(folder: string, policy: Uint8Array): Promise<TestLog> {
  const log = testLog(folder);
  await initLog(policy, log, log);
  return log;
}

/** The folder of an engine, with the payloads of the log that it took over. */
function placeAt(folder: string, { envelopes }: TestLog): TestLog {
  return { ...testLog(folder), envelopes };
}

const readOr = (log: TestLog) => readLog(log, log).catch(() => undefined);
const canonical = (leaf: object) => JSON.stringify(leaf, Object.keys(leaf).sort());
const textOf = (found: unknown) => (found instanceof Fault ? found.message : "");

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

async function codeOf(action: () => Promise<unknown>): Promise<string | undefined> {
  const found = await action().catch(asFault);
  return found instanceof Fault ? found.code : undefined;
}

interface Witness {
  readonly vkey: string;
  readonly url: string;
  close(): void;
}

/** litewitness with a key in an agent of its own, and the log made known to it. */
async function startWitness(program: string, folder: string): Promise<Witness> {
  const at = (name: string) => join(folder, name);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", at("wit")]);
  const agent = spawn("ssh-agent", ["-D", "-a", at("wit.sock")], { stdio: "ignore" });
  await until(() => readdirSync(folder).includes("wit.sock"));
  execFileSync("ssh-add", ["-q", at("wit")], {
    env: { ...process.env, SSH_AUTH_SOCK: at("wit.sock") },
    stdio: "ignore",
  });
  const [, fingerprint = ""] = execFileSync("ssh-keygen", ["-l", "-f", at("wit")], { encoding: "utf8" }).split(" ");
  const port = await freePort();
  const names = ["-db", at("lw.db"), "-key", fingerprint, "-name", "witness.test/w1", "-ssh-agent", at("wit.sock")];
  const server = spawn(program, [...names, "-listen", `127.0.0.1:${port}`], { stdio: ["ignore", "pipe", "pipe"] });
  const said = textFrom(server);
  await until(() => /witness\.test\/w1\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/.test(said()));
  const vkey = /witness\.test\/w1\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+/.exec(said())?.[0] ?? "";
  const known = [
    `INSERT INTO log(origin,tree_size,tree_hash) VALUES('${ORIGIN}',0,'47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');`,
    `INSERT INTO key(origin,key) VALUES('${ORIGIN}','${signer.vkey}');`,
  ].join("");
  const script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()";
  execFileSync("python3", ["-c", script, at("lw.db"), known]);
  return {
    ...{ vkey, url: `http://127.0.0.1:${port}` },
    close: () => {
      server.kill();
      agent.kill();
    },
  };
}

function textFrom({ stdout, stderr }: ChildProcess): () => string {
  let text = "";
  for (const stream of [stdout, stderr]) stream?.on("data", (data: Buffer) => (text += data.toString()));
  return () => text;
}

async function until(isDone: () => boolean): Promise<void> {
  for (let tries = 0; !isDone(); tries++) {
    if (tries > 200) throw new Error("a program did not start");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
