import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { StatedBuild } from "../../attestation/stated-build.ts";
import type { CertificateFacts } from "../../sigstore/certificate-facts.ts";
import { certifiedFacts, factsOfBuild, findDisagreement } from "../agreement.ts";

/** The workflows of slsa-github-generator that sign for builders they run; at which ref is for `--signer-workflow` to say. */
const DELEGATOR =
  /^https:\/\/github\.com\/slsa-framework\/slsa-github-generator\/\.github\/workflows\/delegator_[a-z-]+_slsa3\.yml@/;
const RUNNER = "https://github.com/actions/runner";

/**
 * Requires that a provenance says of its build what the certificate says: source, ref, commit, workflow, ids, event, run
 * and builder. Signer and caller are told apart: source and workflow are the caller's, the builder is the signer, a builder
 * that a delegator of slsa-github-generator ran, or GitHub's runner. What a certificate of the first years does not state
 * is not held against it. Fault: `provenance-contradiction`.
 */
export function requireStatedBuild(build: StatedBuild, certificate: CertificateFacts): void {
  requireBuilder(build, certificate);
  const found = findDisagreement(factsOfBuild(build), certifiedFacts(certificate));
  if (found === undefined) return;
  const { fact, stated = "", certified = "" } = found;
  throw contradiction(`states ${printable(stated)} as ${fact}, its certificate ${printable(certified)}`);
}

function requireBuilder(build: StatedBuild, { subjectAlternativeName, extensions }: CertificateFacts): void {
  const signer = subjectAlternativeName.value;
  switch (build.builderKind) {
    case "signer":
      if (build.builderId === signer) return;
      break;
    case "delegated":
      if (build.builderId === signer || DELEGATOR.test(signer)) return;
      break;
    case "runner": {
      const { runnerEnvironment: environment } = extensions;
      const known = environment === undefined ? ["github-hosted", "self-hosted"] : [environment];
      if ([RUNNER, ...known.map((one) => `${RUNNER}/${one}`), signer].includes(build.builderId)) return;
    }
  }
  throw contradiction(`names ${printable(build.builderId)} as builder, which did not sign it`);
}

function contradiction(problem: string): Fault {
  return new Fault("provenance-contradiction", `the provenance ${problem}`);
}
