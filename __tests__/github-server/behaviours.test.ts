import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;
const text = readFileSync(join(root, "__tests__/github-server/BEHAVIOUR.md"), "utf8");

interface Row {
  readonly behaviour: string;
  readonly when: string;
  readonly source: string;
  readonly modelled: string;
  readonly proved: string;
}

const rows: Row[] = text
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| Behaviour"))
  .map((line) => {
    const [behaviour = "", when = "", source = "", modelled = "", proved = ""] = line
      .slice(2, -2)
      .split(/ \| /)
      .map((cell) => cell.trim());
    return { behaviour, when, source, modelled, proved };
  });

const files = (cell: string): string[] => [...cell.matchAll(/`([\w./-]+\.ts)`/g)].map(([, name = ""]) => name);
const pathOf = (name: string): string => join(root, name.includes("/") ? "__tests__" : "__tests__/github-server", name);

test("the table has five cells in each row, and says each behaviour once", () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) expect(Object.values(row), row.behaviour).not.toContain("");
  expect(new Set(rows.map(({ behaviour }) => behaviour)).size).toBe(rows.length);
});

describe.each(rows)("$behaviour", ({ modelled, proved }) => {
  test("is modelled in files that are there", () => {
    expect(files(modelled).length).toBeGreaterThan(0);
    for (const name of files(modelled)) expect(existsSync(pathOf(name)), name).toBe(true);
  });

  test("is proved by a test that is there", () => {
    const [file = "", ...others] = files(proved);
    expect(others).toEqual([]);
    const title = /: (.+)$/.exec(proved)?.[1] ?? "";
    expect(title.length).toBeGreaterThan(10);
    expect(readFileSync(pathOf(file), "utf8")).toContain(`"${title}"`);
  });
});
