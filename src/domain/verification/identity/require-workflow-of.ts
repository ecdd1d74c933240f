import { option } from "../../../kernel/advice.ts";
import { printable } from "../../../kernel/printable.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import type { ExpectedRepository } from "../../sigstore/expected-identity.ts";
import { gitHubIssuer, issuerOfGitHub } from "../../source/github-issuer.ts";
import { isSameRepository } from "../../source/repository.ts";
import { parseWorkflowName } from "../../source/workflow-name.ts";
import { RELEASE_TRIGGERS, repositoryOptions } from "./identity-flags.ts";
import { identityMismatch, requireValue, shownValue, typedRepository, type WantedValue } from "./identity-mismatch.ts";

/** What the release claims of itself before it is verified; the certificate must say the same. */
export interface ClaimedSource {
  readonly tag: string | null;
  /** Hex; null if the release states none. */
  readonly commit: string | null;
}

/** For a signer that is not a workflow of GitHub. */
const ANOTHER_SIGNER = [option("identity"), option("issuer")];

interface RepositoryOrder {
  readonly expected: ExpectedRepository;
  readonly source: ClaimedSource | undefined;
}

/** That a certificate is of a workflow which GitHub ran for a release of the expected repository. Fault: `identity-mismatch`. */
export function requireWorkflowOf(certificate: CertificateFacts, { expected, source }: RepositoryOrder): void {
  const { extensions } = certificate;
  requireIssuer(certificate.issuer, expected);
  requireRepository("source repository", extensions.sourceRepositoryUri, {
    ...{ expected: expected.repository, say: "repository", words: "signed by another repository" },
  });
  if (expected.repositoryId !== undefined) {
    requireValue("number of the source repository", extensions.sourceRepositoryIdentifier, {
      ...{ expected: expected.repositoryId, words: "signed by another repository that had this name" },
    });
  }
  requireRef(extensions.sourceRepositoryRef, { expected, source });
  for (const commit of new Set([source?.commit, expected.commit])) {
    if (typeof commit !== "string") continue;
    requireValue("commit", extensions.sourceRepositoryDigest, {
      ...{ expected: commit, words: "signed for another commit", label: "Signed for" },
    });
  }
  requireTrigger(extensions.buildTrigger, expected);
  requireSigningWorkflow(certificate, expected);
}

/**
 * Each GitHub has one issuer, which its address says. An enterprise may have its own on github.com; no name of a repository
 * shows that, so it counts only if the user names it.
 */
function requireIssuer(actual: string | undefined, expected: ExpectedRepository): void {
  const { origin: web } = new URL(expected.repository);
  const wanted = expected.issuer ?? issuerOfGitHub(web);
  const github = gitHubIssuer(actual);
  if (actual === undefined || github === undefined) {
    throw identityMismatch(`the issuer ${shownValue(actual)} is not of GitHub Actions`, {
      said: ANOTHER_SIGNER,
      words: "not signed by a workflow of GitHub",
      sides: [
        ["Expected", `a workflow of ${typedRepository(expected.repository)}`],
        ["Signed by", `somebody whom ${actual ?? "no issuer"} knows`],
      ],
    });
  }
  if (actual === wanted && github.web === web) return;
  const there = `${github.web}${expected.repository.slice(web.length)}`;
  const said = repositoryOptions(there, actual);
  throw identityMismatch(`the issuer is ${printable(actual)}, expected is ${printable(wanted)}`, {
    ...{ said, words: "signed on another GitHub" },
    sides: [
      ["Expected", wanted],
      ["Signed by", actual],
    ],
  });
}

/** Without the option `source-ref` only the tag of the release itself counts, as a tag: a branch of that name does not (B42). */
function requireRef(actual: string | undefined, { expected, source }: RepositoryOrder): void {
  const tag = source?.tag ?? undefined;
  const ref = expected.sourceRef ?? (tag === undefined ? undefined : `refs/tags/${tag}`);
  if (ref === undefined) {
    throw identityMismatch(`the source ref is ${shownValue(actual)}, and no tag says which one is expected`, {
      said: [option("source-ref")],
      words: "signed for no tag",
      sides: [["Signed for", actual ?? "nothing"]],
    });
  }
  requireValue("source ref", actual, {
    ...{ expected: ref, say: "source-ref", words: "signed for another tag or branch", label: "Signed for" },
  });
}

function requireTrigger(trigger: string | undefined, expected: ExpectedRepository): void {
  const allowed: readonly (readonly (string | undefined)[] | undefined)[] = [RELEASE_TRIGGERS, expected.unsafeTriggers];
  if (allowed.some((triggers) => triggers?.includes(trigger))) return;
  throw identityMismatch(`the run was started by ${shownValue(trigger)}, which is not how releases are made`, {
    said: [option("unsafe-trigger")],
    words: "its build was started in an unusual way",
    sides: [
      ["Expected", RELEASE_TRIGGERS.join(", ")],
      ["Started by", trigger ?? "nothing that is stated"],
    ],
  });
}

/** The signer may be a reusable workflow of another repository only if the user names it (B40). */
function requireSigningWorkflow(
  { subjectAlternativeName: name }: CertificateFacts,
  expected: ExpectedRepository,
): void {
  const signer = name.kind === "uri" ? parseWorkflowName(name.value) : undefined;
  if (signer === undefined) {
    throw identityMismatch(`the signer ${shownValue(name.value)} is not a workflow`, {
      said: ANOTHER_SIGNER,
      words: "not signed by a workflow",
      sides: [
        ["Expected", `a workflow of ${typedRepository(expected.repository)}`],
        ["Signed by", name.value],
      ],
    });
  }
  const { signerWorkflow: workflow } = expected;
  requireRepository("repository of the signing workflow", signer.repository, {
    ...{ expected: workflow?.repository ?? expected.repository, say: "signer-workflow" },
    words: "signed by a workflow of another repository",
  });
  if (workflow === undefined) return;
  requireValue("path of the signing workflow", signer.path, {
    ...{ expected: workflow.path, say: "signer-workflow", words: "signed by another workflow" },
  });
  if (workflow.ref === undefined) return;
  requireValue("ref of the signing workflow", signer.ref, {
    ...{ expected: workflow.ref, say: "signer-workflow", words: "signed by another version of the workflow" },
  });
}

function requireRepository(what: string, actual: string | undefined, wanted: WantedValue): void {
  if (actual !== undefined && isSameRepository(actual, wanted.expected)) return;
  requireValue(what, actual, wanted);
}
