import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "rolldown/utils";
import { analyse } from "scslre";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Patterns that may take more than linear time, each with the reason why its input is short. By file, so that they may move. */
const BOUNDED: Readonly<Record<string, string>> = {
  "src/kernel/der-writer.ts /\\.?0+$/": "a time that we wrote, of 24 characters",
  "src/kernel/markdown.ts /^[-+]|(?<=^\\d+)\\./":
    "reading back stops at what is no digit, so that each digit is read twice",
  "src/domain/source/read-tag.ts /^(.*?)(\\d+(?:\\.\\d+)+(?:(?:a|b|rc|\\.post|\\.dev)\\d+)?)$/":
    "the name of a tag, which is a file name in git",
  'src/domain/release/packages/declared-version.ts /^[ \\t]*module[ \\t]+"?([^\\s"]+)"?[ \\t]*(?:\\/\\/.*)?$/m':
    "what could be taken in two ways ends with the line, where both match",
  "src/domain/sbom/read/read-spdx.ts /^(?:Organization|Person):\\s*(.+?)(?:\\s*\\([^()]*\\))?$/":
    "a supplier, cut to its first characters before",
  "src/domain/policy/require-sensible.ts /^[^:/]+@[^:/]+$/": "texts of a policy have at most 2,048 characters",
  "src/domain/asset/github-files.ts /-*\\.-*/g": "the name of a file",
};

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

interface Call {
  readonly type?: string;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly {
    readonly quasi?: { readonly quasis: readonly { readonly value: { readonly raw: string } }[] };
    readonly value?: string;
  }[];
}

/** What `unicodePattern` is given, which is a template without values. */
function madeLater({ type, callee, arguments: [source, flags] = [] }: Call): Omit<Pattern, "file"> | undefined {
  if (type !== "CallExpression" || callee?.name !== "unicodePattern") return undefined;
  const [only, ...more] = source?.quasi?.quasis ?? [];
  if (only === undefined || more.length > 0)
    throw new Error("unicodePattern is given something that is not String.raw");
  return { source: only.value.raw, flags: flags?.value ?? "u" };
}

function patternsOf(file: string, which: "all" | "literals" = "all"): Pattern[] {
  const { program } = parseSync(file, readFileSync(ROOT + file, "utf8"), { lang: "ts" });
  const found: Pattern[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { regex } = node as { readonly regex?: { readonly pattern: string; readonly flags: string } };
    if (regex !== undefined) found.push({ file, source: regex.pattern, flags: regex.flags });
    const made = which === "all" ? madeLater(node as Call) : undefined;
    if (made !== undefined) found.push({ file, ...made });
    for (const [key, value] of Object.entries(node)) if (key !== "parent") visit(value);
  };
  visit(program);
  return found;
}

/**
 * True where it backtracks, or where each place of a long run is tried anew: `/,+$/`. The last form the analysis passes over: one
 * that begins anywhere and takes the rest of a line is tried at each beginning when there is more than one line.
 */
function isSuperLinear({ source, flags }: Pattern): boolean {
  // Whatever follows the first character is taken to the end, which is always there.
  if (/^(?:\\0|\[[^\]]+\]|[^\\^([])\.\*\$$/.test(source)) return !flags.includes("s");
  if (analyse({ source, flags }).reports.length > 0) return true;
  return /^[^^(].*\.\*\$$/.test(source) && !flags.includes("s");
}

const name = ({ file, source, flags }: Pattern): string => `${file} /${source}/${flags}`;
const patterns = globSync("src/**/*.ts", { cwd: ROOT }).flatMap((file) => patternsOf(file));
const slow = patterns.filter(isSuperLinear).map(name);

test("every regular expression of the sources takes linear time, or says why its input is short (X17)", () => {
  expect(patterns.length).toBeGreaterThan(300);
  expect(slow.filter((one) => !(one in BOUNDED))).toEqual([]);
});

test("no literal has a class of Unicode, whose tables V8 would make at each start", () => {
  const literals = globSync("src/**/*.ts", { cwd: ROOT }).flatMap((file) =>
    patternsOf(file, "literals").filter(({ source }) => /\\[pP]\{/.test(source)),
  );
  expect(literals).toEqual([]);
  expect(patterns.filter(({ source }) => /\\[pP]\{/.test(source)).length).toBeGreaterThan(5);
});

test("each reason is about a pattern that is still there and still needs one", () => {
  expect(Object.keys(BOUNDED).filter((one) => !slow.includes(one))).toEqual([]);
});

test.for([
  [/,+$/, true],
  [/:.*$/, true],
  [/\.tar.*$/, true],
  [/(a|a)*$/, true],
  [/^(a+)+$/, true],
  [/^[a-z]+$/, false],
  [/^(?:0|[1-9]\d*)$/, false],
] as const)("%s: super-linear is %s", ([{ source, flags }, expected]) => {
  expect(isSuperLinear({ file: "", source, flags })).toBe(expected);
});
