import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { initLog } from "../../../src/journeys/log/init-log.ts";
import { readLog } from "../../../src/journeys/log/read-log.ts";
import { createSequencer } from "../../../src/journeys/log/sequencer.ts";
import { processEnv } from "../../../src/world/env.ts";
import { gitBranch } from "../../../src/world/git/git-branch.ts";
import { newFolder, runProgram } from "../../run-program.ts";
import { leafOf, POLICY_BYTES, testLog } from "./test-log.ts";

const PROGRAM = fileURLToPath(new URL("appending-program.ts", import.meta.url));
const GIT = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
const leaves = (count: number) => Array.from({ length: count }, (_, at) => leafOf(`leaf ${at}`));

let bare: string;
let payloads: string;
const logIn = (repository: string) => testLog(payloads, gitBranch({ repository, branch: "release-log" }, processEnv));
const git = (repository: string, ...args: string[]) =>
  execFileSync("git", ["-C", repository, ...args], { encoding: "utf8", stdio: "pipe" }).trim();

beforeAll(async () => {
  [bare, payloads] = [newFolder(), newFolder()];
  execFileSync("git", ["init", "-q", "--bare", bare]);
  git(bare, "config", "receive.denyNonFastForwards", "true");
  const log = logIn(bare);
  await initLog(POLICY_BYTES, log, log);
  // Two more fill a tile and begin another.
  await createSequencer(log).append(leaves(254));
}, 60_000);

/** Git, which kills the program that calls it at its nth run: before, after, or with half of what it is told. */
function killingGit(nth: number, when: string): { readonly bin: string; readonly runs: () => number } {
  const bin = newFolder();
  const half = `head -c 400 | '${GIT}' "$@" >/dev/null 2>&1; kill -9 $PPID; exit 1`;
  const way = {
    before: "kill -9 $PPID; exit 1",
    half,
    after: `'${GIT}' "$@"; kill -9 $PPID; exit 1`,
  }[when];
  const count = join(bin, "count");
  const lines = [
    `printf x >>'${count}'`,
    `if [ $(wc -c <'${count}') -eq ${nth} ]; then ${way}; fi`,
    `exec '${GIT}' "$@"`,
  ];
  writeFileSync(count, "");
  writeFileSync(join(bin, "git"), `#!/bin/sh\n${lines.join("\n")}\n`, { mode: 0o755 });
  return { bin, runs: () => readFileSync(count).length };
}

async function appended(repository: string, nth: number, when: string) {
  const { bin, runs } = killingGit(nth, when);
  const env = { PATH: `${bin}:${process.env["PATH"] ?? ""}` };
  const { signal, status, stderr } = await runProgram(process.execPath, [PROGRAM, repository, payloads], {
    ...{ cwd: repository, env },
  });
  return { signal, status, stderr, runs: runs() };
}

describe.skipIf(process.platform === "win32")("an append to a branch in a bare repository", () => {
  test("killed at each run of git, is ended by the next one in the same root, and the history never goes back", async () => {
    const copied = () => {
      const repository = newFolder();
      cpSync(bare, repository, { recursive: true });
      return repository;
    };
    const whole = copied();
    const first = await appended(whole, 0, "before");
    expect([first.status, first.stderr]).toEqual([0, ""]);
    const expected = await readLog(logIn(whole), logIn(whole));
    expect(expected.head.size).toBe(257);
    const ends = new Set<string>();
    for (let nth = 1; nth <= first.runs; nth++) {
      for (const when of ["before", "half", "after"]) {
        const repository = copied();
        const before = git(repository, "rev-parse", "release-log");
        expect((await appended(repository, nth, when)).signal).toBe("SIGKILL");
        const left = git(repository, "rev-parse", "release-log");
        ends.add(left === before ? "not moved" : "moved");
        const again = await appended(repository, 0, "before");
        expect([nth, when, again.status, again.stderr]).toEqual([nth, when, 0, ""]);
        const log = logIn(repository);
        const { head } = await readLog(log, log);
        expect([nth, when, head.size, head.note]).toEqual([nth, when, 257, expected.head.note]);
        // Three commits and no more, each on top of the last.
        expect(git(repository, "rev-list", "--count", "release-log")).toBe("3");
        git(repository, "merge-base", "--is-ancestor", left, "release-log");
        git(repository, "fsck", "--strict");
      }
    }
    // A run that was killed after git had moved the branch had done all of it.
    expect([...ends].sort()).toEqual(["moved", "not moved"]);
    expect(first.runs).toBeGreaterThan(3);
  }, 300_000);
});
