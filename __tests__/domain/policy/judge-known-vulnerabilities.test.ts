import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import {
  type ScanToState,
  type StatedFinding,
  scanPredicate,
  VULNERABILITIES_TYPE,
} from "../../../src/domain/attestation/vulnerability-scan.ts";
import { judgeKnownVulnerabilities } from "../../../src/domain/policy/judge-known-vulnerabilities.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { BundleSigner } from "../../../src/domain/sigstore/verified-bundle.ts";
import { verifyBundle } from "../../../src/domain/sigstore/verify-bundle.ts";
import type { RunEvidence } from "../../../src/domain/verification/evidence/run-evidence.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";
import type { GitHubRun } from "../../github-sigstore/github-run.ts";
import { createTestForge } from "../../signing/test-forge.ts";

const DAY = 86_400_000;
const HOUR = DAY / 24;
const [HELLO, TOOL, CAPSULE, ROOT, SBOM, RELEASE_SBOM] = ["1", "2", "3", "4", "5", "6"].map((one) => one.repeat(64));
const IN_TOTO = "application/vnd.in-toto+json";
const VEX = "https://openvex.dev/ns/v0.2.0";
const forge = createTestForge();
/** When everything is signed, milliseconds since 1970. */
const NOW = forge.clock.now().getTime();
const LAB = { repository: "labs/lab-one", sourceRef: "refs/heads/main" };
const LAB_RUN = { repository: "labs/lab-one", ref: "refs/heads/main" };
const OTHER_RUN = { repository: "labs/lab-two", ref: "refs/heads/main" };
const REQUIRED = { id: "vulnerabilities", status: "missing", required: true };

function finding(changes: Partial<StatedFinding> = {}): StatedFinding {
  const found = { id: "GHSA-aaaa-bbbb-cccc", aliases: ["CVE-2026-1001"], component: "pkg:npm/left@1.2.3" };
  return { ...found, level: "high", ratings: [], fixed: ["1.2.4"], ...changes };
}

interface Signed {
  readonly run?: Partial<GitHubRun>;
  readonly digests?: readonly (string | undefined)[];
  readonly scan?: Partial<ScanToState>;
  readonly scanner?: string;
  readonly type?: string;
  readonly predicate?: JsonObject;
}

function predicateOf({ scan, scanner }: Pick<Signed, "scan" | "scanner"> = {}) {
  return scanPredicate({
    scanner: { uri: scanner ?? "https://github.com/anchore/grype", version: "0.121.2" },
    database: { uri: undefined, version: undefined, updated: NOW - DAY },
    ...{ started: NOW - HOUR, finished: NOW - HOUR, findings: [], notJudged: [] },
    target: { boundBy: "digest", names: [] },
    ...scan,
  });
}

async function signed({ run = {}, digests = [HELLO, TOOL], type = VULNERABILITIES_TYPE, ...rest }: Signed = {}) {
  const predicate = predicateOf(rest);
  const subject = digests.map((sha256) => ({ name: "x", digest: { sha256 } }));
  const body = { _type: "https://in-toto.io/Statement/v1", subject, predicateType: type };
  const session = await forge.session(run);
  return session.signPayload(IN_TOTO, Buffer.from(JSON.stringify({ ...body, predicate: rest.predicate ?? predicate })));
}

function vex(status: string, product: JsonObject, name = "CVE-2026-1001", run: Signed["run"] = {}) {
  const vulnerability = { name, aliases: [] };
  return signed({ run, type: VEX, predicate: { statements: [{ vulnerability, products: [product], status }] } });
}

let [ownSigner, clean, found]: [BundleSigner | undefined, Uint8Array, Uint8Array] = [
  undefined,
  new Uint8Array(),
  new Uint8Array(),
];
beforeAll(async () => {
  clean = await signed();
  found = await signed({ scan: { findings: [finding()] } });
  const signer = { kind: "certificate", require: () => undefined } as const;
  const order = { bundle: parseBundle(clean), trust: forge.trust, signer, artifact: "unbound" } as const;
  ownSigner = (await verifyBundle(order, nodeCryptography)).signer;
});

interface Asked {
  readonly rule?: object | undefined;
  readonly beside?: readonly (Uint8Array | Fault)[];
  /** Days after everything was signed. */
  readonly at?: number;
  readonly isExact?: boolean;
  readonly withoutPolicy?: boolean;
  readonly listed?: readonly object[];
  readonly subjects?: readonly (string | undefined)[];
}

function judge(entries: readonly Uint8Array[], asked: Asked = {}) {
  const sboms = [
    { name: `sbom/${HELLO}.cdx.json`, digest: { sha256: SBOM }, annotations: { subject: HELLO } },
    { name: "sbom/release.cdx.json", digest: { sha256: RELEASE_SBOM }, annotations: {} },
    { name: "evidence/1.json", digest: { sha256: "7".repeat(64) }, annotations: {} },
  ];
  const root = {
    signer: ownSigner,
    sha256: ROOT,
    statement: {
      subject: (asked.subjects ?? [HELLO, TOOL]).map((sha256, at) => ({ name: `file-${at}`, digest: { sha256 } })),
      predicate: {
        release: { tag: "v1.2.3", repository: "https://github.com/octo-org/octo-tool" },
        evidence: asked.listed ?? sboms,
      },
    },
  };
  const vulnerabilities = { maxAgeDays: 7, failOn: "high", ...asked.rule };
  const document = {
    ...{ schema: POLICY_SCHEMA_ID, signers: [{ repository: "octo-org/octo-tool" }] },
    ...(asked.rule === undefined && "rule" in asked ? {} : { vulnerabilities }),
  };
  const policy = parsePolicy(Buffer.from(JSON.stringify(document)));
  const time = new Date(NOW + (asked.at ?? 0.01) * DAY);
  const inForce = { policy, effective: { time, isExact: asked.isExact ?? true } };
  const given = (asked.beside ?? []).map((bytes, at) => ({ file: `/${at}`, isNamed: false, bytes }));
  return judgeKnownVulnerabilities(
    {
      evidence: {
        root,
        entries: new Map(entries.map((entry, at) => [`evidence/${at}.json`, entry])),
      } as unknown as RunEvidence,
      capsuleSha256: CAPSULE ?? "",
      given,
      trusted: [{ root: forge.trust, origin: "test", dated: undefined, mayBeOutdated: undefined }],
      inForce: asked.withoutPolicy === true ? undefined : inForce,
    },
    nodeCryptography,
  );
}

async function lackOf(entries: readonly Uint8Array[], asked?: Asked): Promise<string> {
  const claim = await judge(entries, asked);
  expect(claim).toMatchObject(REQUIRED);
  return claim.reason;
}

async function refusal(entries: readonly Uint8Array[], asked?: Asked): Promise<string> {
  return (await expectFault("policy-unmet", () => judge(entries, asked))).message;
}

describe("without a rule", () => {
  test("nothing is asked, and what is there is said to be unchecked", async () => {
    for (const asked of [{ rule: undefined }, { withoutPolicy: true }]) {
      const none = { id: "vulnerabilities", status: "not-applicable", required: false };
      const reason = "no policy asks for a scan, and none is there";
      expect(await judge([found], asked)).toEqual({ ...none, reason });
      const listed = [{ name: "evidence/1.json", annotations: { predicateType: VULNERABILITIES_TYPE } }];
      const open = { id: "vulnerabilities", status: "not-checked", required: false };
      const said = "there; no policy says how new it must be and what it may have found";
      expect(await judge([], { ...asked, listed })).toEqual({ ...open, reason: `1 scan is ${said}` });
      expect(await judge([], { ...asked, listed, beside: [found] })).toEqual({
        ...open,
        reason: `2 scans are ${said}`,
      });
    }
  });
});

describe("a scan by the run of the release", () => {
  test("that found nothing grave verifies, and says when, by what, and what it could not judge", async () => {
    const at = `${new Date(NOW - HOUR).toISOString().slice(0, 19)}Z`;
    const reason = `scanned at ${at} by "https://github.com/anchore/grype"; nothing of severity high or graver is open`;
    expect(await judge([clean])).toEqual({ id: "vulnerabilities", status: "verified", required: true, reason });
    const partly = await signed({ scan: { notJudged: ["a", "b"], findings: [finding({ level: "medium" })] } });
    expect((await judge([partly])).reason).toBe(`${reason}; 2 could not be judged`);
    const by = await signed({ scanner: "https://b", scan: { started: NOW - 2 * HOUR, finished: NOW - 2 * HOUR } });
    const earlier = `${new Date(NOW - 2 * HOUR).toISOString().slice(0, 19)}Z`;
    expect((await judge([clean, by])).reason).toBe(
      `scanned at ${earlier} by "https://b", "https://github.com/anchore/grype"; nothing of severity high or graver is open`,
    );
    expect((await judge([clean], { rule: { failOn: "any" } })).reason).toMatch(/; nothing known is open$/);
    expect((await judge([found], { rule: { failOn: "never" } })).reason).toMatch(/; what was found does not count$/);
  });

  test("that found something grave is refused, from the severity on that the policy names", async () => {
    expect(await refusal([found])).toBe('"GHSA-aaaa-bbbb-cccc" in "pkg:npm/left@1.2.3" is high, and not decided about');
    expect((await judge([found], { rule: { failOn: "critical" } })).status).toBe("verified");
    const low = await signed({ scan: { findings: [finding({ level: "low" })] } });
    expect((await judge([low], { rule: { failOn: "medium" } })).status).toBe("verified");
    expect(await refusal([low], { rule: { failOn: "low" } })).toMatch(/ is low, and/);
    const none = await signed({ scan: { findings: [finding({ level: "none" })] } });
    expect((await judge([none], { rule: { failOn: "low" } })).status).toBe("verified");
    const unknown = await signed({ scan: { findings: [finding({ level: "unknown" })] } });
    expect((await judge([unknown], { rule: { failOn: "never" } })).status).toBe("verified");
    expect(await refusal([none], { rule: { failOn: "any" } })).toMatch(/ is of no severity, and/);
    const unrated = await signed({ scan: { findings: [finding({ level: "unknown", component: undefined })] } });
    expect(await refusal([unrated], { rule: { failOn: "critical" } })).toBe(
      '"GHSA-aaaa-bbbb-cccc" is of a severity that nobody says, and not decided about',
    );
  });

  test("names the first of several by its id, and counts what is found twice once", async () => {
    const more = [finding({ id: "GHSA-z" }), finding(), finding(), finding({ component: "pkg:npm/right@1" })];
    const many = await signed({ scan: { findings: more } });
    expect(await refusal([many])).toMatch(/^"GHSA-aaaa-bbbb-cccc" in .* not decided about, and so are 2 more$/);
  });

  test("says nothing where it is of another program's form, of another type, or not well-formed", async () => {
    const foreign = { scanner: { uri: "x", db: {}, result: [] }, metadata: {} };
    const reason = "it does not say when it was, or of which day its database was";
    expect(await lackOf([await signed({ predicate: foreign })])).toContain(reason);
    for (const [part, time] of [
      ["metadata", "scanStartedOn"],
      ["metadata", "scanFinishedOn"],
      ["db", "lastUpdate"],
    ] as const) {
      const predicate = JSON.parse(JSON.stringify(predicateOf()));
      delete (part === "db" ? predicate.scanner.db : predicate.metadata)[time];
      expect([time, await lackOf([await signed({ predicate })])]).toEqual([time, expect.stringContaining(reason)]);
    }
    const missing = 'no scan of "file-0" is there by a signer whom the policy accepts';
    expect(await lackOf([])).toBe(missing);
    expect(await lackOf([await signed({ predicate: { scanner: 1 } })])).toBe(missing);
    expect(await lackOf([await signed({ type: "https://in-toto.io/attestation/vulns/v0.1" })])).toBe(missing);
  });
});

describe("age", () => {
  test("counts from the end of the scan to the effective time, and what is expired is missing", async () => {
    const lastDay = 7 - 1 / 24;
    expect((await judge([clean], { at: lastDay })).status).toBe("verified");
    const reason = await lackOf([clean], { at: lastDay + 1 / 86_400 });
    expect(reason).toMatch(/^the newest scan of "file-0" does not count: it is of .*Z, more than 7 days before the/);
    expect((await judge([clean], { at: 8, rule: { maxAgeDays: 9 } })).status).toBe("verified");
    expect((await judge([clean], { at: 8, beside: [found] })).status).toBe("missing");
  });

  test("that is too old is told of the newest scan, wherever it stands", async () => {
    const of = (days: number) =>
      signed({ scan: { started: NOW - days * DAY, finished: NOW - days * DAY, database: dated(days) } });
    const [older, old] = [await of(9), await of(8)];
    const day = new Date(NOW - 8 * DAY).toISOString().slice(0, 19);
    for (const scans of [
      [older, old],
      [old, older],
    ])
      expect(await lackOf(scans)).toContain(`it is of ${day}Z`);
  });

  test("of the database is held when it scanned, three days if the policy says nothing", async () => {
    const withDatabase = (updated: number) => signed({ scan: { database: { uri: "u", version: "1", updated } } });
    const limit = NOW - HOUR - 3 * DAY;
    expect((await judge([await withDatabase(limit)])).status).toBe("verified");
    const old = await withDatabase(limit - 1000);
    expect(await lackOf([old])).toMatch(/its database was of .*Z when it scanned at .*Z, and may be 3 days old$/);
    expect((await judge([old], { rule: { databaseMaxAgeDays: 4 } })).status).toBe("verified");
    expect((await judge([await withDatabase(NOW - HOUR + 60_000)])).status).toBe("verified");
    expect(await lackOf([await withDatabase(NOW - HOUR + 61_000)])).toMatch(/: its database is newer than the scan$/);
  });

  test("cannot be improved: a scan is not of a time after it was signed, and did not end before it began", async () => {
    const when = (started: number, finished: number) =>
      signed({ scan: { started, finished, database: { uri: "u", version: "1", updated: NOW - HOUR } } });
    expect((await judge([await when(NOW, NOW + 60_000)])).status).toBe("verified");
    expect(await lackOf([await when(NOW, NOW + 62_000)])).toMatch(/: it is of .*Z, after it was signed$/);
    expect(await lackOf([await when(NOW, NOW - 1000)])).toMatch(/: it ended before it began$/);
    expect((await judge([await when(NOW - 1000, NOW - 1000)])).status).toBe("verified");
  });

  test("of what was signed later than the effective time does not matter: it does not count", async () => {
    expect(await lackOf([clean], { at: -1 })).toContain("it was signed at");
    const open = { id: "vulnerabilities", status: "not-checked", code: "clock-behind", required: true };
    expect(await judge([clean], { at: -1, isExact: false })).toMatchObject(open);
    const old = await signed({ scan: { started: NOW - 9 * DAY, finished: NOW - 9 * DAY, database: dated(9) } });
    expect(await judge([old, clean], { at: -1, isExact: false })).toMatchObject(open);
  });
});

function dated(daysAgo: number) {
  return { uri: "u", version: "1", updated: NOW - daysAgo * DAY };
}

describe("every file", () => {
  test("must have been scanned, by one statement or by several", async () => {
    const [hello, tool] = [await signed({ digests: [HELLO] }), await signed({ digests: [TOOL] })];
    expect(await lackOf([hello])).toContain('"file-1"');
    expect(await lackOf([tool])).toContain('"file-0"');
    expect((await judge([hello, tool])).status).toBe("verified");
    const strange = await signed({ digests: ["9".repeat(64)] });
    expect(await lackOf([strange])).toContain('no scan of "file-0" is there');
    const ofHello = await signed({ digests: [HELLO], scan: { started: NOW, finished: NOW, database: dated(9) } });
    expect(await lackOf([hello, ofHello])).toContain('no scan of "file-1" is there');
  });

  test("counts as scanned where its SBOM was, and all of them where the capsule, its root or the release's SBOM was", async () => {
    for (const digest of [CAPSULE, ROOT, RELEASE_SBOM]) {
      expect((await judge([await signed({ digests: [digest] })])).status).toBe("verified");
    }
    const bySbom = await signed({ digests: [SBOM] });
    expect(await lackOf([bySbom])).toContain('"file-1"');
    expect((await judge([bySbom], { subjects: [HELLO] })).status).toBe("verified");
    // Another entry's digest stands for nothing.
    expect(await lackOf([await signed({ digests: ["7".repeat(64)] })])).toContain('"file-0"');
  });

  test("has its newest scan by each scanner: an earlier finding that is gone does not count, and another scanner's does", async () => {
    const earlier = { started: NOW - 5 * HOUR, finished: NOW - 5 * HOUR };
    const before = await signed({ scan: { ...earlier, findings: [finding()] } });
    expect((await judge([before, clean])).status).toBe("verified");
    expect((await judge([clean, before])).status).toBe("verified");
    const byOther = await signed({ scanner: "https://other", scan: { ...earlier, findings: [finding()] } });
    await refusal([byOther, clean]);
    await refusal([clean, found]);
    const partly = await signed({ digests: [HELLO], scan: { findings: [] } });
    await refusal([before, partly]);
    // What does not count hides nothing.
    const future = await signed({ scan: { started: NOW + DAY, finished: NOW + DAY } });
    await refusal([found, future]);
  });
});

describe("whose word counts", () => {
  test("by default that of the release's own signers, its own run among them", async () => {
    const foreign = await signed({ run: LAB_RUN });
    expect(await lackOf([foreign])).toContain("no scan");
    const otherRun = await signed({ run: { runId: "77" } });
    expect((await judge([otherRun])).status).toBe("verified");
  });

  test("else that of whom the policy names, and of the release's run only if it says so", async () => {
    const [lab, other] = [await signed({ run: LAB_RUN }), await signed({ run: OTHER_RUN })];
    const rule = { signers: [LAB] };
    expect((await judge([lab], { rule })).status).toBe("verified");
    const either = { signers: [{ ...LAB, repository: "labs/lab-two" }, LAB] };
    expect((await judge([lab], { rule: either })).status).toBe("verified");
    expect(await lackOf([other], { rule })).toContain("no scan");
    expect(await lackOf([clean], { rule })).toContain("no scan");
    const own = { signers: [{ repository: "octo-org/octo-tool" }] };
    expect(await lackOf([clean], { rule: own })).toContain("no scan");
    expect((await judge([clean], { rule: { ...own, ownRun: "counts" } })).status).toBe("verified");
    expect((await judge([found, lab], { rule })).status).toBe("verified");
  });

  test("wherever it lies: beside the capsule too, where a file that cannot be read hides nothing", async () => {
    const unreadable = new Fault("file-unreadable", "x");
    const beside = [unreadable, Buffer.from("{}"), clean];
    expect((await judge([], { beside })).status).toBe("verified");
    expect(await lackOf([], { beside: [unreadable] })).toContain("no scan");
    await refusal([clean], { beside: [found] });
  });
});

test("what a scan found in files of another release is not asked about", async () => {
  const elsewhere = await signed({ digests: ["9".repeat(64)], scan: { findings: [finding()] } });
  expect((await judge([clean, elsewhere])).status).toBe("verified");
});

describe("a decision", () => {
  const product = { "@id": "pkg:npm/left@1.2.3" };
  test("of an accepted signer, in OpenVEX, lets the finding pass by any name of it", async () => {
    for (const name of ["CVE-2026-1001", "ghsa-AAAA-bbbb-cccc"]) {
      const claim = await judge([found, await vex("not_affected", product, name)]);
      expect(claim.status).toBe("verified");
      expect(claim.reason).toMatch(/; nothing of severity high or graver is open; 1 finding decided about$/);
    }
    expect((await judge([found, await vex("fixed", { "@id": "pkg:npm/left" })])).status).toBe("verified");
    const part = { "@id": "pkg:generic/tool@1", subcomponents: [product] };
    expect((await judge([found, await vex("fixed", part)])).status).toBe("verified");
  });

  test("counts as long as nobody who is accepted said later that it matters, in one document or in several", async () => {
    const said = (status: string, day: number) => {
      const timestamp = `2026-01-0${day}T00:00:00Z`;
      return { vulnerability: { name: "CVE-2026-1001" }, products: [product], status, timestamp };
    };
    const vexOf = (...statements: JsonObject[]) => signed({ type: VEX, predicate: { statements } });
    for (const status of ["affected", "under_investigation"]) {
      const both = [said("not_affected", 1), said(status, 2)];
      await refusal([found, await vexOf(...both)]);
      await refusal([found, ...(await Promise.all(both.map((one) => vexOf(one))))]);
    }
    expect((await judge([found, await vexOf(said("fixed", 2)), await vexOf(said("affected", 1))])).status).toBe(
      "verified",
    );
  });

  test("of another status, name, component or signer lets nothing pass", async () => {
    const others = [
      await vex("affected", product),
      await vex("under_investigation", product),
      await vex("fixed", product, "CVE-2026-9999"),
      await vex("fixed", { "@id": "pkg:npm/left@1.2.4" }),
      await vex("fixed", { "@id": "pkg:npm/lef" }),
      await vex("fixed", { ...product, subcomponents: [{ "@id": "pkg:npm/right" }] }),
      await vex("fixed", {}),
      await vex("fixed", product, undefined, LAB_RUN),
      await signed({ type: VEX, predicate: { statements: 1 } }),
    ];
    await refusal([found, ...others]);
  });

  test("about other files, or signed later, lets nothing pass", async () => {
    const statements = [{ vulnerability: { name: "CVE-2026-1001" }, products: [product], status: "fixed" }];
    const strange = await signed({ digests: ["9".repeat(64)], type: VEX, predicate: { statements } });
    await refusal([found, strange]);
    forge.clock.advance(DAY);
    const later = await vex("fixed", product);
    forge.clock.advance(-DAY);
    await refusal([found, later]);
    expect((await judge([found, later], { at: 2 })).status).toBe("verified");
  });

  test("about a part of the files that were scanned lets nothing pass, and what leaves open counts for each", async () => {
    const timed = (status: string, day: number) => [
      { vulnerability: { name: "CVE-2026-1001" }, products: [product], status, timestamp: `2026-01-0${day}T00:00:00Z` },
    ];
    const about = (digests: Signed["digests"], statements: JsonObject[]) =>
      signed({ ...(digests && { digests }), type: VEX, predicate: { statements } });
    await refusal([found, await about([HELLO], timed("fixed", 2))]);
    const whole = await about([CAPSULE], timed("fixed", 2));
    expect((await judge([found, whole])).status).toBe("verified");
    await refusal([found, whole, await about([TOOL], timed("affected", 3))]);
    // Scans of one file each are decided about each for itself.
    const apart = [
      await signed({ digests: [HELLO], scan: { findings: [finding()] } }),
      await signed({ digests: [TOOL], scanner: "https://example.com/other" }),
    ];
    expect((await judge([...apart, await about([HELLO], timed("fixed", 2))])).status).toBe("verified");
    await refusal([...apart, await about([TOOL], timed("fixed", 2))]);
    expect((await judge([...apart, whole, await about([TOOL], timed("affected", 3))])).status).toBe("verified");
  });

  test("in a statement of another type lets nothing pass", async () => {
    const statements = [{ vulnerability: { name: "CVE-2026-1001" }, products: [product], status: "fixed" }];
    await refusal([found, await signed({ type: "https://openvex.dev/ns/v0.0.1", predicate: { statements } })]);
  });

  test("is not possible about a component that the scan does not name", async () => {
    const unnamed = await signed({ scan: { findings: [finding({ component: undefined })] } });
    await refusal([unnamed, await vex("fixed", product)]);
  });
});

describe("the rule", () => {
  test.each<readonly [string, object]>([
    ["is required, and says nothing", { require: ["vulnerabilities"] }],
    ["names no age", { vulnerabilities: { failOn: "high" } }],
    ["names no severity", { vulnerabilities: { maxAgeDays: 7 } }],
    ["names a severity that there is not", { vulnerabilities: { maxAgeDays: 7, failOn: "grave" } }],
    ["names its own run without signers", { vulnerabilities: { maxAgeDays: 7, failOn: "any", ownRun: "counts" } }],
    ["names a signer twice", { vulnerabilities: { maxAgeDays: 7, failOn: "any", signers: [LAB, LAB] } }],
    ["names nobody", { vulnerabilities: { maxAgeDays: 7, failOn: "any", signers: [] } }],
    [
      "names a signer at the tag of another's release",
      { vulnerabilities: { maxAgeDays: 7, failOn: "any", signers: [{ repository: "labs/lab-one" }] } },
    ],
    ["has a field that nobody knows", { vulnerabilities: { maxAgeDays: 7, failOn: "any", minAge: 1 } }],
  ])("is refused if it %s", async (_, rules) => {
    const document = { schema: POLICY_SCHEMA_ID, signers: [{ repository: "octo-org/octo-tool" }], ...rules };
    await expectFault("policy-malformed", () => parsePolicy(Buffer.from(JSON.stringify(document))));
  });

  test("may be required as well, in the one list of what must be verified", async () => {
    const document = {
      ...{ schema: POLICY_SCHEMA_ID, signers: [{ repository: "octo-org/octo-tool" }] },
      ...{ require: ["vulnerabilities"], vulnerabilities: { maxAgeDays: 7, failOn: "high" } },
    };
    const { vulnerabilities } = parsePolicy(Buffer.from(JSON.stringify(document)));
    expect(vulnerabilities).toMatchObject({ maxAgeDays: 7, databaseMaxAgeDays: 3, failOn: "high", ownRunCounts: true });
  });
});
