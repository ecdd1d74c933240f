import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { TOOL } from "../../src/domain/tool.ts";
import {
  GOLDEN,
  type GoldenCase,
  type GoldenIndex,
  goldenProblems,
  readIndex,
  recordSet,
  verdictOf,
} from "../../tools/golden/golden-set.ts";
import { programFile } from "../program-file.ts";
import { newFolder, runProgram } from "../run-program.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const index = readIndex();
const cases = index.sets.flatMap(({ version }) =>
  readdirSync(join(GOLDEN, version), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const folder = join(GOLDEN, version, entry.name);
      return { folder, name: `${version}/${entry.name}`, ...read<GoldenCase>(join(folder, "case.json")) };
    }),
);

function read<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

describe.each(["cli", "verify"] as const)(
  "%s.js says of the golden capsules of every version what was said first",
  (program) => {
    test.each(cases.filter(({ only }) => only === undefined || only === program))(
      "$name: $about",
      async ({ folder, verify, env: paths = {}, expected }) => {
        const env = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, join(folder, path)]));
        const run = await runProgram(process.execPath, [programFile(program), "verify", "--json", ...verify], {
          cwd: folder,
          env,
        });
        const said = verdictOf(JSON.parse(run.stdout));
        const { claims, ...rest } = expected;
        expect(run.status).toBe(expected.exitCode);
        // Fields and claims may be added; none of these may change.
        expect(said).toMatchObject(rest);
        expect(said.claims).toEqual(expect.arrayContaining([...claims]));
      },
    );
  },
);

test("there is a case of each kind, of both verdicts, in at most 300 kB", () => {
  expect(index.sets.map(({ version }) => version)).toContain(TOOL.version);
  const verdicts = new Set(cases.map(({ expected }) => expected.verdict));
  expect([...verdicts].sort()).toEqual(["rejected", "verified"]);
  for (const { version, files } of index.sets) {
    const bytes = Object.keys(files).reduce((sum, path) => sum + statSync(join(GOLDEN, version, path)).size, 0);
    expect(bytes).toBeLessThan(300_000);
  }
});

describe("golden capsules are only ever added", () => {
  /** What each released version of this repository had; nothing where the checkout has no tags. */
  function earlierIndexes(): GoldenIndex[] {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const tags = git("tag", "--list", "v[0-9]*")
      .split("\n")
      .filter((tag) => tag !== "");
    return tags.flatMap((tag) => {
      const listed = git("ls-tree", "--name-only", tag, "docs/golden/index.json").trim();
      return listed === "" ? [] : [JSON.parse(git("show", `${tag}:${listed}`))];
    });
  }

  test("every file is the one of the index, and what a released version had is there unchanged", () => {
    const none: GoldenIndex = { sets: [] };
    for (const earlier of [none, ...earlierIndexes()]) {
      expect(goldenProblems(index, { folder: GOLDEN, earlier })).toEqual([]);
    }
  });

  test("a version whose section in CHANGELOG.md has a date has a frozen set", () => {
    const heading = new RegExp(`^## ${TOOL.version.replaceAll(".", "\\.")} \\((.*)\\)$`, "m");
    const [, date] = heading.exec(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8")) ?? [];
    expect(date).toBeDefined();
    const isReleased = date !== "unreleased";
    const set = index.sets.find(({ version }) => version === TOOL.version);
    expect(set?.state).toBe(isReleased ? "frozen" : "candidate");
  });

  test("a changed, an absent and a further file are found, and a frozen set is not made again", () => {
    const folder = newFolder();
    cpSync(GOLDEN, folder, { recursive: true });
    const problems = (earlier: GoldenIndex = { sets: [] }) => goldenProblems(readIndex(folder), { folder, earlier });
    const [file = ""] = Object.keys(index.sets[0]?.files ?? {});
    const place = join(folder, TOOL.version, file);
    writeFileSync(place, "other");
    expect(problems()).toEqual([`${TOOL.version}/${file} is not what the index says`]);
    rmSync(place);
    expect(problems()).toHaveLength(1);
    recordSet({ version: TOOL.version, state: "frozen" }, folder);
    expect(problems()).toEqual([]);
    const frozen: GoldenIndex = { sets: index.sets.map((set) => ({ ...set, state: "frozen" })) };
    expect(problems(frozen)).toEqual([`${TOOL.version}/${file} was frozen and differs`]);
    expect(() => recordSet({ version: TOOL.version, state: "candidate" }, folder)).toThrow("are frozen");
  });
});
