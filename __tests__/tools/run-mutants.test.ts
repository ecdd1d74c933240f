import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { instrument } from "../../tools/mutants/instrument.ts";
import { runMutants } from "../../tools/mutants/run-mutants.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

function projectOf(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test("a message is what flows into a fault or a claim, by whatever way, and nothing that is compared or returned", async () => {
  const root = projectOf({
    "src/kernel/fault.ts": "export class Fault extends Error {}\n",
    "src/a.ts": `import { Fault } from "./kernel/fault.ts";
import { elsewhere } from "./b.ts";
export function check(value: string, kind?: string): string {
  if (value === "compared") throw new Fault("a-code", "the message", { hint: "the hint" });
  if (value === "alone") throw new Fault("another-code", \`because of \${kind ?? "nothing"}\`);
  const problem = "only a message";
  if (value === "const") throw malformed(problem);
  const both = "a message and a decision";
  if (value === both) throw malformed(both);
  if (value === "elsewhere") throw elsewhere("handed to another file");
  leaks("handed to a decision");
  return "returned";
}
function malformed(what: string): Fault { return new Fault("a-code", "it is " + what); }
function leaks(what: string): boolean { if (what === value) throw new Fault("a-code", what); return false; }
`,
    "src/b.ts": `import { Fault } from "./kernel/fault.ts";
export function elsewhere(what: string): Fault { return new Fault("a-code", what); }
`,
  });
  const { mutants, words, files } = await instrument(root, ["src/a.ts"]);
  const lines = files.get("src/a.ts")?.source.split("\n") ?? [];
  const textAt = ({ start, end }: (typeof mutants)[number]["location"]) =>
    lines[start.line]?.slice(start.column, end.line === start.line ? end.column : undefined) ?? "";
  const texts = (isWord: boolean) =>
    mutants
      .filter(({ id, mutatorName }) => mutatorName === "StringLiteral" && words.has(id) === isWord)
      .map(({ location }) => textAt(location))
      .filter((text) => !text.startsWith('"./'));
  const messages = [
    '"the message"',
    '"the hint"',
    '"nothing"',
    '"only a message"',
    '"handed to another file"',
    '"it is "',
  ];
  expect(texts(true).sort()).toEqual([...messages, "`because of $" + '{kind ?? "nothing"}`'].sort());
  expect(new Set(texts(false))).toEqual(
    new Set([
      ...['"a-code"', '"another-code"', '"compared"', '"alone"', '"const"', '"elsewhere"', '"returned"'],
      ...['"a message and a decision"', '"handed to a decision"'],
    ]),
  );
});

test("mutants are killed in place and by a fresh load, survive, hang and are not met", async () => {
  const root = projectOf({
    "package.json": '{"type":"module"}',
    "src/a.ts": `const LIMIT = 1 + 2;
let spoilt = false;
export const within = (value: number): boolean => value < LIMIT;
export const twice = (value: number): number => value * 2;
export function count(to: number): number {
  const isUp = to > 0;
  let at = 0;
  while (at !== to) at = isUp ? at + 1 : at - 1;
  return at;
}
export function remember(): boolean {
  spoilt ||= 1 > 2;
  return spoilt;
}
export const never = (): string => "never";
let made: number | undefined;
export const once = (): number => (made ??= 3 + 4);
`,
    "__tests__/a.test.ts": `import { expect, test } from "vitest";
import { count, once, remember, twice, within } from "../src/a.ts";
test("a limit", () => { expect([within(2), within(3)]).toEqual([true, false]); });
test("twice", () => { expect(twice(2)).toBe(4); });
test("none doubled is none", () => { expect(twice(0)).toBe(0); });
test("a count", () => { expect(count(3)).toBe(3); });
test("a memory", () => { expect(remember()).toBe(false); });
test("what is made once", () => { expect(once()).toBe(7); });
`,
  });
  cpSync(join(ROOT, "tools/mutants"), join(root, "tools/mutants"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  const files = await runMutants({
    root,
    mutate: ["src/a.ts"],
    tests: ["__tests__/**/*.test.ts"],
    work: join(root, "reports/mutants"),
    say: () => undefined,
    hangsAfterMs: 3000,
  });
  const found = files["src/a.ts"]?.mutants ?? [];
  const status = (line: number, replacement: string) =>
    found.find((one) => one.location.start.line === line && one.replacement === replacement)?.status;
  // Only a fresh load meets what is computed while the module is loaded.
  expect(status(1, "1 - 2")).toBe("Killed");
  expect(status(3, "value <= LIMIT")).toBe("Killed");
  expect(status(4, "value / 2")).toBe("Killed");
  // Ended from outside, for it is met once and then never again.
  expect(status(6, "to <= 0")).toBe("Timeout");
  // It stays spoilt afterwards: what comes later is judged in a fresh process.
  expect(status(12, "1 <= 2")).toBe("Killed");
  expect(status(12, "1 >= 2")).toBe("Survived");
  expect(status(15, '""')).toBe("NoCoverage");
  // Made before the mutant can be, but in a fresh load.
  expect(status(17, "3 - 4")).toBe("Killed");
}, 120_000);
