import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { FAULT_CODES } from "../../src/kernel/fault-codes.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const text = readFileSync(join(ROOT, "docs/signature-checks.md"), "utf8");
const rows = text
  .split("\n")
  .filter((line) => /^\| .*`[^`]+\.ts` \| [^|]+ \|$/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, check = "", , code = "", file = "", title = ""]) => ({
    ...{ check, title },
    ...{ code: code.replaceAll("`", ""), file: file.replaceAll("`", "") },
  }));

/** Every test of the rooms that the document is about. */
const tests = ["sigstore", "x509"]
  .flatMap((room) =>
    readdirSync(join(ROOT, "__tests__/domain", room), { recursive: true, encoding: "utf8" }).map((name) =>
      join(room, name),
    ),
  )
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(ROOT, "__tests__/domain", name), "utf8"));

/** From its title on, as far as a test or a row of a table goes. */
const REACH = 1000;

test("the table of checks is read whole", () => {
  expect(rows.length).toBeGreaterThan(45);
  expect(rows.length).toBe(text.split("\n").filter((line) => line.includes(".ts` |")).length);
});

describe("each check is done in a file that exists, and refused by its fault in the test that is named:", () => {
  test.each(rows)("$check", ({ code, file, title }) => {
    expect(existsSync(join(ROOT, "src/domain", file))).toBe(true);
    expect(Object.keys(FAULT_CODES)).toContain(code);
    const named = tests.flatMap((one) => one.split(`"${title}"`).slice(1));
    expect(named.length).toBeGreaterThan(0);
    expect(named.some((one) => one.slice(0, REACH).includes(`"${code}"`))).toBe(true);
  });
});
