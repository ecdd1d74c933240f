import { beforeAll, describe, expect, test } from "vitest";
import { readCertificate } from "../../../../src/domain/sigstore/certificate.ts";
import type { CertificateFacts } from "../../../../src/domain/sigstore/certificate-facts.ts";
import type { ExpectedIdentity, ExpectedRepository } from "../../../../src/domain/sigstore/expected-identity.ts";
import { parseWorkflowName } from "../../../../src/domain/source/workflow-name.ts";
import { identityCheck } from "../../../../src/domain/verification/identity/identity-check.ts";
import { asFlag } from "../../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../../src/kernel/advice.ts";
import type { Fault } from "../../../../src/kernel/fault.ts";
import { expectFault } from "../../../expect-fault.ts";
import type { GitHubRun } from "../../../github-sigstore/github-run.ts";
import { gitHubRun } from "../../../github-sigstore/github-run.ts";
import { createTestForge, type TestForge } from "../../../signing/test-forge.ts";

const TOOL: ExpectedRepository = { kind: "repository", repository: "https://github.com/octo-org/octo-tool" };
const SOURCE = { tag: "v1.2.3", commit: "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3" };
const REUSABLE = "octo-org/shared/.github/workflows/sign.yml";

const hintOf = ({ hint = "" }: Fault): string => spelled(hint, asFlag);

let forge: TestForge;
beforeAll(() => {
  forge = createTestForge();
});

async function certificate(run: Partial<GitHubRun> = {}): Promise<CertificateFacts> {
  return readCertificate((await forge.session(run)).identity.certificate);
}

async function accepts(expected: ExpectedIdentity, run: Partial<GitHubRun> = {}): Promise<void> {
  expect(identityCheck(expected, SOURCE)(await certificate(run))).toBeUndefined();
}

async function refuses(expected: ExpectedIdentity, run: Partial<GitHubRun> = {}, source = SOURCE) {
  const facts = await certificate(run);
  return expectFault("identity-mismatch", () => identityCheck(expected, source)(facts));
}

describe("--repository", () => {
  test("accepts the release workflow of that repository at that tag", () => accepts(TOOL));

  test.each([
    ["a repository whose name only begins so (B37)", { repository: "https://github.com/octo-org/octo-too" }],
    ["another owner", { repository: "https://github.com/mallory/octo-tool" }],
  ])("refuses %s", async (_, changes) => {
    await refuses({ ...TOOL, ...changes });
  });

  test.each([
    ["a branch offered as a tag (B41)", { ref: "refs/heads/main" }],
    ["a branch named like the tag (B42)", { ref: "refs/heads/v1.2.3" }],
    ["a longer tag (B42)", { ref: "refs/tags/v1.2.3.0" }],
    ["a shorter tag (B42)", { ref: "refs/tags/v1.2" }],
    ["another commit (B44)", { commit: "0".repeat(40) }],
    ["a run that a comment started", { event: "issue_comment" }],
    ["a workflow of another repository (B40)", { signerWorkflow: `${REUSABLE}@refs/heads/main` }],
  ])("refuses %s", async (_, run) => {
    await refuses(TOOL, run);
  });

  test("binds the number of the repository and the commit, where they are known from elsewhere", async () => {
    const { repositoryId } = gitHubRun();
    await accepts({ ...TOOL, repositoryId, commit: SOURCE.commit });
    const other = await refuses({ ...TOOL, repositoryId }, { repositoryId: "75" });
    expect(other.message).toBe(`the number of the source repository is "75", expected is "${repositoryId}"`);
    const moved = { ...TOOL, sourceRef: "refs/tags/v1.2.3", commit: "0".repeat(40) };
    expect((await refuses(moved)).message).toContain(`the commit is "${SOURCE.commit}"`);
    // Both must hold: what the release states, and what its tag leads to.
    await refuses({ ...TOOL, commit: "0".repeat(40) }, { commit: "0".repeat(40) });
  });

  test("names the option that would accept what it refuses", async () => {
    expect(hintOf(await refuses(TOOL, { ref: "refs/heads/main" }))).toContain("--source-ref");
    expect(hintOf(await refuses(TOOL, { event: "schedule" }))).toContain("--unsafe-trigger");
    expect(hintOf(await refuses(TOOL, { signerWorkflow: `${REUSABLE}@refs/heads/main` }))).toContain(
      "--signer-workflow",
    );
  });

  test("accepts another ref, trigger or signer where the user names it", async () => {
    await accepts({ ...TOOL, sourceRef: "refs/heads/main" }, { ref: "refs/heads/main" });
    await accepts({ ...TOOL, unsafeTriggers: ["schedule"] }, { event: "schedule" });
    const signerWorkflow = { repository: "https://github.com/octo-org/shared", path: ".github/workflows/sign.yml" };
    await accepts({ ...TOOL, signerWorkflow }, { signerWorkflow: `${REUSABLE}@refs/heads/main` });
    await accepts(
      { ...TOOL, signerWorkflow: { ...signerWorkflow, ref: "refs/tags/v2" } },
      { signerWorkflow: `${REUSABLE}@refs/tags/v2` },
    );
    await refuses(
      { ...TOOL, signerWorkflow: { ...signerWorkflow, ref: "refs/tags/v2" } },
      { signerWorkflow: `${REUSABLE}@refs/tags/v3` },
    );
    await refuses(
      { ...TOOL, signerWorkflow: { ...signerWorkflow, path: ".github/workflows/x.yml" } },
      { signerWorkflow: `${REUSABLE}@refs/tags/v2` },
    );
  });

  test("refuses a release without a tag unless its ref is named", async () => {
    const facts = await certificate();
    await expectFault("identity-mismatch", () => identityCheck(TOOL, { ...SOURCE, tag: null } as never)(facts));
  });

  test.each([
    "https://token.actions.githubusercontent.com/hammer-time",
    "https://token.actions.githubusercontent.com.evil",
    "https://token.actions.octo.ghe.com",
    "https://ghes.example/_services/token",
    "https://accounts.example",
    undefined,
  ])("refuses the issuer %s, also one that only begins like GitHub's (B38, W2)", async (issuer) => {
    const facts = { ...(await certificate()), issuer };
    await expectFault("identity-mismatch", () => identityCheck(TOOL, SOURCE)(facts));
  });

  test("refuses a name of another kind with the same text (B39)", async () => {
    const facts = await certificate();
    const name = { kind: "email", value: facts.subjectAlternativeName.value } as const;
    await expectFault("identity-mismatch", () =>
      identityCheck(TOOL, SOURCE)({ ...facts, subjectAlternativeName: name }),
    );
  });
});

describe("owner and repository in other letters", () => {
  const SPELLED: ExpectedRepository = { ...TOOL, repository: "https://github.com/Octo-Org/OCTO-Tool" };
  const REUSED = { repository: "https://github.com/OCTO-ORG/Shared", path: ".github/workflows/sign.yml" };

  test("are the same repository (W13)", async () => {
    await accepts(SPELLED);
    await accepts(TOOL, { repository: "Octo-Org/Octo-Tool" });
    await accepts({ ...TOOL, signerWorkflow: REUSED }, { signerWorkflow: `${REUSABLE}@refs/tags/v2` });
  });

  test("are so in the signer's name alone, as a caller may spell a reusable workflow (W13)", () =>
    accepts(TOOL, { signerWorkflow: "Octo-Org/Octo-Tool/.github/workflows/release.yml@refs/tags/v1.2.3" }));

  test.each([
    ["path", { ...REUSED, path: ".github/workflows/Sign.yml" }],
    ["ref", { ...REUSED, ref: "refs/tags/V2" }],
  ])("leave the %s of the workflow as it is (W13)", async (_, signerWorkflow) => {
    await refuses({ ...TOOL, signerWorkflow }, { signerWorkflow: `${REUSABLE}@refs/tags/v2` });
  });

  test("leave the source ref and the tag as they are (W13)", async () => {
    await refuses({ ...TOOL, sourceRef: "refs/heads/Main" }, { ref: "refs/heads/main" });
    await refuses(TOOL, {}, { ...SOURCE, tag: "V1.2.3" });
  });

  test.each(["sourceRepositoryUri", "subjectAlternativeName"] as const)(
    "are ASCII letters alone in %s (W13)",
    async (field) => {
      const kit: ExpectedRepository = { kind: "repository", repository: "https://github.com/octo-org/tool-kits" };
      const facts = await certificate({ repository: "octo-org/tool-kits" });
      const source = { ...SOURCE, commit: gitHubRun({ repository: "octo-org/tool-kits" }).commit };
      expect(identityCheck(kit, source)(facts)).toBeUndefined();
      for (const [letter, other] of [
        ["k", "\u212A"],
        ["s", "\u017F"],
      ] as const) {
        const swap = (text = "") => text.replace("tool-kits", () => "tool-kits".replace(letter, other));
        const name = { kind: "uri", value: swap(facts.subjectAlternativeName.value) } as const;
        const spoofed: CertificateFacts =
          field === "subjectAlternativeName"
            ? { ...facts, subjectAlternativeName: name }
            : {
                ...facts,
                extensions: { ...facts.extensions, sourceRepositoryUri: swap(facts.extensions.sourceRepositoryUri) },
              };
        await expectFault("identity-mismatch", () => identityCheck(kit, source)(spoofed));
      }
    },
  );
});

describe("another GitHub than github.com", () => {
  const SLUG = "https://token.actions.githubusercontent.com/octo-enterprise";
  const HERE = "https://github.com/octo-org/octo-tool";
  const at = async (iss: string, web: string): Promise<CertificateFacts> =>
    readCertificate((await createTestForge({ iss, web }).session()).identity.certificate);
  const expected = (repository: string, issuer?: string): ExpectedRepository =>
    issuer === undefined ? { kind: "repository", repository } : { kind: "repository", repository, issuer };

  test.each([
    ["a place of ghe.com", "https://token.actions.octo.ghe.com", "https://octo.ghe.com"],
    ["a server", "https://ghes.example/_services/token", "https://ghes.example"],
  ])("%s is named by the address of the repository, and by nothing else (W2)", async (_, iss, web) => {
    const facts = await at(iss, web);
    const there = `${web}/octo-org/octo-tool`;
    expect(identityCheck(expected(there), SOURCE)(facts)).toBeUndefined();
    expect(identityCheck(expected(there, iss), SOURCE)(facts)).toBeUndefined();
    const fault = await expectFault("identity-mismatch", () => identityCheck(expected(HERE), SOURCE)(facts));
    expect(hintOf(fault)).toMatch(new RegExp(`--repository ${there}$`));
    await expectFault("identity-mismatch", () => identityCheck(expected(`${web}/octo-org/octo-too`), SOURCE)(facts));
    await expectFault("identity-mismatch", () => identityCheck(expected(there, SLUG), SOURCE)(facts));
  });

  test("an enterprise's own issuer counts where it is named (W2)", async () => {
    const facts = await at(SLUG, "https://github.com");
    expect(identityCheck(expected(HERE, SLUG), SOURCE)(facts)).toBeUndefined();
    const fault = await expectFault("identity-mismatch", () => identityCheck(expected(HERE), SOURCE)(facts));
    expect(hintOf(fault)).toMatch(/--repository octo-org\/octo-tool --issuer \S+\/octo-enterprise$/);
    await expectFault("identity-mismatch", () => identityCheck(expected(HERE, `${SLUG}2`), SOURCE)(facts));
    await expectFault("identity-mismatch", () => identityCheck(expected(HERE, SLUG.toUpperCase()), SOURCE)(facts));
  });

  test("where an enterprise's own issuer is named, the common one does not count (W2)", () =>
    refuses(expected(HERE, SLUG)));

  test("no issuer speaks for the repositories of another GitHub (W2)", async () => {
    const server = "https://ghes.example/_services/token";
    await expectFault("certificate-unexpected", () => at(server, "https://github.com"));
    const forged = { ...(await certificate()), issuer: server };
    for (const one of [expected(HERE), expected(HERE, server), expected("https://ghes.example/octo-org/octo-tool")]) {
      await expectFault("identity-mismatch", () => identityCheck(one, SOURCE)(forged));
    }
  });

  test("a repository of another service has no issuer of GitHub (W2)", async () => {
    const facts = { ...(await certificate()), issuer: "https://gitlab.com" };
    const fault = await expectFault("identity-mismatch", () =>
      identityCheck(expected("https://gitlab.com/octo-org/octo-tool"), SOURCE)(facts),
    );
    expect(hintOf(fault)).toContain("--identity and --issuer");
  });
});

describe("equal texts of different kinds", () => {
  const EXPECTED = "https://issuer.example";
  const facts = async (kind: "uri" | "email" | "other-name", value: string): Promise<CertificateFacts> => ({
    ...(await certificate()),
    issuer: EXPECTED,
    subjectAlternativeName: { kind, value },
  });

  test.each([
    ["a URI", "uri", "https://example.com/who", "email"],
    ["a URI with an @", "uri", "spiffe://example.com/a@b", "other-name"],
    ["an e-mail address", "email", "who@example.com", "uri"],
    ["an e-mail address for a user name", "email", "who@example.com", "other-name"],
    ["a user name", "other-name", "who!example", "email"],
  ] as const)("%s is no other identity (B39)", async (_, kind, name, other) => {
    const check = identityCheck({ kind: "exact", subjectAlternativeName: name, issuer: EXPECTED });
    expect(check(await facts(kind, name))).toBeUndefined();
    const wrong = await facts(other, name);
    await expectFault("identity-mismatch", () => check(wrong));
  });
});

describe("--identity and --issuer", () => {
  const issuer = "https://token.actions.githubusercontent.com";
  const name = "https://github.com/octo-org/octo-tool/.github/workflows/release.yml@refs/tags/v1.2.3";

  test("accept exactly equal texts", () => accepts({ kind: "exact", subjectAlternativeName: name, issuer }));

  test.each([
    ["weakness D: a prefix (B37)", name.slice(0, -1)],
    ["weakness D: a pattern (B37)", name.replaceAll(".", "\\.")],
    ["a dot for another character (B37)", name.replace("octo-tool", "octo.tool")],
    ["other letters (B37)", name.toUpperCase()],
    ["nothing", ""],
  ])("refuse %s", async (_, subjectAlternativeName) => {
    await refuses({ kind: "exact", subjectAlternativeName, issuer });
  });

  test("refuse an issuer that only begins so (B38)", async () => {
    await refuses({ kind: "exact", subjectAlternativeName: name, issuer: issuer.slice(0, -1) });
  });
});

describe("unsafe patterns", () => {
  const issuer = "https://token\\.actions\\.githubusercontent\\.com";

  test("are anchored at both ends", async () => {
    await accepts({ kind: "unsafe-pattern", subjectAlternativeName: "https://github\\.com/octo-org/.+", issuer });
    await refuses({ kind: "unsafe-pattern", subjectAlternativeName: "https://github\\.com/octo-org/", issuer });
    await refuses({ kind: "unsafe-pattern", subjectAlternativeName: "x|https://github\\.com", issuer });
  });

  test("must be regular expressions", async () => {
    await expectFault("configuration-invalid", () =>
      identityCheck({ kind: "unsafe-pattern", subjectAlternativeName: "(", issuer }, SOURCE),
    );
  });
});

test("a workflow name is parsed with refs that hold @, and nothing else is", () => {
  expect(parseWorkflowName("https://github.com/a/b/.github/workflows/c.yml@refs/tags/d@1.0.0")).toEqual({
    repository: "https://github.com/a/b",
    path: ".github/workflows/c.yml",
    ref: "refs/tags/d@1.0.0",
  });
  for (const text of [
    "",
    "https://github.com/a/b",
    "https://github.com/a/.github/workflows/c.yml@x",
    "a/b/.github/workflows/c.yml@x",
  ]) {
    expect(parseWorkflowName(text)).toBeUndefined();
  }
});
