import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rootStatementSchema } from "../../src/domain/capsule/root-schema.ts";
import { CAPSULE_PREDICATE_TYPE } from "../../src/domain/home.ts";
import { FAULT_CODES } from "../../src/kernel/fault-codes.ts";
import {
  MAX_CAPSULE_BYTES,
  MAX_CAPSULE_ENTRIES,
  MAX_CAPSULE_ENTRY_BYTES,
  MAX_CAPSULE_ROOT_BYTES,
  MAX_JSON_DEPTH,
  MAX_RATIO,
} from "../../src/kernel/limits.ts";
import { formatTar } from "../../src/kernel/tar.ts";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../docs/${path}`, import.meta.url)), "utf8");
const FORMAT = read("capsule-format.md");
const section = (title: string) => FORMAT.split(/^##+ /m).find((text) => text.startsWith(title)) ?? "";
const rows = (text: string) => Array.from(text.matchAll(/^\| (.+) \|$/gm), ([, row]) => row!.split(" | "));

describe("docs/capsule-format.md", () => {
  test("states the limits that the program keeps", () => {
    const limits = new Map(rows(section("Limits")).map(([what, most]) => [what, most]));
    expect(limits.get("entries")).toBe(MAX_CAPSULE_ENTRIES.toLocaleString("en"));
    expect(limits.get("bytes of the root")).toBe(`${MAX_CAPSULE_ROOT_BYTES / 2 ** 20} MiB`);
    expect(limits.get("bytes of any other entry")).toBe(`${MAX_CAPSULE_ENTRY_BYTES / 2 ** 20} MiB`);
    expect(limits.get("bytes of the archive")).toBe(`${MAX_CAPSULE_BYTES / 2 ** 20} MiB`);
    expect(limits.get("bytes of the archive for each compressed byte, judged after the first MiB")).toBe(
      `${MAX_RATIO}`,
    );
    expect(limits.get("JSON nesting")).toBe(`${MAX_JSON_DEPTH}`);
    const subjects = { ...rootStatementSchema().entries.subject.pipe[2] };
    expect(limits.get("subjects of the root")).toBe(subjects.requirement.toLocaleString("en"));
  });

  test("names fault codes that exist, and every one that a vector is refused with", () => {
    const named = Array.from(section("4. Errors").matchAll(/^\| (`.+?`) \|/gm), ([, cell]) => cell!.split(", "))
      .flat()
      .map((code) => code.replaceAll("`", ""));
    expect(named.length).toBeGreaterThan(10);
    for (const code of named) expect(Object.keys(FAULT_CODES)).toContain(code);
    const index: { vectors: { code?: string }[] } = JSON.parse(read("vectors/index.json"));
    for (const { code } of index.vectors) if (code !== undefined) expect(named).toContain(code);
  });

  test("describes every byte of a header", () => {
    const fields = rows(section("1. File")).filter((row) => row.length === 4 && /^\d+$/.test(row[0]!));
    let next = 0;
    for (const [offset, length] of fields) {
      expect(Number(offset)).toBe(next);
      next += Number(length);
    }
    expect(next).toBe(512);
    const header = Buffer.from(formatTar([{ name: "a", bytes: new Uint8Array(8) }]).subarray(0, 512)).toString(
      "latin1",
    );
    expect(header.slice(100, 124)).toBe("0000644\0".concat("0000000\0", "0000000\0"));
    expect(header.slice(124, 148)).toBe("00000000010\0".concat("00000000000\0"));
    expect(header.slice(148, 157)).toMatch(/^[0-7]{6}\0 0$/);
    expect(header.slice(257, 265)).toBe("ustar\0".concat("00"));
    expect(header.slice(329, 345)).toBe("0000000\0".repeat(2));
    expect(header.slice(345)).toBe("\0".repeat(167));
  });

  test("gives the predicate type that roots have", () => {
    expect(FORMAT).toContain(`"predicateType": "${CAPSULE_PREDICATE_TYPE}"`);
  });
});
