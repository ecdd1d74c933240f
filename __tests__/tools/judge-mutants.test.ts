import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type AcceptedSurvivor, judgeMutants, type MutatedFile } from "../../tools/mutants/judge-mutants.ts";

const SOURCE = "const a = 1;\n  if (a > 0) return;\n";
const location = { start: { line: 2, column: 7 }, end: { line: 2, column: 12 } };

const files = (status: string): Record<string, MutatedFile> => ({
  "src/kernel/a.ts": {
    source: SOURCE,
    mutants: [
      { mutatorName: "EqualityOperator", replacement: "a >= 0", status, location },
      { mutatorName: "ConditionalExpression", replacement: "true", status: "Killed", location },
    ],
  },
});

const RULE: AcceptedSurvivor = { file: "src/kernel/a.ts", line: "if \\(a > 0\\)", reason: "zero never comes here" };

test.each(["Survived", "NoCoverage"])("a mutant that is %s and that no rule names is unexplained", (status) => {
  const verdict = judgeMutants(files(status), []);
  expect(verdict).toMatchObject({ total: 2, killed: 1, accepted: 0 });
  expect(verdict.unexplained).toEqual([
    {
      file: "src/kernel/a.ts",
      lineNumber: 2,
      line: "if (a > 0) return;",
      mutator: "EqualityOperator",
      replacement: "a >= 0",
    },
  ]);
});

test("a rule accepts what it names, and no other mutator, replacement, line or file", () => {
  const unexplained = (rule: Partial<AcceptedSurvivor>) =>
    judgeMutants(files("Survived"), [{ ...RULE, ...rule }]).unexplained.length;
  expect(unexplained({})).toBe(0);
  expect(unexplained({ mutator: "EqualityOperator", replacement: "a >= 0" })).toBe(0);
  expect(unexplained({ mutator: "StringLiteral" })).toBe(1);
  expect(unexplained({ replacement: "a < 0" })).toBe(1);
  expect(unexplained({ line: "if \\(b" })).toBe(1);
  for (const file of ["src/kernel/b.ts", "src/*", "src/kernel/*"]) expect(unexplained({ file })).toBe(1);
});

test("a rule that accepts nothing is named, unless its file was not mutated", () => {
  expect(judgeMutants(files("Killed"), [RULE])).toMatchObject({ unused: [RULE], stale: [] });
  expect(judgeMutants(files("Survived"), [RULE])).toMatchObject({ unused: [], stale: [] });
  const elsewhere = { ...RULE, file: "src/kernel/b.ts" };
  expect(judgeMutants(files("Killed"), [elsewhere])).toMatchObject({ unused: [], stale: [] });
});

test("a rule about a line, or about a mutant, that its file does not have is stale", () => {
  const rules = [
    { ...RULE, line: "if \\(b" },
    { ...RULE, mutator: "StringLiteral" },
    { ...RULE, replacement: "a < 0" },
  ];
  expect(judgeMutants(files("Killed"), rules)).toMatchObject({ unused: [], stale: rules });
});

test("a mutant in the words of a message is counted apart, and explains no rule", () => {
  expect(judgeMutants(files("Ignored"), [{ ...RULE, mutator: "EqualityOperator" }])).toMatchObject({
    total: 1,
    words: 1,
    stale: [{ ...RULE, mutator: "EqualityOperator" }],
  });
});

test("every accepted survivor names a file that is there, and a reason", () => {
  const accepted: AcceptedSurvivor[] = JSON.parse(readFileSync("tools/mutants/accepted.json", "utf8"));
  expect(accepted.filter(({ file }) => !existsSync(file)).map(({ file }) => file)).toEqual([]);
  for (const { reason } of accepted) expect(reason.length).toBeGreaterThan(15);
});
