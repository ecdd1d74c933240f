import { gitHubIssuer } from "../../domain/source/github-issuer.ts";
import type { TokenClaims } from "../../ports/identity-token.ts";

/** What a certificate authority must make of a token. */
export interface TokenIdentity {
  /** The subject alternative name that the certificate must hold. */
  readonly subjectAlternativeName: string;
  /** The issuer that the certificate must name. */
  readonly issuer: string;
  /** What the proof of possession signs. */
  readonly challenge: string;
}

/**
 * The identity that Fulcio derives from a token: for continuous integration by the templates of its public configuration
 * (`config/identity/config.yaml`) with the web address of the GitHub that the token is of, for people the e-mail address, else the subject. Undefined values of a template
 * leave the subject, which no certificate of that provider holds, so that the comparison fails.
 */
export function tokenIdentity(claims: TokenClaims): TokenIdentity {
  const email = claims.others.get("email");
  const isPerson = typeof email === "string" && email !== "";
  const connector = claims.others.get("federated_claims.connector_id");
  return {
    subjectAlternativeName: workflowName(claims) ?? (isPerson ? email : claims.subject),
    issuer: typeof connector === "string" ? connector : claims.issuer,
    challenge: isPerson ? email : claims.subject,
  };
}

function workflowName({ issuer, others }: TokenClaims): string | undefined {
  const fill = (prefix: string, ...names: readonly string[]): string | undefined => {
    const values = names.map((name) => others.get(name));
    return values.every((value) => typeof value === "string") ? prefix + values.join("/") : undefined;
  };
  const github = gitHubIssuer(issuer);
  if (github !== undefined) return fill(`${github.web}/`, "job_workflow_ref");
  if (others.has("ci_config_ref_uri")) return fill("https://", "ci_config_ref_uri");
  if (issuer === "https://agent.buildkite.com")
    return fill("https://buildkite.com/", "organization_slug", "pipeline_slug");
  if (issuer === "https://oidc.circleci.com" || issuer.startsWith("https://oidc.circleci.com/org/")) {
    const [project, definition] = ["project-id", "pipeline-definition-id"].map((n) =>
      others.get(`oidc.circleci.com/${n}`),
    );
    return `https://circleci.com/api/v2/projects/${project}/pipeline-definitions/${definition}`;
  }
  return undefined;
}
