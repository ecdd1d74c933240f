import { expect, test } from "vitest";
import { readCertificate } from "../../../../src/domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import { identityFlags, repositoryOptions } from "../../../../src/domain/verification/identity/identity-flags.ts";
import type { GitHubRun } from "../../../github-sigstore/github-run.ts";
import { createTestForge, type TestForgeOptions } from "../../../signing/test-forge.ts";

async function flags(github: TestForgeOptions, run: Partial<GitHubRun> = {}): Promise<readonly string[]> {
  return identityFlags(await certificate(github, run), "v1.2.3");
}

async function certificate(github: TestForgeOptions, run: Partial<GitHubRun> = {}): Promise<CertificateFacts> {
  return readCertificate((await createTestForge(github).session(run)).identity.certificate);
}

const SLUG = "https://token.actions.githubusercontent.com/octo-enterprise";
const TENANT = { iss: "https://token.actions.octo.ghe.com", web: "https://octo.ghe.com" };
const SERVER = { iss: "https://ghes.example/_services/token", web: "https://ghes.example" };
const SHARED = "octo-org/shared/.github/workflows/sign.yml@refs/tags/v2";

test("a repository of github.com is named by owner and name, one of another GitHub by its address (W2)", async () => {
  expect(await flags({})).toEqual(["--repository", "octo-org/octo-tool"]);
  expect(await flags(TENANT)).toEqual(["--repository", "https://octo.ghe.com/octo-org/octo-tool"]);
  expect(await flags(SERVER)).toEqual(["--repository", "https://ghes.example/octo-org/octo-tool"]);
});

test("an enterprise's own issuer is named beside the repository (W2)", async () => {
  expect(await flags({ iss: SLUG })).toEqual(["--repository", "octo-org/octo-tool", "--issuer", SLUG]);
});

test("a reusable workflow is named below the GitHub of the repository (W2)", async () => {
  for (const github of [{}, TENANT, SERVER]) {
    expect((await flags(github, { signerWorkflow: SHARED })).slice(2)).toEqual(["--signer-workflow", SHARED]);
  }
});

test("a workflow of the repository itself is no other one for being spelled in other letters (W13)", async () => {
  const signerWorkflow = "Octo-Org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";
  expect(await flags({}, { signerWorkflow })).toEqual(["--repository", "octo-org/octo-tool"]);
});

test("an issuer that only looks like GitHub's is named exactly, with the exact identity (W2)", async () => {
  const facts = await certificate({});
  for (const issuer of [`${SLUG}/x`, `${SLUG}.evil`, "https://token.actions.a.b.ghe.com"]) {
    const name = facts.subjectAlternativeName.value;
    expect(identityFlags({ ...facts, issuer }, "v1.2.3")).toEqual(["--identity", name, "--issuer", issuer]);
  }
});

test("a branch and a trigger that releases are not made by are named, and nothing else is", async () => {
  for (const event of ["push", "release", "workflow_dispatch"]) expect(await flags({}, { event })).toHaveLength(2);
  expect((await flags({}, { ref: "refs/heads/main" })).slice(2)).toEqual(["--source-ref", "refs/heads/main"]);
  expect((await flags({}, { event: "issue_comment" })).slice(2)).toEqual(["--unsafe-trigger", "issue_comment"]);
  const facts = await certificate({});
  expect(identityFlags(facts, null).slice(2)).toEqual(["--source-ref", "refs/tags/v1.2.3"]);
  const { sourceRepositoryRef: _, buildTrigger: __, ...extensions } = facts.extensions;
  expect(identityFlags({ ...facts, extensions } as CertificateFacts, "v1.2.3")).toHaveLength(2);
});

test("a repository on another host than its issuer's, or none, leaves the exact identity", async () => {
  const facts = await certificate({});
  for (const sourceRepositoryUri of ["https://example.com/octo-org/octo-tool", undefined]) {
    const extensions = { ...facts.extensions, sourceRepositoryUri };
    const found = identityFlags({ ...facts, extensions } as CertificateFacts, "v1.2.3");
    expect(found.filter((_, at) => at % 2 === 0)).toEqual(["--identity", "--issuer"]);
  }
  expect(identityFlags({ ...facts, issuer: undefined }, "v1.2.3").slice(2)).toEqual(["--issuer", ""]);
});

test("a signing workflow elsewhere than on the GitHub of the repository is named as it stands", async () => {
  const facts = await certificate({});
  const value = "https://ghes.example/octo-org/shared/.github/workflows/sign.yml@refs/tags/v2";
  const found = identityFlags({ ...facts, subjectAlternativeName: { value } }, "v1.2.3");
  expect(found.slice(2)).toEqual(["--signer-workflow", value]);
});

test("a release without a tag expects none, whatever the name of the one that it was signed for", async () => {
  for (const ref of ["refs/tags/", "refs/tags/null"]) {
    expect(identityFlags(await certificate({}, { ref }), null).slice(2)).toEqual(["--source-ref", ref]);
  }
});

test("a repository is named alone with an issuer that is not of GitHub", () => {
  expect(repositoryOptions("https://github.com/octo-org/octo-tool", "https://accounts.example")).toEqual([
    { option: "repository", value: "octo-org/octo-tool" },
  ]);
});
