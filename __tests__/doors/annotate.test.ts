import { expect, test } from "vitest";
import type { CheckedRelease } from "../../src/domain/release/checked-release.ts";
import type { SourceFacts } from "../../src/domain/source/source-facts.ts";
import { annotateProblems, annotateWarnings } from "../../src/doors/action/annotate.ts";
import type { Annotation, Runner } from "../../src/doors/action/runner.ts";
import { asInputOf } from "../../src/doors/options/spell-option.ts";
import { check } from "../views/sample.ts";

const claim = {
  ...check,
  id: "package-version",
  reason: "package.json has another version",
  sides: [
    ["Tag", "1.0.0"],
    ["package.json", "1.0.1"],
  ],
  fix: "set the version to 1.0.0",
  file: "package.json",
} as const;

const shown: CheckedRelease = {
  verdict: "not-ready",
  exitCode: 1,
  facts: { name: "demo", version: "1.0.0" } as SourceFacts,
  values: [],
  manifest: undefined,
  claims: [
    { ...claim, required: true },
    { ...claim, required: false, reason: "another thing", file: "go.mod" },
  ],
  plan: {
    assets: [],
    images: [],
    sign: "each",
    publishedNames: [],
    warnings: ["two files differ in case alone"],
  },
};

/** What a runner is told, each with its heading and place. */
function told(annotate: (runner: Runner) => void): [kind: string, text: string, annotation: Annotation][] {
  const heard: [string, string, Annotation][] = [];
  const runner = {
    folder: "/checkout",
    warning: (text: string, annotation: Annotation) => heard.push(["warning", text, annotation]),
    error: (text: string, annotation: Annotation) => heard.push(["error", text, annotation]),
  };
  annotate(runner as unknown as Runner);
  return heard;
}

test("what keeps a release back is an error with the verdict above it, at the file to change", () => {
  expect(told((runner) => annotateProblems(shown, runner, asInputOf("check")))).toEqual([
    [
      "error",
      "package.json has another version (Tag: 1.0.0, package.json: 1.0.1)\nhint: set the version to 1.0.0",
      { title: "NOT READY  demo 1.0.0", file: "package.json" },
    ],
  ]);
});

test("what only warns is a warning of the same form, whether a check or the plan says it", () => {
  expect(told((runner) => annotateWarnings({ ...shown, verdict: "ready" }, runner, asInputOf("check")))).toEqual([
    [
      "warning",
      "another thing (Tag: 1.0.0, package.json: 1.0.1)\nhint: set the version to 1.0.0",
      { title: "READY  demo 1.0.0", file: "go.mod" },
    ],
    ["warning", "two files differ in case alone", { title: "READY  demo 1.0.0" }],
  ]);
});
