import { describe, expect, test } from "vitest";
import { checkPolicy, isFresh, requireClaims } from "../../../src/domain/policy/check-policy.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import type { BundleSigner, SignedTime } from "../../../src/domain/sigstore/verified-bundle.ts";
import type { Claim } from "../../../src/domain/verification/claim.ts";
import type { VerifiedRoot } from "../../../src/domain/verification/verification.ts";
import { expectFault } from "../../expect-fault.ts";

const DAY = 86_400;
const policy = (rules: object) =>
  parsePolicy(Buffer.from(JSON.stringify({ schema: POLICY_SCHEMA_ID, signers: [{ repository: "o/r" }], ...rules })));
const at = (seconds: number) => ({ time: new Date(seconds * 1000), isExact: true });
const times = (...seconds: number[]): SignedTime[] => seconds.map((one) => ({ source: "log", seconds: one }));
const certified = (notBefore: number, extensions: object = {}) =>
  ({ kind: "certificate", certificate: { extensions, notBefore } }) as unknown as BundleSigner;
/** With a certificate from then on, and timestamps of later. */
const signed = (extensions: object, notBefore: number, ...later: number[]) => ({
  signer: certified(notBefore, extensions),
  times: times(notBefore, ...later),
});
const KEY: BundleSigner = { kind: "key", publicKey: Buffer.of(1), fingerprint: "1" };

describe("what a policy asks of the signatures of a release", () => {
  test("is nothing without a policy, and is verified with one that is satisfied", () => {
    expect(checkPolicy([], undefined)).toEqual({
      id: "policy",
      status: "not-applicable",
      reason: "no policy was given",
      required: false,
    });
    const inForce = { policy: policy({}), effective: at(0) };
    expect(checkPolicy([signed({}, 0)], inForce)).toEqual({
      id: "policy",
      status: "verified",
      reason: "the release is what the policy asks for",
      required: true,
    });
  });

  test("is its age, to the second, from the start of its certificate on, of every signature", async () => {
    const inForce = { policy: policy({ maxAgeDays: 2 }), effective: at(10 * DAY) };
    expect(checkPolicy([signed({}, 8 * DAY)], inForce).status).toBe("verified");
    // A timestamp that somebody added since makes nothing younger.
    for (const old of [[signed({}, 8 * DAY - 1, 9 * DAY)], [signed({}, 9 * DAY), signed({}, 1)]]) {
      const fault = await expectFault("policy-unmet", () => checkPolicy(old, inForce));
      expect(fault.message).toBe("the release may have been signed more than 2 days before the effective time");
    }
    expect(isFresh(certified(8 * DAY), 2, at(10 * DAY))).toBe(true);
    expect(isFresh(certified(8 * DAY - 1), 2, at(10 * DAY))).toBe(false);
  });

  test("by a key is never an age: anybody can have an old signature stamped again", async () => {
    const inForce = { policy: policy({ maxAgeDays: 2 }), effective: at(10 * DAY) };
    await expectFault("policy-unmet", () => checkPolicy([{ signer: KEY, times: times(9 * DAY) }], inForce));
    expect(isFresh(KEY, 36_500, at(10 * DAY))).toBe(false);
  });

  test("is the runner and the environment that the certificate states, and a key states none", async () => {
    const inForce = { policy: policy({ runner: "github-hosted", environment: "release" }), effective: at(0) };
    const right = { runnerEnvironment: "github-hosted", deploymentEnvironment: "release" };
    expect(checkPolicy([signed(right, 0), signed(right, 0)], inForce).status).toBe("verified");
    const message = async (extensions: object) => {
      const two = [signed(right, 0), signed(extensions, 0)];
      return (await expectFault("policy-unmet", () => checkPolicy(two, inForce))).message;
    };
    expect(await message({ ...right, runnerEnvironment: "self-hosted" })).toBe(
      'the runner was "self-hosted", not "github-hosted"',
    );
    expect(await message({ runnerEnvironment: "github-hosted" })).toBe('the environment was not stated, not "release"');
    const key = { signer: { kind: "key", publicKey: new Uint8Array(), fingerprint: "ab" } as const, times: [] };
    await expectFault("policy-unmet", () => checkPolicy([key], inForce));
    expect(checkPolicy([key], { policy: policy({}), effective: at(0) }).status).toBe("verified");
  });
});

describe("the claims that a policy requires", () => {
  const claim = (id: Claim["id"]): Claim => ({ id, status: "missing", reason: "x", required: false });
  const claims = [claim("lineage"), claim("sbom")];
  const root = (previous: object | undefined) =>
    ({ statement: { predicate: { previous } } }) as unknown as VerifiedRoot;
  const required = (rules: object | undefined, previous?: object) =>
    requireClaims(claims, {
      policy: rules && policy(rules),
      root: previous === undefined ? undefined : root(previous),
    }).map((one) => one.required);

  test("are those that it names, and nothing else of them changes", () => {
    expect(required(undefined)).toEqual([false, false]);
    expect(required({})).toEqual([false, false]);
    expect(required({ require: ["sbom"] })).toEqual([false, true]);
    expect(requireClaims([claim("sbom")], { policy: policy({ require: ["sbom"] }), root: undefined })).toEqual([
      { ...claim("sbom"), required: true },
    ]);
    const already = [{ ...claim("root"), required: true }];
    expect(requireClaims(already, { policy: policy({}), root: undefined })).toEqual(already);
  });

  test("are without the lineage of a first release if the policy allows that", () => {
    const allowed = { require: [{ lineage: "first-allowed" }] };
    for (const none of ["first-release", "first-capsule"]) expect(required(allowed, { none })).toEqual([false, false]);
    expect(required(allowed, { none: "unavailable" })).toEqual([true, false]);
    expect(required(allowed, { version: "1.0.0" })).toEqual([true, false]);
    expect(required(allowed)).toEqual([true, false]);
    expect(required({ require: ["lineage"] }, { none: "first-release" })).toEqual([true, false]);
  });
});
