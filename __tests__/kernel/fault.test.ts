import { expect, test } from "vitest";
import { Fault } from "../../src/kernel/fault.ts";

test("a fault carries its code, its hint and its cause", () => {
  const cause = new Error("below");
  const fault = new Fault("digest-mismatch", "it differs", { hint: "build it again", cause });
  expect(fault).toMatchObject({
    name: "Fault",
    code: "digest-mismatch",
    message: "it differs",
    hint: "build it again",
  });
  expect(fault.cause).toBe(cause);
});

test("a fault without a cause has none, not an undefined one", () => {
  const fault = new Fault("digest-mismatch", "it differs");
  expect(fault.hint).toBeUndefined();
  expect(Object.hasOwn(fault, "cause")).toBe(false);
});
