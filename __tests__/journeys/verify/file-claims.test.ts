import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { sha256Hex } from "../../../src/crypto/node-digest.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { formatStatement } from "../../../src/domain/attestation/statement.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import type { ExpectedIdentity } from "../../../src/domain/sigstore/expected-identity.ts";
import { CLAIM_IDS, type Claim, type ClaimId } from "../../../src/domain/verification/claim.ts";
import { verifyFile } from "../../../src/journeys/verify/verify-file.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import type { Files } from "../../../src/ports/files.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import type { TrustedRootFile } from "../../../src/ports/trust.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { assetSignature, checksumsOf, HELLO, provenanceOf, TOOL } from "../../signing/test-release.ts";
import { memoryFiles } from "./memory-files.ts";

let forge: TestForge;
let other: TestForge;
let session: CertifiedSession;
let hello: Uint8Array;
let provenance: Uint8Array;
let foreign: Uint8Array;
beforeAll(async () => {
  forge = createTestForge();
  other = createTestForge();
  session = await forge.session();
  hello = (await assetSignature(session, HELLO)).bytes;
  provenance = (await provenanceOf(session, [HELLO, TOOL])).bytes;
  foreign = (await provenanceOf(await forge.session({ repository: "mallory/octo-tool" }), [TOOL])).bytes;
});

const IDENTITY: ExpectedIdentity = {
  kind: "repository",
  repository: "https://github.com/octo-org/octo-tool",
  sourceRef: "refs/tags/v1.2.3",
};
const SIGNER = "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";
const NOW = new Date("2026-11-21T12:00:00Z");
const lines = (...bundles: readonly Uint8Array[]) =>
  bundles.map((bytes) => `${JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)))}\n`).join("");

interface Case {
  readonly order?: Partial<Omit<VerifyOrder, "capsule">>;
  readonly roots?: readonly TrustedRootFile[];
  readonly change?: (files: Files) => Partial<Files>;
  /** As bytes that were read before. */
  readonly json?: Uint8Array;
}

/** Verifies by the first of the files; the others are checked, but for a bundle beside the first. */
async function verify(contents: Parameters<typeof memoryFiles>[0], { order, roots, change, json }: Case = {}) {
  const files = memoryFiles(contents);
  const [path = "", ...rest] = Object.keys(contents);
  const assets = rest.filter((one) => one.startsWith("/f/")).map((one) => ({ path: one }));
  const found = await verifyFile(
    { capsule: { path, ...(json && { json }) }, assets, identity: IDENTITY, ...order },
    {
      ...{ crypto: nodeCryptography, files: { ...files, ...change?.(files) }, progress: quietProgress() },
      trust: {
        trustedRoots: async () => roots ?? [{ bytes: forge.trustedRoot, origin: "a test", dated: "2026-01-01" }],
      },
    },
  );
  return { ...found, held: files.held };
}

/** All claims that say something, by their id. */
function said(claims: readonly Claim[]) {
  expect(claims.map(({ id }) => id)).toEqual([...CLAIM_IDS]);
  const isSilent = ({ id, reason }: Claim) =>
    reason === "it belongs to a capsule" || (["age", "memory"].includes(id) && /^(no|nothing) /.test(reason));
  const rest = claims.filter((claim) => !isSilent(claim));
  for (const { status, required } of claims.filter((one) => !rest.includes(one))) {
    expect([status, required]).toEqual(["not-applicable", false]);
  }
  return Object.fromEntries(rest.map(({ id, ...claim }) => [id, claim]));
}

const good = (reason: string) => ({ status: "verified", required: true, reason });
const SIGNED = good(`signed by "${SIGNER}" under the trusted root "a test"`);
const SILENT = {
  status: "not-applicable",
  required: false,
  reason: "it is not provenance that this program understands",
};
const NO_FILE = { status: "not-checked", required: true, reason: "no file was checked" };
const BUILT = good(`built by "${SIGNER}", as its certificate says`);

describe("claims about files", () => {
  test("are those of a bundle: who signed, the files, and how they were built", async () => {
    const found = await verify({ "/r/a.json": hello, "/f/hello.txt": HELLO.bytes });
    expect(said(found.claims)).toEqual({
      root: SIGNED,
      assets: good("the file is what was signed"),
      provenance: SILENT,
    });
    expect(found).toMatchObject({
      ...{ verdict: "verified", exitCode: 0, failures: [], approvals: [], coverage: undefined, root: undefined },
      ...{ builder: undefined, capsuleSha256: sha256Hex(hello), trust: { origin: "a test", dated: "2026-01-01" } },
      assets: [{ sealedName: "hello.txt", looked: "/f/hello.txt", status: "verified" }],
    });
    const built = await verify({ "/r/a.json": provenance, "/f/hello.txt": HELLO.bytes, "/f/tool.bin": TOOL.bytes });
    expect(said(built.claims)).toEqual({
      root: SIGNED,
      assets: good("2 files are what was signed"),
      provenance: BUILT,
    });
  });

  test("are about the bytes that were read before, if they were", async () => {
    const found = await verify({ "/r/a.json": "gone", "/f/hello.txt": HELLO.bytes }, { json: hello });
    expect([found.exitCode, found.capsuleSha256]).toEqual([0, sha256Hex(hello)]);
  });

  test("count bundles of others, which do not count", async () => {
    const one = await verify({ "/r/a.jsonl": lines(foreign, hello), "/f/hello.txt": HELLO.bytes });
    expect(said(one.claims)["root"]?.reason).toBe(`${SIGNED.reason}; 1 bundle of others does not count`);
    const two = await verify({ "/r/a.jsonl": lines(foreign, hello, foreign), "/f/hello.txt": HELLO.bytes });
    expect(said(two.claims)["root"]?.reason).toBe(`${SIGNED.reason}; 2 bundles of others do not count`);
  });

  test("count the files of a checksum list", async () => {
    for (const files of [[HELLO], [HELLO, TOOL]]) {
      const list = describeFile("sums", checksumsOf(files, "sha256"));
      const bundle = (await assetSignature(session, list)).bytes;
      const found = await verify({
        "/r/sums": list.bytes,
        "/r/sums.sigstore.json": bundle,
        "/f/hello.txt": HELLO.bytes,
      });
      const reason = files.length === 1 ? "the signed list names 1 file" : "the signed list names 2 files";
      expect(said(found.claims)["checksums"]).toEqual(good(reason));
    }
  });

  test("are about digests as well, with a name or without", async () => {
    const asset = { sha256: HELLO.sha256 };
    for (const [given, looked] of [
      [asset, { sealedName: undefined, looked: `sha256:${HELLO.sha256}`, status: "verified" }],
      [
        { ...asset, name: "x" },
        { sealedName: "x", status: "verified" },
      ],
      [{ sha256: "0".repeat(64) }, { status: "failed" }],
    ] as const) {
      expect((await verify({ "/r/a.json": hello }, { order: { assets: [given] } })).assets).toMatchObject([looked]);
    }
  });

  test("are about every digest that is known", async () => {
    const subject = [{ name: "hello.txt", digest: { sha256: HELLO.sha256, sha512: HELLO.sha512 } }];
    const predicateType = "https://sigstore.dev/cosign/sign/v1";
    const statement = { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate: {} } as const;
    const bundle = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, formatStatement(statement));
    const { sha256, sha512 } = HELLO;
    for (const [asset, exit] of [
      [{ sha256 }, 0],
      [{ sha256, sha512 }, 0],
      [{ sha256, sha512: "0".repeat(128) }, 1],
    ] as const) {
      expect((await verify({ "/r/a.json": bundle }, { order: { assets: [asset] } })).exitCode).toBe(exit);
    }
  });

  test("verify nothing by looking at nothing, unless only the evidence is asked for", async () => {
    const nothing = await verify({ "/r/a.json": hello });
    expect([nothing.verdict, said(nothing.claims)["assets"]]).toEqual(["incomplete", NO_FILE]);
    const evidence = await verify({ "/r/a.json": hello }, { order: { evidenceOnly: true } });
    expect([evidence.verdict, said(evidence.claims)["assets"]]).toEqual(["verified", { ...NO_FILE, required: false }]);
    const gone = await verify({ "/r/a.json": hello }, { order: { evidenceOnly: true, assets: [{ path: "/f/gone" }] } });
    expect([gone.verdict, gone.exitCode]).toEqual(["incomplete", 4]);
  });

  test("are open where a file cannot be read, by whose fault it may be", async () => {
    const found = await verify({ "/r/a.json": hello }, { order: { assets: [{ path: "/f/gone" }] } });
    expect(found).toMatchObject({
      ...{ exitCode: 4, failures: [{ code: "file-missing" }] },
      assets: [{ sealedName: undefined, looked: "/f/gone", status: "unreadable", reason: "there is no file /f/gone" }],
    });
    const change = (files: Files) => ({
      open: async (path: string) => ({
        ...(await files.open(path)),
        factsNow: async () => ({ kind: "file" as const, size: 0, revision: "another" }),
      }),
    });
    const changed = await verify({ "/r/a.json": hello, "/f/hello.txt": HELLO.bytes }, { change });
    expect(changed).toMatchObject({ exitCode: 3, failures: [], assets: [{ status: "unreadable" }] });
  });

  test.each([new TypeError("a test"), new Fault("internal", "a test")])("hide no defect: %s", async (error) => {
    const change = () => ({ open: () => Promise.reject(error) });
    await expect(verify({ "/r/a.json": hello, "/f/hello.txt": HELLO.bytes }, { change })).rejects.toBe(error);
  });
});

test.each([new TypeError("a test"), new Fault("internal", "a test"), new Fault("file-unreadable", "a test")])(
  "evidence that cannot be read is not refused: %s",
  async (error) => {
    const change = (files: Files) => ({
      read: async (path: string, max: number) => (path === "/r/sums" ? files.read(path, max) : Promise.reject(error)),
    });
    const contents = { "/r/sums": checksumsOf([HELLO], "sha256"), "/r/sums.sigstore.json": "" };
    await expect(verify(contents, { change })).rejects.toBe(error);
  },
);

describe("evidence that is refused", () => {
  test("leaves everything else open", async () => {
    const found = await verify({ "/r/a.json": foreign, "/f/tool.bin": TOOL.bytes });
    const { claims } = found;
    expect(claims.find(({ id }) => id === "root")).toMatchObject({
      status: "failed",
      code: "identity-mismatch",
      required: true,
    });
    expect(claims.filter(({ id }) => id !== "root")).toEqual(
      CLAIM_IDS.filter((id) => id !== "root").map((id) => ({
        ...{ id, status: "not-checked", reason: "the evidence was refused", required: id === "assets" },
      })),
    );
    expect(found).toMatchObject({ verdict: "rejected", exitCode: 1, assets: [], capsuleSha256: sha256Hex(foreign) });
    expect(found.trust).toEqual({ origin: "a test", dated: "2026-01-01" });
  });

  test("is that of another trusted root, which is the one that is told", async () => {
    const roots = [other, forge].map(({ trustedRoot: bytes }, at) => ({
      bytes,
      origin: `root ${at}`,
      dated: undefined,
    }));
    const found = await verify({ "/r/a.json": hello, "/f/hello.txt": HELLO.bytes }, { roots });
    expect([found.verdict, found.trust]).toEqual(["verified", { origin: "root 1", dated: undefined }]);
    const refused = await verify({ "/r/a.json": hello }, { roots: roots.slice(0, 1) });
    expect([refused.exitCode, refused.trust]).toEqual([1, { origin: "root 0", dated: undefined }]);
  });

  test("may only be newer than the root, and is left open then", async () => {
    const roots = [{ bytes: other.trustedRoot, origin: "built-in", dated: "2026-08-21", mayBeOutdated: true }];
    const found = await verify({ "/r/a.json": hello, "/f/hello.txt": HELLO.bytes }, { roots });
    expect([found.verdict, found.exitCode, found.assets]).toEqual(["incomplete", 3, []]);
    expect(found.claims.find(({ id }) => id === "root")?.code).toBe("trusted-root-outdated");
  });

  test("is what was signed after the time that was named", async () => {
    const found = await verify({ "/r/a.json": hello }, { order: { effectiveTime: new Date("2020-01-01") } });
    expect(found.claims.find(({ id }) => id === "root")?.code).toBe("signed-later");
    const behind = await verify({ "/r/a.json": hello }, { order: { now: new Date("2020-01-01") } });
    expect([behind.exitCode, behind.claims.find(({ id }) => id === "root")?.status]).toEqual([3, "not-checked"]);
  });

  test("is not read if it cannot answer what is asked, and has a bound", async () => {
    await expectFault("usage", () => verify({ "/r/a.json": hello }, { order: { all: true } }));
    await expectFault("file-unreadable", () => verify({ "/r/a.json": new Uint8Array(64 * 1024 * 1024 + 1) }));
    await expectFault("trusted-root-archival", () =>
      verify(
        { "/r/a.json": hello },
        { roots: [{ bytes: forge.trustedRoot, origin: "/x/snapshot.trusted_root.json", dated: undefined }] },
      ),
    );
  });
});

describe("a policy", () => {
  const policyOf = (document: object, more: object = {}) =>
    ({ document, require: [], evidence: [], approvals: [], ...more }) as unknown as Policy;
  const asked = (policy: Policy, order: Partial<VerifyOrder> = {}) =>
    verify(
      { "/r/a.json": hello, "/f/hello.txt": HELLO.bytes },
      { order: { policy, effectiveTime: NOW, ...order } as never },
    );

  test("is held by every bundle that counts", async () => {
    const met = await asked(policyOf({}));
    expect(said(met.claims)).toEqual({
      root: SIGNED,
      assets: good("the file is what was signed"),
      provenance: SILENT,
      policy: good("the release is what the policy asks for"),
    });
    const unmet = await asked(policyOf({ runner: "self-hosted" }));
    expect([unmet.exitCode, said(unmet.claims)["policy"]]).toMatchObject([
      1,
      { status: "failed", code: "policy-unmet" },
    ]);
  });

  test("that asks for what only a capsule holds is not satisfied", async () => {
    const open = (reason: string) => ({ status: "not-checked", required: true, reason });
    const evidence = await asked(policyOf({}, { evidence: [{}] }));
    expect(evidence.exitCode).toBe(3);
    expect(said(evidence.claims)["other-evidence"]).toEqual(open("evidence of others is looked for in a capsule"));
    const approvals = await asked(policyOf({}, { approvals: [{}] }));
    expect([approvals.exitCode, said(approvals.claims)["approvals"]]).toEqual([3, open("approvals are of a capsule")]);
  });

  test("requires the claims that it names", async () => {
    const required = await asked(policyOf({}, { require: [{ id: "sbom" satisfies ClaimId }] }));
    expect([required.exitCode, required.claims.find(({ id }) => id === "sbom")?.required]).toEqual([3, true]);
  });

  test("hides no defect", async () => {
    await expect(asked({ require: [], evidence: [], approvals: [] } as unknown as Policy)).rejects.toThrow(TypeError);
  });
});
