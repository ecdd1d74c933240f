import { describe, expect, test } from "vitest";
import { describeRelease } from "../../../../src/domain/sbom/describe/describe-release.ts";

const A = "a".repeat(40);
const B = "b".repeat(40);
const WORKFLOW = `on: push
jobs:
  build:
    steps:
      - uses: Acme/Build@v1
      - uses: acme/build/sub@v1
      - uses: $/.github/actions/own
      - uses: ./local
`;
const LOCK = `version: 'v0.0.2'
workflows:
    '.github/workflows/ci.yml':
        - 'acme/build@v1'
dependencies:
    'acme/build@v1':
        ref: 'v1'
        commit: 'sha1-${A}'
        owner_id: 1
        repo_id: 2
        uses:
            - 'other/inner@main'
    'other/inner@main':
        ref: 'main'
        commit: 'sha1-${B}'
        owner_id: 3
        repo_id: 4
`;

function describeFiles(files: Readonly<Record<string, string>>) {
  const sources = Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  return describeRelease({ name: "x", version: "1", purl: undefined, assets: [], sources });
}

const both = (lock: string) =>
  describeFiles({ ".github/workflows/ci.yml": WORKFLOW, ".github/workflows/actions.lock": lock });
const purls = ({ components }: ReturnType<typeof both>) => components.flatMap(({ purl }) => purl ?? []);

describe("the lockfile of GitHub's workflows", () => {
  test("gives actions their commits, and what they use themselves (L15)", () => {
    const inventory = both(LOCK);
    expect(purls(inventory)).toEqual([`pkg:github/acme/build@${A}`, `pkg:github/other/inner@${B}`]);
    expect(inventory.edges).toContainEqual({
      ...{ from: `pkg:github/acme/build@${A}`, to: `pkg:github/other/inner@${B}`, scope: "dev" },
    });
    expect(inventory.edges.find(({ from }) => from.includes("ci.yml"))?.to).toBe(`pkg:github/acme/build@${A}`);
    expect(inventory.remarks).toEqual([]);
    const complete = inventory.completeness.filter(({ level }) => level === "complete").flatMap(({ refs }) => refs);
    expect(complete).toEqual(expect.arrayContaining(purls(inventory)));
  });

  test("is missed where it is absent: an action is not pinned then", () => {
    const inventory = describeFiles({ ".github/workflows/ci.yml": WORKFLOW });
    expect(purls(inventory)).toEqual(["pkg:github/acme/build@v1", "pkg:github/acme/build@v1#sub"]);
    expect(inventory.remarks.join()).toContain('"Acme/Build@v1" is not pinned to a commit');
    expect(inventory.remarks.join()).not.toContain("$/");
  });

  test("of a version that is not known, or that holds less than is used, is not complete (L9)", () => {
    const later = both(LOCK.replace("v0.0.2", "v9.0.0"));
    expect(later.completeness.filter(({ level }) => level === "complete").flatMap(({ refs }) => refs)).toEqual([
      expect.stringContaining("ci.yml"),
    ]);
    const less = both(LOCK.slice(0, LOCK.indexOf("    'other/inner@main':\n        ref")));
    const levelOf = (ref: string) => less.completeness.find(({ refs }) => refs.includes(ref))?.level;
    expect(levelOf(`pkg:github/acme/build@${A}`)).toBe("incomplete");
  });

  test.each([
    ["no commit", LOCK.replace(`commit: 'sha1-${A}'`, "commit: 'v1'")],
    ["a short commit", LOCK.replace(A, "abc")],
    ["no list", "version: 'v0.0.2'\ndependencies: 7\n"],
  ])("with %s is set aside with its reason", (_what, lock) => {
    const inventory = both(lock);
    expect(inventory.unread.map(({ path }) => path)).toContain(".github/workflows/actions.lock");
    expect(inventory.completeness[0]?.level).toBe("incomplete");
  });
});
