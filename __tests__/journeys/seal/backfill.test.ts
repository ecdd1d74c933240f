import { describe, expect, test } from "vitest";
import { parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import type { Policy } from "../../../src/domain/policy/policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import type { SealOrder } from "../../../src/journeys/seal/order/seal-order.ts";
import type { Sealed } from "../../../src/journeys/seal/seal.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";
import { CAPSULE, COMMIT, EVIDENCE, publishingRun } from "./publishing-run.ts";

/** A workflow of today that was started by hand on the default branch. */
const TODAY = { ref: "refs/heads/main", commit: "e".repeat(40), event: "workflow_dispatch" } as const;
const ORDER: Partial<SealOrder> = {
  assets: [],
  assetsFrom: ["release"],
  backfill: true,
  given: { tag: "v1.2.3", commit: COMMIT },
};
const PUBLISHED = "2024-02-03T04:05:06Z";

function oldRelease(release: object = {}) {
  const run = publishingRun({}, TODAY);
  const old = run.github.addRelease({ tag_name: "v1.2.3", draft: false, published_at: PUBLISHED, ...release });
  run.github.addAsset(old, "tool.bin", "a tool\n");
  return run;
}

function rootOf({ root }: Sealed) {
  const { content } = parseBundle(root);
  if (content.kind !== "dsse") throw new Error("no statement");
  return parseRootStatement(content.payload).predicate;
}

describe("an old release", () => {
  test("is sealed from its own files; the root says both times, and names its commit and that of the sealing run", async () => {
    const run = oldRelease();
    const sealed = await run.seal(ORDER);
    const { backfill, release } = rootOf(sealed);
    expect(backfill).toEqual({
      published: PUBLISHED,
      sealed: expect.stringMatching(/^2026-11-21T07:/),
      commit: TODAY.commit,
    });
    expect([release.tag, release.commit, release.version]).toEqual(["v1.2.3", COMMIT, "1.2.3"]);
    expect(run.names()).toEqual(["tool.bin", ...EVIDENCE.filter((name) => !name.endsWith(".intoto.jsonl"))]);
    expect(run.github.visible().some((request) => request.startsWith("PATCH"))).toBe(false);
    expect(run.github.attestations).toHaveLength(1);
  });

  test("claims no provenance, and the verifier says since when it was public", async () => {
    const run = oldRelease();
    const { capsule, entries, forge } = { ...(await run.seal(ORDER)), forge: run.forge };
    expect(entries.some(({ name }) => name === "provenance.sigstore.json")).toBe(false);
    const identity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
    const order = { assets: [], evidenceOnly: true };
    const found = await verifyTestCapsule(capsule.bytes, forge.trustedRoot, {
      ...order,
      identity: { ...identity, sourceRef: TODAY.ref },
    });
    expect(found.exitCode).toBe(0);
    expect(claimOf(found, "provenance")).toMatchObject({
      status: "missing",
      required: false,
      reason: expect.stringContaining(`public since ${PUBLISHED}`),
    });
    const tagged = await verifyTestCapsule(capsule.bytes, forge.trustedRoot, { ...order, identity });
    expect(claimOf(tagged, "root").code).toBe("identity-mismatch");
  });

  test("is told apart in VERIFY.md, which shows no command about provenance", async () => {
    const sealed = await oldRelease().seal(ORDER);
    const guide = Buffer.from(sealed.entries.find(({ name }) => name === "VERIFY.md")?.bytes ?? []).toString();
    expect(guide).toContain(`**This release was public since ${PUBLISHED}, and was sealed only afterwards.**`);
    expect(guide).toContain("--source-ref refs/heads/main");
    expect(guide).not.toMatch(/verify-blob-attestation|gh attestation verify|\.intoto\.jsonl|slsa-verifier/);
  });

  test("that was sealed is verified by a rerun, which signs nothing again", async () => {
    const run = oldRelease();
    const first = await run.seal(ORDER);
    const again = await run.seal(ORDER);
    expect([again.recovered, run.opened()]).toEqual([true, 1]);
    expect(again.capsule.sha256).toBe(first.capsule.sha256);
  });
});

describe("backfill is refused before anything is signed", () => {
  test.each([
    ["without a tag", "usage", {}, { given: { commit: COMMIT } }],
    ["of an immutable release", "release-immutable", { immutable: true }, {}],
    ["of a draft", "release-conflict", { draft: true, published_at: null }, {}],
    ["of another commit than that of the tag", "tag-moved", {}, { given: { tag: "v1.2.3", commit: "f".repeat(40) } }],
    ["where nothing is published", "usage", {}, { publish: "none" }],
  ] as const)("%s", async (_what, code, release, changes) => {
    const run = oldRelease(release);
    await expectFault(code, () => run.seal({ ...ORDER, ...changes }));
    expect(run.opened()).toBe(0);
    expect(run.github.visible()).toEqual([]);
  });

  test("where the tag has no release", async () => {
    const run = publishingRun({ "tool.bin": "a tool\n" }, TODAY);
    await expectFault("release-conflict", () => run.seal({ ...ORDER, assets: ["dist"], assetsFrom: [] }));
    expect(run.github.releases).toEqual([]);
  });

  test("of a file that the release does not hold", async () => {
    const run = publishingRun({ "late.bin": "late\n" }, TODAY);
    const old = run.github.addRelease({ tag_name: "v1.2.3", draft: false, published_at: PUBLISHED });
    run.github.addAsset(old, "tool.bin", "a tool\n");
    await expectFault("release-conflict", () => run.seal({ ...ORDER, assets: ["dist"] }));
    expect(run.names()).toEqual(["tool.bin"]);
  });
});

test("a backfilled capsule is not taken for one of a release that was sealed in time", async () => {
  const run = publishingRun({});
  const old = run.github.addRelease({ tag_name: "v1.2.3", draft: false, published_at: PUBLISHED });
  run.github.addAsset(old, "tool.bin", "a tool\n");
  await run.seal({ ...ORDER, publish: "capsule" });
  await expectFault("release-conflict", () => run.seal({ assets: [], assetsFrom: ["release"], publish: "capsule" }));
  expect(run.names()).toEqual(["tool.bin", CAPSULE, "VERIFY.md"]);
});

describe("a verifier", () => {
  const backfill = { published: PUBLISHED, sealed: "2026-11-21T07:00:00Z", commit: COMMIT };
  const verify = async (change: Partial<typeof backfill>, policy?: Policy) => {
    const forge = createTestForge();
    const capsule = await sealTestRelease({
      session: await forge.session(),
      entries: (entries) => entries.filter(({ name }) => name !== "provenance.sigstore.json"),
      root: (root) => ({ ...root, predicate: { ...root.predicate, backfill: { ...backfill, ...change } } }),
    });
    const effectiveTime = new Date("2026-11-22T07:00:00Z");
    return verifyTestCapsule(capsule, forge.trustedRoot, policy === undefined ? {} : { policy, effectiveTime });
  };

  test("accepts the time of sealing that is that of the signature, and no other", async () => {
    expect((await verify({})).exitCode).toBe(0);
    for (const change of [{ sealed: "2026-11-21T09:00:00Z" }, { published: "2026-12-01T00:00:00Z" }]) {
      expect(claimOf(await verify(change), "root").code).toBe("source-contradiction");
    }
  });

  test("holds the commit of the sealing workflow against the certificate", async () => {
    expect(claimOf(await verify({ commit: "f".repeat(40) }), "root").code).toBe("identity-mismatch");
  });

  test("lets a policy require provenance all the same", async () => {
    const document = { schema: POLICY_SCHEMA_ID, signers: [{ repository: "octo-org/octo-tool" }] };
    const policy = parsePolicy(Buffer.from(JSON.stringify({ ...document, require: ["provenance"] })));
    expect((await verify({}, policy)).exitCode).toBe(3);
  });
});
