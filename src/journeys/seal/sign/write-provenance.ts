import { githubProvenance, type ReceivedFile } from "../../../domain/attestation/github-provenance.ts";
import { localProvenance } from "../../../domain/attestation/local-provenance.ts";
import { pipelineProvenance } from "../../../domain/attestation/pipeline-provenance.ts";
import { type Provenance, provenanceStatement } from "../../../domain/attestation/slsa-provenance.ts";
import { formatStatement } from "../../../domain/attestation/statement.ts";
import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import { gitHubIssuer } from "../../../domain/source/github-issuer.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { type WorkflowRun, workflowRunOf } from "../../../domain/source/workflow-run.ts";
import { pipelineRunOf } from "../../../domain/verification/identity/pipeline-run.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import type { CollectedAsset } from "../order/seal-order.ts";

/**
 * States how assets and images were built, as SLSA provenance v1 over all of them. In a run of GitHub Actions, GitLab, Buildkite
 * or CircleCI every value comes from the certificate, so that the statement cannot say more than the certificate authority
 * checked; elsewhere it names our own builder, which guarantees nothing. What was taken from the release is said not to be built by the run.
 */
export function writeProvenance(
  facts: SourceFacts,
  { assets, images }: Pick<ReleasePlan, "assets" | "images">,
  certificate: CertificateFacts | undefined,
): Uint8Array {
  return formatStatement(provenanceStatement([...assets, ...images], provenanceOf(facts, assets, certificate)));
}

function provenanceOf(
  facts: SourceFacts,
  assets: readonly CollectedAsset[],
  certificate: CertificateFacts | undefined,
): Provenance {
  // With a key nobody says what built it but the one who signs.
  if (certificate === undefined) return localProvenance(facts);
  const run = runOf(certificate);
  if (run !== undefined) return githubProvenance(run, receivedOf(assets));
  const pipeline = pipelineRunOf(certificate);
  return pipeline === undefined ? localProvenance(facts) : pipelineProvenance(pipeline);
}

function receivedOf(assets: readonly CollectedAsset[]): ReceivedFile[] {
  return assets.filter(({ received }) => received === true).map(({ name, sha256 }) => ({ name, sha256 }));
}

/** Undefined for a certificate that no GitHub Actions run got; `source-incomplete` for one without the run's facts. */
function runOf({ issuer, extensions }: CertificateFacts): WorkflowRun | undefined {
  if (extensions.runInvocationUri === undefined || extensions.buildConfigUri === undefined) return undefined;
  return gitHubIssuer(issuer) === undefined ? undefined : workflowRunOf(extensions);
}
