import { describe, expect, test } from "vitest";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import type { AssetStatus, Verification } from "../../../src/domain/verification/verification.ts";
import { summarize } from "../../../src/journeys/verify/summarize.ts";
import { expectFault } from "../../expect-fault.ts";

const [A, B, CAPSULE] = ["a", "b", "f"].map((letter) => letter.repeat(64)) as [string, string, string];
const BUILDER = "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";

interface Case {
  readonly signer?: object;
  readonly assets?: readonly (readonly [string, AssetStatus])[];
  readonly verification?: Partial<Verification>;
  readonly builders?: readonly { readonly id: string; readonly level: string }[] | "no policy" | "no builders";
}

function summary({ signer, assets = [["a", "verified"]], verification, builders = [] }: Case = {}) {
  const certificate = { kind: "certificate", certificate: { issuer: "https://token.actions.githubusercontent.com" } };
  const statement = {
    subject: [A, B].map((sha256) => ({ name: sha256[0], digest: { sha256 } })),
    predicate: { release: { purl: "pkg:github/octo-org/octo-tool@1.2.3" } },
  };
  const found = {
    ...{ root: { statement, signer: signer ?? certificate }, verdict: "verified", builder: BUILDER },
    assets: assets.map(([sealedName, status]) => ({ sealedName, status })),
    capsuleSha256: CAPSULE,
    ...verification,
  } as unknown as Verification;
  const parsed = { document: builders === "no builders" ? {} : { builders } } as unknown as Policy;
  const policy = builders === "no policy" ? undefined : { parsed, name: "policy.json", sha256: B };
  return summarize({ verification: found, capsule: "a.capsule", policy, now: new Date("2026-11-21T12:00:00.999Z") });
}

describe("a verification summary", () => {
  test("says what was verified, of which release, from what, and when", () => {
    const { subject, predicateType, predicate } = summary();
    expect([subject, predicateType]).toEqual([
      [{ name: "a", digest: { sha256: A } }],
      "https://slsa.dev/verification_summary/v1",
    ]);
    expect(predicate).toMatchObject({
      ...{ timeVerified: "2026-11-21T12:00:00Z", resourceUri: "pkg:github/octo-org/octo-tool@1.2.3" },
      inputAttestations: [{ uri: "a.capsule", digest: { sha256: CAPSULE } }],
      policy: { uri: "policy.json", digest: { sha256: B } },
      ...{ verificationResult: "PASSED", verifiedLevels: ["SLSA_BUILD_LEVEL_UNEVALUATED"] },
    });
  });

  test("names the assets that were right, under whatever name, and no other", () => {
    const names = (...assets: Case["assets"] & object) => summary({ assets }).subject.map(({ name }) => name);
    expect(names(["b", "renamed"], ["a", "verified"])).toEqual(["a", "b"]);
    expect(names(["a", "not-asked"], ["b", "renamed"])).toEqual(["b"]);
  });

  test("has the level that the policy trusts the verified builder for", () => {
    const levels = (builder: string | undefined, builders: NonNullable<Case["builders"]>) =>
      summary({ builders, verification: { builder } }).predicate["verifiedLevels"];
    const trusted = [
      { id: "https://example.com", level: "SLSA_BUILD_LEVEL_3" },
      { id: BUILDER, level: "SLSA_BUILD_LEVEL_2" },
    ];
    expect(levels(BUILDER, trusted)).toEqual(["SLSA_BUILD_LEVEL_2"]);
    expect(levels("https://example.org", trusted)).toEqual(["SLSA_BUILD_LEVEL_UNEVALUATED"]);
    expect(levels(undefined, trusted)).toEqual(["SLSA_BUILD_LEVEL_UNEVALUATED"]);
    expect(levels(BUILDER, "no builders")).toEqual(["SLSA_BUILD_LEVEL_UNEVALUATED"]);
    expect(levels(BUILDER, "no policy")).toEqual(["SLSA_BUILD_LEVEL_UNEVALUATED"]);
  });

  test("has failed where the release was not verified", () => {
    for (const verdict of ["rejected", "incomplete"] as const) {
      expect(summary({ verification: { verdict } }).predicate["verificationResult"]).toBe("FAILED");
    }
  });

  test("may be without a policy, and of a release that a key signed", () => {
    const policy = { uri: "https://release-capsule.github.io/release-capsule/policy/none" };
    expect(summary({ builders: "no policy" }).predicate["policy"]).toEqual(policy);
    expect(summary({ signer: { kind: "key" } }).subject).toHaveLength(1);
  });

  test.each<[string, Case, string]>([
    ["of no release", { verification: { root: undefined } }, "no release was verified"],
    [
      "of what the local instance signed",
      { signer: { kind: "certificate", certificate: { issuer: "https://capsule-local.invalid" } } },
      "what the local instance signed has no summary",
    ],
    ["of no asset", { assets: [] }, "no asset was verified"],
    [
      "of none that is right",
      {
        assets: [
          ["a", "failed"],
          ["b", "not-asked"],
        ],
      },
      "no asset was verified",
    ],
    ["of documents alone", { assets: [["VERIFY.md", "verified"]] }, "no asset was verified"],
  ])("is not made %s", async (_, order, why) => {
    const fault = await expectFault("summary-impossible", () => summary(order));
    expect(fault.message).toBe(`there is no verification summary: ${why}`);
  });
});
