import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { parseTrustedRoot } from "../../../src/domain/sigstore/trusted-root.ts";
import type { Claim } from "../../../src/domain/verification/claim.ts";
import type { NamedTrust, VerifyOne } from "../../../src/domain/verification/named-trust.ts";
import type { Verification } from "../../../src/domain/verification/verification.ts";
import { mayBeOutdated, orOutdated } from "../../../src/journeys/verify/outdated-root.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import type { FaultCode } from "../../../src/kernel/fault-codes.ts";
import { decodeHex } from "../../../src/kernel/hex.ts";
import { editJson } from "../../signing/edit-bundle.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { HELLO } from "../../signing/test-release.ts";

const DATED = new Date("2026-08-21");
const ORDER: VerifyOrder = {
  ...{ capsule: { path: "/a.capsule" }, assets: [] },
  identity: { kind: "repository", repository: "https://github.com/octo-org/octo-tool" },
};

let outdated: NamedTrust;
let known: NamedTrust;
let bundle: Parameters<VerifyOne>[0];
beforeAll(async () => {
  const [forge, other] = [createTestForge(), createTestForge()];
  const root = parseTrustedRoot(
    editJson(forge.trustedRoot, (document) => {
      document.tlogs = JSON.parse(Buffer.from(other.trustedRoot).toString()).tlogs;
    }),
  );
  outdated = { root, origin: "built-in", dated: "2026-08-21", mayBeOutdated: DATED };
  known = { root: other.trust, origin: "another", dated: undefined, mayBeOutdated: DATED };
  const signed = await (await forge.session()).signDigest(decodeHex(HELLO.sha256));
  const signer = { kind: "certificate", require: () => undefined } as const;
  bundle = { bundle: parseBundle(signed), signer, artifact: "unbound", message: HELLO.bytes };
});

describe("a refusal may be due to the age of the root", () => {
  const asked = (
    codes: readonly (FaultCode | undefined)[],
    changes: { policy?: Policy; trusted?: readonly NamedTrust[] } = {},
  ) => {
    const { policy, trusted = [outdated, known] } = changes;
    return mayBeOutdated(codes, { order: { ...ORDER, ...(policy && { policy }) }, trusted });
  };

  test("if it is one of unknown parties, among any others", () => {
    expect(asked(["digest-mismatch", "log-unknown"])).toBe(true);
    expect(asked(["digest-mismatch", undefined])).toBe(false);
    expect(asked([])).toBe(false);
  });

  test("but not if the user named the root, or one of them, or a policy", () => {
    const { mayBeOutdated: _, ...rest } = known;
    expect(asked(["log-unknown"], { trusted: [outdated, { ...rest, mayBeOutdated: undefined }] })).toBe(false);
    expect(asked(["log-unknown"], { policy: {} as Policy })).toBe(false);
  });
});

const claim = (id: Claim["id"], status: Claim["status"], more: Partial<Claim> = {}): Claim => ({
  ...{ id, status, reason: "a test", required: false },
  ...more,
});

function verification(claims: readonly Claim[], changes: Partial<Verification> = {}): Verification {
  return {
    ...{ verdict: "rejected", exitCode: 1, claims, failures: [], approvals: ["one"], assets: [] },
    ...{ root: {}, builder: "x", coverage: {}, capsuleSha256: "f", trust: { origin: "first", dated: "2020-01-01" } },
    ...changes,
  } as unknown as Verification;
}

async function judge(refused: Verification, judged: Verification, isAsked = true) {
  let times = 0;
  const found = await orOutdated(
    refused,
    { order: ORDER, trusted: [known, outdated], crypto: nodeCryptography },
    async (verify) => {
      times += 1;
      if (isAsked) await verify(bundle);
      return judged;
    },
  );
  return { found, times };
}

const REFUSED = () => verification([claim("root", "failed", { code: "log-unknown" })]);

describe("what was refused for unknown parties", () => {
  test("is judged without them, and says nothing of itself: incomplete, by the root that should know them", async () => {
    const claims = [claim("archive", "not-checked"), claim("root", "verified"), claim("assets", "verified")];
    const assets = (["verified", "renamed", "not-asked", "failed", "not-part"] as const).map((status) => ({ status }));
    const { found } = await judge(
      REFUSED(),
      verification(claims, { verdict: "verified", exitCode: 0, assets: assets as never }),
    );
    expect(found).toStrictEqual({
      ...{ verdict: "incomplete", exitCode: 3, failures: [], signatures: [], approvals: [], capsuleSha256: "f" },
      ...{ root: undefined, builder: undefined, coverage: undefined },
      assets: [{ status: "failed" }, { status: "not-part" }],
      trust: { origin: "built-in", dated: "2026-08-21" },
      claims: [
        openly("archive"),
        {
          ...{ id: "root", status: "not-checked", code: "trusted-root-outdated", required: true },
          reason: "logged in a log that this program does not know: a forgery, or newer than its root of 2026-08-21",
          hint: expect.anything(),
        },
        openly("assets"),
      ],
    });
  });

  test("is refused if anything of it is false", async () => {
    const failed = claim("assets", "failed", { code: "digest-mismatch", required: true });
    const { found } = await judge(REFUSED(), verification([claim("root", "verified"), failed]));
    expect([found.verdict, found.exitCode, found.claims[1]]).toEqual(["rejected", 1, failed]);
  });

  test("keeps what the machine could not do", async () => {
    const judged = verification([claim("root", "verified")], { failures: [{}] as never });
    expect((await judge(REFUSED(), judged)).found.exitCode).toBe(4);
  });

  test("stays refused if nobody is in doubt after all", async () => {
    const refused = REFUSED();
    expect((await judge(refused, verification([]), false)).found).toBe(refused);
  });
});

test("what was refused for another reason, or not at all, is not judged again", async () => {
  for (const claims of [
    [claim("root", "failed", { code: "digest-mismatch" })],
    [claim("root", "not-checked", { code: "log-unknown" })],
  ]) {
    const refused = verification(claims);
    const { found, times } = await judge(refused, verification([]));
    expect([found, times]).toEqual([refused, 0]);
  }
});

function openly(id: Claim["id"]): Claim {
  const reason = "no authority that the trusted root knows vouches for it";
  return { id, status: "not-checked", reason, required: true };
}
