import { parseRepository } from "../../../domain/source/repository.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { isLoopback, parseWebAddress } from "../../../kernel/web-address.ts";

/** Where one repository is reached. */
export interface GitHubAddress {
  /** For example `https://api.github.com`, without a slash at its end. */
  readonly api: string;
  /** The only other origin that may see the token: uploads go there. */
  readonly uploads: string;
  /** The origin of its pages, for people. */
  readonly web: string;
  readonly owner: string;
  readonly name: string;
}

/**
 * The addresses for a repository behind an API address: that of github.com, `https://api.SUBDOMAIN.ghe.com`, or
 * `https://HOST/api/v3` of a GitHub Enterprise Server (G19). Faults: `address-refused`, `repository-invalid`.
 */
export function gitHubAddress(apiUrl: string, repository: string): GitHubAddress {
  const api = parseWebAddress(apiUrl, "the address of the GitHub API");
  const { owner, name } = parseRepository(repository);
  if (owner.includes("/")) throw new Fault("repository-invalid", "the repository is not one of GitHub");
  const domain = api.host.startsWith("api.") && !isLoopback(api) ? api.host.slice("api.".length) : undefined;
  return {
    api: `${api.origin}${api.pathname.replace(/(?<!\/)\/+$/, "")}`,
    uploads: `${api.protocol}//${domain === undefined ? api.host : `uploads.${domain}`}`,
    web: `${api.protocol}//${domain ?? api.host}`,
    owner,
    name,
  };
}

/** The address of the API that serves the repositories of a host: of github.com, a tenant of ghe.com, or an own server. */
export function apiAddressOf(host: string): string {
  const isHosted = host === "github.com" || /^[a-z0-9-]+\.ghe\.com$/.test(host);
  return isHosted ? `https://api.${host}` : `https://${host}/api/v3`;
}

/**
 * An address that an answer names, if it is one of GitHub's own: its pages, its API, or where uploads go (G20). Fault:
 * `address-refused`, for any other, and for one with credentials or with what no address holds as it is.
 */
export function ownAddress(named: string, { api, uploads, web }: GitHubAddress): string {
  const own = [new URL(api).origin, uploads, web];
  const url =
    /\s|[^ -~\u00a0-\uffff]/.test(named) || !URL.canParse(named)
      ? undefined
      : parseWebAddress(named, "an address of GitHub");
  if (url !== undefined && own.includes(url.origin)) return named;
  throw new Fault("address-refused", `GitHub named the address ${printable(named)}, which is not its own`);
}
