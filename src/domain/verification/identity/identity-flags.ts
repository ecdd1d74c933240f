import type { OptionUse } from "../../../kernel/advice.ts";
import type { SignerFacts } from "../../sigstore/certificate-facts.ts";
import { GITHUB_WEB, gitHubIssuer } from "../../source/github-issuer.ts";
import { isSameRepository } from "../../source/repository.ts";

/** Events that a release may start from without more being said. */
export const RELEASE_TRIGGERS: readonly string[] = ["push", "release", "workflow_dispatch"];

/**
 * The flags of `capsule verify` that accept what this certificate signed, as strict as they can be: `--repository` with
 * what deviates from its rule, or the exact identity and issuer. Shown to people; never used to verify the same release.
 */
export function identityFlags(certificate: SignerFacts, tag: string | null): readonly string[] {
  const { extensions, subjectAlternativeName, issuer = "" } = certificate;
  const repository = extensions.sourceRepositoryUri;
  const github = gitHubIssuer(issuer);
  if (github === undefined || !repository?.startsWith(`${github.web}/`)) {
    return ["--identity", subjectAlternativeName.value, "--issuer", issuer];
  }
  const flags = repositoryOptions(repository, issuer).flatMap(({ option: name, value }) => [`--${name}`, value]);
  const { value: signer } = subjectAlternativeName;
  if (!isSameRepository(signer.slice(0, repository.length + 1), `${repository}/`)) {
    flags.push("--signer-workflow", signer.startsWith(`${github.web}/`) ? signer.slice(github.web.length + 1) : signer);
  }
  const ref = extensions.sourceRepositoryRef;
  if (ref !== undefined && (tag === null || ref !== `refs/tags/${tag}`)) flags.push("--source-ref", ref);
  const trigger = extensions.buildTrigger;
  if (trigger !== undefined && !RELEASE_TRIGGERS.includes(trigger)) flags.push("--unsafe-trigger", trigger);
  return flags;
}

/** How a repository is named to `capsule verify`; with its issuer if that is an enterprise's own, which nothing else says. */
export function repositoryOptions(repository: string, issuer: string): readonly Required<OptionUse>[] {
  const short = repository.startsWith(`${GITHUB_WEB}/`) ? repository.slice(GITHUB_WEB.length + 1) : repository;
  const isOwn = gitHubIssuer(issuer)?.kind === "enterprise";
  const named = { option: "repository", value: short };
  return isOwn ? [named, { option: "issuer", value: issuer }] : [named];
}

/** The file that a reader of VERIFY.md saves the public key to. */
export const KEY_FILE = "release-key.pem";

/** The same for what a key signed: it is named by a file, and everything else about it comes from elsewhere. */
export const KEY_FLAGS: readonly string[] = ["--key", KEY_FILE];
