import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { SourceFacts } from "../../src/domain/source/source-facts.ts";
import { releaseCheckJson, releaseCheckSchema } from "../../src/views/release-check-json.ts";
import { releaseCheckSummary } from "../../src/views/release-check-summary.ts";
import { releaseCheckText } from "../../src/views/release-check-text.ts";
import { sealedReleaseText } from "../../src/views/sealed-release-text.ts";
import type { ShownCheck } from "../../src/views/shown-check.ts";
import { check, HEX, HOSTILE, release } from "./sample.ts";

const plain = (_style: string, text: string): string => text;
const shown: ShownCheck = {
  verdict: "rejected",
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
    sign: "each",
    publishedNames: ["VERIFY.md"],
    warnings: ["a <warning>"],
  },
};

describe("a checked release as text", () => {
  test("says verdict, values, and of a check that does not hold what was found, expected and to do", () => {
    const text = releaseCheckText(shown, plain);
    expect(text).toMatch(/^REJECTED demo 1\.0\.0\n/);
    expect(text).toMatch(/\n {2}run {2}unknown .*nothing says it\n/);
    expect(text).toMatch(/\n {2}failed +package version +the package has another version\n/);
    expect(text).toMatch(/\n {2}not checked +runner .* \(not required\)\n/);
    expect(text).toContain("expected 1.0.0");
    expect(text).toMatch(/^ {4}found .*, expected 1\.0\.0, source: /m);
    expect(text).toContain("    fix: change it\n         or the tag\n");
    expect(text).toContain("\nWould sign the 1 asset.\n");
    expect(text).toContain("Would be put beside the assets:\n  VERIFY.md\n");
    expect(releaseCheckText({ ...shown, facts: undefined, values: [], plan: undefined }, plain)).toMatch(
      /^REJECTED\n\n /,
    );
  });

  test("lets nothing hostile act on the terminal (N02)", () => {
    const text = releaseCheckText(shown, plain);
    for (const hidden of ["\u001b", "\u202e"]) expect(text).not.toContain(hidden);
    expect(text).not.toContain("\n::error::");
  });

  test("is what a dry run of sealing shows, and a real one does not", () => {
    expect(sealedReleaseText(release({ written: undefined }), undefined, plain)).toMatch(/failed +package version/);
    expect(sealedReleaseText(release(), "x", plain)).not.toMatch(/failed +package version/);
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
  const page = releaseCheckSummary(shown);
  expect(page).toContain("\n\nWould sign the 1 asset.\n\n### Warnings\n\n- a &lt;warning&gt;\n\n### Would be put");
  expect(page).toMatch(/^## Release rejected: `demo` `1\.0\.0`\n/);
  expect(page).not.toContain("<script>");
  expect(page).not.toMatch(/^::error::/m);
  expect(page).toMatch(/^\| Check \| Status \| Required \| Reason \|/m);
  expect(page).toContain("```\npackage-version: change it\nor the tag\n");
  expect(page).toContain("| `VERIFY.md` |");
});
