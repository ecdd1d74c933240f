import type { ReleasePolicy } from "../../../domain/release/manifest.ts";
import type { CheckId } from "../../../domain/release/release-claim.ts";
import { requiredChecks } from "../../../domain/release/required-checks.ts";
import type { CertificateFacts, FulcioExtensions } from "../../../domain/sigstore/certificate-facts.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

/**
 * Holds the certificate to what the manifest requires of the run: until here the environment said it of itself (B41,
 * B43, B44); of a run that seals an old release only the runner counts. Nothing is signed yet. Fault: `validation-failed`.
 */
export function agreeWithPolicy(
  policy: ReleasePolicy | undefined,
  facts: SourceFacts,
  certificate: CertificateFacts,
  { backfill = false }: { readonly backfill?: boolean } = {},
): void {
  const { extensions } = certificate;
  const required = requiredChecks(policy);
  for (const { id, field, wanted } of CERTIFIED) {
    const [found, expected] = [extensions[field], wanted(facts)];
    if (!required.has(id) || found === expected || (backfill && id !== "runner")) continue;
    throw new Fault(
      "validation-failed",
      `${id}: the certificate says ${found === undefined ? "nothing" : printable(found)}, not ${printable(expected)}`,
      { hint: "nothing was signed; seal in the run that the policy of the release manifest asks for" },
    );
  }
}

const CERTIFIED: readonly {
  readonly id: CheckId;
  readonly field: keyof FulcioExtensions;
  readonly wanted: (facts: SourceFacts) => string;
}[] = [
  { id: "runner", field: "runnerEnvironment", wanted: () => "github-hosted" },
  { id: "run-ref", field: "sourceRepositoryRef", wanted: ({ tag }) => `refs/tags/${tag}` },
  { id: "workflow", field: "buildConfigDigest", wanted: ({ commit }) => commit ?? "" },
];
