import { beforeAll, expect, test } from "vitest";
import { nodeCryptography } from "../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../src/domain/attestation/dsse.ts";
import { localProvenance } from "../../../src/domain/attestation/local-provenance.ts";
import { type PipelineRun, pipelineProvenance } from "../../../src/domain/attestation/pipeline-provenance.ts";
import { provenanceStatement } from "../../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement } from "../../../src/domain/attestation/statement.ts";
import { readCapsule } from "../../../src/domain/capsule/read-capsule.ts";
import { parseRootStatement } from "../../../src/domain/capsule/root-statement.ts";
import { parseBundle } from "../../../src/domain/sigstore/bundle.ts";
import { readCertificate } from "../../../src/domain/sigstore/certificate.ts";
import { checkProvenance } from "../../../src/domain/verification/check-provenance.ts";
import { pipelineRunOf } from "../../../src/domain/verification/pipeline-run.ts";
import type { RunEvidence } from "../../../src/domain/verification/run-evidence.ts";
import { bytesSource, sourceChunks } from "../../../src/kernel/byte-source.ts";
import type { SigningSession } from "../../../src/ports/signer.ts";
import { expectFault } from "../../expect-fault.ts";
import { createTestForge } from "../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../signing/test-release.ts";

let session: SigningSession;
let capsule: Awaited<ReturnType<typeof readCapsule>>;
beforeAll(async () => {
  session = await createTestForge().session();
  capsule = await readCapsule(sourceChunks(bytesSource(await sealTestRelease({ session }))), nodeCryptography);
});

/** A root whose certificate names a run and `issuer`, with a provenance of our local build type that names no run. */
async function withoutRun(issuer: string): Promise<RunEvidence> {
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
    about: "all",
    // Who signed is for other tests.
    verify: async ({ bundle }) => ({
      ...{ signer: { kind: "certificate", certificate }, content: bundle.content, times: [], logEntries: [] },
    }),
    signer: { kind: "certificate", check: () => undefined },
    crypto: nodeCryptography,
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

test("a run of another service is not hidden either", async () => {
  const evidence = await withoutRun("https://gitlab.com");
  await expectFault("provenance-contradiction", () => checkProvenance(evidence));
});

/** What a certificate of GitLab's shape says, with a provenance of the same run that `change` made false. */
async function ofPipeline(change: (run: PipelineRun) => Partial<PipelineRun>): Promise<RunEvidence> {
  const evidence = await withoutRun("https://gitlab.com");
  const { signer } = evidence.root;
  if (signer.kind !== "certificate") throw new Error("the root was signed with a key");
  const run = pipelineRunOf(signer.certificate);
  if (run === undefined) throw new Error("the certificate names no run");
  const statement = provenanceStatement([HELLO, TOOL], pipelineProvenance({ ...run, ...change(run) }));
  const content = { kind: "dsse", payloadType: IN_TOTO_PAYLOAD_TYPE, payload: formatStatement(statement) };
  return { ...evidence, verify: async (order) => ({ ...(await evidence.verify(order)), content: content as never }) };
}

test("every value of a pipeline's provenance is that of the certificate", async () => {
  const { claim, found } = await checkProvenance(await ofPipeline(() => ({})));
  expect([claim.status, claim.reason]).toEqual(["verified", expect.stringContaining("as its certificate says")]);
  expect(found).toContain("/.github/workflows/");
});

const FACTS = ["builder", "run", "issuer", "config", "configCommit", "repository", "ref", "commit"] as const;
const MORE = ["event", "runner", "repositoryId", "ownerId"] as const;

test.each([...FACTS, ...MORE])(
  "a pipeline's provenance with another %s is refused, and one without it",
  async (fact) => {
    await expectFault("provenance-contradiction", async () =>
      checkProvenance(await ofPipeline(() => ({ [fact]: "x" }))),
    );
    if (fact === "builder" || fact === "run" || fact === "issuer") return;
    const gap = () => ({ [fact]: undefined });
    await expectFault("provenance-contradiction", async () => checkProvenance(await ofPipeline(gap)));
  },
);

test("a pipeline's provenance that states more than the certificate is refused", async () => {
  const more = () => ({ environment: "production" });
  await expectFault("provenance-contradiction", async () => checkProvenance(await ofPipeline(more)));
});

test("a certificate of GitHub's run signs no provenance of a pipeline", async () => {
  const evidence = await ofPipeline(() => ({}));
  const { signer } = evidence.root;
  if (signer.kind !== "certificate") throw new Error("the root was signed with a key");
  const certificate = { ...signer.certificate, issuer: "https://token.actions.githubusercontent.com" };
  const own = { kind: "certificate" as const, certificate };
  const verify: RunEvidence["verify"] = async (order) => ({ ...(await evidence.verify(order)), signer: own });
  await expectFault("provenance-contradiction", () =>
    checkProvenance({ ...evidence, root: { ...evidence.root, signer: own }, verify }),
  );
});
