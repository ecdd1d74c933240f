import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { EvidenceEntry } from "../../../src/domain/capsule/build-root.ts";
import { parsePolicy } from "../../../src/domain/policy/parse-policy.ts";
import { POLICY_SCHEMA_ID } from "../../../src/domain/policy/policy-schema.ts";
import { summarize } from "../../../src/journeys/verify/summarize.ts";
import { verifyAny } from "../../../src/journeys/verify/verify-any.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import { bytesSource } from "../../../src/kernel/byte-source.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import type { TrustedRootFile } from "../../../src/ports/trust.ts";
import { verificationJson } from "../../../src/views/verification/verification-json.ts";
import { verificationSummary } from "../../../src/views/verification/verification-summary.ts";
import { verificationText } from "../../../src/views/verification/verification-text.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { assetSignature, HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf } from "../../signing/verify-test-capsule.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

let before: TestForge;
let now: TestForge;
let session: CertifiedSession;
let genuine: Uint8Array;
beforeAll(async () => {
  before = createTestForge();
  now = createTestForge();
  session = await now.session();
  genuine = await sealTestRelease({ session });
});

const FIELDS = ["certificateAuthorities", "ctlogs", "timestampAuthorities", "tlogs"] as const;

/** A built-in root from before these services were renewed. */
function stale(...fields: readonly (typeof FIELDS)[number][]): TrustedRootFile {
  const [old, root] = [before, now].map(({ trustedRoot }) => JSON.parse(Buffer.from(trustedRoot).toString()));
  for (const field of fields) root[field] = old[field];
  const bytes = Buffer.from(JSON.stringify(root));
  return { bytes, origin: "built-in test root", dated: "2026-08-21", mayBeOutdated: true };
}

const IDENTITY = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;

function verify(bytes: Uint8Array, roots: readonly TrustedRootFile[], order: Partial<VerifyOrder> = {}) {
  const capsule = { bytes: bytesSource(bytes), fileName: "octo-tool-1.2.3.capsule" };
  return verifyAny(
    {
      capsule,
      assets: [HELLO, TOOL].map(({ name, sha256, sha512 }) => ({ name, sha256, sha512 })),
      identity: IDENTITY,
      ...order,
    },
    {
      crypto: nodeCryptography,
      files: systemFiles,
      trust: { trustedRoots: async () => roots },
      progress: quietProgress(),
    },
  );
}

const PAGE = {
  ...{ width: 80, paint: (_style: string, text: string) => text, verbose: true, online: false },
  ...{ evidence: "a.capsule", repository: undefined, command: undefined },
};

describe("a genuine release under a built-in root that is older than its services", () => {
  test.each(FIELDS)("is incomplete, with the root's date, where the %s are newer (W4)", async (field) => {
    const verification = await verify(genuine, [stale(field)]);
    expect([verification.verdict, verification.exitCode]).toEqual(["incomplete", 3]);
    const root = claimOf(verification, "root");
    expect([root.status, root.code]).toEqual(["not-checked", "trusted-root-outdated"]);
    expect(root.reason).toContain("that this program does not know: a forgery, or newer than its root of 2026-08-21");
    expect(String(root.hint)).toContain("verify with online");
  });

  test("states no claim as verified, and no signer, source or release anywhere (W4)", async () => {
    const verification = await verify(genuine, [stale("certificateAuthorities")]);
    const asked = verification.claims.filter(({ status }) => status !== "not-applicable");
    expect(asked.filter(({ status }) => status !== "not-checked")).toEqual([]);
    expect([verification.root, verification.builder, verification.assets]).toEqual([undefined, undefined, []]);
    const shown = [
      verificationText(verification, PAGE),
      verificationSummary(verification, PAGE),
      JSON.stringify(verificationJson(verification)),
    ];
    for (const text of shown)
      expect(text).not.toMatch(/octo|1\.2\.3|github\.com\/(?!release-capsule)|"status":"verified"/);
    expect(verificationJson(verification)).toMatchObject({
      release: null,
      trustedRoot: { origin: "built-in test root", dated: "2026-08-21" },
    });
  });

  test("leaves no signature to remember and no summary (W4)", async () => {
    const verification = await verify(genuine, [stale("tlogs")]);
    expect([verification.exitCode, verification.signatures]).toEqual([3, []]);
    await expectFault("summary-impossible", () =>
      summarize({ verification, capsule: "a.capsule", policy: undefined, now: new Date(0) }),
    );
  });

  test("is incomplete where only one of its signatures is of the newer services (W4)", async () => {
    const renewed = createTestForge();
    const statement = await assetSignature(await renewed.session(), HELLO);
    const entries = (honest: EvidenceEntry[]) => honest.map((one) => (one.name === statement.name ? statement : one));
    const capsule = await sealTestRelease({ session, entries });
    const root = { bytes: now.trustedRoot, origin: "built-in", dated: "2026-08-21", mayBeOutdated: true };
    const verification = await verify(capsule, [root]);
    expect([verification.exitCode, claimOf(verification, "root").code]).toEqual([3, "trusted-root-outdated"]);
    const { mayBeOutdated: _built, ...named } = root;
    expect((await verify(capsule, [named])).exitCode).toBe(1);
  });

  test("is as incomplete among several roots, and for a bundle that is no capsule (W4)", async () => {
    const other = { ...stale(...FIELDS), dated: "2026-09-01", origin: "another" };
    expect((await verify(genuine, [other, stale("tlogs")])).trust).toEqual({
      origin: "built-in test root",
      dated: "2026-08-21",
    });
    const path = join(temporaryFolder(), "hello.txt.sigstore.json");
    writeFileSync(path, (await assetSignature(session, HELLO)).bytes);
    const identity = { ...IDENTITY, sourceRef: "refs/tags/v1.2.3" };
    const order = { capsule: { path }, identity };
    const file = await verify(genuine, [stale("certificateAuthorities")], { ...order, assets: [HELLO] });
    expect([file.exitCode, claimOf(file, "root").code, file.assets]).toEqual([3, "trusted-root-outdated", []]);
    const wrong = await verify(genuine, [stale("certificateAuthorities")], { ...order, assets: [TOOL] });
    expect([wrong.exitCode, claimOf(wrong, "assets").code]).toEqual([1, "digest-mismatch"]);
  });
});

describe("it stays rejected", () => {
  test("under a root that the user named, or one that was fetched just now (W4)", async () => {
    for (const field of FIELDS) {
      const { bytes } = stale(field);
      const verification = await verify(genuine, [{ bytes, origin: "root.json", dated: undefined }]);
      expect([field, verification.exitCode]).toEqual([field, 1]);
    }
  });

  test("under a policy (W4)", async () => {
    const policy = parsePolicy(
      Buffer.from(
        JSON.stringify({
          schema: POLICY_SCHEMA_ID,
          signers: [IDENTITY].map(({ repository }) => ({ repository })),
        }),
      ),
    );
    const order = { policy, effectiveTime: now.clock.now() };
    expect((await verify(genuine, [stale("certificateAuthorities")], order)).exitCode).toBe(1);
  });

  test("where it says itself that it is older than the root (W4)", async () => {
    const root = { ...stale("certificateAuthorities"), dated: "2026-11-22" };
    expect((await verify(genuine, [root])).exitCode).toBe(1);
  });

  test("where a file is not the sealed one, or another identity is stated (W4)", async () => {
    const root = stale("certificateAuthorities");
    const assets = [{ name: HELLO.name, sha256: TOOL.sha256 }];
    const changed = await verify(genuine, [root], { assets });
    expect([changed.exitCode, claimOf(changed, "assets").code]).toEqual([1, "digest-mismatch"]);
    expect(claimOf(changed, "root")).toMatchObject({ status: "not-checked", code: "trusted-root-outdated" });
    const identity = { ...IDENTITY, repository: "https://github.com/octo-org/other" };
    const other = await verify(genuine, [root], { identity });
    expect([other.exitCode, claimOf(other, "root").code, other.root]).toEqual([1, "identity-mismatch", undefined]);
    const release = await verify(genuine, [root], { release: { name: "octo-tool", version: "1.2.4" } });
    expect([release.exitCode, claimOf(release, "release").code]).toEqual([1, "release-mismatch"]);
  });

  test("where the capsule is not closed over its entries, or a list disagrees (W4)", async () => {
    const packed = (entries: Map<string, Uint8Array>) => void entries.set("checksums.txt", Buffer.from("other\n"));
    const verification = await verify(await sealTestRelease({ session, packed }), [stale("tlogs")]);
    expect([verification.exitCode, claimOf(verification, "evidence").code]).toEqual([1, "evidence-differs"]);
  });

  test("but a file that cannot be read is a failure of the environment (W4)", async () => {
    const assets = [{ path: "/nowhere/hello.txt" }];
    expect((await verify(genuine, [stale("tlogs")], { assets })).exitCode).toBe(4);
  });
});

test("a release before that the root is too old for leaves the lineage open, and breaks nothing (W4)", async () => {
  const earlier = await sealTestRelease({ session: await now.session({ ref: "refs/tags/v1.2.2" }), version: "1.2.2" });
  const previous = join(temporaryFolder(), "earlier.capsule");
  writeFileSync(previous, earlier);
  const later = createTestForge();
  const capsule = await sealTestRelease({
    session: await later.session(),
    root: (root) => ({
      ...root,
      predicate: {
        ...root.predicate,
        previous: { name: "octo-tool", version: "1.2.2", tag: "v1.2.2", rootDigest: { sha256: "0".repeat(64) } },
      },
    }),
  });
  const root = { bytes: later.trustedRoot, origin: "built-in", dated: "2026-08-21", mayBeOutdated: true };
  const verification = await verify(capsule, [root], { previous });
  expect([verification.exitCode, claimOf(verification, "lineage").status]).toEqual([3, "not-checked"]);
});
