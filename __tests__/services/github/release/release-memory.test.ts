import { describe, expect, test } from "vitest";
import { listKnown, releaseMemory } from "../../../../src/services/github/release/release-memory.ts";
import type { ReleaseAsset } from "../../../../src/services/github/release/release-schemas.ts";
import { testClock } from "../../../test-clock.ts";

const file = (id: number, name: string, state = "uploaded"): ReleaseAsset => ({ id, name, state, size: 1 });
const MINUTE = 60_500;

/** Lists one answer after the other, the last one for ever. */
function listing(...answers: readonly (readonly ReleaseAsset[])[]) {
  const [memory, clock] = [releaseMemory(), testClock()];
  let count = 0;
  const list = async () => answers[Math.min(count++, answers.length - 1)] ?? [];
  const ids = async () => (await listKnown(memory, list, clock)).map(({ id }) => id);
  return { memory, clock, ids };
}

describe("a listing of the files of a release", () => {
  test("that lacks a file which this run put or saw is read again, until it has it (W3)", async () => {
    const { memory, clock, ids } = listing([file(1, "a")], [file(1, "a")], [file(1, "a"), file(2, "b")]);
    expect(await ids()).toEqual([1]);
    memory.there.set(2, file(2, "b"));
    expect(await ids()).toEqual([1, 2]);
    expect(clock.waits).toEqual([500]);
  });

  test("that lacks it for a minute is believed, and is not waited for again (W3)", async () => {
    const { clock, ids } = listing([file(1, "a"), file(2, "b")], [file(1, "a")]);
    await ids();
    expect(await ids()).toEqual([1]);
    expect(clock.elapsed()).toBe(MINUTE);
    expect(await ids()).toEqual([1]);
    expect(clock.elapsed()).toBe(MINUTE);
  });

  test("that shows a whole file as half is behind (W3)", async () => {
    const { clock, ids } = listing([file(1, "a")], [file(1, "a", "starter")], [file(1, "a")]);
    await ids();
    await ids();
    expect(clock.waits).toEqual([500]);
  });

  test("that has another file of that name contradicts, and is not waited for (W3)", async () => {
    const { clock, ids } = listing([file(1, "a")], [file(9, "a")]);
    await ids();
    expect(await ids()).toEqual([9]);
    expect(clock.waits).toEqual([]);
  });

  test("that still has what this run took away leaves it out (W3)", async () => {
    const { memory, clock, ids } = listing([file(1, "a"), file(2, "b")]);
    await ids();
    memory.gone.add(1);
    expect(await ids()).toEqual([2]);
    expect(clock.waits).toEqual([]);
  });
});
