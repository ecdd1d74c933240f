import { describe, expect, test } from "vitest";
import { installProgram } from "../interop/install-program.ts";
import { askConformance, MANNERS } from "./ask-conformance.ts";

/** The conformance suite of the OCI, where `npm run interop` built it; that run asks it, too. */
const suite = await installProgram("oci-conformance", 0);

describe.skipIf("error" in suite)("the registry of the tests, by the conformance suite of the OCI", () => {
  test.each(MANNERS)("passes with %s", { timeout: 120_000 }, async (_manner, settings) => {
    const verdict = await askConformance("path" in suite ? suite.path : "", settings);
    expect(verdict.failed).toEqual([]);
    expect(verdict.passed).toBeGreaterThan(700);
    expect(verdict.exit).toBe(0);
  });
});
