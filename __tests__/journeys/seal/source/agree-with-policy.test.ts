import { describe, expect, test } from "vitest";
import { inputPins } from "../../../../src/domain/release/checks/check-inputs.ts";
import type { ReleasePolicy } from "../../../../src/domain/release/manifest.ts";
import type { CertificateFacts, FulcioExtensions } from "../../../../src/domain/sigstore/certificate-facts.ts";
import type { SourceFacts } from "../../../../src/domain/source/source-facts.ts";
import { agreeWithPolicy } from "../../../../src/journeys/seal/source/agree-with-policy.ts";
import { expectFault } from "../../../expect-fault.ts";

const COMMIT = "a".repeat(40);
const facts = { tag: "v1.2.3", commit: COMMIT } as SourceFacts;
const certificate = (changes: Partial<FulcioExtensions> = {}) =>
  ({
    extensions: {
      runnerEnvironment: "github-hosted",
      sourceRepositoryRef: "refs/tags/v1.2.3",
      buildConfigDigest: COMMIT,
      ...changes,
    },
  }) as CertificateFacts;
const STRICT: ReleasePolicy = { require: ["runner", "run-ref", "workflow"] };

describe("the certificate is held to what the manifest requires", () => {
  test("and passes where it says so itself", () => {
    agreeWithPolicy(STRICT, facts, certificate());
  });

  test.each<[string, Partial<FulcioExtensions>]>([
    ["a runner of one's own (B43)", { runnerEnvironment: "self-hosted" }],
    ["a runner that it does not name", { runnerEnvironment: undefined }],
    ["a branch (B41)", { sourceRepositoryRef: "refs/heads/main" }],
    ["a branch that is called like the tag (B42)", { sourceRepositoryRef: "refs/heads/v1.2.3" }],
    ["the workflow of another commit (B44)", { buildConfigDigest: "b".repeat(40) }],
  ])("and is refused for %s", async (_what, changes) => {
    await expectFault("validation-failed", () => agreeWithPolicy(STRICT, facts, certificate(changes)));
    agreeWithPolicy({}, facts, certificate(changes));
    agreeWithPolicy(undefined, facts, certificate(changes));
  });
});

test("external inputs stand among the pins by what they are", () => {
  const pin = (text: string) => inputPins([{ name: "x", source: "https://example.com/x", pin: text }]);
  expect(pin(COMMIT)).toEqual([{ uri: "https://example.com/x", digest: { gitCommit: COMMIT } }]);
  expect(pin(`sha256:${"b".repeat(64)}`)).toEqual([
    { uri: "https://example.com/x", digest: { sha256: "b".repeat(64) } },
  ]);
  expect(pin("main")).toEqual([]);
});
