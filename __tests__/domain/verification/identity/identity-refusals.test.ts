import { describe, expect, test } from "vitest";
import type { CertificateFacts, FulcioExtensions } from "../../../../src/domain/sigstore/certificate-facts.ts";
import type { ExpectedIdentity, ExpectedRepository } from "../../../../src/domain/sigstore/expected-identity.ts";
import { identityCheck } from "../../../../src/domain/verification/identity/identity-check.ts";
import type { ClaimedSource } from "../../../../src/domain/verification/identity/require-workflow-of.ts";
import { asFlag } from "../../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../../src/kernel/advice.ts";
import type { Fault } from "../../../../src/kernel/fault.ts";
import { expectFault } from "../../../expect-fault.ts";

const ISSUER = "https://token.actions.githubusercontent.com";
const OWN_ISSUER = `${ISSUER}/octo-enterprise`;
const HERE = "https://github.com/octo-org/octo-tool";
const WORKFLOW = `${HERE}/.github/workflows/release.yml@refs/tags/v1.2.3`;
const SHARED = "https://github.com/octo-org/shared";
const SIGNING = ".github/workflows/sign.yml";
const COMMIT = "d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3d0c1a2b3";
const OTHER_COMMIT = "e".repeat(40);
const TOOL: ExpectedRepository = { kind: "repository", repository: HERE };
const SOURCE: ClaimedSource = { tag: "v1.2.3", commit: COMMIT };

interface Changes {
  readonly issuer?: string | undefined;
  readonly name?: string;
  readonly kind?: "uri" | "email" | "other-name";
  readonly extensions?: Partial<FulcioExtensions>;
}

/** What `identityCheck` reads of the certificate of a run of octo-tool for the tag v1.2.3. */
function facts(changes: Changes = {}): CertificateFacts {
  const extensions: Partial<FulcioExtensions> = {
    sourceRepositoryUri: HERE,
    sourceRepositoryRef: "refs/tags/v1.2.3",
    sourceRepositoryDigest: COMMIT,
    buildTrigger: "push",
    ...changes.extensions,
  };
  const read: Partial<CertificateFacts> = {
    subjectAlternativeName: { kind: changes.kind ?? "uri", value: changes.name ?? WORKFLOW },
    issuer: "issuer" in changes ? changes.issuer : ISSUER,
    extensions: extensions as FulcioExtensions,
  };
  return read as CertificateFacts;
}

/** What a fault tells people, with the options as the command line writes them. */
function told({ problem, hint, brief }: Fault) {
  const { words, sides } = brief ?? {};
  return {
    problem,
    words,
    sides,
    ...(hint === undefined ? {} : { hint: spelled(hint, asFlag) }),
    ...(brief !== undefined && "accept" in brief ? { accept: spelled(brief.accept, asFlag) } : {}),
  };
}

const ONLY_IF = "only if you know that this is right, say so with";

interface Refusal {
  readonly changes: Changes;
  readonly expected?: ExpectedIdentity;
  readonly source?: ClaimedSource;
  readonly told: ReturnType<typeof told>;
}

const REFUSALS: Record<string, Refusal> = {
  "another repository": {
    changes: { extensions: { sourceRepositoryUri: "https://github.com/mallory/octo-tool" } },
    told: {
      problem: `the source repository is "https://github.com/mallory/octo-tool", expected is "${HERE}"`,
      hint: `${ONLY_IF} --repository`,
      words: "signed by another repository",
      sides: [
        ["Expected", "octo-org/octo-tool"],
        ["Signed by", "mallory/octo-tool"],
      ],
      accept: "--repository mallory/octo-tool",
    },
  },
  "a repository that is not of github.com by a host that begins so": {
    changes: { extensions: { sourceRepositoryUri: "https://github.com.evil/octo-org/octo-tool" } },
    told: {
      problem: `the source repository is "https://github.com.evil/octo-org/octo-tool", expected is "${HERE}"`,
      hint: `${ONLY_IF} --repository`,
      words: "signed by another repository",
      sides: [
        ["Expected", "octo-org/octo-tool"],
        ["Signed by", "https://github.com.evil/octo-org/octo-tool"],
      ],
      accept: "--repository https://github.com.evil/octo-org/octo-tool",
    },
  },
  "no repository": {
    changes: { extensions: { sourceRepositoryUri: undefined } },
    told: {
      problem: `the source repository is not stated, expected is "${HERE}"`,
      hint: `${ONLY_IF} --repository`,
      words: "signed by another repository",
      sides: [
        ["Expected", "octo-org/octo-tool"],
        ["Signed by", "nobody who is stated"],
      ],
    },
  },
  "a repository of another number, which took over the name": {
    changes: { extensions: { sourceRepositoryIdentifier: "75" } },
    expected: { ...TOOL, repositoryId: "74" },
    told: {
      problem: 'the number of the source repository is "75", expected is "74"',
      words: "signed by another repository that had this name",
      sides: [
        ["Expected", "74"],
        ["Signed by", "75"],
      ],
    },
  },
  "a repository whose number is not stated, where one is known": {
    changes: { extensions: { sourceRepositoryIdentifier: undefined } },
    expected: { ...TOOL, repositoryId: "74" },
    told: {
      problem: 'the number of the source repository is not stated, expected is "74"',
      words: "signed by another repository that had this name",
      sides: [
        ["Expected", "74"],
        ["Signed by", "nobody who is stated"],
      ],
    },
  },
  "another tag (B42)": {
    changes: { extensions: { sourceRepositoryRef: "refs/tags/v1.2.4" } },
    told: {
      problem: 'the source ref is "refs/tags/v1.2.4", expected is "refs/tags/v1.2.3"',
      hint: `${ONLY_IF} --source-ref`,
      words: "signed for another tag or branch",
      sides: [
        ["Expected", "refs/tags/v1.2.3"],
        ["Signed for", "refs/tags/v1.2.4"],
      ],
    },
  },
  "a ref that no tag expects": {
    changes: {},
    source: { tag: null, commit: COMMIT },
    told: {
      problem: 'the source ref is "refs/tags/v1.2.3", and no tag says which one is expected',
      hint: `${ONLY_IF} --source-ref`,
      words: "signed for no tag",
      sides: [["Signed for", "refs/tags/v1.2.3"]],
    },
  },
  "no ref where no tag expects one": {
    changes: { extensions: { sourceRepositoryRef: undefined } },
    source: { tag: null, commit: COMMIT },
    told: {
      problem: "the source ref is not stated, and no tag says which one is expected",
      hint: `${ONLY_IF} --source-ref`,
      words: "signed for no tag",
      sides: [["Signed for", "nothing"]],
    },
  },
  "another commit (B44)": {
    changes: { extensions: { sourceRepositoryDigest: OTHER_COMMIT } },
    told: {
      problem: `the commit is "${OTHER_COMMIT}", expected is "${COMMIT}"`,
      words: "signed for another commit",
      sides: [
        ["Expected", COMMIT],
        ["Signed for", OTHER_COMMIT],
      ],
    },
  },
  "a run that a comment started": {
    changes: { extensions: { buildTrigger: "issue_comment" } },
    told: {
      problem: 'the run was started by "issue_comment", which is not how releases are made',
      hint: `${ONLY_IF} --unsafe-trigger`,
      words: "its build was started in an unusual way",
      sides: [
        ["Expected", "push, release, workflow_dispatch"],
        ["Started by", "issue_comment"],
      ],
    },
  },
  "a run that nothing started": {
    changes: { extensions: { buildTrigger: undefined } },
    expected: { ...TOOL, unsafeTriggers: ["schedule"] },
    told: {
      problem: "the run was started by not stated, which is not how releases are made",
      hint: `${ONLY_IF} --unsafe-trigger`,
      words: "its build was started in an unusual way",
      sides: [
        ["Expected", "push, release, workflow_dispatch"],
        ["Started by", "nothing that is stated"],
      ],
    },
  },
  "a workflow of another repository (B40)": {
    changes: { name: `${SHARED}/${SIGNING}@refs/tags/v2` },
    told: {
      problem: `the repository of the signing workflow is "${SHARED}", expected is "${HERE}"`,
      hint: `${ONLY_IF} --signer-workflow`,
      words: "signed by a workflow of another repository",
      sides: [
        ["Expected", "octo-org/octo-tool"],
        ["Signed by", "octo-org/shared"],
      ],
    },
  },
  "another workflow of the named repository (B40)": {
    changes: { name: `${SHARED}/${SIGNING}@refs/tags/v2` },
    expected: { ...TOOL, signerWorkflow: { repository: SHARED, path: ".github/workflows/other.yml" } },
    told: {
      problem: `the path of the signing workflow is "${SIGNING}", expected is ".github/workflows/other.yml"`,
      hint: `${ONLY_IF} --signer-workflow`,
      words: "signed by another workflow",
      sides: [
        ["Expected", ".github/workflows/other.yml"],
        ["Signed by", SIGNING],
      ],
    },
  },
  "another version of the named workflow (B40)": {
    changes: { name: `${SHARED}/${SIGNING}@refs/tags/v3` },
    expected: { ...TOOL, signerWorkflow: { repository: SHARED, path: SIGNING, ref: "refs/tags/v2" } },
    told: {
      problem: 'the ref of the signing workflow is "refs/tags/v3", expected is "refs/tags/v2"',
      hint: `${ONLY_IF} --signer-workflow`,
      words: "signed by another version of the workflow",
      sides: [
        ["Expected", "refs/tags/v2"],
        ["Signed by", "refs/tags/v3"],
      ],
    },
  },
  "a repository as signer, without a workflow": {
    changes: { name: HERE },
    told: {
      problem: `the signer "${HERE}" is not a workflow`,
      hint: `${ONLY_IF} --identity and --issuer`,
      words: "not signed by a workflow",
      sides: [
        ["Expected", "a workflow of octo-org/octo-tool"],
        ["Signed by", HERE],
      ],
    },
  },
  "the text of a workflow's name, certified as an e-mail address (B39)": {
    changes: { kind: "email" },
    told: {
      problem: `the signer "${WORKFLOW}" is not a workflow`,
      hint: `${ONLY_IF} --identity and --issuer`,
      words: "not signed by a workflow",
      sides: [
        ["Expected", "a workflow of octo-org/octo-tool"],
        ["Signed by", WORKFLOW],
      ],
    },
  },
  "an issuer that is not of GitHub (B38)": {
    changes: { issuer: "https://accounts.example" },
    told: {
      problem: 'the issuer "https://accounts.example" is not of GitHub Actions',
      hint: `${ONLY_IF} --identity and --issuer`,
      words: "not signed by a workflow of GitHub",
      sides: [
        ["Expected", "a workflow of octo-org/octo-tool"],
        ["Signed by", "somebody whom https://accounts.example knows"],
      ],
    },
  },
  "no issuer (B38)": {
    changes: { issuer: undefined },
    expected: { ...TOOL, repository: "https://github.com/octo-org" },
    told: {
      problem: "the issuer not stated is not of GitHub Actions",
      hint: `${ONLY_IF} --identity and --issuer`,
      words: "not signed by a workflow of GitHub",
      sides: [
        ["Expected", "a workflow of https://github.com/octo-org"],
        ["Signed by", "somebody whom no issuer knows"],
      ],
    },
  },
  "an enterprise's own issuer (W2)": {
    changes: { issuer: OWN_ISSUER },
    told: {
      problem: `the issuer is "${OWN_ISSUER}", expected is "${ISSUER}"`,
      hint: `${ONLY_IF} --repository octo-org/octo-tool --issuer ${OWN_ISSUER}`,
      words: "signed on another GitHub",
      sides: [
        ["Expected", ISSUER],
        ["Signed by", OWN_ISSUER],
      ],
      accept: `--repository octo-org/octo-tool --issuer ${OWN_ISSUER}`,
    },
  },
  "the named issuer of another GitHub than the repository's (W2)": {
    changes: { issuer: "https://ghes.example/_services/token" },
    expected: { ...TOOL, issuer: "https://ghes.example/_services/token" },
    told: {
      problem:
        'the issuer is "https://ghes.example/_services/token", expected is "https://ghes.example/_services/token"',
      hint: `${ONLY_IF} --repository https://ghes.example/octo-org/octo-tool`,
      words: "signed on another GitHub",
      sides: [
        ["Expected", "https://ghes.example/_services/token"],
        ["Signed by", "https://ghes.example/_services/token"],
      ],
      accept: "--repository https://ghes.example/octo-org/octo-tool",
    },
  },
  "another issuer than the exact one (B38)": {
    changes: { issuer: "https://accounts.example" },
    expected: { kind: "exact", subjectAlternativeName: WORKFLOW, issuer: ISSUER },
    told: {
      problem: `the issuer is "https://accounts.example", expected is "${ISSUER}"`,
      hint: `${ONLY_IF} --issuer`,
      words: "signed by somebody else",
      sides: [
        ["Expected", ISSUER],
        ["Signed by", "https://accounts.example"],
      ],
    },
  },
  "no issuer where one is exact (B38)": {
    changes: { issuer: undefined },
    expected: { kind: "exact", subjectAlternativeName: WORKFLOW, issuer: ISSUER },
    told: {
      problem: `the issuer is not stated, expected is "${ISSUER}"`,
      hint: `${ONLY_IF} --issuer`,
      words: "signed by somebody else",
      sides: [
        ["Expected", ISSUER],
        ["Signed by", "nobody who is stated"],
      ],
    },
  },
  "another name than the exact one (B37)": {
    changes: {},
    expected: { kind: "exact", subjectAlternativeName: `${WORKFLOW}4`, issuer: ISSUER },
    told: {
      problem: `the identity is "${WORKFLOW}", expected is "${WORKFLOW}4"`,
      hint: `${ONLY_IF} --identity`,
      words: "signed by somebody else",
      sides: [
        ["Expected", `${WORKFLOW}4`],
        ["Signed by", WORKFLOW],
      ],
    },
  },
  "a user name that looks like a URI (B39)": {
    changes: { kind: "other-name" },
    expected: { kind: "exact", subjectAlternativeName: WORKFLOW, issuer: ISSUER },
    told: {
      problem: `the identity "${WORKFLOW}" is certified as a user name, and is written as a URI`,
      words: "signed by somebody else",
      sides: [
        ["Expected", `a URI, ${WORKFLOW}`],
        ["Signed by", `a user name, ${WORKFLOW}`],
      ],
    },
  },
  "a URI that looks like an e-mail address (B39)": {
    changes: { name: "1who:x@example.com" },
    expected: { kind: "exact", subjectAlternativeName: "1who:x@example.com", issuer: ISSUER },
    told: {
      problem: 'the identity "1who:x@example.com" is certified as a URI, and is written as an e-mail address',
      words: "signed by somebody else",
      sides: [
        ["Expected", "an e-mail address, 1who:x@example.com"],
        ["Signed by", "a URI, 1who:x@example.com"],
      ],
    },
  },
  "a name that the pattern is only a part of (B37)": {
    changes: {},
    expected: { kind: "unsafe-pattern", subjectAlternativeName: "octo-tool", issuer: ".+" },
    told: {
      problem: `the identity is "${WORKFLOW}"`,
      words: "signed by somebody else",
      sides: [["Signed by", WORKFLOW]],
    },
  },
  "an issuer that the pattern only begins like (B38)": {
    changes: { issuer: `${ISSUER}.evil` },
    expected: { kind: "unsafe-pattern", subjectAlternativeName: ".+", issuer: ISSUER },
    told: {
      problem: `the issuer is "${ISSUER}.evil"`,
      words: "signed by somebody else",
      sides: [["Signed by", WORKFLOW]],
    },
  },
  "no issuer, whatever the pattern (B38)": {
    changes: { issuer: undefined },
    expected: { kind: "unsafe-pattern", subjectAlternativeName: ".+", issuer: ".+" },
    told: {
      problem: "the issuer is not stated",
      words: "signed by somebody else",
      sides: [["Signed by", WORKFLOW]],
    },
  },
  "none of several signers": {
    changes: { extensions: { sourceRepositoryUri: "https://github.com/mallory/octo-tool" } },
    expected: {
      kind: "any-of",
      of: [TOOL, { kind: "exact", subjectAlternativeName: "who@x.example", issuer: ISSUER }],
    },
    told: {
      problem: `"${WORKFLOW}" is not one of the 2 expected signers`,
      words: "signed by somebody else",
      sides: [
        ["Expected", "one of 2 signers"],
        ["Signed by", WORKFLOW],
      ],
    },
  },
  "the only one of a list of signers, for its own reason": {
    changes: { name: HERE },
    expected: { kind: "any-of", of: [TOOL] },
    told: {
      problem: `the signer "${HERE}" is not a workflow`,
      hint: `${ONLY_IF} --identity and --issuer`,
      words: "not signed by a workflow",
      sides: [
        ["Expected", "a workflow of octo-org/octo-tool"],
        ["Signed by", HERE],
      ],
    },
  },
  "everybody, if the list of signers is empty": {
    changes: {},
    expected: { kind: "any-of", of: [] },
    told: {
      problem: `"${WORKFLOW}" is not one of the 0 expected signers`,
      words: "signed by somebody else",
      sides: [
        ["Expected", "one of 0 signers"],
        ["Signed by", WORKFLOW],
      ],
    },
  },
};

describe("refused is, and told with what would accept it:", () => {
  test.each(Object.entries(REFUSALS))("%s", async (_, { changes, expected = TOOL, source = SOURCE, told: words }) => {
    const fault = await expectFault("identity-mismatch", () => identityCheck(expected, source)(facts(changes)));
    expect(told(fault)).toEqual(words);
  });

  test("a bundle that stands alone, unless its ref is named", async () => {
    const fault = await expectFault("identity-mismatch", () => identityCheck(TOOL)(facts()));
    expect(fault.problem).toBe('the source ref is "refs/tags/v1.2.3", and no tag says which one is expected');
    expect(identityCheck({ ...TOOL, sourceRef: "refs/tags/v1.2.3" })(facts())).toBeUndefined();
  });

  test.each(["(", "\\-", "a{1", "x)|(?:.+"])(
    "the pattern %s, which is not a regular expression of Unicode",
    async (pattern) => {
      for (const texts of [
        { subjectAlternativeName: pattern, issuer: ".+" },
        { subjectAlternativeName: ".+", issuer: pattern },
      ]) {
        const fault = await expectFault("configuration-invalid", () =>
          identityCheck({ kind: "unsafe-pattern", ...texts }),
        );
        expect(fault.problem).toBe("an identity pattern is not a regular expression");
      }
    },
  );
});

describe("accepted is", () => {
  const EXACT = { kind: "exact", subjectAlternativeName: WORKFLOW, issuer: ISSUER } as const;
  const OTHER = { kind: "exact", subjectAlternativeName: "who@x.example", issuer: ISSUER } as const;

  test.each<[string, ExpectedIdentity, ClaimedSource | undefined]>([
    ["the workflow of the repository", TOOL, SOURCE],
    ["it for a release that states no commit", TOOL, { tag: "v1.2.3", commit: null }],
    ["the first of two signers", { kind: "any-of", of: [EXACT, OTHER] }, undefined],
    ["the second of two signers", { kind: "any-of", of: [OTHER, EXACT] }, undefined],
    ["one of several repositories for the release that is claimed", { kind: "any-of", of: [OTHER, TOOL] }, SOURCE],
    ["any version of the named workflow", { ...TOOL, signerWorkflow: named() }, SOURCE],
  ])("%s", (_, expected, source) => {
    expect(identityCheck(expected, source)(facts())).toBeUndefined();
  });

  test("a URI of any scheme, by the letters that a scheme has", () => {
    for (const name of ["x+y.z-1:who@example.com", "S3:who"]) {
      const expected: ExpectedIdentity = { kind: "exact", subjectAlternativeName: name, issuer: ISSUER };
      expect(identityCheck(expected)(facts({ name }))).toBeUndefined();
    }
  });

  test("a name that a pattern fits as a whole, where a point is one character of Unicode", () => {
    const name = "https://x.example/\u{1F600}";
    const expected: ExpectedIdentity = {
      kind: "unsafe-pattern",
      subjectAlternativeName: "https://x.example/.",
      issuer: ".+",
    };
    expect(identityCheck(expected)(facts({ name }))).toBeUndefined();
  });

  function named() {
    return { repository: HERE, path: ".github/workflows/release.yml" };
  }
});
