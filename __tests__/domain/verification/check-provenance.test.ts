import { expect, test } from "vitest";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { localProvenance } from "../../../src/domain/attestation/local-provenance.ts";
import { provenanceStatement } from "../../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement } from "../../../src/domain/attestation/statement.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import { parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { checkProvenance } from "../../../src/domain/verification/check-provenance.ts";
import type { RunEvidence } from "../../../src/domain/verification/run-evidence.ts";
import { bytesSource, sourceChunks } from "../../../src/kernel/byte-source.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";

/** A root whose certificate names a run and `issuer`, with a provenance of our local build type that names no run. */
async function withoutRun(issuer: string): Promise<RunEvidence> {
  const session = await createTestForge().session();
  const capsule = await readCapsule(sourceChunks(bytesSource(await sealTestRelease({ session }))));
  const { content } = parseBundle(capsule.root);
  if (content.kind !== "dsse") throw new Error("the root is no statement");
  const statement = parseRootStatement(content.payload);
  const { release } = statement.predicate;
  const provenance = localProvenance({ ...release, ref: null, dirty: null, epoch: 0 });
  const payload = formatStatement(provenanceStatement([HELLO, TOOL], provenance));
  const certificate = { ...readCertificate(session.identity.certificate), issuer };
  return {
    root: {
      statement,
      sha256: "0".repeat(64),
      signer: { kind: "certificate", certificate },
      times: [],
      logEntries: [],
    },
    entries: new Map([["provenance.sigstore.json", await session.signPayload(IN_TOTO_PAYLOAD_TYPE, payload)]]),
    digests: new Map(),
    asked: new Set(["provenance.sigstore.json"]),
    // Who signed is for other tests.
    verify: async ({ bundle }) => ({ signer: undefined as never, content: bundle.content, times: [], logEntries: [] }),
    signer: { kind: "certificate", check: () => undefined },
  };
}

test.each([
  "https://token.actions.githubusercontent.com",
  "https://token.actions.githubusercontent.com/octo-enterprise",
  "https://token.actions.octo.ghe.com",
  "https://ghes.example/_services/token",
])("a run with a token of %s is not hidden by a provenance that names none (W2)", async (issuer) => {
  const evidence = await withoutRun(issuer);
  await expectFault("provenance-contradiction", () => checkProvenance(evidence));
});

test("a run of another service, which no build type of ours can state, need not be stated (W2)", async () => {
  const { claim } = await checkProvenance(await withoutRun("https://gitlab.com"));
  expect([claim.status, claim.reason]).toEqual(["verified", expect.stringContaining("only the signer vouches")]);
});
