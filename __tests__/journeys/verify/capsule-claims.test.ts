import { beforeAll, describe, expect, test } from "vitest";
import type { Cryptography } from "../../../src/crypto/cryptography.ts";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { formatStatement } from "../../../src/domain/attestation/statement.ts";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { CLAIM_IDS, type ClaimId } from "../../../src/domain/verification/claim.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { bytesSource, sourceChunks } from "../../../src/kernel/byte-source.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import type { Files } from "../../../src/ports/files.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import type { TrustedRootFile } from "../../../src/ports/trust.ts";
import { expectFault } from "../../expect-fault.ts";
import { editJson } from "../../signing/edit-bundle.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import {
  assetSignature,
  checksumsOf,
  HELLO,
  provenanceOf,
  sbomOf,
  sealTestRelease,
  type TestRelease,
  TOOL,
} from "../../signing/test-release.ts";
import { claimOf as statedClaim } from "../../signing/verify-test-capsule.ts";
import { memoryFiles } from "./memory-files.ts";

let forge: TestForge;
let other: TestForge;
let session: CertifiedSession;
let capsule: Uint8Array;
beforeAll(async () => {
  forge = createTestForge();
  other = createTestForge();
  session = await forge.session();
  capsule = await sealTestRelease({ session });
});

const IDENTITY = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
const SIGNER = "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";
const NAME = "/r/octo-tool-1.2.3.capsule";
/** Claims about what is not in the release. */
const JUDGED_BESIDE: ReadonlySet<ClaimId> = new Set<ClaimId>(["age", "memory"]);

interface Case {
  readonly order?: Partial<VerifyOrder>;
  readonly roots?: readonly TrustedRootFile[];
  readonly change?: (files: Files) => Partial<Files>;
  readonly crypto?: Cryptography;
}

/** Verifies the first of the files, with what lies beside it. */
async function verify(
  contents: Parameters<typeof memoryFiles>[0],
  { order, roots, change, crypto = nodeCryptography }: Case = {},
) {
  const files = memoryFiles(contents);
  const [path = ""] = Object.keys(contents);
  const steps: string[] = [];
  const found = await verifyAny(
    { capsule: { path }, assets: [], identity: IDENTITY, ...order },
    {
      ...{ crypto, files: { ...files, ...change?.(files) } },
      progress: { step: (step: string) => steps.push(step) } as never,
      trust: {
        trustedRoots: async () => roots ?? [{ bytes: forge.trustedRoot, origin: "a test", dated: "2026-01-01" }],
      },
    },
  );
  expect(files.opened()).toBe(0);
  return { ...found, held: files.held, steps };
}

const both = () => ({ [NAME]: capsule, "/r/hello.txt": HELLO.bytes, "/r/tool.bin": TOOL.bytes });
const claimOf = (found: Awaited<ReturnType<typeof verify>>, id: ClaimId) => {
  const { id: _, ...claim } = statedClaim(found, id);
  return claim;
};
const good = (reason: string) => ({ status: "verified", required: true, reason });
const open = (reason: string) => ({ status: "not-checked", required: false, reason });

describe("a genuine capsule", () => {
  test("states every claim once, in its order, with what was looked at", async () => {
    const found = await verify(both());
    expect(found.claims.map(({ id }) => id)).toEqual([...CLAIM_IDS]);
    expect(Object.fromEntries(CLAIM_IDS.map((id) => [id, claimOf(found, id)]))).toMatchObject({
      archive: good("well formed, with exactly the 9 entries that its root lists"),
      root: good(`signed by "${SIGNER}" under the trusted root "a test"`),
      release: good('it is "octo-tool" "1.2.3", as its file name says'),
      assets: good("2 of 2 files are the sealed ones"),
      evidence: good("9 entries, 2 signatures of assets"),
      provenance: good(`built by "${SIGNER}", as its certificate says`),
      checksums: good("checksums.txt and checksums.sha512.txt list exactly the assets"),
      sbom: good("2 documents describe the assets that they are filed under"),
      "other-evidence": { status: "not-applicable", required: false },
      approvals: { status: "not-applicable", required: false },
      lineage: { status: "not-applicable", required: false },
      "log-state": open("no statement log was looked at"),
      policy: { status: "not-applicable", required: false },
    });
    expect(found).toMatchObject({
      ...{ verdict: "verified", exitCode: 0, failures: [], approvals: [], builder: SIGNER },
      ...{ capsuleSha256: sha256Hex(capsule), trust: { origin: "a test", dated: "2026-01-01" } },
      coverage: { signatures: { asked: 2, byDigest: 0 }, sboms: { asked: 2, byDigest: 0 } },
      assets: [
        { sealedName: "hello.txt", status: "verified" },
        { sealedName: "tool.bin", status: "verified" },
      ],
    });
    expect(found.root?.statement.predicate.release.name).toBe("octo-tool");
    expect(found.steps).toEqual(["reading the capsule", 'reading "hello.txt"', 'reading "tool.bin"']);
  });

  test("is asked about the files that are there, and read as far as that goes", async () => {
    const found = await verify({ [NAME]: capsule, "/r/hello.txt": HELLO.bytes });
    expect(found.coverage).toMatchObject({ signatures: { asked: 1, byDigest: 1 }, sboms: { asked: 1, byDigest: 1 } });
    expect(claimOf(found, "evidence").reason).toBe("9 entries, signature of 1 asset verified, 1 listed by digest");
  });

  test("takes its own documents for what they are", async () => {
    const { entries } = await sealed();
    const list = entries.get("checksums.txt") ?? new Uint8Array();
    const found = await verify(
      { [NAME]: capsule, "/x/checksums.txt": list },
      { order: { assets: [{ path: "/x/checksums.txt" }] } },
    );
    expect(claimOf(found, "assets")).toEqual(good("the file is a document of this release"));
    const itself = await verify({ [NAME]: capsule }, { order: { assets: [{ path: NAME }] } });
    expect(itself.assets[0]).toMatchObject({
      sealedName: "octo-tool-1.2.3.capsule",
      status: "verified",
      isDocument: true,
    });
  });

  test("is found under any name, and as bytes, and beside a file", async () => {
    const release = { name: "octo-tool", version: "1.2.3" };
    expect(
      (await verify({ "/r/download": capsule, "/r/hello.txt": HELLO.bytes }, { order: { release } })).exitCode,
    ).toBe(0);
    const beside = await verify({ "/r/hello.txt": HELLO.bytes, [NAME]: capsule });
    expect([beside.exitCode, beside.assets[0]?.status]).toEqual([0, "verified"]);
    const source = { bytes: bytesSource(capsule), fileName: "octo-tool-1.2.3.capsule" };
    const assets = [{ name: "hello.txt", sha256: HELLO.sha256 }];
    expect((await verify({}, { order: { capsule: source, assets } })).exitCode).toBe(0);
    const bundle = (await assetSignature(session, HELLO)).bytes;
    const identity = { ...IDENTITY, sourceRef: "refs/tags/v1.2.3" };
    const file = await verify(
      { "/r/x.json": bundle, "/r/hello.txt": HELLO.bytes },
      { order: { identity, assets: [{ path: "/r/hello.txt" }] } },
    );
    expect([file.exitCode, claimOf(file, "archive").status]).toEqual([0, "not-applicable"]);
    const list = describeFile("sums", checksumsOf([HELLO], "sha256"));
    const signed = { "/r/sums": list.bytes, "/r/sums.sigstore.json": (await assetSignature(session, list)).bytes };
    const checked = await verify(
      { ...signed, "/r/hello.txt": HELLO.bytes },
      { order: { identity, assets: [{ path: "/r/hello.txt" }] } },
    );
    expect([checked.exitCode, claimOf(checked, "checksums").status]).toEqual([0, "verified"]);
    const misnamed = await verify(
      { "/r/x.capsule.json": bundle, "/r/hello.txt": HELLO.bytes },
      { order: { identity, assets: [{ path: "/r/hello.txt" }] } },
    );
    expect(misnamed.exitCode).toBe(0);
  });
});

describe("one false thing is one failed claim", () => {
  const entry = (name: string, bytes: Uint8Array) => (entries: EvidenceEntry[]) =>
    entries.map((one) => (one.name === name ? { ...one, bytes } : one));

  test.each<[ClaimId, Fault["code"], () => Promise<TestRelease["entries"]>]>([
    [
      "evidence",
      "digest-mismatch",
      async () => entry(`assets/${HELLO.sha256}.sigstore.json`, (await assetSignature(session, TOOL)).bytes),
    ],
    [
      "provenance",
      "provenance-contradiction",
      async () => entry("provenance.sigstore.json", (await provenanceOf(session, [HELLO])).bytes),
    ],
    ["checksums", "digest-mismatch", async () => entry("checksums.txt", checksumsOf([HELLO], "sha256"))],
    ["sbom", "sbom-subject", async () => entry(`sbom/${HELLO.sha256}.cdx.json`, sbomOf(TOOL.sha256))],
  ])("%s", async (id, code, entries) => {
    const change = await entries();
    const bytes = await sealTestRelease({ session, ...(change && { entries: change }) });
    const found = await verify({ ...both(), [NAME]: bytes });
    expect(found.exitCode).toBe(1);
    expect(found.claims.filter(({ status }) => status === "failed").map((one) => [one.id, one.code])).toEqual([
      [id, code],
    ]);
    expect(found.builder).toBe(id === "provenance" ? undefined : SIGNER);
  });

  test("release, assets, lineage and approvals", async () => {
    const failed = async (contents: Parameters<typeof memoryFiles>[0], order: Partial<VerifyOrder> = {}) => {
      const { claims, exitCode, approvals } = await verify(contents, { order });
      const bad = claims.filter(({ status, required }) => status === "failed" || (required && status !== "verified"));
      return [exitCode, bad.map(({ id }) => id), approvals.length];
    };
    const named = { "/r/octo-tool-1.2.4.capsule": capsule, "/r/hello.txt": HELLO.bytes };
    expect(await failed(named)).toEqual([1, ["release"], 0]);
    expect(await failed({ ...both(), "/r/hello.txt": TOOL.bytes })).toEqual([1, ["assets"], 0]);
    expect(await failed(both(), { previous: "/q/gone" })).toEqual([1, ["lineage"], 0]);
    expect(await failed(both(), { approvals: ["/q/gone"] })).toEqual([4, ["approvals"], 0]);
    const beside = { ...both(), "/r/octo-tool-1.2.3.1.approval.sigstore.json": "{}" };
    expect(await failed(beside)).toEqual([0, [], 1]);
    expect(await failed(beside, { allFiles: true })).toEqual([1, ["approvals"], 1]);
  });
});

describe("what cannot be read", () => {
  test("leaves the files open, and the rest verified", async () => {
    const change = (files: Files) => ({
      list: async () => Promise.reject(new Fault("file-unreadable", "no such folder")),
      folderOf: files.folderOf,
    });
    const found = await verify({ [NAME]: capsule }, { change });
    expect(claimOf(found, "assets")).toEqual({ status: "not-checked", required: true, reason: "no such folder" });
    expect([found.exitCode, found.assets, claimOf(found, "root").status]).toEqual([4, [], "verified"]);
    expect(found.failures.map(({ code }) => code)).toContain("file-unreadable");
  });

  test("is told of each file, beside those that are right", async () => {
    const found = await verify(both(), { order: { assets: [{ path: "/r/gone" }, { path: "/r/hello.txt" }] } });
    expect([found.exitCode, found.failures.map(({ code }) => code)]).toEqual([4, ["file-missing"]]);
  });
});

describe("an archive that is refused", () => {
  test("leaves everything else open", async () => {
    const found = await verify({ [NAME]: "x", "/r/hello.txt": HELLO.bytes });
    expect(claimOf(found, "archive")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("not a capsule"),
    });
    for (const id of CLAIM_IDS.filter((one) => one !== "archive" && !JUDGED_BESIDE.has(one))) {
      expect(claimOf(found, id)).toEqual({ ...open("the archive was refused"), required: true });
    }
    expect(found).toMatchObject({
      ...{ exitCode: 1, assets: [], approvals: [], builder: undefined, root: undefined, coverage: undefined },
      trust: { origin: "a test", dated: "2026-01-01" },
    });
  });

  test("is one that lacks an entry, or has one more", async () => {
    const missing = await sealTestRelease({ session, packed: (entries) => entries.delete("checksums.txt") });
    expect(claimOf(await verify({ ...both(), [NAME]: missing }), "archive").code).toBe("capsule-not-closed");
    const empty = await verify({ "/r/download": "" });
    expect(claimOf(empty, "archive").reason).toBe("the file is empty, not a capsule");
  });

  test("is refused however old the roots may be", async () => {
    const roots = [{ bytes: other.trustedRoot, origin: "built-in", dated: "2026-08-21", mayBeOutdated: true }];
    const cut = capsule.slice(0, -100);
    expect((await verify({ ...both(), [NAME]: cut }, { roots })).exitCode).toBe(1);
  });
});

describe("a root that is refused", () => {
  test("leaves everything else open, the archive too", async () => {
    const found = await verify(both(), {
      order: { identity: { ...IDENTITY, repository: "https://github.com/mallory/x" } },
    });
    expect(claimOf(found, "root")).toMatchObject({ status: "failed", code: "identity-mismatch" });
    expect(claimOf(found, "archive")).toEqual({
      ...open("it is well formed, but without a verified root nothing says what it must hold"),
      required: true,
    });
    for (const id of CLAIM_IDS.filter((one) => one !== "archive" && one !== "root" && !JUDGED_BESIDE.has(one))) {
      expect(claimOf(found, id)).toEqual({ ...open("the root did not verify"), required: true });
    }
    expect(found).toMatchObject({ exitCode: 1, assets: [], root: undefined, coverage: undefined, builder: undefined });
    expect(found.steps).toEqual(["reading the capsule"]);
  });

  test("is told under the root that knows its parties", async () => {
    const roots = [other, forge].map(({ trustedRoot: bytes }, at) => ({
      bytes,
      origin: `root ${at}`,
      dated: undefined,
    }));
    expect((await verify(both(), { roots })).trust).toEqual({ origin: "root 1", dated: undefined });
  });

  test("may only be newer than the roots: then it is incomplete, unless a file is false", async () => {
    const bytes = editJson(forge.trustedRoot, (document) => {
      document.tlogs = JSON.parse(Buffer.from(other.trustedRoot).toString()).tlogs;
    });
    const roots = [{ bytes, origin: "built-in", dated: "2026-08-21", mayBeOutdated: true }];
    const found = await verify(both(), { roots });
    expect([found.verdict, found.exitCode, claimOf(found, "root").code]).toEqual([
      "incomplete",
      3,
      "trusted-root-outdated",
    ]);
    expect([found.root, found.coverage, found.assets]).toEqual([undefined, undefined, []]);
    const forged = await verify({ ...both(), "/r/hello.txt": TOOL.bytes }, { roots });
    expect([forged.exitCode, claimOf(forged, "assets").code]).toEqual([1, "digest-mismatch"]);
    const named = roots.map(({ mayBeOutdated: _, ...root }) => root);
    expect((await verify(both(), { roots: named })).exitCode).toBe(1);
  });

  test("is what was signed later than the time that was named", async () => {
    const found = await verify(both(), { order: { effectiveTime: new Date("2020-01-01") } });
    expect([found.exitCode, claimOf(found, "root").code]).toEqual([1, "signed-later"]);
    const behind = await verify(both(), { order: { now: new Date("2020-01-01") } });
    expect([behind.exitCode, claimOf(behind, "root").code]).toEqual([3, "clock-behind"]);
  });

  test("hides no defect, and no wrong usage", async () => {
    const broken = [{ bytes: forge.trustedRoot, origin: "/x/snapshot.trusted_root.json", dated: undefined }];
    await expectFault("trusted-root-archival", () => verify(both(), { roots: broken }));
    expect((await verify(both(), { roots: broken, order: { unsafeCapsuleRoot: true } })).exitCode).toBe(0);
    const change = () => ({ list: () => Promise.reject(new TypeError("a test")) });
    await expect(verify(both(), { change })).rejects.toThrow(TypeError);
    for (const error of [new TypeError("a test"), new Fault("internal", "a test"), new Fault("usage", "a test")]) {
      const crypto = { ...nodeCryptography, verify: () => Promise.reject(error) };
      await expect(verify(both(), { crypto })).rejects.toBe(error);
    }
    const version = { order: { release: { name: "octo-tool", version: "v1.2.3" } } };
    await expectFault("usage", () => verify(both(), version));
  });
});

describe("a policy", () => {
  const policyOf = (document: object, more: object = {}) =>
    ({ document, signers: [], require: [], evidence: [], approvals: [], ...more }) as unknown as Policy;
  const order = { effectiveTime: new Date("2026-11-21T12:00:00Z") };

  test("is judged of the root, at the time that counts", async () => {
    const met = await verify(both(), { order: { ...order, policy: policyOf({}) } });
    expect([met.exitCode, claimOf(met, "policy")]).toEqual([0, good("the release is what the policy asks for")]);
    const unmet = await verify(both(), { order: { ...order, policy: policyOf({ runner: "self-hosted" }) } });
    expect([unmet.exitCode, claimOf(unmet, "policy").code]).toEqual([1, "policy-unmet"]);
  });

  test("may ask for what others state, which is read then", async () => {
    const tester = await forge.session({ repository: "octo-org/tests" });
    const predicateType = "https://in-toto.io/attestation/test-result/v0.1";
    const subject = [{ digest: { sha256: HELLO.sha256 } }, { digest: { sha256: TOOL.sha256 } }];
    const statement = { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate: {} } as const;
    const bytes = await tester.signPayload(IN_TOTO_PAYLOAD_TYPE, formatStatement(statement));
    const added = { name: `evidence/${sha256Hex(bytes)}.json`, bytes, mediaType: "application/json" };
    const holding = await sealTestRelease({ session, entries: (honest) => [...honest, added] });
    const signers = [{ repository: "octo-org/tests", sourceRef: "refs/tags/v1.2.3" }];
    const document = {
      ...{ schema: POLICY_SCHEMA_ID, signers: [{ repository: "octo-org/octo-tool" }] },
      evidence: [{ predicateType, signers, maxAgeDays: 7 }],
    };
    const asked = async (held: Uint8Array, time = order.effectiveTime) => {
      const policy = parsePolicy(encodeUtf8(JSON.stringify(document)));
      const found = await verify({ ...both(), [NAME]: held }, { order: { effectiveTime: time, policy } });
      return [found.exitCode, claimOf(found, "other-evidence").status];
    };
    expect(await asked(holding)).toEqual([0, "verified"]);
    expect(await asked(capsule)).toEqual([3, "missing"]);
    expect(await asked(holding, new Date("2027-11-21"))).toEqual([1, "failed"]);
  });

  test("requires the claims that it names", async () => {
    const policy = policyOf({}, { require: [{ id: "log-state" satisfies ClaimId }] });
    const found = await verify(both(), { order: { ...order, policy } });
    expect([found.exitCode, claimOf(found, "log-state").required]).toEqual([3, true]);
  });
});

test("the release before is verified under the same trust", async () => {
  const before = await sealTestRelease({ session: await forge.session({ ref: "refs/tags/v1.2.2" }), version: "1.2.2" });
  const { sha256 } = await sealed(before);
  const previous = { name: "octo-tool", version: "1.2.2", tag: "v1.2.2", rootDigest: { sha256 } };
  const now = await sealTestRelease({
    session,
    root: (root) => ({ ...root, predicate: { ...root.predicate, previous } }),
  });
  const contents = { ...both(), [NAME]: now, "/q/b.capsule": before };
  const found = await verify(contents, { order: { previous: "/q/b.capsule" } });
  expect(claimOf(found, "lineage")).toEqual(good('the release before is "octo-tool" "1.2.2", and verifies'));
});

/** The entries of a capsule, and the digest of its root statement. */
async function sealed(bytes = capsule) {
  const { root, entries } = await readCapsule(sourceChunks(bytesSource(bytes)), nodeCryptography);
  const { content } = parseBundle(root);
  return { entries, sha256: content.kind === "dsse" ? sha256Hex(content.payload) : "" };
}
