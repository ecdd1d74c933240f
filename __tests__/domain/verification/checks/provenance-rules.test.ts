import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readStatedBuild, type StatedBuild } from "../../../../src/domain/attestation/stated-build.ts";
import { parseStatement, type Statement } from "../../../../src/domain/attestation/statement.ts";
import { parseBundle } from "../../../../src/domain/sigstore/bundle.ts";
import { readCertificate } from "../../../../src/domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import { requireStatedBuild } from "../../../../src/domain/verification/checks/provenance-rules.ts";
import { corpus, ownCorpus } from "../../../corpus.ts";
import { expectFault } from "../../../expect-fault.ts";

const SETS = {
  "GitHub's workflow type": "bundles/slsa-verifier/bcr",
  "generic generator, v0.2": "bundles/slsa-verifier/gha_generic/v2.1.0/binary-linux-amd64-push-v14.2.intoto.jsonl",
  "delegator, v1": "bundles/slsa-verifier/gha_maven/v2.1.0/binary-linux-amd64-push-v14.build.slsa",
  "container-based, v1":
    "bundles/slsa-verifier/gha_container-based/v2.1.0/binary-linux-amd64-push-v14.intoto.build.slsa",
  "npm, v0.2": "bundles/npm-attestations/supreme-googles-cli-v02-tag.provenance.sigstore.json",
  "npm, v1": "bundles/npm-attestations/gundam-visor-cli-v1-tag.provenance.sigstore.json",
};
/** Provenance of our own corpus, which every clone has, and that of other projects where it is. */
const files: readonly (readonly [string, string])[] = [
  ...["real-rekor-v1", "reusable-workflow"].map(
    (shape) => [shape, ownCorpus(`bundles/${shape}/statement/v0.3/as-it-was-signed.sigstore.json`)] as const,
  ),
  ...Object.entries(SETS).flatMap(([title, path]) => {
    const found = /\.[a-z]+$/.test(path) ? corpus(path) : undefined;
    return found === undefined ? [] : [[title, found] as const];
  }),
];

function read(path: string): { statement: Statement; certificate: CertificateFacts; build: StatedBuild } {
  const { content, material } = parseBundle(new Uint8Array(readFileSync(path)));
  if (content.kind !== "dsse" || material.kind !== "certificate") throw new Error("no provenance");
  const statement = parseStatement(content.payload);
  const build = readStatedBuild(statement);
  if (build === undefined) throw new Error("not understood");
  return { statement, certificate: readCertificate(material.certificates[0]), build };
}

describe.each(files)("%s", (_, path) => {
  test("agrees with its certificate", () => {
    const { build, certificate } = read(path);
    expect(requireStatedBuild(build, certificate)).toBeUndefined();
  });

  test.each([
    "builderId",
    "repository",
    "ref",
    "commit",
    "workflowPath",
    "eventName",
    "repositoryId",
    "ownerId",
    "runUri",
  ] as const)("with another %s, it does not", async (field) => {
    const { build, certificate } = read(path);
    if (build[field] === undefined) return;
    const delegated = field === "builderId" && build.builderKind === "delegated";
    const changed = { ...build, [field]: `${build[field]}x` };
    if (delegated) expect(requireStatedBuild(changed, certificate)).toBeUndefined();
    else await expectFault("provenance-contradiction", () => requireStatedBuild(changed, certificate));
  });
});

const V1: Statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "a", digest: { sha256: "0".repeat(64) } }],
  predicateType: "https://slsa.dev/provenance/v1",
  predicate: {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: {
        workflow: { ref: "refs/tags/v1", repository: "https://github.com/a/b", path: ".github/workflows/c.yml" },
      },
      resolvedDependencies: [{ uri: "git+https://github.com/a/b@refs/tags/v1", digest: { gitCommit: "1".repeat(40) } }],
    },
    runDetails: { builder: { id: "https://github.com/a/b/.github/workflows/c.yml@refs/tags/v1" } },
  },
};

test("a workflow and a source that disagree are refused", async () => {
  const text = JSON.stringify(V1).replace('"https://github.com/a/b"', '"https://github.com/a/c"');
  await expectFault("provenance-malformed", () => readStatedBuild(JSON.parse(text)));
});

test("a provenance without its source is refused", async () => {
  const text = JSON.stringify(V1).replace(/"resolvedDependencies":\[.*?\]/, '"resolvedDependencies":[]');
  await expectFault("provenance-malformed", () => readStatedBuild(JSON.parse(text)));
});

test("another predicate or build type is not understood, which is no refusal (B24)", () => {
  expect(readStatedBuild({ ...V1, predicateType: "https://example.com/p" })).toBeUndefined();
  expect(
    readStatedBuild(JSON.parse(JSON.stringify(V1).replace("buildtypes/workflow/v1", "buildtypes/workflow/v2"))),
  ).toBeUndefined();
});

test("only a build type of delegators may name a builder that a delegator ran", async () => {
  const found = readStatedBuild(V1);
  if (found === undefined) throw new Error("not understood");
  const signer = `${GENERATOR}/.github/workflows/delegator_generic_slsa3.yml@refs/tags/v2.1.0`;
  const certificate = {
    subjectAlternativeName: { kind: "uri", value: signer },
    extensions: {},
  } as CertificateFacts;
  expect(requireStatedBuild({ ...found, builderKind: "delegated" }, certificate)).toBeUndefined();
  expect(requireStatedBuild({ ...found, builderId: signer }, certificate)).toBeUndefined();
  for (const builderKind of ["signer", "runner"] as const) {
    await expectFault("provenance-contradiction", () => requireStatedBuild({ ...found, builderKind }, certificate));
  }
});

const GENERATOR = "https://github.com/slsa-framework/slsa-github-generator";
