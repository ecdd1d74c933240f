import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { Change } from "../../../src/domain/memory/compare-memory.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import type { Files } from "../../../src/ports/files.ts";
import { expectFault } from "../../expect-fault.ts";
import type { GitHubRun } from "../../github-sigstore/github-run.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { describeFile } from "../../signing/test-asset.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { createTestPublisher } from "../../signing/test-publisher.ts";
import { assetSignature, HELLO, provenanceOf, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf } from "../../signing/verify-test-capsule.ts";
import { memoryFiles } from "./memory-files.ts";

let forge: TestForge;
const publisher = createTestPublisher();
beforeAll(() => {
  forge = createTestForge();
});

const LOCK = "/home/capsule.lock";
const IDENTITY = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
const BOTH = { "/r/hello.txt": HELLO.bytes, "/r/tool.bin": TOOL.bytes };
const DAY = 86_400;

async function sealed(run: Partial<GitHubRun> = {}, version = "1.2.3") {
  const session = await forge.session({ ref: `refs/tags/v${version}`, ...run });
  return { [`/r/octo-tool-${version}.capsule`]: await sealTestRelease({ session, version }) };
}

interface Asked {
  readonly accept?: readonly Change[];
  readonly isNamed?: boolean;
  /** Nothing is remembered. */
  readonly isSilent?: boolean;
  readonly change?: (files: Files) => Partial<Files>;
}

type Contents = Parameters<typeof memoryFiles>[0];

/** One memory over several verifications, as a person has it who takes one release after the other. */
function person(held: Contents = {}) {
  let [memory, now] = [held[LOCK], forge.clock.now()];
  return {
    lock: () => (memory === undefined ? undefined : JSON.parse(Buffer.from(memory as Uint8Array).toString())),
    later: (days: number) => {
      now = new Date(now.getTime() + days * DAY * 1000);
    },
    async verifies(
      contents: Contents,
      { accept = [], isNamed = true, isSilent = false, change, ...order }: Partial<VerifyOrder> & Asked = {},
    ) {
      const files = memoryFiles({ ...contents, ...BOTH, ...(memory === undefined ? {} : { [LOCK]: memory }) });
      const [path = ""] = Object.keys(contents);
      const found = await verifyAny(
        {
          ...{ capsule: { path }, assets: [], identity: IDENTITY, now },
          ...(isSilent ? {} : { memory: { paths: [LOCK], isNamed, accepted: accept, now } }),
          ...order,
        },
        {
          ...{ crypto: nodeCryptography, files: { ...files, ...change?.(files) }, progress: quietProgress() },
          trust: {
            trustedRoots: async () =>
              [forge, publisher].map(({ trustedRoot }) => ({ bytes: trustedRoot, origin: "a test", dated: undefined })),
          },
        },
      );
      const written = files.held.get(LOCK);
      const isWritten = written !== memory;
      memory = written;
      const claim = claimOf(found, "memory");
      return { ...found, memory: claim, isWritten, told: [found.exitCode, claim.code ?? claim.status] };
    },
  };
}

describe("a release that verifies", () => {
  test("is remembered once, with who made it and what was there, and is no news the next time", async () => {
    const { verifies, lock } = person();
    const first = await verifies(await sealed());
    expect([first.told, first.isWritten]).toEqual([[0, "verified"], true]);
    expect(first.memory.reason).toBe("it is seen for the first time, and remembered from now on");
    expect(lock().projects).toMatchObject([
      {
        ...{ repository: IDENTITY.repository, repositoryId: "74", ownerId: "65" },
        workflows: [".github/workflows/release.yml"],
        releases: [{ name: "octo-tool", version: "1.2.3", tag: "v1.2.3", rootSha256: first.root?.sha256, files: [] }],
      },
    ]);
    const again = await verifies(await sealed({}, "1.2.4"));
    expect(again.memory.reason).toMatch(
      /^it fits what is remembered of "https:\/\/github\.com\/octo-org\/octo-tool" since 20/,
    );
    const same = person({ [LOCK]: Buffer.from(JSON.stringify(lock())) });
    const capsule = await sealed({}, "1.2.5");
    expect((await same.verifies(capsule)).isWritten).toBe(true);
    same.later(3);
    expect(await same.verifies(capsule)).toMatchObject({ isWritten: false, told: [0, "verified"] });
  });

  test("is not remembered if it is incomplete or refused, and nothing is if nobody asks", async () => {
    const { verifies, lock } = person();
    const incomplete = await verifies(await sealed(), { all: true, assets: [{ path: "/r/hello.txt" }] });
    expect(incomplete.verdict).toBe("incomplete");
    expect(incomplete.memory.reason).toBe("nothing is remembered of what is not verified");
    const refused = await verifies(await sealed({ repository: "mallory/octo-tool" }));
    expect([refused.told, refused.memory.reason]).toEqual([
      [1, "not-checked"],
      "no signature was verified that could be compared",
    ]);
    const silent = await verifies(await sealed(), { isSilent: true });
    expect([silent.told, lock()]).toEqual([[0, "not-applicable"], undefined]);
  });
});

describe("is refused, and changes nothing in the memory, until it is accepted by its name:", () => {
  test.each<[Change, string, () => Promise<Contents>]>([
    ["owner", "owner-changed", () => sealed({ ownerId: "66" }, "1.2.4")],
    ["owner", "owner-changed", () => sealed({ repositoryId: "75" }, "1.2.4")],
    ["workflow", "workflow-changed", () => sealed({ workflow: ".github/workflows/other.yml" }, "1.2.4")],
    ["rollback", "release-rollback", () => sealed({}, "1.2.2")],
    ["bytes", "version-reused", () => sealed({}, "1.2.3")],
  ])("another %s (%s)", async (change, code, release) => {
    const { verifies, lock } = person();
    await verifies(await sealed());
    const before = lock();
    const contents = await release();
    for (const accept of [
      [],
      (["owner", "workflow", "evidence", "rollback", "bytes"] as const).filter((one) => one !== change),
    ]) {
      const refused = await verifies(contents, { accept: [...accept] });
      expect([refused.told, refused.isWritten, lock()]).toEqual([[1, code], false, before]);
      expect(String(refused.memory.hint)).toContain(`accept-change: ${change}`);
    }
    const accepted = await verifies(contents, { accept: [change] });
    expect([accepted.told, accepted.isWritten]).toEqual([[0, "verified"], true]);
    expect(accepted.memory.reason).toMatch(new RegExp(`, but for what was accepted: ${change}$`));
    expect((await verifies(contents)).told).toEqual([0, "verified"]);
  });

  test("evidence that is lost: a bundle where there was a capsule, and no attestation by GitHub where there was one", async () => {
    const { verifies } = person();
    const attested = JSON.stringify(await publisher.attest({ assets: [HELLO, TOOL] }));
    const beside = { "/r/octo-tool-1.2.3.release.sigstore.json": attested };
    await verifies({ ...(await sealed()), ...beside });
    const { bytes } = await assetSignature(await forge.session({ ref: "refs/tags/v1.2.4" }), HELLO);
    const bundle = { "/r/hello.txt.sigstore.json": bytes };
    const order = { identity: { ...IDENTITY, sourceRef: "refs/tags/v1.2.4" }, assets: [{ path: "/r/hello.txt" }] };
    const lost = await verifies(bundle, order);
    expect([lost.told, lost.memory.reason]).toEqual([[1, "evidence-lost"], '"1.2.3" had a capsule, and this has not']);
    expect((await verifies(bundle, { ...order, accept: ["evidence"] })).told).toEqual([0, "verified"]);
    expect((await verifies(bundle, order)).told).toEqual([0, "verified"]);
  });
});

test("whoever names a release means it, by its version or by its tag, however old it is", async () => {
  const { verifies } = person();
  await verifies(await sealed());
  const old = await sealed({}, "1.2.2");
  expect((await verifies(old)).told).toEqual([1, "release-rollback"]);
  expect((await verifies(old, { release: { name: "octo-tool", version: "1.2.2" } })).told).toEqual([0, "verified"]);
  const byTag = person();
  await byTag.verifies(await sealed());
  const tagged = { ...IDENTITY, sourceRef: "refs/tags/v1.2.2" };
  expect((await byTag.verifies(old, { identity: tagged })).told).toEqual([0, "verified"]);
});

describe("evidence that is no capsule", () => {
  const identity = { ...IDENTITY, sourceRef: "refs/tags/v1.2.3" };
  const assets = [{ path: "/r/hello.txt" }];

  test("is remembered by its tag and the digests of the files, so that a version has one content", async () => {
    const { verifies, lock } = person();
    const other = { ...describeFile("hello.txt", "other\n") };
    const bundleOf = async (asset: typeof HELLO) => ({
      "/r/a.intoto.jsonl": (await provenanceOf(await forge.session(), [asset])).bytes,
    });
    expect((await verifies(await bundleOf(HELLO), { identity, assets })).told).toEqual([0, "verified"]);
    expect(lock().projects[0].releases).toMatchObject([
      {
        ...{ name: "octo-tool", version: "1.2.3", rootSha256: null, evidence: ["attestations"] },
        files: [{ name: "hello.txt", sha256: HELLO.sha256 }],
      },
    ]);
    const reused = await verifies(await bundleOf(other), {
      ...{ identity, assets: [{ name: "hello.txt", sha256: other.sha256 }] },
    });
    expect(reused.told).toEqual([1, "version-reused"]);
  });

  test("of a signer without numbers of a repository is refused where a memory was named, and else not remembered", async () => {
    const certificate = await publisher.attest({ assets: [HELLO] });
    const contents = { "/r/x.release.sigstore.json": JSON.stringify(certificate) };
    const { verifies } = person();
    const found = await verifies(contents, { identity, assets, isNamed: false });
    expect([found.told, found.isWritten]).toEqual([[0, "not-applicable"], false]);
    await expectFault("usage", () => verifies(contents, { identity, assets }));
  });
});

describe("an age", () => {
  test("is that of the log: too fresh is incomplete, says until when, and is not remembered", async () => {
    const { verifies, later, lock } = person();
    const capsule = await sealed();
    const fresh = await verifies(capsule, { minAge: 3 * DAY });
    expect([fresh.exitCode, claimOf(fresh, "age")]).toMatchObject([3, { status: "not-checked", code: "too-fresh" }]);
    expect(String(claimOf(fresh, "age").hint)).toMatch(/^wait until 20\d\d-/);
    expect(lock()).toBeUndefined();
    later(3);
    const old = await verifies(capsule, { minAge: 3 * DAY });
    expect([old.exitCode, claimOf(old, "age").status]).toEqual([0, "verified"]);
  });

  test("of several signatures is that of the last", async () => {
    const { verifies, later } = person();
    const old = (await provenanceOf(await forge.session(), [HELLO])).bytes;
    const HOURS = 2 * 3_600_000;
    forge.clock.advance(HOURS);
    const young = (await provenanceOf(await forge.session(), [HELLO])).bytes;
    forge.clock.advance(-HOURS);
    later(2 / 24);
    const line = (bytes: Uint8Array) => JSON.stringify(JSON.parse(Buffer.from(bytes).toString()));
    const order = {
      ...{ identity: { ...IDENTITY, sourceRef: "refs/tags/v1.2.3" }, assets: [{ path: "/r/hello.txt" }] },
      minAge: 3_600,
    };
    expect((await verifies({ "/r/a.jsonl": `${line(old)}\n` }, order)).exitCode).toBe(0);
    expect((await verifies({ "/r/a.jsonl": `${line(old)}\n${line(young)}\n` }, order)).exitCode).toBe(3);
  });
});

describe("a memory", () => {
  test("that is malformed is told before anything is read, and a folder or too large a file is a fault", async () => {
    const { verifies } = person({ [LOCK]: Buffer.from("{}") });
    const unread = () => ({ open: () => Promise.reject(new TypeError("nothing is opened")) });
    const capsule = await sealed();
    await expectFault("lock-malformed", () => verifies(capsule, { change: unread }));
    const large = person({ [LOCK]: Buffer.alloc(4 * 1024 * 1024 + 1) });
    await expectFault("file-unreadable", () => large.verifies(capsule));
    const folder = person({ [LOCK]: "a folder" });
    await expectFault("file-unreadable", () => folder.verifies(capsule));
  });

  test("that another run changed meanwhile is compared again before it is written", async () => {
    const mine = person();
    await mine.verifies(await sealed());
    const theirs = Buffer.from(JSON.stringify(mine.lock()).replace('"ownerId":"65"', '"ownerId":"1"'));
    const change = (files: Files) => ({
      update: async (_path: string, _max: number, next: (bytes: Uint8Array | undefined) => Uint8Array | undefined) => {
        expect([files, next(theirs)]).toEqual([files, undefined]);
      },
    });
    expect((await mine.verifies(await sealed({}, "1.2.4"), { change })).told).toEqual([1, "owner-changed"]);
  });

  test("of several refuses what one of them refuses, and writes into none", async () => {
    const mine = person();
    await mine.verifies(await sealed());
    const paths = [LOCK, "/other/capsule.lock"];
    const memory = { paths: paths.toReversed(), isNamed: false, accepted: [], now: forge.clock.now() };
    const refused = await mine.verifies(await sealed({ ownerId: "66" }, "1.2.4"), { memory });
    expect([refused.told, refused.isWritten]).toEqual([[1, "owner-changed"], false]);
  });

  test("may be what a policy requires", async () => {
    const document = { schema: POLICY_SCHEMA_ID, signers: [{ repository: "octo-org/octo-tool" }], require: ["memory"] };
    const policy = parsePolicy(Buffer.from(JSON.stringify(document)));
    const order = { policy, identity: { kind: "any-of", of: policy.signers } as const };
    const { verifies } = person();
    expect((await verifies(await sealed(), { ...order, isSilent: true })).exitCode).toBe(3);
    expect((await verifies(await sealed(), order)).told).toEqual([0, "verified"]);
  });
});
