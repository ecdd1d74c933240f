/** Who gives identity tokens to the runs of one GitHub. */
export interface GitHubIssuer {
  /**
   * `common` and `enterprise` are of github.com, the second with an issuer of its own; `tenant` is a place of GitHub Enterprise
   * Cloud with data residency, `server` a GitHub Enterprise Server.
   */
  readonly kind: "common" | "enterprise" | "tenant" | "server";
  /** Web address of that GitHub, for example `https://github.com`: every name that the issuer vouches for begins with it. */
  readonly web: string;
}

/** Web address of the GitHub that `owner/name` means if nothing else is said. */
export const GITHUB_WEB = "https://github.com";

const COMMON = "https://token.actions.githubusercontent.com";
/** What Fulcio's public configuration takes for the star of `https://token.actions.githubusercontent.com/*`. */
const SLUG = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const TENANT = new RegExp(`^https://token\\.actions\\.(${LABEL})\\.ghe\\.com$`);
const TENANT_WEB = new RegExp(`^https://(${LABEL})\\.ghe\\.com$`);
const SERVER = new RegExp(`^https://((?:${LABEL}\\.)+${LABEL})/_services/token$`);
/** Domains of GitHub itself: no server stands there. */
const OWN_DOMAIN = /(?:^|\.)(?:github\.com|githubusercontent\.com|githubapp\.com|ghe\.com)$/;
const MAX_HOST_CHARACTERS = 253;

/**
 * The GitHub that an issuer belongs to; undefined for every other text. There are four forms, and each is taken as it is
 * spelled only, in lower case where it is a host:
 *
 *     https://token.actions.githubusercontent.com
 *     https://token.actions.githubusercontent.com/SLUG      an enterprise, by `include_enterprise_slug`
 *     https://token.actions.SUBDOMAIN.ghe.com
 *     https://HOST/_services/token
 *
 * https://docs.github.com/actions/reference/security/oidc
 */
export function gitHubIssuer(issuer: string | undefined): GitHubIssuer | undefined {
  if (issuer === undefined) return undefined;
  if (issuer === COMMON) return { kind: "common", web: GITHUB_WEB };
  if (issuer.startsWith(`${COMMON}/`) && SLUG.test(issuer.slice(COMMON.length + 1))) {
    return { kind: "enterprise", web: GITHUB_WEB };
  }
  const subdomain = TENANT.exec(issuer)?.[1];
  if (subdomain !== undefined && isPlain(subdomain)) return { kind: "tenant", web: `https://${subdomain}.ghe.com` };
  const host = SERVER.exec(issuer)?.[1];
  return host !== undefined && isServer(host) ? { kind: "server", web: `https://${host}` } : undefined;
}

/** The issuer of the GitHub at a web address, without what an enterprise may have of its own. */
export function issuerOfGitHub(web: string): string {
  if (web === GITHUB_WEB) return COMMON;
  const subdomain = TENANT_WEB.exec(web)?.[1];
  return subdomain === undefined ? `${web}/_services/token` : `https://token.actions.${subdomain}.ghe.com`;
}

function isServer(host: string): boolean {
  if (host.length > MAX_HOST_CHARACTERS || OWN_DOMAIN.test(host) || !isPlain(host)) return false;
  // What ends in digits is an address and no name.
  return !/(?:^|\.)\d+$/.test(host);
}

/** Punycode stands for letters that nobody sees, so a name in it is not a name that was compared. */
function isPlain(host: string): boolean {
  return host.split(".").every((label) => label.slice(2, 4) !== "--");
}
