import type { Answer } from "./answer.ts";
import type { ContentStore } from "./content-store.ts";
import type { GitHubState } from "./github-state.ts";
import type { Needs, TokenPermissions } from "./tokens.ts";

/** What one of GitHub's operations does. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT";
  /** As in the API's description, for example `/repos/{owner}/{repo}/releases`. */
  readonly template: string;
  readonly needs: Needs;
  /** Set if the stored description of the API leaves it out, and the documentation says it. */
  readonly source?: "documentation";
  handle(call: Call): Answer | Promise<Answer>;
}

/** One request, understood. */
export interface Call {
  readonly state: GitHubState;
  readonly content: ContentStore;
  readonly place: Place;
  readonly features: Features;
  readonly caller: TokenPermissions | undefined;
  /** Below the API's prefix. */
  readonly path: string;
  /** The parts of the path by the names of the template. */
  readonly parts: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Only where it is JSON; null prototype it has not, tests know what they send. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The bytes of an upload. */
  readonly upload: AsyncIterable<Buffer>;
}

/** Addresses, without a slash at the end. */
export interface Place {
  /** With the prefix of GitHub Enterprise Server where it is one. */
  readonly api: string;
  readonly web: string;
  readonly uploads: string;
  /** Another origin, where downloads are redirected to. */
  readonly downloads: string;
}

export interface Features {
  /** False for a private repository whose plan lacks them, and for servers. */
  readonly attestations: boolean;
  /** False for older servers, which say no digest of an asset. */
  readonly assetDigests: boolean;
  /** False for older servers. */
  readonly immutableReleases: boolean;
}
