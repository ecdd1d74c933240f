import { describe, expect, test } from "vitest";
import { verifiedClaim } from "../../../src/domain/verification/make-claim.ts";
import { attemptClaim, attemptFor, type Failures } from "../../../src/journeys/verify/attempt-claim.ts";
import { Fault } from "../../../src/kernel/fault.ts";

const GOOD = verifiedClaim("sbom", "it is");

/** What is thrown, in place of a claim. */
async function attempted(error: unknown, failures: Failures = []) {
  return attemptFor("sbom", failures, () => Promise.reject(error));
}

describe("a claim that is attempted", () => {
  test("is what was computed, at once or later, with what was found", async () => {
    const failures: Failures = [];
    expect(await attemptFor("sbom", failures, () => ({ claim: GOOD, found: 7 }))).toEqual({ claim: GOOD, found: 7 });
    expect(await attemptClaim("sbom", failures, () => GOOD)).toBe(GOOD);
    expect(await attemptClaim("sbom", failures, async () => GOOD)).toBe(GOOD);
    expect(failures).toEqual([]);
  });

  test("is failed by what was read and is refused, and keeps its code", async () => {
    const failures: Failures = [];
    const found = await attempted(new Fault("sbom-subject", "it is another"), failures);
    expect(found).toStrictEqual({
      claim: { id: "sbom", status: "failed", reason: "it is another", code: "sbom-subject", required: true },
      found: undefined,
    });
    expect(failures).toEqual([]);
  });

  test("is left open by a clock that is behind", async () => {
    expect((await attempted(new Fault("clock-behind", "late"))).claim).toMatchObject({
      ...{ status: "not-checked", code: "clock-behind", required: true },
    });
  });

  test("is left open by the machine, which is remembered", async () => {
    const failures: Failures = [];
    const fault = new Fault("file-unreadable", "it cannot be read");
    expect(await attempted(fault, failures)).toStrictEqual({
      claim: { id: "sbom", status: "not-checked", reason: "it cannot be read", required: true },
      found: undefined,
    });
    expect(failures).toEqual([fault]);
  });

  test.each([
    ["wrong usage", new Fault("usage", "a test")],
    ["what has no summary", new Fault("summary-impossible", "a test")],
    ["a defect that is known", new Fault("internal", "a test")],
    ["any other defect", new TypeError("a test")],
  ])("ends the verification by %s", async (_, error) => {
    const failures: Failures = [];
    await expect(attempted(error, failures)).rejects.toBe(error);
    expect(failures).toEqual([]);
  });
});
