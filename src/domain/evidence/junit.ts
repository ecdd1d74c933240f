import { compareUtf8 } from "../../kernel/bytewise.ts";
import type { XmlElement } from "../../kernel/xml.ts";
import { parseXml } from "../../kernel/xml.ts";
import { MEDIA_TYPES } from "../capsule/media-types.ts";
import type { SignableEvidence } from "./evidence-document.ts";
import { malformedEvidence } from "./evidence-fault.ts";
import { TEST_RESULT_TYPE } from "./predicates.ts";

const LIMITS = { maxBytes: 32 << 20, maxDepth: 32, maxElements: 500_000, what: "the test report" };
const WHAT = "JUnit report";

interface Outcomes {
  readonly passed: Set<string>;
  /** Passed at last, after a failure. */
  readonly warned: Set<string>;
  readonly failed: Set<string>;
}

/**
 * Reads a JUnit XML report, `<testsuites>` or `<testsuite>`, into an in-toto test result: each test by class and name. A
 * skipped test is in no list. The report says nothing of its configuration, so that list is empty. Faults:
 * `evidence-malformed` for no test at all, or for suites that state more failures than they hold; those of `parseXml`.
 * https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md
 */
export function readJUnit(bytes: Uint8Array): SignableEvidence {
  const root = parseXml(bytes, LIMITS);
  if (root.name !== "testsuites" && root.name !== "testsuite") {
    throw malformedEvidence(WHAT, "its root is neither testsuites nor testsuite");
  }
  const outcomes: Outcomes = { passed: new Set(), warned: new Set(), failed: new Set() };
  readSuite(root, outcomes);
  const { failed } = outcomes;
  const warned = [...outcomes.warned].filter((name) => !failed.has(name));
  const passed = [...outcomes.passed].filter((name) => !failed.has(name) && !outcomes.warned.has(name));
  if (passed.length + warned.length + failed.size === 0) throw malformedEvidence(WHAT, "no test of it was run");
  return {
    kind: "signable",
    predicateType: TEST_RESULT_TYPE,
    predicate: {
      result: failed.size > 0 ? "FAILED" : warned.length > 0 ? "WARNED" : "PASSED",
      configuration: [],
      passedTests: passed.sort(compareUtf8),
      warnedTests: warned.sort(compareUtf8),
      failedTests: [...failed].sort(compareUtf8),
    },
    document: { extension: "bin", mediaType: MEDIA_TYPES.xml },
    subjects: [],
    isExclusive: false,
  };
}

/** Returns how many tests of the suite failed. */
function readSuite(suite: XmlElement, outcomes: Outcomes): number {
  let failed = 0;
  for (const child of suite.children) {
    if (child.name === "testsuite") failed += readSuite(child, outcomes);
    else if (child.name === "testcase") failed += readTest(child, outcomes);
  }
  if (stated(suite, "failures") + stated(suite, "errors") > failed) {
    throw malformedEvidence(WHAT, "a suite states more failures than it holds");
  }
  return failed;
}

function readTest(test: XmlElement, { passed, warned, failed }: Outcomes): number {
  const { attributes, children } = test;
  const name = attributes.get("name") ?? "";
  if (name === "") throw malformedEvidence(WHAT, "a test has no name");
  const group = attributes.get("classname") ?? "";
  const full = group === "" ? name : `${group} ${name}`;
  const has = (...names: readonly string[]) => children.some((child) => names.includes(child.name));
  if (has("failure", "error")) {
    failed.add(full);
    return 1;
  }
  if (has("flakyFailure", "flakyError")) warned.add(full);
  else if (!has("skipped")) passed.add(full);
  return 0;
}

function stated(suite: XmlElement, name: string): number {
  const text = suite.attributes.get(name) ?? "0";
  if (!/^\d{1,9}$/.test(text)) throw malformedEvidence(WHAT, `${name} is not a number`);
  return Number(text);
}
