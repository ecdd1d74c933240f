import { describe, expect, test } from "vitest";
import { readSigner, signerKey, workflowOf } from "../../../src/domain/policy/policy-signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { newPrivateKey, publicPemOf } from "../../keys/test-keys.ts";

const SIGNER = { repository: "octo-org/octo-tool" };
const PERSON = { identity: "qa@example.com", issuer: "https://a.example" };

test("the workflow that a line names is without its ref, in one spelling of its repository", () => {
  const line = readSigner({ ...SIGNER, signerWorkflow: "Octo/Shared/.github/workflows/Sign.yml@refs/tags/v2" });
  expect(workflowOf(line)).toBe("https://github.com/octo/shared/.github/workflows/Sign.yml");
  for (const one of [SIGNER, PERSON]) expect(workflowOf(readSigner(one))).toBeUndefined();
});

describe("a key", () => {
  const key = publicPemOf(newPrivateKey("P-256")).toString();
  const times = {
    notBefore: "2026-01-01T00:00:00Z",
    notAfter: "2026-12-31T23:59:59Z",
    revoked: "2026-06-01T00:00:00Z",
  };

  test("counts between its times, from 1970 on if only its end is named", () => {
    expect(readSigner({ key, ...times })).toMatchObject({
      validFor: { start: new Date(times.notBefore), end: new Date(times.notAfter) },
      revoked: new Date(times.revoked),
    });
    expect(readSigner({ key, notAfter: times.notAfter })).toMatchObject({ validFor: { start: new Date(0) } });
    expect(readSigner({ key, notBefore: times.notBefore })).toMatchObject({ validFor: { end: undefined } });
    expect(Object.keys(readSigner({ key }))).toEqual(["kind", "publicKey"]);
  });

  test("is valid for a moment, and not until before it is valid", async () => {
    const { notBefore } = times;
    expect(readSigner({ key, notBefore, notAfter: notBefore })).toHaveProperty("validFor");
    const fault = await expectFault("policy-malformed", () =>
      readSigner({ key, notBefore, notAfter: "2025-12-31T23:59:59Z" }),
    );
    expect(fault.message).toBe("the policy is malformed: a key is valid until before it is valid");
  });

  test("is one signer, whatever is said of its times", () => {
    expect(signerKey(readSigner({ key, ...times }))).toBe(signerKey(readSigner({ key })));
  });
});
