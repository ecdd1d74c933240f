import type { CertificateFacts } from "../sigstore/certificate-facts.ts";
import { GITHUB_ACTIONS_ISSUER } from "../verification/identity-flags.ts";
import { parseWorkflowName } from "../verification/workflow-name.ts";

/** What the certificate of a workflow on github.com says, in the spellings of other verifiers. */
export interface SigningWorkflow {
  /** `owner/name` of the repository that the run was started in. */
  readonly repository: string;
  /** Full git ref that the run was started for. */
  readonly sourceRef: string | undefined;
  /** Full git ref of the file that signed, the end of the signer's name. */
  readonly ref: string;
  /** `owner/repo/path` of the file that signed, where it is of another repository. */
  readonly reusable: string | undefined;
  /** `github-hosted` or `self-hosted`. */
  readonly runner: string | undefined;
}

const GITHUB = "https://github.com/";

/** Undefined for every other signer. */
export function signingWorkflow(certificate: CertificateFacts): SigningWorkflow | undefined {
  const { extensions, subjectAlternativeName, issuer } = certificate;
  const source = extensions.sourceRepositoryUri;
  const signer = parseWorkflowName(subjectAlternativeName.value);
  if (issuer !== GITHUB_ACTIONS_ISSUER || signer === undefined || !source?.startsWith(GITHUB)) return undefined;
  const path = `${signer.repository.slice(GITHUB.length)}/${signer.path}`;
  return {
    repository: source.slice(GITHUB.length),
    sourceRef: extensions.sourceRepositoryRef,
    ref: signer.ref,
    reusable: signer.repository === source ? undefined : path,
    runner: extensions.runnerEnvironment,
  };
}
