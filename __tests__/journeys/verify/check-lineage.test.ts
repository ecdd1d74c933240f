import { describe, expect, test } from "vitest";
import type { Previous } from "../../../src/domain/capsule/root-schema.ts";
import type { Claim } from "../../../src/domain/verification/claim.ts";
import type { Verification, VerifiedRoot } from "../../../src/domain/verification/verification.ts";
import { asFlag } from "../../../src/doors/options/as-flag.ts";
import { checkLineage } from "../../../src/journeys/verify/check-lineage.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { spelled } from "../../../src/kernel/advice.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

const DIGEST = "1".repeat(64);
const NAMED: Previous = { name: "octo-tool", version: "1.2.2", tag: "v1.2.2", rootDigest: { sha256: DIGEST } };
const IDENTITY = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;

function rootOf(release: object, { previous = NAMED, sha256 = DIGEST }: { previous?: Previous; sha256?: string } = {}) {
  const stated = { name: "octo-tool", version: "1.2.3", tag: "v1.2.3", repositoryId: "11", ...release };
  return { statement: { predicate: { release: stated, previous } }, sha256 } as unknown as VerifiedRoot;
}

const BEFORE = { version: "1.2.2", tag: "v1.2.2" };

interface Case {
  readonly previous?: Previous;
  readonly order?: Partial<VerifyOrder>;
  /** What verifying the capsule before finds. */
  readonly earlier?: Partial<Verification>;
}

async function check({ previous = NAMED, order = { previous: "/home/b.capsule" }, earlier }: Case = {}) {
  const asked: VerifyOrder[] = [];
  const found = {
    verdict: "verified",
    root: rootOf(BEFORE),
    failures: [],
    claims: [],
    ...earlier,
  } as unknown as Verification;
  const whole: VerifyOrder = { capsule: { path: "/home/a.capsule" }, assets: [], identity: IDENTITY, ...order };
  const claim = await checkLineage({
    ...{ order: whole, root: rootOf({}, { previous }) },
    verify: async (one) => {
      asked.push(one);
      return found;
    },
  });
  return { claim, asked };
}

const claim = (status: Claim["status"], reason: string, required = false) => ({
  id: "lineage",
  status,
  reason,
  required,
});

describe("the release before", () => {
  test("verifies for the same identity at its own tag, and is the one that is named", async () => {
    const found = await check();
    expect(found.claim).toEqual(claim("verified", 'the release before is "octo-tool" "1.2.2", and verifies', true));
    expect(found.asked).toStrictEqual([
      {
        ...{ capsule: { path: "/home/b.capsule" }, assets: [], identity: IDENTITY, evidenceOnly: true },
        ...{ release: { name: "octo-tool", version: "1.2.2" }, unsafeCapsuleRoot: false },
      },
    ]);
  });

  test("is verified at the time and under the roots that count for this one, and for its tag", async () => {
    const [effectiveTime, now] = [new Date("2026-01-01"), new Date("2026-02-02")];
    const identity = { ...IDENTITY, sourceRef: "refs/tags/v1.2.3" };
    const order = { previous: "/home/b.capsule", effectiveTime, now, unsafeCapsuleRoot: true, identity };
    expect((await check({ order })).asked).toMatchObject([
      { effectiveTime, now, unsafeCapsuleRoot: true, identity: { ...IDENTITY, sourceRef: "refs/tags/v1.2.2" } },
    ]);
  });

  test.each<[string, Partial<Verification>, string]>([
    [
      "another digest",
      { root: rootOf(BEFORE, { sha256: "2".repeat(64) }) },
      "its root has another digest than the one that is named",
    ],
    [
      "another name",
      { root: rootOf({ ...BEFORE, name: "octo" }) },
      'it is of "octo" "1.2.2", which is not what is named',
    ],
    [
      "another version",
      { root: rootOf({ ...BEFORE, version: "1.2.1" }) },
      'it is of "octo-tool" "1.2.1", which is not what is named',
    ],
    [
      "another tag",
      { root: rootOf({ ...BEFORE, tag: null }) },
      'it is of "octo-tool" "1.2.2", which is not what is named',
    ],
    [
      "another repository of that name",
      { root: rootOf({ ...BEFORE, repositoryId: "12" }) },
      "it is of another repository of the same name",
    ],
    ["no root", { root: undefined }, "it does not verify: nothing was verified"],
    [
      "a failed claim",
      {
        verdict: "rejected",
        claims: [{ ...claimed("release", "not-checked", "open") }, { ...claimed("root", "failed", "forged") }],
      },
      "it does not verify: forged",
    ],
    [
      "an open claim",
      {
        verdict: "incomplete",
        claims: [
          { ...claimed("sbom", "not-checked", "unread"), required: false },
          claimed("assets", "missing", "gone"),
        ],
      },
      "it does not verify: gone",
    ],
    ["a verdict without a claim", { verdict: "incomplete" }, "it does not verify: nothing was verified"],
  ])("is refused for %s", async (_, earlier, why) => {
    const fault = await expectFault("lineage-broken", () => check({ earlier }));
    expect(fault.message).toBe(`the capsule that was given is not the one before this release: ${why}`);
  });

  test("is refused if the root names none", async () => {
    const previous: Previous = { none: "first-release", reason: "the first" };
    const fault = await expectFault("lineage-broken", () => check({ previous }));
    expect(fault.message).toMatch(/: the root names none: "the first"$/);
  });

  test("that cannot be read is not judged", async () => {
    const gone = new Fault("file-missing", "a test");
    await expectFault("file-missing", () =>
      check({ earlier: { failures: [gone], verdict: "incomplete", root: undefined } }),
    );
  });

  test("is left open if the trusted root may be too old for it, and refused if anything of it is false", async () => {
    const claims = [
      claimed("archive", "not-checked", "open"),
      { ...claimed("root", "not-checked", "old"), code: "trusted-root-outdated" as const },
    ];
    const found = await check({ earlier: { verdict: "incomplete", root: undefined, claims } });
    expect(found.claim).toEqual(
      claim("not-checked", 'the trusted root may be too old to judge the release before, "octo-tool" "1.2.2"', true),
    );
    await expectFault("lineage-broken", () => check({ earlier: { verdict: "rejected", root: undefined, claims } }));
    const verified = { verdict: "verified", claims } as const;
    expect((await check({ earlier: verified })).claim.status).toBe("verified");
  });
});

describe("without the capsule before", () => {
  test("the link is not looked at, which is told with how to", async () => {
    const { hint, ...found } = (await check({ order: {} })).claim;
    expect(found).toEqual(claim("not-checked", 'the release before, "1.2.2", was not looked at'));
    expect(spelled(hint ?? "", asFlag)).toBe("name its capsule with --previous");
  });

  test.each<[Exclude<Previous, { name: string }>["none"], Claim["status"], string]>([
    ["unavailable", "not-checked", "the capsule does not say which release was before"],
    ["first-release", "not-applicable", "the capsule says that it is the first"],
    ["first-capsule", "not-applicable", "the capsule says that it is the first"],
  ])("a root that names none, since it is %s, says so", async (none, status, reason) => {
    const { claim: found, asked } = await check({ order: {}, previous: { none, reason: "a test" } });
    expect(found).toStrictEqual(claim(status, reason));
    expect(asked).toEqual([]);
  });
});

function claimed(id: Claim["id"], status: Claim["status"], reason: string): Claim {
  return { id, status, reason, required: true };
}
