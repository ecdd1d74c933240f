import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { journeysOfDoors } from "./journeys-of-doors.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A page tells more of a release than its claims, and what reads that is loaded for a page alone. */
const WITH_A_PAGE = [
  ...["src/doors/action/seal.ts sealAction", "src/doors/action/verify.ts verifyAction"],
  ...["src/doors/browser/verify-given.ts verifyGiven", "src/doors/cli/report.ts reportCommand"],
  ...["src/doors/cli/verify-by-name.ts verifyByName", "src/doors/cli/verify.ts verifyCommand"],
  ...["src/doors/verify/run-verify.ts runVerify"],
];

test("a door starts one journey at most on any way through it, and a second one for a page alone", () => {
  const paths = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path.replaceAll("\\", "/")}`)
    .filter((path) => /^src\/(?:doors|journeys)\/.*\.ts$/.test(path));
  const counts = journeysOfDoors(new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), "utf8")])));
  const started = [...counts].filter(([, count]) => count > 0);
  expect(started.length).toBeGreaterThan(40);
  expect(started.filter(([, count]) => count > 1).sort()).toEqual(WITH_A_PAGE.map((name) => [name, 2]));
});

const JOURNEYS = [
  ["src/journeys/a/a.ts", "export async function first() {}\nexport function pure() {}\n"],
  ["src/journeys/b/b.ts", "export async function second() {}\n"],
] as const;
const IMPORTS = `import { first, pure } from "../../journeys/a/a.ts";
import { second } from "../../journeys/b/b.ts";
`;
const countOf = (body: string, others: readonly (readonly [string, string])[] = []): number | undefined =>
  journeysOfDoors(new Map([...JOURNEYS, ...others, ["src/doors/cli/c.ts", `${IMPORTS}${body}`]])).get(
    "src/doors/cli/c.ts cCommand",
  );

describe("two journeys are counted", () => {
  const request = [
    "src/doors/requests/d.ts",
    `${IMPORTS}export const asked = async () => (await first()).path;`,
  ] as const;
  const report = ["src/doors/results/e.ts", `${IMPORTS}export async function written() { return second(); }`] as const;
  test.each([
    ["one after the other", "export const cCommand = async () => { await first(); return second(); };"],
    ["one in the argument of the other", "export async function cCommand() { return second(await first()); }"],
    ["behind a branch", "export const cCommand = async (a) => { if (a) await first(); return second(); };"],
    [
      "in an action of a table",
      "const ACTIONS = { key: () => first(), both: async () => { await first(); await second(); } };\nexport const cCommand = (name) => ACTIONS[name]();",
    ],
    ["in a list", "export const cCommand = (words) => second(words.map((word) => first(word)));"],
    [
      "one by way of a request",
      'import { asked } from "../requests/d.ts";\nexport const cCommand = async () => second(await asked());',
    ],
    [
      "one in a module that is loaded late",
      'export const cCommand = async (a) => { const late = a ? await import("../results/e.ts") : undefined; await first(); await late?.written(); };',
    ],
  ])("%s", (_what, body) => expect(countOf(body, [request, report])).toBe(2));
});

describe("one journey is counted", () => {
  test.each([
    ["in each of two ways", "export const cCommand = async (a) => { if (a) return first(); return second(); };"],
    ["in either value", "export const cCommand = (a) => (a ? first() : second());"],
    [
      "in each case",
      "export const cCommand = (a) => { switch (a) { case 1: return first(); default: return second(); } };",
    ],
    ["with a port that it calls itself", "export const cCommand = () => first({ more: () => second() });"],
    ["beside what only computes", "export const cCommand = async () => pure(await first());"],
    [
      "in a function that calls itself",
      "const again = (a) => (a ? again() : first());\nexport const cCommand = () => again(1);",
    ],
  ])("%s", (_what, body) => expect(countOf(body)).toBe(1));
});
