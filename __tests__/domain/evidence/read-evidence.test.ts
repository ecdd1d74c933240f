import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import type { SignableEvidence } from "../../../src/domain/evidence/evidence-document.ts";
import { readEvidence } from "../../../src/domain/evidence/read-evidence.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";
import {
  CSAF,
  CYCLONEDX_VEX,
  JUNIT,
  json,
  OPEN_VEX,
  SARIF,
  statement,
  TEST_RESULT,
  VULNERABILITIES,
} from "./sample-evidence.ts";

const HEX = "ab".repeat(32);

function signable(bytes: Uint8Array): SignableEvidence {
  const found = readEvidence(bytes);
  if (found.kind !== "signable") throw new Error("it is carried");
  return found;
}

describe("a JUnit report", () => {
  test("becomes a test result with its outcome and tests, and is carried beside it", () => {
    expect(signable(Buffer.from(JUNIT))).toEqual({
      kind: "signable",
      predicateType: "https://in-toto.io/attestation/test-result/v0.1",
      predicate: {
        result: "FAILED",
        configuration: [],
        passedTests: ["parser reads a line"],
        warnedTests: ["is flaky"],
        failedTests: ["parser refuses a climb"],
      },
      document: { extension: "bin", mediaType: "application/xml" },
      subjects: [],
      isExclusive: false,
    });
  });

  test.each([
    ["PASSED", '<testsuite><testcase name="a"/></testsuite>'],
    ["WARNED", '<testsuite><testcase name="a"/><testcase name="b"><flakyError/></testcase></testsuite>'],
    ["FAILED", '<testsuites><testsuite><testcase name="a"><error/></testcase></testsuite></testsuites>'],
    ["FAILED", '<testsuite><testcase name="a"/><testcase name="a"><failure/></testcase></testsuite>'],
  ])("is %s", (result, xml) => {
    const { predicate } = signable(Buffer.from(xml));
    expect(predicate["result"]).toBe(result);
    if (result === "FAILED") expect(predicate["passedTests"]).toEqual([]);
  });

  test.each([
    ["without a test", "<testsuites/>"],
    ["whose tests were all skipped", '<testsuite><testcase name="a"><skipped/></testcase></testsuite>'],
    ["that states more failures than it holds", '<testsuite failures="1"><testcase name="a"/></testsuite>'],
    ["with a test without a name", "<testsuite><testcase/></testsuite>"],
    ["with a count that is none", '<testsuite errors="x"><testcase name="a"/></testsuite>'],
    ["of another kind", "<html/>"],
  ])("%s is refused", async (_what, xml) => {
    await expectFault("evidence-malformed", () => readEvidence(Buffer.from(xml)));
  });

  test("with a document type or entities is refused before anything is expanded", async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><testsuite><testcase name="&b;"/></testsuite>';
    await expectFault("xml-malformed", () => readEvidence(Buffer.from(bomb)));
  });
});

describe("a report without a predicate of its own", () => {
  test("of static analysis is signed as the evidence of an attribute report, with its tools and counts", () => {
    const bytes = json(SARIF);
    const found = signable(bytes);
    expect(found.predicateType).toBe("https://in-toto.io/attestation/scai/v0.3");
    expect(found.document).toEqual({ extension: "json", mediaType: "application/sarif+json" });
    expect(found.predicate).toEqual({
      attributes: [
        {
          attribute: "static-analysis-report",
          conditions: {
            runs: [{ tool: { name: "scan", version: "3.1.0" }, results: { none: 0, note: 0, warning: 1, error: 1 } }],
          },
          evidence: { digest: { sha256: sha256Hex(bytes) }, mediaType: "application/sarif+json" },
        },
      ],
    });
  });

  test("that never scanned is refused, one that found nothing is not", async () => {
    const [run] = SARIF.runs;
    for (const results of [null, undefined]) {
      await expectFault("evidence-malformed", () => readEvidence(json({ ...SARIF, runs: [{ ...run, results }] })));
    }
    expect(signable(json({ ...SARIF, runs: [{ ...run, results: [] }] })).kind).toBe("signable");
    await expectFault("evidence-malformed", () => readEvidence(json({ ...SARIF, runs: [] })));
    await expectFault("evidence-malformed", () => readEvidence(json({ ...SARIF, version: "2.0.0" })));
  });

  test("in CSAF is signed the same way, and the digests in its product tree are found", () => {
    const hashes = [{ file_hashes: [{ algorithm: "sha256", value: HEX }], filename: "tool" }];
    const product = { name: "tool", product_id: "P", product_identification_helper: { hashes } };
    const found = signable(json({ ...CSAF, product_tree: { branches: [{ branches: [{ product }] }] } }));
    expect(found.predicateType).toBe("https://in-toto.io/attestation/scai/v0.3");
    expect(found.subjects).toEqual([{ sha256: HEX }]);
    expect(signable(json(CSAF)).subjects).toEqual([]);
  });

  test.each([
    ["of another version", { ...CSAF, document: { ...CSAF.document, csaf_version: "3.0" } }],
    ["of a category that says nothing of vulnerabilities", { ...CSAF, document: { ...CSAF.document, category: "x" } }],
    ["without vulnerabilities", { ...CSAF, vulnerabilities: [] }],
  ])("in CSAF %s is refused", async (_what, value) => {
    await expectFault("evidence-malformed", () => readEvidence(json(value)));
  });
});

describe("VEX", () => {
  test.each([
    ["OpenVEX", OPEN_VEX, "https://openvex.dev/ns/v0.2.0"],
    ["CycloneDX", CYCLONEDX_VEX, "https://cyclonedx.org/bom"],
  ])("in %s is its own predicate", (_name, value, predicateType) => {
    const found = signable(json(value));
    expect(found).toMatchObject({ predicateType, subjects: [] });
    expect(found.document).toBeUndefined();
    expect(JSON.parse(JSON.stringify(found.predicate))).toEqual(value);
  });

  test("names the digests of its products", () => {
    const [one] = OPEN_VEX.statements;
    const products = [{ "@id": "x", hashes: { "sha-256": HEX.toUpperCase(), md5: "1" } }];
    expect(signable(json({ ...OPEN_VEX, statements: [{ ...one, products }] })).subjects).toEqual([{ sha256: HEX }]);
    const component = { name: "tool", hashes: [{ alg: "SHA-512", content: HEX + HEX }] };
    expect(signable(json({ ...CYCLONEDX_VEX, metadata: { component } })).subjects).toEqual([{ sha512: HEX + HEX }]);
  });

  test.each([
    ["of an older version", { "@context": "https://openvex.dev/ns" }],
    ["without a statement", { statements: [] }],
    ["not affected without a reason", { statements: [{ ...OPEN_VEX.statements[0], justification: undefined }] }],
    ["affected without an action", { statements: [{ vulnerability: { name: "a" }, status: "affected" }] }],
    ["with a status of its own", { statements: [{ vulnerability: { name: "a" }, status: "fine" }] }],
    [
      "with a broken digest",
      { statements: [{ ...OPEN_VEX.statements[0], products: [{ hashes: { "sha-256": "abc" } }] }] },
    ],
    [
      "two digests by one algorithm, of which the last would count (B25)",
      {
        statements: [
          { ...OPEN_VEX.statements[0], products: [{ hashes: { "sha-256": HEX, sha256: "cd".repeat(32) } }] },
        ],
      },
    ],
  ])("in OpenVEX %s is refused", async (_what, changes) => {
    await expectFault("evidence-malformed", () => readEvidence(json({ ...OPEN_VEX, ...changes })));
  });

  test("in CycloneDX without a list of vulnerabilities is an SBOM, and refused here", async () => {
    const { vulnerabilities: _, ...bom } = CYCLONEDX_VEX;
    const fault = await expectFault("evidence-malformed", () => readEvidence(json(bom)));
    expect(fault.message).toContain("an SBOM is given as sbom");
    expect(signable(json({ ...CYCLONEDX_VEX, vulnerabilities: [] })).kind).toBe("signable");
  });
});

describe("an in-toto statement that nobody signed", () => {
  test.each([
    ["https://in-toto.io/attestation/test-result/v0.1", TEST_RESULT],
    ["https://in-toto.io/attestation/scai/v0.3", { attributes: [{ attribute: "WITH_STACK_PROTECTION" }] }],
    ["https://openvex.dev/ns/v0.2.0", OPEN_VEX],
    ["https://cyclonedx.org/bom", CYCLONEDX_VEX],
  ])("of %s is signed as it is, about its subjects and nothing else", (predicateType, predicate) => {
    const found = signable(statement(predicateType, predicate, HEX));
    expect(found).toMatchObject({ predicateType, subjects: [{ sha256: HEX }], isExclusive: true });
    expect(JSON.parse(JSON.stringify(found.predicate))).toEqual(predicate);
  });

  test("about vulnerabilities is a scan as any other, about its subjects and nothing else", () => {
    const found = readEvidence(statement("https://in-toto.io/attestation/vulns/v0.2", VULNERABILITIES, HEX));
    expect(found).toMatchObject({ kind: "scan", subjects: [{ sha256: HEX }], isExclusive: true });
    expect(found).toMatchObject({ scan: { scanner: { name: VULNERABILITIES.scanner.uri } } });
  });

  test.each([
    ["of a type that nobody reads", "https://example.org/anything/v1", {}],
    ["of a provenance", "https://slsa.dev/provenance/v1", {}],
    ["without a result", "https://in-toto.io/attestation/test-result/v0.1", { configuration: [] }],
    ["without a scanner", "https://in-toto.io/attestation/vulns/v0.2", { metadata: {} }],
  ])("%s is refused", async (_what, predicateType, predicate) => {
    await expectFault("evidence-malformed", () => readEvidence(statement(predicateType, predicate, HEX)));
  });
});

describe("anything else", () => {
  test.each([
    ["a text", "all tests passed\n"],
    ["an empty file", ""],
    ["a list", "[]"],
    ["an object of no known kind", '{"tests": "passed"}'],
  ])("%s is no evidence", async (_what, text) => {
    const fault = await expectFault("evidence-unknown", () => readEvidence(Buffer.from(text)));
    expect(fault.hint).toContain("docs/evidence.md");
  });

  test("a document that says one thing twice is refused", async () => {
    const text = JSON.stringify(OPEN_VEX).replace('"version":1', '"version":1,"version":2');
    await expectFault("json-malformed", () => readEvidence(Buffer.from(text)));
  });

  test("no bytes lead to anything but a fault", () => {
    const seeds = [JUNIT, ...[SARIF, OPEN_VEX, CYCLONEDX_VEX, CSAF].map((one) => JSON.stringify(one))];
    const mutated = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(), fc.string({ maxLength: 4 }))
      .map(([seed, at, text]) => seed.slice(0, at % seed.length) + text + seed.slice((at % seed.length) + text.length));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string()), (text) => {
        try {
          readEvidence(Buffer.from(text));
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
      { numRuns: 400 },
    );
  });
});
