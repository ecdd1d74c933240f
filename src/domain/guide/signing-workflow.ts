import type { SignerFacts } from "../sigstore/certificate-facts.ts";
import { gitHubIssuer } from "../source/github-issuer.ts";
import { isSameRepository } from "../source/repository.ts";
import { parseWorkflowName } from "../source/workflow-name.ts";

/** What the certificate of a workflow on GitHub says, in the spellings of other verifiers. */
export interface SigningWorkflow {
  /** Web address of that GitHub, for example `https://github.com`. */
  readonly web: string;
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

/** Undefined for every other signer. */
export function signingWorkflow(certificate: SignerFacts): SigningWorkflow | undefined {
  const { extensions, subjectAlternativeName, issuer } = certificate;
  const source = extensions.sourceRepositoryUri;
  const signer = parseWorkflowName(subjectAlternativeName.value);
  const github = gitHubIssuer(issuer);
  if (github === undefined || signer === undefined || !source?.startsWith(`${github.web}/`)) return undefined;
  const below = (address: string): string => address.slice(github.web.length + 1);
  return {
    web: github.web,
    repository: below(source),
    sourceRef: extensions.sourceRepositoryRef,
    ref: signer.ref,
    reusable: isSameRepository(signer.repository, source) ? undefined : `${below(signer.repository)}/${signer.path}`,
    runner: extensions.runnerEnvironment,
  };
}
