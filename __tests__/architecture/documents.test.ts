import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DOCUMENTS = [".", "docs", "docs/decisions", "docs/build-types", "release"].flatMap((folder) =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(folder, name))
    : [],
);

test.each(DOCUMENTS)("every file that %s links to exists", (path) => {
  const text = readFileSync(join(ROOT, path), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target = ""]) => target);
  expect(links.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
});

test("ARCHITECTURE.md names only paths that exist", () => {
  const text = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
  const named = [
    ...text.matchAll(/`((?:src|release|tools|docs|__tests__|doors|kernel|domain|ports|world)\/[\w./-]+)`/g),
  ].map(([, path = ""]) => path);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, "src", path)))).toEqual([]);
});

test.each(["src/domain", "src/services", "src/journeys", "src/views"])(
  "the map of ARCHITECTURE.md shows every room of %s",
  (floor) => {
    const text = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const line = text.split("\n").find((candidate) => candidate.startsWith(`${floor}/`)) ?? "";
    const rooms = readdirSync(join(ROOT, floor), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.length).toBeGreaterThan(2);
    expect(rooms.map(({ name }) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(line))).toEqual([]);
  },
);

test("ARCHITECTURE.md fits on one page", () => {
  expect(readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8").split("\n").length).toBeLessThanOrEqual(90);
});

test("every journey is a numbered list of steps", () => {
  const floor = join(ROOT, "src/journeys");
  const rooms = readdirSync(floor).map((room) => ({ room, files: readdirSync(join(floor, room)) }));
  const doors = readdirSync(join(ROOT, "src/doors"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(ROOT, "src/doors", path), "utf8"))
    .join("\n");
  const isTaken = (path: string) => new RegExp(`^import \\{[^;]*/journeys/${path}"`, "m").test(doors);
  // A room that is not named for one of its files holds a journey in each that a door takes.
  const journeys = rooms.flatMap(({ room, files }) =>
    files.includes(`${room}.ts`)
      ? [join(room, `${room}.ts`)]
      : files.map((file) => join(room, file)).filter((path) => isTaken(path)),
  );
  expect(journeys).toEqual(
    expect.arrayContaining(["seal/seal.ts", "verify/verify.ts", "roots/import-roots.ts", "kit/import-kit.ts"]),
  );
  const isNumbered = (path: string) => /^ \* +1\. [\s\S]*^ \* +2\. /m.test(readFileSync(join(floor, path), "utf8"));
  expect(journeys.filter((path) => !isNumbered(path))).toEqual([]);
});

test("every command has a journey, but the one that prints a script for shells", () => {
  const loaders = readFileSync(join(ROOT, "src/doors/cli/command-loaders.ts"), "utf8");
  const commands = [...loaders.matchAll(/^ {2}"?([a-z-]+)"?: .*import\("\.\/(.*)"\)/gm)];
  expect(commands.length).toBeGreaterThan(25);
  /** Whether a door, or one that it imports, runs something of a journey; a type of one is not enough. */
  const reaches = (path: string, seen = new Set<string>()): boolean => {
    if (seen.has(path)) return false;
    seen.add(path);
    const text = readFileSync(join(ROOT, path), "utf8");
    const taken = [...text.matchAll(/^import (?!type)(?:.|\n)*?from "(\.[^"]*)";|import\("(\.[^"]*)"\)/gm)];
    const targets = taken.map(([, one, late]) => posix.join(posix.dirname(path), one ?? late ?? ""));
    return targets.some((one) => one.startsWith("src/journeys/") || (isDoor(one) && reaches(one, seen)));
  };
  const isDoor = (path: string) => path.startsWith("src/doors/") && !/^src\/doors\/(?:options|wire)\//.test(path);
  const without = commands.filter(([, , file = ""]) => !reaches(`src/doors/cli/${file}`)).map(([, name]) => name);
  expect(without).toEqual(["completion"]);
});

test("every script of package.json is described, and starts a file that exists", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const files = Object.values(scripts).flatMap((script) => script.match(/tools\/scripts\/[\w-]+\.ts/g) ?? []);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test("every decision has a date and a status", () => {
  const rows = readFileSync(join(ROOT, "docs/decisions/README.md"), "utf8").split("\n");
  const records = readdirSync(join(ROOT, "docs/decisions")).filter((name) => /^\d{4}-/.test(name));
  const dated = (name: string): boolean =>
    rows.some((row) => row.includes(`](${name})`) && /\| \d{4}-\d\d-\d\d \| [^|]+ \|$/.test(row));
  expect(records.length).toBeGreaterThan(10);
  expect(records.filter((name) => !dated(name))).toEqual([]);
});

test("every room that is mutated is so each week", () => {
  const workflow = readFileSync(join(ROOT, ".github/workflows/scheduled.yml"), "utf8");
  const weekly = [...workflow.matchAll(/- mutants -- (.*)/g)].flatMap(([, rooms = ""]) => rooms.split(" "));
  const rooms = Object.keys(JSON.parse(readFileSync(join(ROOT, "tools/mutants/rooms.json"), "utf8")));
  expect(weekly.sort()).toEqual(rooms.sort());
});
