import { expect, test } from "vitest";
import { Fault } from "../../src/kernel/fault.ts";
import { unlessRefused } from "../../src/kernel/unless-refused.ts";

const REFUSAL = new Fault("json-malformed", "it is not JSON");
const FAILURE = new Fault("file-missing", "there is no file");

function throwing(error: unknown): () => never {
  return () => {
    throw error;
  };
}

test("what is read is given, and what stands in for it after a refusal, at once or later", async () => {
  expect(unlessRefused(() => 1, 2)).toBe(1);
  expect(unlessRefused(throwing(REFUSAL), 2)).toBe(2);
  expect(await unlessRefused(async () => 1, 2)).toBe(1);
  expect(await unlessRefused(async () => throwing(REFUSAL)(), 2)).toBe(2);
});

test.each([FAILURE, new TypeError("a defect")])("%s is not a refusal, and is thrown", async (error) => {
  expect(() => unlessRefused(throwing(error), 2)).toThrow(error);
  await expect(unlessRefused(async () => throwing(error)(), 2)).rejects.toBe(error);
});
