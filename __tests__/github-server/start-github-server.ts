import type { Clock } from "../../src/ports/clock.ts";
import { systemClock } from "../../src/world/clock.ts";
import { type GitHubRun, gitHubRun } from "../github-sigstore/github-run.ts";
import { collect } from "./collect.ts";
import { createContentStore } from "./content-store.ts";
import { openApiContract } from "./contract.ts";
import { createFaultSchedule, type FaultRule, type FaultSchedule } from "./fault-schedule.ts";
import { createGitHubState, type GitHubState, type SeedTag, type StoredRelease } from "./github-state.ts";
import { listen } from "./listen.ts";
import type { Reality } from "./reality.ts";
import type { Features, Place } from "./route.ts";
import { type SeedRelease, seedRelease } from "./seed-release.ts";
import { serveApi } from "./serve-api.ts";
import { serveDownload } from "./serve-downloads.ts";
import type { SeenRequest, ServerWorld } from "./server-world.ts";
import { JOB_TOKEN, type TokenPermissions } from "./tokens.ts";

export interface GitHubServerOptions {
  /** What differs from the run of `github-run.ts`; its repository is the only one here. */
  readonly run?: Partial<GitHubRun>;
  /** By name (default: the tag of the run, lightweight, at its commit). */
  readonly tags?: Readonly<Record<string, SeedTag>>;
  /** What exists before, oldest first. */
  readonly releases?: readonly SeedRelease[];
  readonly immutableReleases?: boolean;
  /** `ghes` has the prefixes of a GitHub Enterprise Server (default `github.com`). */
  readonly flavour?: "github.com" | "ghes";
  /** What the server has (default: all, but attestations only for a public repository on github.com). */
  readonly features?: Partial<Features>;
  /** By token (default: `TOKEN` as a job of the README has it). */
  readonly tokens?: Readonly<Record<string, TokenPermissions>>;
  readonly faults?: readonly FaultRule[];
  /** Milliseconds that each request waits before it is handled. */
  readonly latencyMs?: number;
  /** How many requests a token has in an hour (default 1000, as a job has). */
  readonly rateLimit?: number;
  readonly reality?: Reality;
  /** `github.com`: its addresses are those of GitHub, and somebody in front leads them to `listening` (default `loopback`). */
  readonly names?: "loopback" | "github.com";
  /** For times and limits (default: that of the machine). */
  readonly clock?: Pick<Clock, "now">;
}

export interface GitHubServer {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  /** A token of `options.tokens`: the default one. */
  readonly token: string;
  readonly place: Place;
  /** Where it listens, with `http:`: the API, web and uploads, and the other host. */
  readonly listening: { readonly api: string; readonly downloads: string };
  readonly state: GitHubState;
  readonly requests: readonly SeenRequest[];
  /** What was not as GitHub's description has it, or what no client may do; empty in a good test. */
  readonly violations: readonly string[];
  /** Whether requests and answers were compared with GitHub's description. */
  readonly isCompared: boolean;
  readonly faults: FaultSchedule;
  /** Called with each visible request after it took effect and before it is answered. */
  onVisible: ((request: SeenRequest, count: number) => void) | undefined;
  /** The bytes of a release's files by name. */
  files(release: StoredRelease): Promise<Map<string, Buffer>>;
  release(tag: string): StoredRelease | undefined;
  close(): Promise<void>;
}

/** `ghs_` and a JSON Web Token of a job, 520 characters in all, as GitHub gives them since April 2026. */
export const TOKEN =
  `ghs_${webToken({ alg: "RS256", typ: "JWT" })}.${webToken({ iss: "loopback", note: "for tests only" })}.`.padEnd(
    520,
    "Loop-back_token0",
  );

function webToken(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** `TEST_LAG=7 npx vitest run …` runs a suite on a GitHub whose replicas are behind, by that seed. */
function lagOfSuite(): Pick<Reality, "lag"> {
  const seed = Number(process.env["TEST_LAG"] ?? 0);
  return seed > 0 ? { lag: { seed, requests: 12 } } : {};
}

const GITHUB: Place = {
  api: "https://api.github.com",
  web: "https://github.com",
  uploads: "https://uploads.github.com",
  downloads: "https://release-assets.githubusercontent.com",
};

/** A GitHub on loopback sockets with one repository, its state in memory and its files on disk. For tests only. */
export async function startGitHubServer(options: GitHubServerOptions = {}): Promise<GitHubServer> {
  const run = gitHubRun(options.run);
  const flavour = options.flavour ?? "github.com";
  const contract = openApiContract(flavour);
  const { tags, clock = systemClock } = options;
  const reality = { ...lagOfSuite(), ...options.reality };
  const state = createGitHubState(run, { tags, reality, clock });
  state.immutableReleases = options.immutableReleases ?? false;
  const content = createContentStore();
  const tokens = new Map(Object.entries(options.tokens ?? { [TOKEN]: JOB_TOKEN }));
  const features: Features = {
    attestations: run.visibility === "public" && flavour === "github.com",
    assetDigests: true,
    immutableReleases: true,
    ...options.features,
  };
  const violations = new Set<string>();
  const requests: SeenRequest[] = [];
  const api = await listen((request, response) => void serveApi(world, request, response));
  const downloads = await listen((request, response) => void serveDownload(world, request, response));
  const listening = { api: api.origin, downloads: downloads.origin };
  const prefix = flavour === "ghes" ? "/api/v3" : "";
  const loopback: Place = {
    api: api.origin + prefix,
    web: api.origin,
    uploads: flavour === "ghes" ? `${api.origin}/api/uploads` : `${api.origin}/uploads`,
    downloads: downloads.origin,
  };
  const place = options.names === "github.com" ? GITHUB : loopback;
  const faults = createFaultSchedule(options.faults ?? []);
  const world: ServerWorld = {
    ...{ state, content, place, features, tokens, contract, faults, requests, violations },
    rateLimit: options.rateLimit ?? 1000,
    latencyMs: options.latencyMs ?? 0,
    told: (seen) => server.onVisible?.(seen, requests.filter(({ visible }) => visible).length),
  };
  const server: GitHubServer = {
    url: place.api,
    token: [...tokens.keys()][0] ?? "",
    place,
    listening,
    state,
    requests,
    get violations() {
      return [...violations];
    },
    isCompared: contract !== undefined,
    faults,
    onVisible: undefined,
    async files(release) {
      const whole = [...release.assets.values()].filter((asset) => asset.state === "uploaded");
      const entries = whole.map(async ({ id, name }) => [name, await collect(content.read(id))] as const);
      return new Map(await Promise.all(entries));
    },
    release: (tag) => [...state.releases.values()].find(({ tagName }) => tagName === tag),
    async close() {
      await Promise.all([api.close(), downloads.close()]);
      content.close();
    },
  };
  for (const release of options.releases ?? []) await seedRelease(release, state, content);
  return server;
}
