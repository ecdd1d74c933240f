import { beforeAll, describe, expect, test } from "vitest";
import { IN_TOTO_PAYLOAD_TYPE } from "../../../../src/domain/attestation/dsse.ts";
import { githubProvenance } from "../../../../src/domain/attestation/github-provenance.ts";
import { localProvenance } from "../../../../src/domain/attestation/local-provenance.ts";
import { pipelineProvenance } from "../../../../src/domain/attestation/pipeline-provenance.ts";
import { type Provenance, provenanceStatement } from "../../../../src/domain/attestation/slsa-provenance.ts";
import { formatStatement, type Statement, type Subject } from "../../../../src/domain/attestation/statement.ts";
import { readCertificate } from "../../../../src/domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import type { BundleSigner, StatedBundle, VerifiedContent } from "../../../../src/domain/sigstore/verified-bundle.ts";
import { workflowRunOf } from "../../../../src/domain/source/workflow-run.ts";
import {
  checkFileProvenance,
  compareFile,
  type SpokenBundle,
  spokenBundle,
} from "../../../../src/domain/verification/evidence/file-evidence.ts";
import { pipelineRunOf } from "../../../../src/domain/verification/identity/pipeline-run.ts";
import type { AssetResult, AssetStatus } from "../../../../src/domain/verification/verification.ts";
import { encodeUtf8 } from "../../../../src/kernel/utf8.ts";
import { createTestForge } from "../../../signing/test-forge.ts";

const PROVENANCE = "https://slsa.dev/provenance/v1";
const VULNERABILITIES = "https://in-toto.io/attestation/vulns/v0.1";
const [A, B, C, D] = ["a", "b", "c", "d"].map((letter) => letter.repeat(64)) as [string, string, string, string];

const KEY: BundleSigner = { kind: "key", publicKey: new Uint8Array(), fingerprint: "ab" };

function bundleOf(content: VerifiedContent, signer = KEY): StatedBundle {
  return { signer, content, times: [], logEntries: [] };
}

function signatureOver(algorithm: "sha256" | "sha512", hex: string): SpokenBundle {
  return spokenBundle(bundleOf({ kind: "message", digest: { algorithm, hex } }));
}

function statementOf(subject: readonly Subject[], predicateType = PROVENANCE): Statement {
  return { _type: "https://in-toto.io/Statement/v1", subject, predicateType, predicate: {} };
}

function spoken(statement: Statement, signer = KEY): SpokenBundle {
  return spokenBundle(
    bundleOf({ kind: "dsse", payloadType: IN_TOTO_PAYLOAD_TYPE, payload: formatStatement(statement) }, signer),
  );
}

const about = (name: string | undefined, sha256: string): Subject => ({ ...(name && { name }), digest: { sha256 } });

describe("what a bundle says", () => {
  const statement = statementOf([about("tool.zip", A)]);

  test("is its statement, if it signs one", () => {
    expect(spoken(statement).statement).toEqual(statement);
    expect(spoken(statement).bundle.content.kind).toBe("dsse");
  });

  test.each<[string, VerifiedContent]>([
    ["the signature of a file", { kind: "message", digest: { algorithm: "sha256", hex: A } }],
    ["a statement as a text (X9)", { kind: "dsse", payloadType: "text/plain", payload: formatStatement(statement) }],
    ["another envelope", { kind: "dsse", payloadType: IN_TOTO_PAYLOAD_TYPE, payload: encodeUtf8("{}") }],
  ])("is nothing for %s", (_, content) => {
    const bundle = bundleOf(content);
    expect(spokenBundle(bundle)).toStrictEqual({ bundle, statement: undefined });
  });
});

describe("a file beside its evidence", () => {
  const STATEMENT = spoken(statementOf([about("tool.zip", A), about("readme.txt", B)]));

  test.each<[string, string | undefined, string, readonly SpokenBundle[], AssetStatus, string, string?]>([
    ["signed itself", "tool.zip", A, [signatureOver("sha256", A)], "verified", '"tool.zip" is what was signed'],
    [
      "signed itself, by any of several",
      "x",
      A,
      [STATEMENT, signatureOver("sha256", A)],
      "verified",
      '"x" is what was signed',
    ],
    [
      "not the one that was signed",
      "tool.zip",
      A,
      [signatureOver("sha256", B)],
      "failed",
      '"tool.zip" is not what was signed',
    ],
    ["not the one that any speaks of", "tool.zip", C, [STATEMENT], "failed", '"tool.zip" is not what was signed'],
    ["without any evidence", "tool.zip", A, [], "failed", '"tool.zip" is not what was signed'],
    ["stated by its name", "tool.zip", A, [STATEMENT], "verified", '"tool.zip" is what was signed'],
    ["stated, if only its digest is known", undefined, B, [STATEMENT], "verified", '"./file" is what was signed'],
    [
      "stated under another name",
      "download",
      A,
      [STATEMENT],
      "renamed",
      '"download" was signed as "tool.zip"',
      "tool.zip",
    ],
    [
      "stated under another name, and here under that of another (X10)",
      "README.TXT",
      A,
      [STATEMENT],
      "failed",
      '"README.TXT" was signed as "tool.zip", and its name is that of "readme.txt"',
    ],
    [
      "stated under two names, one of which it has",
      "b",
      A,
      [spoken(statementOf([about("a", A), about("b", A)]))],
      "verified",
      '"b" is what was signed',
    ],
    [
      "stated under two names, where it has neither",
      "A",
      A,
      [spoken(statementOf([about("a", A), about("b", A)]))],
      "renamed",
      '"A" was signed as "a"',
      "a",
    ],
    [
      "stated beside one without a name",
      "b",
      A,
      [spoken(statementOf([about("a", A), about(undefined, B)]))],
      "renamed",
      '"b" was signed as "a"',
      "a",
    ],
    ...[undefined, "pkg:npm/tool@1.0.0", "dist/tool.zip", "dist\\tool.zip"].map(
      (name): [string, string, string, SpokenBundle[], AssetStatus, string] => [
        `stated as ${name}, which is not the name of a file`,
        "tool.zip",
        A,
        [spoken(statementOf([about(name, A)]))],
        "verified",
        '"tool.zip" is what was signed',
      ],
    ),
  ])("is judged: %s", (_, name, sha256, bundles, status, reason, sealedName = name) => {
    const found = { name, looked: "./file", digests: { sha256 } };
    expect(compareFile(found, bundles)).toStrictEqual({ sealedName, looked: "./file", status, reason });
  });

  test("has every digest that both sides have", () => {
    const digests = { sha256: A, sha512: "d".repeat(128) };
    const compared = (bundle: SpokenBundle) =>
      compareFile({ name: "tool.zip", looked: "tool.zip", digests }, [bundle]).status;
    expect(compared(signatureOver("sha512", digests.sha512))).toBe("verified");
    expect(compared(signatureOver("sha512", "e".repeat(128)))).toBe("failed");
    expect(compared(spoken(statementOf([{ name: "tool.zip", digest: { sha256: A, sha512: "e".repeat(128) } }])))).toBe(
      "failed",
    );
  });

  test.each([
    PROVENANCE,
    "https://slsa.dev/provenance/v0.2",
    "https://release-capsule.github.io/release-capsule/capsule/v1",
    "https://in-toto.io/attestation/release/v0.1",
    "https://in-toto.io/attestation/release/v0.2",
    "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
    "https://docs.pypi.org/attestations/publish/v1",
    "https://sigstore.dev/cosign/sign/v1",
  ])("is vouched for by %s", (predicateType) => {
    const found = { name: "tool.zip", looked: "tool.zip", digests: { sha256: A } };
    const bundle = spoken(statementOf([about("tool.zip", A)], predicateType));
    expect(compareFile(found, [bundle]).status).toBe("verified");
  });

  test("is not vouched for by who only speaks of it, also beside a vouching one about another file (X8)", () => {
    const found = { name: "tool.zip", looked: "tool.zip", digests: { sha256: A } };
    const scan = spoken(statementOf([about("readme.txt", B), about("tool.zip", A)], VULNERABILITIES));
    for (const bundles of [[scan], [spoken(statementOf([about("readme.txt", B)])), scan]]) {
      expect(compareFile(found, bundles)).toStrictEqual({
        ...{ sealedName: "tool.zip", looked: "tool.zip", status: "not-vouched" },
        reason: `"tool.zip" is only spoken of, by "${VULNERABILITIES}", which does not vouch for a file`,
      });
    }
    const others = spoken(statementOf([about("readme.txt", B)], VULNERABILITIES));
    expect(compareFile(found, [others]).status).toBe("failed");
  });
});

describe("the provenance of files", () => {
  let certificate: CertificateFacts;
  beforeAll(async () => {
    certificate = readCertificate((await createTestForge().session()).identity.certificate);
  });

  const file = (sha256: string, status: AssetStatus = "verified", names: Partial<AssetResult> = {}) => ({
    result: { sealedName: "tool.zip", looked: "./tool", status, reason: "", ...names },
    digests: { sha256 },
  });

  const provenance = (): Provenance => githubProvenance(workflowRunOf(certificate.extensions));

  function signed(stated: Provenance, facts = certificate, digests: readonly string[] = [A]): SpokenBundle {
    const files = digests.map((sha256) => ({ name: `${sha256}.zip`, sha256 }));
    const statement = provenanceStatement(files, stated);
    return spoken(statement, { kind: "certificate", certificate: facts });
  }

  const elsewhere = (): CertificateFacts => ({ ...certificate, issuer: "https://gitlab.com" });

  function ofPipeline(change: object = {}): SpokenBundle {
    const run = pipelineRunOf(elsewhere());
    if (run === undefined) throw new Error("the certificate names no run");
    return signed(pipelineProvenance({ ...run, ...change }), elsewhere());
  }

  const builder = () => certificate.subjectAlternativeName.value;

  test("is verified if it agrees with its certificate, on GitHub and elsewhere", () => {
    for (const bundle of [signed(provenance()), ofPipeline()]) {
      expect(checkFileProvenance([bundle], [file(A)])).toEqual({
        ...{ id: "provenance", status: "verified", required: true },
        reason: `built by "${builder()}", as its certificate says`,
      });
    }
  });

  test("names each builder once", () => {
    const other = { kind: "uri", value: `${builder()}2` } as const;
    const facts = { ...certificate, subjectAlternativeName: other };
    const stated = provenance();
    Object.assign(stated.runDetails.builder, { id: other.value });
    const bundles = [signed(provenance()), signed(provenance()), signed(stated, facts)];
    expect(checkFileProvenance(bundles, [file(A)]).reason).toBe(
      `built by "${builder()}" and "${builder()}2", as its certificate says`,
    );
  });

  test.each<[string, () => SpokenBundle]>([
    ["of a builder that did not sign it", () => signed({ ...provenance(), runDetails: { builder: { id: "x" } } })],
    ["of another ref than its certificate's", () => signed(githubProvenance({ ...run(), ...MOVED }))],
    ["of a pipeline with another commit than its certificate's", () => ofPipeline({ commit: "0".repeat(40) })],
    [
      "that is malformed",
      () => signed({ ...provenance(), buildDefinition: { ...provenance().buildDefinition, resolvedDependencies: [] } }),
    ],
  ])("is refused, as a claim, if it is one %s", (_, bundle) => {
    const claim = checkFileProvenance([signed(provenance()), bundle()], [file(A)]);
    expect(claim).toMatchObject({ id: "provenance", status: "failed", required: true });
    expect(claim.code).toMatch(/^provenance-(?:contradiction|malformed)$/);
  });

  const MOVED = {
    ref: "refs/heads/main",
    workflow: "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/heads/main",
  };
  const run = () => workflowRunOf(certificate.extensions);

  test.each<[string, () => readonly SpokenBundle[]]>([
    ["nobody states one", () => []],
    ["only the file was signed", () => [signatureOver("sha256", A)]],
    [
      "a run signed only the file",
      () => [
        spokenBundle(
          bundleOf({ kind: "message", digest: { algorithm: "sha256", hex: A } }, { kind: "certificate", certificate }),
        ),
      ],
    ],
    [
      "a key signed it, which names no builder",
      () => [spoken(provenanceStatement([{ name: "a", sha256: A }], provenance()))],
    ],
    [
      "its build type is not understood",
      () => [
        signed(
          localProvenance({
            name: "a",
            version: "1",
            tag: null,
            repository: null,
            commit: null,
            ref: null,
            dirty: null,
            epoch: 0,
          } as never),
        ),
      ],
    ],
    [
      "it is a statement of another type",
      () => [spoken(statementOf([about("a", A)], VULNERABILITIES), { kind: "certificate", certificate })],
    ],
  ])("is left open where %s", (_, bundles) => {
    expect(checkFileProvenance(bundles(), [file(A)])).toEqual({
      ...{ id: "provenance", status: "not-applicable", required: false },
      reason: "it is not provenance that this program understands",
    });
  });

  test("is about each file that is right, or is not checked (X7)", () => {
    const open = (name: string) => ({
      ...{ id: "provenance", status: "not-checked", required: false, reason: `no provenance is about "${name}"` },
    });
    const bundles = [signed(provenance()), signed(provenance(), certificate, [C, B])];
    expect(checkFileProvenance(bundles, [file(A), file(B)]).status).toBe("verified");
    expect(checkFileProvenance(bundles, [file(A), file(D)])).toEqual(open("tool.zip"));
    expect(checkFileProvenance(bundles, [file(D, "renamed", { sealedName: undefined })])).toEqual(open("./tool"));
    const unknown = {
      result: file(A, "verified", { sealedName: undefined, looked: undefined }).result,
      digests: undefined,
    };
    expect(checkFileProvenance(bundles, [unknown])).toEqual(open(""));
    for (const status of ["failed", "absent", "not-vouched", "not-part"] as const) {
      expect(checkFileProvenance(bundles, [file(A), file(D, status)]).status).toBe("verified");
    }
  });

  test("is not judged by a defect of the program", () => {
    const broken = signed(provenance(), null as never);
    expect(() => checkFileProvenance([broken], [file(A)])).toThrow(TypeError);
  });
});
