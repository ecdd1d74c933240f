import { expect, test } from "vitest";
import { createGate } from "../../../src/services/sigstore/gate.ts";

test("runs as many at a time as it may, in the order of their coming", async () => {
  const gate = createGate(2);
  const begun: number[] = [];
  const finish: (() => void)[] = [];
  const work = (number: number) =>
    gate(
      () =>
        new Promise<void>((resolve) => {
          begun.push(number);
          finish.push(resolve);
        }),
    );
  const all = [1, 2, 3, 4].map(work);
  expect(begun).toEqual([1, 2]);
  finish[1]?.();
  await all[1];
  expect(begun).toEqual([1, 2, 3]);
  finish[0]?.();
  await all[0];
  expect(begun).toEqual([1, 2, 3, 4]);
  for (const end of finish) end();
  await Promise.all(all);
});

test("work that fails leaves its place to the next", async () => {
  const gate = createGate(1);
  const failing = gate(async () => {
    throw new Error("failed");
  });
  const next = gate(async () => "done");
  await expect(failing).rejects.toThrow("failed");
  expect(await next).toBe("done");
  expect(await gate(async () => "again")).toBe("again");
});
