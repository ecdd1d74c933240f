import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { FAULT_CODES } from "../../src/kernel/fault-codes.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const text = readFileSync(join(ROOT, "docs/signature-checks.md"), "utf8");
const rows = text
  .split("\n")
  .filter((line) => /^\| .*`[^`]+\.ts` \|$/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const codes = [...new Set(rows.flatMap(([, , , code = ""]) => /^`(.*)`$/.exec(code)?.slice(1) ?? []))];

/** Every test of the rooms that the document is about. */
const tests = ["sigstore", "transparency", "x509"]
  .flatMap((room) =>
    readdirSync(join(ROOT, "__tests__/domain", room), { recursive: true, encoding: "utf8" }).map((name) =>
      join(room, name),
    ),
  )
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(ROOT, "__tests__/domain", name), "utf8"))
  .join("\n");

test("the table of checks is read", () => {
  expect(rows.length).toBeGreaterThan(40);
  expect(codes.length).toBeGreaterThan(25);
});

test("each check is done in a file that exists", () => {
  expect(
    rows
      .map((row) => row.at(-2)?.replaceAll("`", "") ?? "")
      .filter((path) => !existsSync(join(ROOT, "src/domain", path))),
  ).toEqual([]);
});

describe("each fault is one, and a test asserts it:", () => {
  test.each(codes)("%s", (code) => {
    expect(Object.keys(FAULT_CODES)).toContain(code);
    expect(tests).toContain(`"${code}"`);
  });
});
