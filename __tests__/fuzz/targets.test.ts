import { describe, expect, test } from "vitest";
import { mutate } from "../../tools/fuzz/mutate/mutate.ts";
import { pick } from "../../tools/fuzz/mutate/random.ts";
import { outcomeOf } from "../../tools/fuzz/outcome.ts";
import { ROOMS, targetsOf } from "../../tools/fuzz/targets/all-targets.ts";
import { seededRandom } from "../../tools/tamper/seeded-random.ts";

const SEED = 12;
const MUTANTS = 12;

describe.for(Object.keys(ROOMS))("the readers of %s", (room) => {
  test("read at least one input that the fuzzer begins with, so that it comes behind the first refusal", async () => {
    for (const target of await targetsOf(room)) {
      const outcomes = await Promise.all(target.seeds.map((seed) => outcomeOf(target, seed)));
      expect(outcomes, target.name).toContainEqual({ kind: "read" });
    }
  });

  test("read some mutants of each, or refuse them by a code", async () => {
    const failed: string[] = [];
    for (const target of await targetsOf(room)) {
      const random = seededRandom(SEED);
      for (let left = MUTANTS; left > 0; left--) {
        const input = mutate(pick(random, target.seeds), { donor: pick(random, target.seeds), random });
        const outcome = await outcomeOf(target, input);
        if (outcome.kind === "failed") failed.push(`${target.name}: ${outcome.error}`);
      }
    }
    expect(failed).toEqual([]);
  });
});

test("an error without a code fails", async () => {
  const read = () => {
    throw new RangeError("deep");
  };
  expect(await outcomeOf({ read }, new Uint8Array())).toMatchObject({ kind: "failed" });
});
