import { describe, expect, test } from "vitest";
import type { SignedTime } from "../../../src/domain/sigstore/verified-bundle.ts";
import { newestTime, requireSignedBefore, signedBy } from "../../../src/domain/verification/effective-time.ts";
import { foundClaim, isFinding, openClaim, verifiedClaim } from "../../../src/domain/verification/make-claim.ts";
import type { FirstOfRun } from "../../../src/domain/verification/named-trust.ts";
import { advice, option, spelled } from "../../../src/kernel/advice.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

const THEN = 1_790_000_000;
const times = (...seconds: number[]): SignedTime[] => seconds.map((one) => ({ source: "log", seconds: one }));
const at = (seconds: number, isExact: boolean) => ({ time: new Date(seconds * 1000), isExact });

describe("what was signed after the effective time does not count", () => {
  test("to the second if a user named it, and with five minutes if the clock says it", async () => {
    requireSignedBefore(times(THEN), at(THEN, true));
    requireSignedBefore(times(THEN + 300), at(THEN, false));
    const late = await expectFault("signed-later", () => requireSignedBefore(times(THEN + 1), at(THEN, true)));
    expect(late.message).toBe("it was signed at 2026-09-21T14:13:21Z, after the effective time 2026-09-21T14:13:20Z");
    expect(late.hint).toBeUndefined();
    const behind = await expectFault("clock-behind", () => requireSignedBefore(times(THEN + 301), at(THEN, false)));
    expect(behind.message).toBe("it was signed at 2026-09-21T14:18:21Z, and your clock says 2026-09-21T14:13:20Z");
    expect(spelled(behind.hint ?? "", ({ option: name }) => name)).toContain("effective-time");
  });

  test("by the newest of its times, and what nobody timed is before all", async () => {
    expect(newestTime(times(5, 9, 7))).toBe(9);
    expect(newestTime([])).toBe(Number.NEGATIVE_INFINITY);
    requireSignedBefore([], at(0, true));
    await expectFault("signed-later", () => requireSignedBefore(times(1, THEN + 1, 2), at(THEN, true)));
  });

  test("in the first bundle of a run and in the others", async () => {
    const bundle = (seconds: number) => ({ times: times(seconds) }) as unknown as FirstOfRun["bundle"];
    const first = (seconds: number, other: number) => async () =>
      ({ bundle: bundle(seconds), verify: async () => bundle(other) }) as unknown as FirstOfRun;
    const order = {} as Parameters<FirstOfRun["verify"]>[0];
    const exact = at(THEN, true);
    const verify = first(THEN, THEN + 1);
    expect(signedBy(verify, undefined)).toBe(verify);
    const found = await signedBy(verify, exact)(order);
    expect(found.bundle).toEqual(bundle(THEN));
    await expectFault("signed-later", () => found.verify(order));
    expect(await (await signedBy(first(THEN, THEN), exact)(order)).verify(order)).toEqual(bundle(THEN));
    await expectFault("signed-later", () => signedBy(first(THEN + 1, THEN), exact)(order));
  });
});

describe("a claim", () => {
  test("says what is known of it, and no more", () => {
    expect(openClaim("sbom", "missing", { reason: "r" })).toStrictEqual({
      ...{ id: "sbom", status: "missing", reason: "r", required: false },
    });
    const hint = advice`say ${option("policy")}`;
    expect(openClaim("sbom", "not-checked", { reason: "r", required: true, hint })).toStrictEqual({
      ...{ id: "sbom", status: "not-checked", reason: "r", required: true, hint },
    });
    expect(verifiedClaim("root", "r")).toStrictEqual({ id: "root", status: "verified", reason: "r", required: true });
  });

  test("is made of a refusal, and of a clock that is behind, which leaves it open", () => {
    const brief = { words: "w", sides: [] };
    const refusal = new Fault("identity-mismatch", "m", { hint: "h", brief });
    expect(foundClaim("root", refusal)).toStrictEqual({
      ...{ id: "root", status: "failed", reason: "m", code: "identity-mismatch", hint: "h", brief, required: true },
    });
    const behind = new Fault("clock-behind", "m");
    expect(foundClaim("policy", behind)).toStrictEqual({
      ...{ id: "policy", status: "not-checked", reason: "m", code: "clock-behind", required: true },
    });
    expect([refusal, behind].map(isFinding)).toEqual([true, true]);
    for (const other of [new Fault("internal", "m"), new Error("m"), { code: "clock-behind" }, undefined]) {
      expect(isFinding(other)).toBe(false);
    }
  });
});
