import { parseRepository } from "../../domain/source/repository.ts";
import { Fault } from "../../kernel/fault.ts";
import { isLoopback, parseWebAddress } from "../../kernel/web-address.ts";

/** Where one repository is reached. */
export interface GitHubAddress {
  /** For example `https://api.github.com`, without a slash at its end. */
  readonly api: string;
  /** The only other origin that may see the token: uploads go there. */
  readonly uploads: string;
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
  const host = api.host.startsWith("api.") && !isLoopback(api) ? `uploads.${api.host.slice("api.".length)}` : api.host;
  return {
    api: `${api.origin}${api.pathname.replace(/(?<!\/)\/+$/, "")}`,
    uploads: `${api.protocol}//${host}`,
    owner,
    name,
  };
}
