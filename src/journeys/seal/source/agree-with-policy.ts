import type { CheckId } from "../../../domain/release/checks/release-claim.ts";
import { requiredChecks } from "../../../domain/release/checks/required-checks.ts";
import type { ReleasePolicy } from "../../../domain/release/manifest.ts";
import type { CertificateFacts } from "../../../domain/sigstore/certificate-facts.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { certifiedFacts, findDisagreement, type SourceFact } from "../../../domain/verification/agreement.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";

/**
 * Holds the certificate to what the manifest requires of the run: until here the environment said it of itself (B41,
 * B43, B44); of a run that seals an old release only the runner counts. Nothing is signed yet. Fault: `validation-failed`.
 */
export function agreeWithPolicy(
  policy: ReleasePolicy | undefined,
  facts: SourceFacts,
  certificate: CertificateFacts | undefined,
  { backfill = false }: { readonly backfill?: boolean } = {},
): void {
  const required = requiredChecks(policy);
  const wanted = CERTIFIED.filter(({ id }) => required.has(id) && (!backfill || id === "runner"));
  const expected = Object.fromEntries(wanted.map(({ fact, expects }) => [fact, expects(facts)]));
  const found = findDisagreement(expected, certificate === undefined ? {} : certifiedFacts(certificate), {
    mustCertify: "all",
  });
  if (found === undefined) return;
  const { fact, stated = "", certified } = found;
  const id = CERTIFIED.find((one) => one.fact === fact)?.id ?? fact;
  throw new Fault(
    "validation-failed",
    `${id}: ${certificate === undefined ? "a key" : "the certificate"} says ${certified === undefined ? "nothing" : printable(certified)}, not ${printable(stated)}`,
    { hint: "nothing was signed; seal in the run that the policy of the release manifest asks for" },
  );
}

const CERTIFIED: readonly {
  readonly id: CheckId;
  readonly fact: SourceFact;
  readonly expects: (facts: SourceFacts) => string;
}[] = [
  { id: "runner", fact: "runner", expects: () => "github-hosted" },
  { id: "run-ref", fact: "ref", expects: ({ tag }) => `refs/tags/${tag}` },
  { id: "workflow", fact: "workflow commit", expects: ({ commit }) => commit ?? "" },
];
