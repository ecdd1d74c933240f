import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { checkOtherEvidence } from "../../../src/domain/policy/check-other-evidence.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { BundleSigner } from "../../../src/domain/sigstore/verified-bundle.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import type { RunEvidence } from "../../../src/domain/verification/evidence/run-evidence.ts";
import type { NamedTrust } from "../../../src/domain/verification/named-trust.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { expectFault } from "../../expect-fault.ts";
import type { GitHubRun } from "../../github-sigstore/github-run.ts";
import { keySession } from "../../signing/key-session.ts";
import { createTestForge } from "../../signing/test-forge.ts";

const TYPE = "https://example.com/scan/v1";
const IN_TOTO = "application/vnd.in-toto+json";
const DAY = 86_400;
const [HELLO, TOOL] = ["1".repeat(64), "2".repeat(64)];
const [forge, other] = [createTestForge(), createTestForge()];
const lab = { repository: "labs/lab-one", sourceRef: "refs/heads/main" };
const second = { repository: "labs/lab-two", sourceRef: "refs/heads/main" };
const own = { repository: "octo-org/octo-tool" };
const trustOf = (of: typeof forge): NamedTrust => ({
  root: of.trust,
  origin: "test",
  dated: undefined,
  mayBeOutdated: undefined,
});

interface Stated {
  readonly run?: Partial<GitHubRun>;
  readonly by?: typeof forge;
  readonly digests?: readonly string[];
  readonly type?: string;
  readonly payloadType?: string;
}

async function stated({ run, by = forge, ...rest }: Stated = {}) {
  const session = await by.session(run ?? { repository: "labs/lab-one", ref: "refs/heads/main" });
  return statedIn(session, rest);
}

function statedIn(
  session: Pick<CertifiedSession, "signPayload">,
  { digests = [HELLO!, TOOL!], type = TYPE, payloadType = IN_TOTO }: Omit<Stated, "run" | "by"> = {},
) {
  const subject = digests.map((sha256) => ({ name: "x", digest: { sha256 } }));
  const statement = { _type: "https://in-toto.io/Statement/v1", subject, predicateType: type, predicate: {} };
  return session.signPayload(payloadType, Buffer.from(JSON.stringify(statement)));
}

async function signerOf(bundle: Uint8Array): Promise<BundleSigner> {
  const signer = { kind: "certificate", require: () => undefined } as const;
  const order = { bundle: parseBundle(bundle), trust: forge.trust, signer, artifact: "unbound" } as const;
  return (await verifyBundle(order, nodeCryptography)).signer;
}

let [one, two, ownRun, otherRun, ownSigner]: [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
  BundleSigner | undefined,
] = [...([Buffer.of(), Buffer.of(), Buffer.of(), Buffer.of()] as const), undefined];
beforeAll(async () => {
  one = await stated();
  two = await stated({ run: { repository: "labs/lab-two", ref: "refs/heads/main" } });
  ownRun = await stated({ run: {} });
  otherRun = await stated({ run: { runId: "5" } });
  ownSigner = await signerOf(ownRun);
});

interface Asked {
  readonly entries?: readonly (Uint8Array | readonly [string, Uint8Array])[];
  readonly rule?: object | undefined;
  readonly rules?: readonly object[];
  readonly trusted?: readonly NamedTrust[];
  readonly listed?: readonly object[];
  readonly repository?: string | null;
  readonly tag?: string;
  readonly at?: number;
  readonly isExact?: boolean;
}

/** Seconds after everything was signed. */
function check(asked: Asked) {
  const entries = (asked.entries ?? []).map((entry, at) =>
    entry instanceof Uint8Array ? ([`evidence/${at}.json`, entry] as const) : entry,
  );
  const { tag = "v1.2.3", repository = "https://github.com/octo-org/octo-tool" } = asked;
  const root = {
    signer: ownSigner,
    statement: {
      subject: [HELLO, TOOL].map((sha256) => ({ name: "x", digest: { sha256 } })),
      predicate: { release: { tag, repository }, evidence: asked.listed ?? [] },
    },
  };
  const rule = { predicateType: TYPE, signers: [lab], threshold: 1, ...asked.rule };
  const policy = parsePolicy(
    Buffer.from(
      JSON.stringify({
        schema: POLICY_SCHEMA_ID,
        signers: [own],
        evidence: asked.rules ?? [rule],
      }),
    ),
  );
  const time = new Date(forge.clock.now().getTime() + (asked.at ?? 60) * 1000);
  const evidence = { root, entries: new Map(entries) } as unknown as RunEvidence;
  const inForce = { policy, effective: { time, isExact: asked.isExact ?? true } };
  return checkOtherEvidence({ evidence, trusted: asked.trusted ?? [trustOf(forge)], inForce }, nodeCryptography);
}

describe("without a policy", () => {
  const carried = (names: readonly object[]) => {
    const root = { statement: { predicate: { evidence: names } } };
    const evidence = { root, entries: new Map() } as unknown as RunEvidence;
    return checkOtherEvidence({ evidence, trusted: [], inForce: undefined }, nodeCryptography);
  };
  const entry = (name: string, predicateType?: string) => ({ name, annotations: { predicateType } });

  test("evidence of others is carried, and what the release's own run signed is not of others", async () => {
    const none = { id: "other-evidence", status: "not-applicable", required: false };
    const reason = "the capsule carries no evidence of others";
    expect(await carried([])).toEqual({ ...none, reason });
    const ours = [entry("sbom/1.json"), entry("evidence/1.json", TYPE), entry("x/evidence/1.json"), entry("logs/1")];
    expect(await carried(ours)).toEqual({ ...none, reason });
    const unchecked = { id: "other-evidence", status: "not-checked", required: false };
    expect(await carried([...ours, entry("evidence/2.json")])).toEqual({
      ...unchecked,
      reason: "1 entry is carried; no policy names who must have signed",
    });
    const each = ["evidence/2.json", "images/1.json", "log/1.json"].map((name) => entry(name));
    expect(await carried([...ours, ...each])).toEqual({
      ...unchecked,
      reason: "3 entries are carried; no policy names who must have signed",
    });
  });
});

describe("a policy is", () => {
  test("without a rule, which asks for nothing", async () => {
    expect(await check({ rules: [] })).toEqual({
      id: "other-evidence",
      status: "not-applicable",
      reason: "the policy asks for none",
      required: false,
    });
  });

  test("satisfied by whom it names, of every asset and of the type", async () => {
    expect(await check({ entries: [one] })).toEqual({
      id: "other-evidence",
      status: "verified",
      reason: "1 kinds of evidence are there, from the signers that the policy names",
      required: true,
    });
  });

  test("not satisfied otherwise, and says by how many it is", async () => {
    const missing = {
      id: "other-evidence",
      status: "missing",
      reason: `"${TYPE}" is stated by 0 of 1 signers`,
      required: true,
    };
    const lacking = [
      ...[[], [two], [await stated({ digests: [HELLO!] })], [await stated({ type: `${TYPE}x` })]],
      [await stated({ payloadType: "text/plain" })],
      [await stated({ by: other })],
    ];
    for (const entries of lacking) expect(await check({ entries })).toEqual(missing);
    const both = { signers: [lab, second], threshold: 2 };
    expect((await check({ entries: [one], rule: both })).reason).toBe(`"${TYPE}" is stated by 1 of 2 signers`);
    expect((await check({ entries: [one, one], rule: both })).status).toBe("missing");
    expect((await check({ entries: [one, two], rule: both })).status).toBe("verified");
  });

  test("satisfied in each of its rules, or not at all", async () => {
    const rule = (predicateType: string) => ({ predicateType, signers: [lab], threshold: 1 });
    const rules = [rule(TYPE), rule(`${TYPE}x`)];
    expect((await check({ entries: [one], rules })).reason).toMatch(/scan\/v1x" is stated by 0 of 1/);
    const claim = await check({ entries: [one, await stated({ type: `${TYPE}x` })], rules });
    expect(claim).toMatchObject({ status: "verified", reason: expect.stringMatching(/^2 kinds/) });
  });

  test("satisfied by what is in the entries of evidence, and in no others", async () => {
    const lines = Buffer.from(`${JSON.stringify(JSON.parse(Buffer.from(one).toString()))}\n{}\n`);
    for (const [name, bytes] of [
      ["evidence/12.jsonl", lines],
      ["evidence/12.json", one],
    ] as const) {
      expect((await check({ entries: [[name, bytes]] })).status).toBe("verified");
    }
    for (const name of ["evidence/1.jsonx", "evidence/.json", "x/evidence/1.json", "log/1.json", "evidence/1.txt"]) {
      expect((await check({ entries: [[name, one]] })).status).toBe("missing");
    }
  });

  test("satisfied under any of the trusted roots, each statement once", async () => {
    const entries = [await stated({ by: other })];
    expect((await check({ entries, trusted: [trustOf(forge), trustOf(other)] })).status).toBe("verified");
    expect((await check({ entries, trusted: [trustOf(other), trustOf(other)] })).status).toBe("verified");
    expect((await check({ entries, trusted: [] })).status).toBe("missing");
  });
});

describe("the run of the release", () => {
  test("does not count as another, unless the policy says so", async () => {
    const rule = { signers: [own] };
    expect((await check({ entries: [ownRun], rule })).status).toBe("missing");
    expect((await check({ entries: [ownRun], rule: { ...rule, ownRun: "counts" } })).status).toBe("verified");
    expect((await check({ entries: [otherRun], rule })).status).toBe("verified");
  });

  test("is expected at the tag of the release, in its own repository alone (X4)", async () => {
    const rule = { signers: [own] };
    expect((await check({ entries: [otherRun], rule, tag: "v9.9.9" })).status).toBe("missing");
    const atTag = await stated({ run: { repository: "labs/lab-one", ref: "refs/tags/v7" } });
    const foreign = { signers: [{ ...lab, sourceRef: "refs/tags/v7" }] };
    expect((await check({ entries: [atTag], rule: foreign })).status).toBe("verified");
    expect((await check({ entries: [atTag], rule: foreign, repository: null })).status).toBe("verified");
    expect(
      (await check({ entries: [otherRun], rule, repository: "https://github.com/Octo-Org/Octo-Tool" })).status,
    ).toBe("verified");
  });
});

test("a signer may be named exactly, by workflow and ref", async () => {
  const identity = "https://github.com/labs/lab-one/.github/workflows/release.yml@refs/heads/main";
  const exact = { identity, issuer: "https://token.actions.githubusercontent.com" };
  expect((await check({ entries: [one], rule: { signers: [exact] } })).status).toBe("verified");
  expect((await check({ entries: [two], rule: { signers: [exact] } })).status).toBe("missing");
});

test("a key states evidence if the policy names it, and no other key does", async () => {
  const [{ session, pem }, { pem: another }] = [await keySession(forge), await keySession(forge)];
  const entries = [await statedIn(session)];
  expect((await check({ entries, rule: { signers: [{ key: pem }] } })).status).toBe("verified");
  expect((await check({ entries, rule: { signers: [{ key: another }] } })).status).toBe("missing");
  expect((await check({ entries, rule: { signers: [lab] } })).status).toBe("missing");
});

describe("parties", () => {
  const workflow = (name: string) => ({ ...lab, signerWorkflow: `labs/lab-one/.github/workflows/${name}.yml` });
  const by = (name: string, runId: string) =>
    stated({
      run: {
        ...{ repository: "labs/lab-one", ref: "refs/heads/main", runId },
        workflow: `.github/workflows/${name}.yml`,
      },
    });

  test("of one repository are two if the policy names two of its workflows, and both have stated it (X3)", async () => {
    const rule = { signers: [workflow("release"), workflow("other")], threshold: 2 };
    const [release, again, another] = [await by("release", "1"), await by("release", "2"), await by("other", "3")];
    expect((await check({ entries: [release, another], rule })).status).toBe("verified");
    expect((await check({ entries: [release, again], rule })).status).toBe("missing");
    const loose = { signers: [lab, workflow("release")], threshold: 2 };
    expect((await check({ entries: [release], rule: loose })).reason).toMatch(/by 1 of 2 signers$/);
    const third = { signers: [...rule.signers, second], threshold: 3 };
    expect((await check({ entries: [release, another, two], rule: third })).status).toBe("verified");
    expect((await check({ entries: [release, two], rule: third })).reason).toMatch(/by 2 of 3 signers$/);
  });
});

describe("evidence", () => {
  test("counts up to its age, to the second, and is refused beyond it", async () => {
    const aged = (at: number) => check({ entries: [one], rule: { maxAgeDays: 1 }, at });
    expect((await aged(DAY - 60)).status).toBe("verified");
    const fault = await expectFault("policy-unmet", () => aged(DAY + 60));
    expect(fault.message).toBe(`"${TYPE}" may have been signed more than 1 day before the effective time`);
    expect((await check({ entries: [two], rule: { maxAgeDays: 1 }, at: 9 * DAY })).status).toBe("missing");
  });

  test("that is signed after the effective time is refused, or left open if only the clock says so (X5)", async () => {
    const early = (isExact: boolean) => check({ entries: [one], at: -DAY, isExact });
    const fault = await expectFault("policy-unmet", () => early(true));
    expect(fault.message).toBe(`"${TYPE}" was signed after the effective time`);
    expect(await early(false)).toMatchObject({ id: "other-evidence", status: "not-checked", code: "clock-behind" });
    expect((await check({ entries: [one], at: -60, isExact: false })).status).toBe("verified");
    const later = createTestForge();
    later.clock.advance(DAY * 1000);
    const late = await stated({ by: later, run: { repository: "labs/lab-two", ref: "refs/heads/main" } });
    const trusted = [trustOf(forge), trustOf(later)];
    const rule = { signers: [lab, second], threshold: 2 };
    const partly = await check({ entries: [one, late], rule, trusted, isExact: false });
    expect(partly).toMatchObject({ status: "not-checked", code: "clock-behind" });
    const aged = await expectFault("policy-unmet", () => check({ entries: [one], rule: { maxAgeDays: 1 }, at: -DAY }));
    expect(aged.message).toMatch(/after the effective time$/);
    expect((await check({ entries: [two], at: -DAY })).status).toBe("missing");
  });
});

test("an error of the platform is not taken for a statement that does not verify", async () => {
  const root = { signer: ownSigner, statement: { subject: [], predicate: { release: {}, evidence: [] } } };
  const evidence = { root, entries: new Map([["evidence/1.json", one]]) } as unknown as RunEvidence;
  const document = { schema: POLICY_SCHEMA_ID, signers: [own], evidence: [{ predicateType: TYPE, signers: [lab] }] };
  const policy = parsePolicy(Buffer.from(JSON.stringify(document)));
  const inForce = { policy, effective: { time: forge.clock.now(), isExact: true } };
  const failing = { ...nodeCryptography, verify: () => Promise.reject(new RangeError("x")) };
  // A root of its own, which remembers nothing.
  const trusted = [{ ...trustOf(forge), root: structuredClone(forge.trust) }];
  await expect(checkOtherEvidence({ evidence, trusted, inForce }, failing)).rejects.toThrow(RangeError);
});
