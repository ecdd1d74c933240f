import { describe, expect, test } from "vitest";
import { minimise } from "../../tools/fuzz/minimise.ts";
import { outcomeOf } from "../../tools/fuzz/outcome.ts";
import { readRegressions, targetsWithRegressions } from "../../tools/fuzz/regressions.ts";
import { type FuzzFailure, runRoom } from "../../tools/fuzz/run-room.ts";
import { ROOMS, targetsOf } from "../../tools/fuzz/targets/all-targets.ts";
import { targetsOf as plantedOf } from "./planted-targets.ts";

const AT = new URL("planted-targets.ts", import.meta.url).href;
const BANG = 0x21;

/** What the fuzzer finds in a reader with one planted fault. */
async function fuzz(room: string, cpuSeconds = 0.5): Promise<readonly FuzzFailure[]> {
  const order = { room, targets: [room], targetsAt: AT, seed: 1, milliseconds: 400 };
  const { failures } = await runRoom(order, { cpuSeconds, heapMib: 256 });
  return failures;
}

describe("the fuzzer finds what is planted in a reader", () => {
  test.each([
    ["hang", "takes more than 0.5 s of CPU", false],
    ["leak", "holds more than 256 MiB", false],
    ["untyped", "TypeError: not of this world", true],
    ["defect", "Fault: a defect that says so", true],
  ])("%s", async (room, error, thrown) => {
    const failures = await fuzz(room, room === "leak" ? 10 : undefined);
    expect(failures[0]).toMatchObject({ target: room, thrown });
    expect(failures[0]?.error).toContain(error);
    expect(failures.every(({ input }) => input.includes(BANG))).toBe(true);
  });

  test("and takes no refusal for a failure", async () => {
    expect(await fuzz("refusal")).toEqual([]);
  });
});

test("a failing input is made as short as it still fails", async () => {
  const [target] = await plantedOf("untyped");
  const fails = async (bytes: Uint8Array) => target !== undefined && (await outcomeOf(target, bytes)).kind === "failed";
  expect(
    Buffer.from(await minimise(Buffer.from(`${"before ".repeat(50)}!${" behind".repeat(50)}`), fails)).toString(),
  ).toBe("!");
});

describe("inputs that a reader once failed at", () => {
  const kept = targetsWithRegressions();

  test.each(kept)("are read by %s, or refused by a code (X19)", async (name) => {
    const targets = (await Promise.all(Object.keys(ROOMS).map(targetsOf))).flat();
    const target = targets.find((one) => one.name === name);
    expect(target, name).toBeDefined();
    for (const [file, bytes] of readRegressions(name)) {
      const outcome = target && (await outcomeOf(target, bytes));
      expect(outcome?.kind, `${name} ${file}`).not.toBe("failed");
    }
  });
});
