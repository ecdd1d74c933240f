import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Evidence, type Judgement, judge } from "./judge.ts";
import { loopbackEvidence } from "./loopback-places.ts";
import { ownVerifier } from "./own-verifier.ts";
import { TAMPERINGS } from "./tamperings.ts";
import type { Verifier } from "./verifier.ts";

/** The same claims that `npm run interop` puts before the programs of others, before our own verification alone. */
describe("the evidence of a sealed release", () => {
  let places: Awaited<ReturnType<typeof loopbackEvidence>>;
  let withLog: Evidence;
  beforeAll(async () => {
    places = await loopbackEvidence();
    [withLog] = places.evidence as [Evidence];
  }, 120_000);
  afterAll(() => places.close());

  test("is accepted as it is, and refused after every tampering", async () => {
    const judgements: Judgement[] = [];
    for (const evidence of places.evidence) judgements.push(...(await judge(ownVerifier(), evidence)));
    expect(judgements.filter(({ outcome }) => outcome !== "as expected")).toEqual([]);
    const seen = new Set(judgements.map(({ tampering }) => tampering));
    // Timestamps alone are tampered with where they are the only time, which the place without a log is.
    expect(TAMPERINGS.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
  }, 120_000);

  test("makes a verifier that accepts everything stand out", async () => {
    const run = { status: 0, stdout: "", stderr: "", milliseconds: 0 };
    const credulous: Verifier = { ...ownVerifier(), title: "credulous", verify: async () => run };
    const tampered = (await judge(credulous, withLog)).filter(({ tampering }) => tampering !== undefined);
    expect(tampered.length).toBeGreaterThan(12);
    expect(tampered.filter(({ outcome }) => outcome !== "wrong")).toEqual([]);
  }, 120_000);

  test("makes a verifier that understands no command line stand out", async () => {
    const run = { status: 1, stdout: "", stderr: "Error: unknown flag: --bundle", milliseconds: 0 };
    const confused: Verifier = { ...ownVerifier(), title: "confused", verify: async () => run };
    expect((await judge(confused, withLog)).filter(({ outcome }) => outcome !== "wrong")).toEqual([]);
  }, 120_000);
});
