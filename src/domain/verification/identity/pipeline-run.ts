import { Fault } from "../../../kernel/fault.ts";
import type { PipelineRun } from "../../attestation/pipeline-provenance.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import { gitHubIssuer } from "../../source/github-issuer.ts";
import { certifiedFacts } from "../agreement.ts";

/**
 * The run that a certificate of another service than GitHub states, as GitLab's, Buildkite's and CircleCI's do; undefined for
 * a person, a run of GitHub, and whoever has no run. The builder is who signed.
 */
export function pipelineRunOf(certificate: CertificateFacts): PipelineRun | undefined {
  const { issuer, subjectAlternativeName } = certificate;
  const facts = certifiedFacts(certificate);
  if (facts.run === undefined || issuer === undefined || gitHubIssuer(issuer) !== undefined) return undefined;
  return {
    ...{ builder: subjectAlternativeName.value, run: facts.run, issuer },
    ...{ config: facts.workflow, configCommit: facts["workflow commit"] },
    ...{ repository: facts.repository, ref: facts.ref, commit: facts.commit },
    ...{ event: facts.event, runner: facts.runner, environment: facts.environment },
    ...{ repositoryId: facts["repository id"], ownerId: facts["owner id"] },
  };
}

/** Requires every value to be the certificate's: none is another, and none more or less is stated. Fault: `provenance-contradiction`. */
export function requireSamePipeline(stated: PipelineRun, certificate: CertificateFacts): void {
  const certified = pipelineRunOf(certificate);
  if (certified === undefined) throw contradiction("states a run that its certificate does not name");
  for (const [fact, value] of Object.entries(certified)) {
    if (stated[fact as keyof PipelineRun] !== value) throw contradiction(`states another ${fact} than its certificate`);
  }
}

function contradiction(problem: string): Fault {
  return new Fault("provenance-contradiction", `the provenance ${problem}`);
}
