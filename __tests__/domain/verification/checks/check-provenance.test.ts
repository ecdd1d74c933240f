import { beforeAll, describe, expect, test } from "vitest";
import { nodeCryptography } from "../../../../src/crypto/node.ts";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../../src/domain/attestation/dsse.ts";
import { githubProvenance, type ReceivedFile } from "../../../../src/domain/attestation/github-provenance.ts";
import { localProvenance } from "../../../../src/domain/attestation/local-provenance.ts";
import { type PipelineRun, pipelineProvenance } from "../../../../src/domain/attestation/pipeline-provenance.ts";
import { type Provenance, provenanceStatement } from "../../../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement } from "../../../../src/domain/attestation/statement.ts";
import { readCapsule } from "../../../../src/domain/capsule/read-capsule.ts";
import type { RootPredicate } from "../../../../src/domain/capsule/root-schema.ts";
import { parseRootStatement } from "../../../../src/domain/capsule/root-statement.ts";
import { parseBundle } from "../../../../src/domain/sigstore/bundle.ts";
import { readCertificate } from "../../../../src/domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import type { BundleSigner } from "../../../../src/domain/sigstore/verified-bundle.ts";
import { type WorkflowRun, workflowRunOf } from "../../../../src/domain/source/workflow-run.ts";
import { checkProvenance } from "../../../../src/domain/verification/checks/check-provenance.ts";
import type { Claim } from "../../../../src/domain/verification/claim.ts";
import type { RunEvidence } from "../../../../src/domain/verification/evidence/run-evidence.ts";
import { pipelineRunOf } from "../../../../src/domain/verification/identity/pipeline-run.ts";
import { bytesSource, sourceChunks } from "../../../../src/kernel/byte-source.ts";
import type { CertifiedSession } from "../../../../src/ports/signer.ts";
import { expectFault } from "../../../expect-fault.ts";
import { createTestForge } from "../../../signing/test-forge.ts";
import { HELLO, sealTestRelease, TOOL } from "../../../signing/test-release.ts";

let session: CertifiedSession;
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
    signer: { kind: "certificate", require: () => undefined },
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
  expect([claim.status, claim.reason]).toEqual([
    "verified",
    expect.stringMatching(/^built by "[^"]+", as its certificate says$/),
  ]);
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

test("a pipeline's provenance that names no commit is said to name none", async () => {
  const evidence = await ofPipeline(() => ({ commit: undefined }));
  const certificate = certificateOf(evidence);
  const silent = { ...certificate, extensions: { ...certificate.extensions, sourceRepositoryDigest: undefined } };
  const { claim, found } = await checkProvenance(signedBy(evidence, { kind: "certificate", certificate: silent }));
  const builder = certificate.subjectAlternativeName.value;
  expect(claim).toEqual(verified(`built by "${builder}", as its certificate says, which names no commit`));
  expect(found).toBe(builder);
});

test("a pipeline's provenance is not that of a key", async () => {
  const evidence = await ofPipeline(() => ({}));
  await expectFault("provenance-contradiction", () => checkProvenance(signedBy(evidence, KEY)));
});

const KEY: BundleSigner = { kind: "key", publicKey: new Uint8Array(), fingerprint: "ab" };
const verified = (reason: string): Claim => ({ id: "provenance", status: "verified", required: true, reason });

function certificateOf({ root: { signer } }: RunEvidence): CertificateFacts {
  if (signer.kind !== "certificate") throw new Error("the root was signed with a key");
  return signer.certificate;
}

/** The same evidence, all of it signed by another. */
function signedBy(evidence: RunEvidence, signer: BundleSigner): RunEvidence {
  const verify: RunEvidence["verify"] = async (order) => ({ ...(await evidence.verify(order)), signer });
  return { ...evidence, root: { ...evidence.root, signer }, verify };
}

/** The same evidence, with a root that says something else of the release. */
function withRoot(evidence: RunEvidence, change: (predicate: RootPredicate) => Partial<RootPredicate>): RunEvidence {
  const { statement } = evidence.root;
  const predicate = { ...statement.predicate, ...change(statement.predicate) };
  return { ...evidence, root: { ...evidence.root, statement: { ...statement, predicate } } };
}

interface Stated {
  readonly run?: Partial<WorkflowRun>;
  readonly received?: readonly ReceivedFile[];
  readonly about?: readonly ReceivedFile[];
  readonly change?: (provenance: Provenance) => Provenance;
}

/** The evidence of a run on GitHub, with what its provenance states. */
async function ofRun({
  run,
  received,
  about = [HELLO, TOOL],
  change = (one) => one,
}: Stated = {}): Promise<RunEvidence> {
  const evidence = await withoutRun("https://token.actions.githubusercontent.com");
  const own = workflowRunOf(certificateOf(evidence).extensions);
  const provenance = change(githubProvenance({ ...own, ...run }, received));
  const payload = formatStatement(provenanceStatement(about, provenance));
  const content = { kind: "dsse", payloadType: IN_TOTO_PAYLOAD_TYPE, payload } as const;
  return { ...evidence, verify: async (order) => ({ ...(await evidence.verify(order)), content }) };
}

describe("the provenance of a run on GitHub", () => {
  test("is verified if it agrees with its certificate and the root", async () => {
    const evidence = await ofRun();
    const asked: unknown[] = [];
    const verify: RunEvidence["verify"] = (order) => {
      asked.push(order);
      return evidence.verify(order);
    };
    const { claim, found } = await checkProvenance({ ...evidence, verify });
    const builder = certificateOf(evidence).subjectAlternativeName.value;
    expect(claim).toEqual(verified(`built by "${builder}", as its certificate says`));
    expect(found).toBe(builder);
    const bundle = parseBundle(evidence.entries.get("provenance.sigstore.json") ?? new Uint8Array());
    expect(asked).toStrictEqual([{ bundle, signer: evidence.signer, artifact: "unbound" }]);
  });

  test("may be of another attempt of the run than the root, which is said (B55)", async () => {
    const runUri = "https://github.com/octo-org/octo-tool/actions/runs/1/attempts/9";
    const evidence = withRoot(await ofRun(), ({ release }) => ({ release: { ...release, runUri } }));
    expect((await checkProvenance(evidence)).claim.reason).toMatch(
      /, as its certificate says, in another attempt of the run than the root's$/,
    );
  });

  test.each<[string, Stated]>([
    ["another event", { run: { event: "push2" } }],
    ["another repository's id", { run: { repositoryId: "1" } }],
    ["another owner's id", { run: { ownerId: "1" } }],
    ["another runner", { run: { runnerEnvironment: "self-hosted" } }],
    ["another run", { run: { runUri: "https://github.com/octo-org/octo-tool/actions/runs/2/attempts/1" } }],
    ["another commit", { run: { commit: "0".repeat(40) } }],
    ["another builder", { run: { signer: "https://github.com/mallory/x/.github/workflows/y.yml@refs/heads/main" } }],
    ["no run", { change: (one) => ({ ...one, runDetails: { builder: one.runDetails.builder } }) }],
    [
      "no commit",
      { change: (one) => ({ ...one, buildDefinition: { ...one.buildDefinition, resolvedDependencies: [] } }) },
    ],
  ])("is refused if it states %s than its certificate", async (_, stated) => {
    await expectFault("provenance-contradiction", async () => checkProvenance(await ofRun(stated)));
  });

  test("is refused if the certificate names no builder, or does not confirm what is stated", async () => {
    for (const field of ["buildSignerUri", "sourceRepositoryIdentifier", "runInvocationUri"] as const) {
      const evidence = await ofRun();
      const certificate = certificateOf(evidence);
      const silent = { ...certificate, extensions: { ...certificate.extensions, [field]: undefined } };
      await expectFault("provenance-contradiction", () =>
        checkProvenance(signedBy(evidence, { kind: "certificate", certificate: silent })),
      );
    }
  });

  test("may leave out what its certificate states, but for commit, run and builder", async () => {
    const change = (one: Provenance): Provenance => ({
      ...one,
      buildDefinition: { ...one.buildDefinition, internalParameters: {} },
    });
    expect((await checkProvenance(await ofRun({ change }))).claim.status).toBe("verified");
  });

  test("is refused if the root is of another commit, or of none", async () => {
    for (const commit of ["0".repeat(40), null]) {
      const evidence = withRoot(await ofRun(), ({ release }) => ({ release: { ...release, commit } }));
      await expectFault("provenance-contradiction", () => checkProvenance(evidence));
    }
  });

  test("is not that of a key", async () => {
    const evidence = await ofRun();
    await expectFault("provenance-contradiction", () => checkProvenance(signedBy(evidence, KEY)));
  });

  test.each([
    ["one of them", [HELLO]],
    ["one more", [HELLO, TOOL, { name: "x", sha256: "0".repeat(64) }]],
    ["one twice, and not the other", [HELLO, HELLO]],
    ["another file in place of one", [HELLO, { name: TOOL.name, sha256: "0".repeat(64) }]],
    [
      "the same files under each other's names",
      [
        { ...HELLO, name: TOOL.name },
        { ...TOOL, name: HELLO.name },
      ],
    ],
  ])("is refused if it is not about exactly the assets, but %s", async (_, about) => {
    const fault = await expectFault("provenance-contradiction", async () => checkProvenance(await ofRun({ about })));
    expect(fault.message).toBe("the provenance is not about exactly the assets");
  });

  test("is not there for files that the run took as they were", async () => {
    expect(await checkProvenance(await ofRun({ received: [TOOL] }))).toEqual({
      claim: {
        ...{ id: "provenance", status: "missing", required: false },
        reason:
          "the run did not build 1 of 2 assets, it took them from the release as they were: nothing says how they were built",
      },
      found: undefined,
    });
  });

  test.each([
    ["a file that is not an asset", [TOOL, { name: "x", sha256: TOOL.sha256 }]],
    ["an asset with another digest", [TOOL, { name: HELLO.name, sha256: TOOL.sha256 }]],
  ])("is refused if the run received %s", async (_, received) => {
    await expectFault("provenance-contradiction", async () => checkProvenance(await ofRun({ received })));
  });

  test("is refused as false before it is told what was received", async () => {
    const stated = { received: [TOOL], run: { commit: "0".repeat(40) } };
    await expectFault("provenance-contradiction", async () => checkProvenance(await ofRun(stated)));
  });
});

describe("no provenance", () => {
  const without = async () => ({ ...(await ofRun()), entries: new Map<string, Uint8Array>() });

  test("is missing", async () => {
    expect(await checkProvenance(await without())).toEqual({
      claim: {
        ...{ id: "provenance", status: "missing", required: true, reason: "the capsule has no provenance" },
      },
      found: undefined,
    });
  });

  test("is not required of a release that was public before it was sealed", async () => {
    const backfill = { published: "2020-01-01T00:00:00Z", sealed: "2026-11-21T12:00:00Z", commit: "0".repeat(40) };
    expect(await checkProvenance(withRoot(await without(), () => ({ backfill })))).toEqual({
      claim: {
        ...{ id: "provenance", status: "missing", required: false },
        reason:
          "the release was public since 2020-01-01T00:00:00Z and sealed on 2026-11-21T12:00:00Z: nothing says how it was built",
      },
      found: undefined,
    });
  });
});

describe("the provenance of a build that no run made", () => {
  /** Signed by a person, whose certificate names no run. */
  async function local(change: (provenance: Provenance) => Provenance = (one) => one): Promise<RunEvidence> {
    const evidence = await withoutRun("https://accounts.example");
    const certificate = certificateOf(evidence);
    const { release } = evidence.root.statement.predicate;
    const provenance = change(localProvenance({ ...release, ref: null, dirty: null, epoch: 0 }));
    const payload = formatStatement(provenanceStatement([HELLO, TOOL], provenance));
    const content = { kind: "dsse", payloadType: IN_TOTO_PAYLOAD_TYPE, payload } as const;
    const extensions = { ...certificate.extensions, runInvocationUri: undefined };
    const signer = { kind: "certificate", certificate: { ...certificate, extensions } } as const;
    const signed = signedBy(evidence, signer);
    return { ...signed, verify: async (order) => ({ ...(await signed.verify(order)), content }) };
  }

  test("is verified to be about the assets, with a certificate or a key", async () => {
    for (const evidence of [await local(), signedBy(await local(), KEY)]) {
      expect(await checkProvenance(evidence)).toEqual({
        claim: verified("it is about exactly the assets; only the signer vouches for how they were built"),
        found: "https://release-capsule.github.io/release-capsule/builder/local",
      });
    }
  });

  const stating = (release: unknown) => (one: Provenance) =>
    ({ ...one, buildDefinition: { ...one.buildDefinition, externalParameters: { release } } }) as Provenance;

  test.each<[string, (one: Provenance) => Provenance]>([
    ["names another builder", (one) => ({ ...one, runDetails: { builder: { id: "https://example.com" } } })],
    [
      "is of another build type",
      (one) => ({ ...one, buildDefinition: { ...one.buildDefinition, buildType: "https://example.com" } }),
    ],
    ...["name", "version", "tag", "repository", "commit"].map((field): [string, (one: Provenance) => Provenance] => [
      `states another ${field} than the root`,
      (one) => {
        const { release } = one.buildDefinition.externalParameters;
        return stating({ ...(release as object), [field]: "x" })(one);
      },
    ]),
    ["states no release", (one) => ({ ...one, buildDefinition: { ...one.buildDefinition, externalParameters: {} } })],
    ["states a text as the release", stating("octo-tool")],
    ["states nothing as the release", stating(null)],
    ["states a list as the release", stating([])],
  ])("is refused if it %s", async (_, change) => {
    await expectFault("provenance-contradiction", async () => checkProvenance(await local(change)));
  });

  test("is refused where the certificate names a run (W2)", async () => {
    const evidence = await local();
    const certificate = certificateOf(await ofRun());
    const fault = await expectFault("provenance-contradiction", () =>
      checkProvenance(signedBy(evidence, { kind: "certificate", certificate })),
    );
    expect(fault.message).toBe("the provenance does not state the run that its certificate names");
  });
});
