import { globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { readModule } from "../../__tests__/architecture/read-module.ts";
import { FACES } from "../../__tests__/architecture/room-faces.ts";

// How the sources hang together, beside what a review of commit 63f29ae measured in the same way:
//   npm run measures               prints the table
//   npm run measures -- --write    puts it into docs/benchmarks.md

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DOCUMENT = join(ROOT, "docs/benchmarks.md");

/** What each file imports of ours, types too. */
const imports = new Map<string, ReadonlySet<string>>();
for (const path of globSync("src/**/*.ts", { cwd: ROOT })) {
  const found = readModule(path, readFileSync(join(ROOT, path), "utf8")).imports.filter((one) => one.startsWith("."));
  imports.set(path, new Set(found.map((one) => posix.join(posix.dirname(path), one))));
}

const rooms: readonly (readonly [room: string, before: string])[] = [
  ["domain/sbom", "27 of 113"],
  ["domain/sigstore", "16 of 29"],
  ["domain/evidence", "3 of 13"],
  ["domain/guide", "3 of 17"],
  ["journeys/seal", "5 of 39"],
  ["journeys/verify", "6 of 25"],
];
const rows: readonly (readonly [what: string, before: string, now: string])[] = [
  ["files, and the middle one's lines", "564, 49", `${imports.size}, ${middle([...imports.keys()].map(linesOf))}`],
  ["lines of the largest file", "589", String(Math.max(...[...imports.keys()].map(linesOf)))],
  ["longest chain of imports", "25", String(chainFrom("src/doors/cli/main.ts"))],
  ["imports of `journeys/seal/seal.ts`", "32", fanOut("src/journeys/seal/seal.ts")],
  [
    "imports of `doors/wire.ts`, and the most of a file in `wire/`",
    "31, –",
    `${fanOut("src/doors/wire.ts")}, ${mostIn("src/doors/wire/")}`,
  ],
  ...rooms.map(([room, before]) => [`files of \`${room}\` that others import`, before, seen(room)] as const),
  ["rooms with a face in the law", "0", String(Object.keys(FACES).length)],
  ["`dist/cli.js`", "2.71 MB, 2.07 of them comments that were compiled", bytesOf("cli")],
  ["`dist/action.js`", "–", bytesOf("action")],
  ["`dist/verify.js`", "–", bytesOf("verify")],
];

const table = [
  "| What | Before | Now |",
  "| --- | --- | --- |",
  ...rows.map(([what, before, now]) => `| ${what} | ${before} | ${now} |`),
].join("\n");
if (process.argv.includes("--write")) {
  const text = readFileSync(DOCUMENT, "utf8");
  const part = `<!-- measures -->\n\n${table}\n\n<!-- end of measures -->`;
  writeFileSync(
    DOCUMENT,
    text.replace(/<!-- measures -->[\s\S]*<!-- end of measures -->/, () => part),
  );
} else process.stdout.write(`${table}\n`);

function linesOf(path: string): number {
  return readFileSync(join(ROOT, path), "utf8").split("\n").length - 1;
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** Files on the longest way along imports; there are no circles. */
function chainFrom(path: string, known = new Map<string, number>()): number {
  const found = known.get(path);
  if (found !== undefined) return found;
  const below = [...(imports.get(path) ?? [])].map((target) => chainFrom(target, known));
  const length = 1 + Math.max(0, ...below);
  known.set(path, length);
  return length;
}

function fanOut(path: string): string {
  return String(imports.get(path)?.size ?? 0);
}

function mostIn(folder: string): string {
  return String(Math.max(...[...imports].flatMap(([path, found]) => (path.startsWith(folder) ? [found.size] : []))));
}

function seen(room: string): string {
  const folder = `src/${room}/`;
  const own = [...imports.keys()].filter((path) => path.startsWith(folder));
  const others = [...imports].flatMap(([path, found]) => (path.startsWith(folder) ? [] : [...found]));
  return `${own.filter((path) => others.includes(path)).length} of ${own.length}`;
}

function bytesOf(program: string): string {
  return `${(statSync(join(ROOT, "dist", `${program}.js`)).size / 1e6).toFixed(2)} MB`;
}
