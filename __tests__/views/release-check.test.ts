import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { CheckedRelease } from "../../src/domain/release/checked-release.ts";
import type { SourceFacts } from "../../src/domain/source/source-facts.ts";
import { releaseCheckJson, releaseCheckSchema } from "../../src/views/release/release-check-json.ts";
import { refusedReleaseSummary, releaseCheckSummary } from "../../src/views/release/release-check-summary.ts";
import { type CheckPage, releaseCheckText } from "../../src/views/release/release-check-text.ts";
import { check, HEX, HOSTILE } from "./sample.ts";

const plain = (_style: string, text: string): string => text;
const shown: CheckedRelease = {
  verdict: "not-ready",
  exitCode: 1,
  facts: { name: "demo", version: "1.0.0" } as SourceFacts,
  values: [
    { name: "tag", value: HOSTILE, source: "git" },
    { name: "run", value: null, source: "nothing says it" },
  ],
  manifest: undefined,
  claims: [check, { ...check, id: "runner", status: "not-checked", required: false, found: null }],
  plan: {
    assets: [{ name: HOSTILE, size: 1, sha256: HEX }],
    images: [],
    sign: "each",
    publishedNames: ["VERIFY.md"],
    warnings: ["a <warning>"],
  },
};

const page = (changes: Partial<CheckPage> = {}): CheckPage => ({
  ...{ width: 80, paint: plain, verbose: false, ending: "Nothing was signed or written." },
  ...changes,
});
const ready: CheckedRelease = {
  ...shown,
  verdict: "ready",
  exitCode: 0,
  facts: {
    name: "tool",
    version: "1.4.2",
    tag: "v1.4.2",
    commit: "c39a67bdab73".padEnd(40, "0"),
    epoch: 1_795_166_040,
  } as SourceFacts,
  claims: [
    { ...check, id: "version", status: "verified" },
    { ...check, id: "branch", status: "verified", required: false, found: "main" },
    { ...check, id: "version-order", status: "verified", sides: [["Before it", "1.4.1"]] },
    { ...check, id: "clean-tree", required: false, reason: "one file is not committed", fix: "commit it" },
    { ...check, id: "run", status: "not-checked", required: false },
  ],
  plan: {
    assets: [{ name: "tool.tgz", size: 218_418_798, sha256: HEX }],
    images: [{ name: "ghcr.io/acme/tool" }],
    sign: "each",
    publishedNames: ["tool-1.4.2.capsule", "VERIFY.md", "checksums.txt"],
    warnings: [],
  },
} as CheckedRelease;

describe("a checked release as text", () => {
  test("that is ready says so first, then warnings, then what would be released (Y7)", () => {
    expect(releaseCheckText(ready, page({ ending: "Nothing was signed or written. To release: git push" }))).toBe(
      `READY  tool 1.4.2, with 1 warning

  warning     one file is not committed
              Commit it

  Release     tool 1.4.2, from tag v1.4.2
  Commit      c39a67bdab73 on main, 2026-11-20 09:14 UTC
  Before it   1.4.1
  Files       1 file, 208.3 MiB, signed by itself
  Image       ghcr.io/acme/tool, by its digest only
  Checked     2 of 2 required checks hold

  3 files will be put beside yours:
    tool-1.4.2.capsule  checksums.txt
    VERIFY.md

  Nothing was signed or written. To release: git push
`,
    );
  });

  test("that is not ready counts its problems, and shows of each both sides and the fix", () => {
    const two = {
      ...shown,
      claims: [
        {
          ...check,
          ...{ reason: "package.json says another version", fix: "set it to 1.4.2" },
          sides: [
            ["Tag", "1.4.2"],
            ["package.json", "1.4.1"],
          ],
        },
        { ...check, id: "tag-name", status: "missing", reason: "the release has no tag", fix: "write:\ntag: x" },
        { ...check, id: "tag-target", status: "not-checked", follows: "tag-name" },
        { ...check, id: "version", status: "verified" },
      ],
    } as CheckedRelease;
    expect(releaseCheckText(two, page())).toBe(
      `NOT READY  demo 1.0.0: 1 problem, 1 required check is open

  1  package.json says another version
     Tag         1.4.2
     package.json  1.4.1
     Fix         set it to 1.4.2

  2  The release has no tag
     Fix         write:
                 tag: x

  warning     a <warning>

  1 other required check holds. To see every check, add verbose

  Nothing was signed or written.
`,
    );
  });

  test("lists every check and value on demand alone", () => {
    expect(releaseCheckText(ready, page())).not.toContain("verified  version");
    const text = releaseCheckText(shown, page({ verbose: true }));
    expect(text).toMatch(/\n {2}run {2}unknown .*nothing says it\n/);
    expect(text).toMatch(/\n {2}failed +package version +the package has another version\n/);
    expect(text).toMatch(/\n {2}not checked +runner .* \(not required\)\n/);
  });

  test.each([30, 50, 80, 120])("stays inside of %d columns", (width) => {
    for (const one of [ready, shown]) {
      const text = releaseCheckText({ ...one, plan: ready.plan, claims: ready.claims, values: [] }, page({ width }));
      expect(text.split("\n").filter((line) => line.length > Math.max(width, 40))).toEqual([]);
    }
  });

  test("puts labels above their values where it is narrow", () => {
    expect(releaseCheckText(ready, page({ width: 50 }))).toContain("\n  Release\n    tool 1.4.2, from tag v1.4.2\n");
  });

  test("lets nothing hostile act on the terminal (N02)", () => {
    const text = releaseCheckText(shown, page({ verbose: true }));
    for (const hidden of ["\u001b", "\u202e"]) expect(text).not.toContain(hidden);
    expect(text).not.toContain("\n::error::");
  });

  test("colours our own word alone", () => {
    const text = releaseCheckText(shown, page({ paint: (style, word) => `<${style}>${word}</>` }));
    expect(text).toMatch(/^<bold><red>NOT READY<\/><\/> {2}demo/);
  });
});

test("a checked release as JSON is an object of its schema, with null where nothing is known", () => {
  const json = releaseCheckJson(shown);
  expect(v.parse(releaseCheckSchema, JSON.parse(JSON.stringify(json)))).toEqual(json);
  expect(json).toMatchObject({
    manifest: null,
    sign: "each",
    planned: ["VERIFY.md"],
    claims: [{ required: true }, { found: null }],
  });
  expect(releaseCheckJson({ ...shown, plan: undefined }).assets).toEqual([]);
});

test("a checked release on the page of a run keeps hostile values in their cells (V01, V05)", () => {
  const text = releaseCheckSummary(shown);
  expect(text).toMatch(/^## `demo 1\.0\.0` is not ready: 1 problem\n/);
  expect(text).not.toContain("<script>");
  expect(text).not.toMatch(/^::error::/m);
  expect(text).toContain("| change it<br>`or the tag` |");
  expect(text).toContain("| `VERIFY.md` |");
});

test("a refused release says on the page of a run what was not done, and what to do, before any table of checks", () => {
  const text = refusedReleaseSummary(shown);
  expect(text).toMatch(
    /^## `demo 1\.0\.0` was not released: 1 problem\n\n\*\*Nothing was signed and nothing became public\.\*\*/,
  );
  expect(text.indexOf("| Problem |")).toBeLessThan(text.indexOf("<details>"));
  expect(refusedReleaseSummary({ ...shown, facts: undefined })).toMatch(/^## The release was not released/);
});
