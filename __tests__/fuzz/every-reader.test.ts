import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LOCKFILES } from "../../src/domain/sbom/describe/lockfiles.ts";
import { targetsOf } from "../../tools/fuzz/targets/all-targets.ts";
import { readModule } from "../architecture/read-module.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** How functions are called that take bytes or text of outside, in the rooms that do no input and output. */
const READER =
  /^export (?:async )?function\*? ?(?:parse|read|decode|gunzip|unpack(?!Step))[A-Z]\w*\(\s*\{?[^)]*?(?:Uint8Array|string|ByteSource|Json\w+)/m;
const ROOMS = "src/{kernel,crypto,domain,services}/**/*.ts";

/** Modules that read what this program itself sent. */
const OF_OUR_OWN = ["src/services/local/parse-request.ts"];

/** What the targets import from the sources, and so on; never through a fake. */
function reached(): ReadonlySet<string> {
  const waiting = globSync("tools/fuzz/targets/*.ts", { cwd: ROOT });
  const seen = new Set(waiting);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const { imports } = readModule(path, readFileSync(ROOT + path, "utf8"));
    for (const specifier of imports.filter((one) => one.startsWith("."))) {
      const next = join(dirname(path), specifier);
      if (!next.startsWith("src/") || !next.endsWith(".ts") || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
}

test("every module that reads bytes or text of others stands behind a target of the fuzzer", () => {
  const readers = globSync(ROOMS, { cwd: ROOT }).filter((path) => READER.test(readFileSync(ROOT + path, "utf8")));
  const seen = reached();
  expect(readers.length).toBeGreaterThan(60);
  expect(readers.filter((path) => !seen.has(path) && !OF_OUR_OWN.includes(path))).toEqual([]);
});

test("every format of a lockfile has a target that it recognises", async () => {
  const paths = (await targetsOf("sbom")).map(({ name }) => name.replace(/^lockfile\//, ""));
  const without = LOCKFILES.filter((format) => !paths.some((path) => format.recognises(path)));
  expect(without.map(({ id }) => id)).toEqual([]);
});
