import { expect, test } from "vitest";
import { zlibFault } from "../../../src/kernel/archives/zlib-fault.ts";

test("names errors of zlib by their code, and keeps them as the cause", () => {
  const ended = Object.assign(new Error("unexpected end of file"), { code: "Z_BUF_ERROR" });
  const damaged = Object.assign(new Error("incorrect data check"), { code: "Z_DATA_ERROR" });
  expect(zlibFault(ended)).toMatchObject({ code: "archive-truncated", cause: ended });
  expect(zlibFault(damaged)).toMatchObject({ code: "gzip-malformed", cause: damaged });
});

test("gives back every other error as it is", () => {
  const others = [new Error("disk gone"), Object.assign(new Error("it"), { code: "ENOENT" }), { code: 5 }, "Z_", null];
  for (const error of [...others, undefined]) expect(zlibFault(error)).toBe(error);
});
