import { formatStatement, STATEMENT_TYPE } from "../../../src/domain/attestation/statement.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";

/** Small sound documents of every kind of evidence that is read. */
export const JUNIT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="1">
  <testsuite name="unit" tests="4" failures="1" errors="0">
    <testcase classname="parser" name="reads a line"/>
    <testcase classname="parser" name="refuses a climb"><failure message="no">it did not</failure></testcase>
    <testcase name="needs the network"><skipped/></testcase>
    <testcase name="is flaky"><flakyFailure message="once"/></testcase>
  </testsuite>
</testsuites>
`;

export const SARIF = {
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: { driver: { name: "scan", semanticVersion: "3.1.0", rules: [] } },
      results: [
        { ruleId: "a", level: "error", message: { text: "bad" } },
        { ruleId: "b", message: { text: "?" } },
      ],
    },
  ],
};

export const OPEN_VEX = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://example.org/vex/1",
  author: "The maintainers",
  timestamp: "2026-11-20T10:00:00Z",
  version: 1,
  statements: [
    {
      vulnerability: { name: "CVE-2026-0001" },
      products: [{ "@id": "pkg:github/octo-org/octo-tool@1.2.3" }],
      status: "not_affected",
      justification: "vulnerable_code_not_in_execute_path",
    },
  ],
};

export const CYCLONEDX_VEX = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  vulnerabilities: [{ id: "CVE-2026-0001", analysis: { state: "not_affected" }, affects: [{ ref: "tool" }] }],
};

export const CSAF = {
  document: {
    category: "csaf_vex",
    csaf_version: "2.0",
    publisher: { category: "vendor", name: "The maintainers", namespace: "https://example.org" },
    title: "A notice",
    tracking: {
      id: "EX-2026-1",
      status: "final",
      version: "1",
      initial_release_date: "2026-11-20T10:00:00Z",
      current_release_date: "2026-11-20T10:00:00Z",
      revision_history: [{ date: "2026-11-20T10:00:00Z", number: "1", summary: "first" }],
    },
  },
  product_tree: { full_product_names: [{ name: "tool", product_id: "P" }] },
  vulnerabilities: [{ cve: "CVE-2026-0001", product_status: { known_not_affected: ["P"] } }],
};

export const TEST_RESULT = { result: "PASSED", configuration: [], passedTests: ["all"] };

export const VULNERABILITIES = {
  scanner: {
    uri: "pkg:generic/scanner@1",
    db: { lastUpdate: "2026-11-20T10:00:00Z" },
    result: [{ id: "CVE-2026-0001", severity: [{ method: "nvd", score: "medium" }] }],
  },
  metadata: { scanStartedOn: "2026-11-20T10:00:00Z", scanFinishedOn: "2026-11-20T10:00:01Z" },
};

export function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** An in-toto statement about files with these digests, not signed. */
export function statement(predicateType: string, predicate: object, ...digests: readonly string[]): Uint8Array {
  return formatStatement({
    _type: STATEMENT_TYPE,
    subject: digests.map((sha256) => ({ digest: { sha256 } })),
    predicateType,
    predicate: predicate as JsonObject,
  });
}
