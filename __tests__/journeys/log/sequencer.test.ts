import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyForkEvidence } from "../../../src/domain/statements/fork-evidence.ts";
import { parseCheckpoint } from "../../../src/domain/transparency/checkpoint.ts";
import { compareLogs } from "../../../src/journeys/log/compare-logs.ts";
import { initLog } from "../../../src/journeys/log/init-log.ts";
import { readLog } from "../../../src/journeys/log/read-log.ts";
import { createSequencer } from "../../../src/journeys/log/sequencer.ts";
import type { Files } from "../../../src/ports/files.ts";
import type { LogStore } from "../../../src/ports/log-store.ts";
import { processEnv } from "../../../src/world/env.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { gitBranch } from "../../../src/world/git/git-branch.ts";
import { expectFault } from "../../expect-fault.ts";
import { newFolder } from "../../run-program.ts";
import { begunLog, leafOf, POLICY_BYTES, testLog, trust } from "./test-log.ts";

const leaves = (count: number, from = 0) => Array.from({ length: count }, (_, at) => leafOf(`leaf ${from + at}`));

describe("a log in a folder", () => {
  test("grows over full tiles, one leaf or many at a time, and is read whole", async () => {
    const log = await begunLog(newFolder());
    const sequencer = createSequencer(log);
    for (const count of [1, 253, 1, 1, 300]) {
      const { size } = await readLog(log, log).then(({ head }) => head);
      const added = await sequencer.append(leaves(count, size));
      expect(added.indices).toEqual(Array.from({ length: count }, (_, at) => size + at));
    }
    const { head, leaves: all } = await readLog(log, log);
    expect([head.size, all.length, all[0]?.kind]).toEqual([557, 557, "policy"]);
  });

  test("a leaf that is there keeps its place, so that whoever was interrupted runs again", async () => {
    const log = await begunLog(newFolder());
    expect((await createSequencer(log).append(leaves(3))).indices).toEqual([1, 2, 3]);
    const again = await createSequencer(log).append([leafOf("leaf 1"), leafOf("new"), leafOf("new")]);
    expect([again.indices, again.added, again.size]).toEqual([[2, 4, 4], 1, 5]);
  });

  test("killed after each step of appending, a second run ends in the same root", async () => {
    const whole = await begunLog(newFolder());
    await createSequencer(whole).append(leaves(300));
    const expected = parseCheckpoint((await createSequencer(whole).append(leaves(2, 300))).note).rootHash;
    let killed = 0;
    for (let steps = 0; ; steps++) {
      const folder = newFolder();
      await createSequencer(await begunLog(folder)).append(leaves(300));
      const log = testLog(folder, undefined, dyingFiles(steps));
      const died = await createSequencer(log)
        .append(leaves(2, 300))
        .then(
          () => false,
          () => true,
        );
      const again = await createSequencer(testLog(folder)).append(leaves(2, 300));
      expect(Buffer.from(parseCheckpoint(again.note).rootHash)).toEqual(Buffer.from(expected));
      expect((await readLog(testLog(folder), log)).head.size).toBe(303);
      if (!died) break;
      killed += 1;
    }
    expect(killed).toBeGreaterThan(5);
  });

  test("a second beginning is refused", async () => {
    const log = await begunLog(newFolder());
    await expectFault("log-exists", () => initLog(POLICY_BYTES, log, log));
  });

  test("appending at the same time loses nothing", async () => {
    const folder = newFolder();
    await begunLog(folder);
    await Promise.all(leaves(20).map((leaf) => createSequencer(testLog(folder)).append([leaf])));
    expect((await readLog(testLog(folder), testLog(folder))).head.size).toBe(21);
  });
});

/** Files that fail for good after so many writes, as for a program that was killed. */
function dyingFiles(steps: number): Files {
  let left = steps;
  const step = () => {
    left -= 1;
    if (left < 0) throw new Error("killed");
  };
  return {
    ...systemFiles,
    write: async (path, bytes) => {
      step();
      await systemFiles.write(path, bytes);
      step();
    },
  };
}

describe("a log on a branch of its own in a bare repository", () => {
  const bare = () => {
    const folder = newFolder();
    execFileSync("git", ["init", "-q", "--bare", folder]);
    execFileSync("git", ["-C", folder, "config", "receive.denyNonFastForwards", "true"]);
    const store = gitBranch({ repository: folder, branch: "release-log" }, processEnv);
    return { folder, log: testLog(newFolder(), store) };
  };

  test("a hundred writers at once lose no leaf, and the history never goes back", async () => {
    const { folder, log } = bare();
    await initLog(POLICY_BYTES, log, log);
    await Promise.all(leaves(100).map((leaf) => createSequencer(log).append([leaf])));
    const { head, leaves: all } = await readLog(log, log);
    expect(head.size).toBe(101);
    const there = new Set(all.map((leaf) => (leaf.kind === "statement" ? leaf.envelope : "")));
    for (const leaf of leaves(100)) expect(leaf.kind === "statement" && there.has(leaf.envelope)).toBe(true);
    const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" }).trim();
    expect(git("rev-list", "--count", "--first-parent", "release-log")).toBe("101");
    git("fsck", "--strict");
  }, 300_000);

  test("writers that take no turns re-sequence what they lost", async () => {
    const { log } = bare();
    await initLog(POLICY_BYTES, log, log);
    let losses = 0;
    const { open } = log.store;
    const counting: LogStore = {
      open: async () => {
        const moment = await open();
        return {
          ...moment,
          write: async (files) => {
            const isWritten = await moment.write(files);
            if (!isWritten) losses += 1;
            return isWritten;
          },
        };
      },
    };
    await Promise.all(leaves(8).map((leaf) => createSequencer({ ...log, store: counting }).append([leaf])));
    expect((await readLog(log, log)).head.size).toBe(9);
    expect(losses).toBeGreaterThan(0);
  }, 120_000);

  test("who read before another wrote is refused by git, also a server is a push that goes back", async () => {
    const { folder, log } = bare();
    await initLog(POLICY_BYTES, log, log);
    const before = await log.store.open();
    await createSequencer(log).append(leaves(1));
    expect(await before.write(new Map([["checkpoint", Buffer.from("mine")]]))).toBe(false);
    const clone = newFolder();
    execFileSync("git", ["clone", "-q", "--branch", "release-log", folder, clone]);
    expect(() =>
      execFileSync("git", ["-C", clone, "push", "-q", "--force", "origin", "HEAD~1:release-log"], { stdio: "pipe" }),
    ).toThrow(/non-fast-forward/);
    expect((await readLog(log, log)).head.size).toBe(2);
  });
});

describe("a reader", () => {
  test("tells truncated, rewound and forked logs from one that grew, and keeps the evidence", async () => {
    const [first, second] = [newFolder(), newFolder()];
    const log = await begunLog(first);
    await createSequencer(log).append(leaves(5));
    cpSync(first, second, { recursive: true });
    const other = testLog(second);
    await createSequencer(log).append(leaves(3, 10));
    const grown = await readLog(log, log);
    expect(await compareLogs(await readLog(other, other), grown, log.crypto)).toEqual({
      kind: "grown",
      longer: "second",
    });
    expect(await compareLogs(grown, grown, log.crypto)).toEqual({ kind: "same" });
    for (const count of [3, 7]) {
      const fork = newFolder();
      cpSync(second, fork, { recursive: true });
      const forked = testLog(fork);
      await createSequencer(forked).append(leaves(count, 20));
      for (const pair of [
        [grown, await readLog(forked, forked)],
        [await readLog(forked, forked), grown],
      ] as const) {
        const relation = await compareLogs(pair[0], pair[1], log.crypto);
        if (relation.kind !== "forked") throw new Error(relation.kind);
        const bytes = Buffer.from(JSON.stringify(relation.evidence));
        const heads = await verifyForkEvidence(bytes, trust, log.crypto);
        expect(heads.map(({ size }) => size).sort()).toEqual([9, 6 + count].sort());
        const { evidence } = relation;
        for (const wrong of [
          { ...evidence, second: evidence.first },
          { ...evidence, root: `${"A".repeat(43)}=` },
        ]) {
          await expectFault("log-proof-invalid", () =>
            verifyForkEvidence(Buffer.from(JSON.stringify(wrong)), trust, log.crypto),
          );
        }
      }
    }
    const remembering = createSequencer(log);
    await remembering.append(leaves(1, 30));
    cpSync(join(second, "checkpoint"), join(first, "checkpoint"));
    await expectFault("log-rewound", () => remembering.append(leaves(1, 31)));
    rmSync(join(second, "tile/entries/000.p/6"));
    await expectFault("log-leaves-differ", () => readLog(other, other));
    expect(readdirSync(first)).toContain("payloads");
  });

  test("takes no head of somebody else, and no policy but that of leaf 0", async () => {
    const folder = newFolder();
    const log = await begunLog(folder);
    const stranger = testLog(newFolder());
    mkdirSync(join(folder, "x"));
    await expectFault("log-missing", () => readLog(stranger, stranger));
    const key = { ...trust.key, hint: Uint8Array.of(1, 2, 3, 4) };
    await expectFault("log-unsigned", () => readLog(log, { ...log, trust: { kind: "key", key } }));
    await log.envelopes.putPolicy(Buffer.from(Buffer.from(POLICY_BYTES).toString().replace("stranger", "owner ")));
    await log.envelopes.putPolicy(Buffer.concat([POLICY_BYTES, Buffer.from("\n")]));
    await expectFault("payload-mismatch", () => readLog(log, log));
  });
});
