import { expect, test } from "vitest";
import { Fault } from "../../src/kernel/fault.ts";
import { FAULT_CODES, type FaultCode } from "../../src/kernel/fault-codes.ts";
import { isRefusal } from "../../src/kernel/is-refusal.ts";

test("a fault is a refusal exactly where its exit code is 1", () => {
  const codes = Object.keys(FAULT_CODES) as FaultCode[];
  const refused = codes.filter((code) => isRefusal(new Fault(code, "it")));
  expect(refused).toEqual(codes.filter((code) => FAULT_CODES[code].exit === 1));
  expect(refused).toContain("digest-mismatch");
  expect(refused).not.toContain("file-missing");
});

test("what is no fault is no refusal, whatever it looks like", () => {
  for (const error of [new Error("it"), { code: "digest-mismatch" }, "digest-mismatch", undefined, null]) {
    expect(isRefusal(error)).toBe(false);
  }
});
