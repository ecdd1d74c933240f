import { beforeAll, expect, test } from "vitest";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { githubProvenance, type ReceivedFile } from "../../../src/domain/attestation/github-provenance.ts";
import { provenanceStatement } from "../../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement } from "../../../src/domain/attestation/statement.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { workflowRunOf } from "../../../src/domain/source/workflow-run.ts";
import type { CertifiedSession } from "../../../src/ports/signer.ts";
import { createTestForge, type TestForge } from "../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";
import { claimOf, verifyTestCapsule } from "../../signing/verify-test-capsule.ts";

let forge: TestForge;
let session: CertifiedSession;
beforeAll(async () => {
  forge = createTestForge();
  session = await forge.session();
});

/** A release whose provenance says that its run received these files. */
async function verifyReceived(received: readonly ReceivedFile[]) {
  const run = workflowRunOf(readCertificate(session.identity.certificate).extensions);
  const statement = formatStatement(provenanceStatement([HELLO, TOOL], githubProvenance(run, received)));
  const bytes = await session.signPayload(IN_TOTO_PAYLOAD_TYPE, statement);
  const capsule = await sealTestRelease({
    session,
    entries: (entries) =>
      entries.map((entry) => (entry.name === "provenance.sigstore.json" ? { ...entry, bytes } : entry)),
  });
  return verifyTestCapsule(capsule, forge.trustedRoot);
}

test("provenance that says that files were received is none of their build, and gives no builder to trust", async () => {
  const built = await verifyReceived([]);
  expect(built.builder).toMatch(/release\.yml@/);
  const received = await verifyReceived([TOOL]);
  expect(received.verdict).toBe("verified");
  const claim = claimOf(received, "provenance");
  expect(claim).toMatchObject({ status: "missing", required: false });
  expect(claim.reason).toContain("did not build 1 of 2 assets");
  expect(received.builder).toBeUndefined();
});

test("a received file that is no asset, or has another digest than the asset, is refused", async () => {
  for (const wrong of [
    { ...TOOL, name: "other" },
    { ...TOOL, sha256: HELLO.sha256 },
  ]) {
    expect(claimOf(await verifyReceived([HELLO, wrong]), "provenance").code).toBe("provenance-contradiction");
  }
});
