import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import type { Previous, RootStatement } from "../../../src/domain/capsule/root-schema.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { verifyFile } from "../../../src/journeys/verify/verify-file.ts";
import type { VerifyOrder } from "../../../src/journeys/verify/verify-order.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { systemFiles } from "../../../src/world/files/files.ts";
import { expectFault } from "../../expect-fault.ts";
import { quietProgress } from "../../quiet-progress.ts";
import { newFolder } from "../../run-program.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { sealTestRelease } from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";

const folder = newFolder();
const earlierPath = join(folder, "earlier.capsule");
const WORKFLOW = "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";

let forge: TestForge;
let now: CertifiedSession;
let before: CertifiedSession;
let named: Exclude<Previous, { none: string }>;

beforeAll(async () => {
  forge = createTestForge();
  [before, now] = [await forge.session({ ref: "refs/tags/v1.2.2" }), await forge.session()];
  const earlier = await sealTestRelease({ session: before, version: "1.2.2" });
  writeFileSync(earlierPath, earlier);
  const { root } = await verifyTestCapsule(earlier, forge.trustedRoot, {
    assets: [],
    release: { name: "octo-tool", version: "1.2.2" },
  });
  named = { name: "octo-tool", version: "1.2.2", tag: "v1.2.2", rootDigest: { sha256: root?.sha256 ?? "" } };
});
afterAll(() => rmSync(folder, { recursive: true }));

const naming = (previous: Previous) => (root: RootStatement) => ({
  ...root,
  predicate: { ...root.predicate, previous },
});

async function lineage(previous: Previous, order: Partial<VerifyOrder> = { previous: earlierPath }) {
  const capsule = await sealTestRelease({ session: now, root: naming(previous) });
  const verification = await verifyTestCapsule(capsule, forge.trustedRoot, order);
  return { verification, claim: claimOf(verification, "lineage") };
}

/** Writes a capsule that is offered as the one before. */
function offered(bytes: Uint8Array): Partial<VerifyOrder> {
  const previous = join(folder, "offered.capsule");
  writeFileSync(previous, bytes);
  return { previous };
}

describe("the release before", () => {
  test("is verified where the root names exactly the capsule that was given", async () => {
    const { verification, claim } = await lineage(named);
    expect(claim).toMatchObject({ status: "verified" });
    expect(verification.exitCode).toBe(0);
  });

  test("is expected at its own tag where an exact identity or a ref names this one's", async () => {
    const { issuer = "" } = readCertificate(now.identity.certificate);
    const exact = { kind: "exact", subjectAlternativeName: WORKFLOW, issuer } as const;
    expect((await lineage(named, { previous: earlierPath, identity: exact })).claim.status).toBe("verified");
    const repository = "https://github.com/octo-org/octo-tool";
    const atRef = { kind: "repository", repository, sourceRef: "refs/tags/v1.2.3" } as const;
    expect((await lineage(named, { previous: earlierPath, identity: atRef })).claim.status).toBe("verified");
    const anyOf = { kind: "any-of", of: [exact] } as const;
    expect((await lineage(named, { previous: earlierPath, identity: anyOf })).claim.status).toBe("verified");
  });

  test("is not checked without its capsule, which is no reason to reject", async () => {
    const { verification, claim } = await lineage(named, {});
    expect([claim.status, verification.exitCode]).toEqual(["not-checked", 0]);
    expect(String(claim.hint)).toContain("previous");
  });

  test("does not apply to a first release, and is not checked where it was unavailable", async () => {
    expect((await lineage({ none: "first-release", reason: "first" }, {})).claim.status).toBe("not-applicable");
    expect((await lineage({ none: "first-capsule", reason: "first" }, {})).claim.status).toBe("not-applicable");
    expect((await lineage({ none: "unavailable", reason: "unknown" }, {})).claim.status).toBe("not-checked");
  });

  test.each<[string, (one: typeof named) => Previous]>([
    ["another root digest", (one) => ({ ...one, rootDigest: { sha256: "0".repeat(64) } })],
    ["another version", (one) => ({ ...one, version: "1.2.1" })],
    ["another tag", (one) => ({ ...one, tag: "v1.2.1" })],
    ["another name", (one) => ({ ...one, name: "other-tool" })],
    ["none, because it is the first", () => ({ none: "first-release", reason: "first" })],
    ["none, because it was unavailable", () => ({ none: "unavailable", reason: "unknown" })],
  ])("is refused where the root names %s", async (_, change) => {
    const { verification, claim } = await lineage(change(named));
    expect(claim).toMatchObject({ status: "failed", code: "lineage-broken" });
    expect(verification.exitCode).toBe(1);
  });

  test("is refused where it is signed by another repository", async () => {
    const session = await forge.session({ repository: "mallory/octo-tool", ref: "refs/tags/v1.2.2" });
    const { claim } = await lineage(named, offered(await sealTestRelease({ session, version: "1.2.2" })));
    expect(claim).toMatchObject({ status: "failed", code: "lineage-broken" });
  });

  test("is refused where a repository registered again under the name signed it", async () => {
    const session = await forge.session({ ref: "refs/tags/v1.2.2", repositoryId: "999999" });
    const bytes = await sealTestRelease({ session, version: "1.2.2" });
    const order = { assets: [], release: { name: "octo-tool", version: "1.2.2" } };
    const { root } = await verifyTestCapsule(bytes, forge.trustedRoot, order);
    const { claim } = await lineage({ ...named, rootDigest: { sha256: root?.sha256 ?? "" } }, offered(bytes));
    expect(claim).toMatchObject({ status: "failed", code: "lineage-broken" });
    expect(claim.reason).toContain("another repository");
  });

  test("is refused where it is no capsule", async () => {
    const { claim } = await lineage(named, offered(Buffer.from("no capsule")));
    expect(claim).toMatchObject({ status: "failed", code: "lineage-broken" });
  });

  test("cannot be said where its file is absent: that is no rejection", async () => {
    const { verification, claim } = await lineage(named, { previous: join(folder, "absent.capsule") });
    expect([claim.status, verification.exitCode]).toEqual(["not-checked", 4]);
  });

  test("means nothing for evidence that is no capsule", async () => {
    const identity = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" } as const;
    await expectFault("usage", () =>
      verifyFile(
        { capsule: { path: earlierPath }, assets: [], identity, previous: earlierPath },
        {
          crypto: nodeCryptography,
          files: systemFiles,
          trust: { trustedRoots: async () => [] },
          progress: quietProgress(),
        },
      ),
    );
  });
});
