import type { CertificateFacts } from "../sigstore/certificate-facts.ts";

/** GitHub's OpenID Connect issuer for Actions. */
export const GITHUB_ACTIONS_ISSUER = "https://token.actions.githubusercontent.com";

/** Events that a release may start from without more being said. */
export const RELEASE_TRIGGERS: readonly string[] = ["push", "release", "workflow_dispatch"];

const GITHUB = "https://github.com/";

/**
 * The flags of `capsule verify` that accept what this certificate signed, as strict as they can be: `--repository` with
 * what deviates from its rule, or the exact identity and issuer. Shown to people; never used to verify the same release.
 */
export function identityFlags(certificate: CertificateFacts, tag: string | null): readonly string[] {
  const { extensions, subjectAlternativeName } = certificate;
  const repository = extensions.sourceRepositoryUri;
  if (certificate.issuer !== GITHUB_ACTIONS_ISSUER || !repository?.startsWith(GITHUB)) {
    return ["--identity", subjectAlternativeName.value, "--issuer", certificate.issuer ?? ""];
  }
  const flags = ["--repository", repository.slice(GITHUB.length)];
  if (!subjectAlternativeName.value.startsWith(`${repository}/`)) {
    flags.push("--signer-workflow", subjectAlternativeName.value.slice(GITHUB.length));
  }
  const ref = extensions.sourceRepositoryRef;
  if (ref !== undefined && ref !== `refs/tags/${tag ?? ""}`) flags.push("--source-ref", ref);
  const trigger = extensions.buildTrigger;
  if (trigger !== undefined && !RELEASE_TRIGGERS.includes(trigger)) flags.push("--unsafe-trigger", trigger);
  return flags;
}
