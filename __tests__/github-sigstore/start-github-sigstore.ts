import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../src/kernel/json.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { createOidcIssuer } from "../../src/services/local/oidc-issuer.ts";
import { createSigstoreInstance } from "../../src/services/local/sigstore-instance.ts";
import { systemClock } from "../../src/world/clock.ts";
import { gitHubPrincipal } from "./github-principal.ts";
import { GITHUB_ISSUER, type GitHubRun, gitHubRun, runnerVariables, tokenClaims } from "./github-run.ts";
import { type Disturbance, type LoopbackServer, startLoopbackServer } from "./loopback-server.ts";
import { TOKEN_PATH, tokenEndpoint } from "./token-endpoint.ts";

/** Stands in every certificate of this authority and, as a test proves, nowhere in what is shipped. */
export const TEST_ORGANIZATION = "UNTRUSTED github-shaped test authority";

const SERVICES = ["token", "authority", "log", "timestamps"] as const;
export type Service = (typeof SERVICES)[number];

export interface GitHubSigstoreOptions {
  /** What differs from the run of `github-run.ts`. */
  readonly run?: Partial<GitHubRun>;
  readonly clock?: Clock;
  /** Milliseconds that each request of each service waits (default 0). */
  readonly latencyMs?: number;
  /** Asked once a request; `count` is the number of the request at that service, from 1. */
  readonly disturb?: (service: Service, count: number) => Disturbance | undefined;
  /** Told of each request after the service did its work and before it is answered. */
  readonly served?: (service: Service, method: string, status: number) => void;
  /** False for an instance without transparency log, as GitHub's own is (default true). */
  readonly log?: boolean;
}

export interface GitHubSigstore {
  readonly run: GitHubRun;
  /** The variables of the run's job, with those of the token endpoint. */
  readonly env: Record<string, string>;
  readonly signingConfigPath: string;
  readonly trustedRootPath: string;
  /** What the certificate will name. */
  readonly identity: string;
  readonly issuer: string;
  /** The variables of a job of another run, whose certificate the same authority issues. */
  jobOf(run: Partial<GitHubRun>): Record<string, string>;
  /** Requests so far, by service. */
  counts(): Record<Service, number>;
  close(): Promise<void>;
}

/**
 * A Sigstore on loopback sockets that takes tokens shaped like GitHub's and issues certificates shaped like those of the
 * public Fulcio for them; with the token endpoint of a job. For tests and benchmarks only.
 */
export async function startGitHubSigstore(options: GitHubSigstoreOptions = {}): Promise<GitHubSigstore> {
  const run = gitHubRun(options.run);
  const clock = options.clock ?? systemClock;
  const servers = await startServers(options);
  const claims = tokenClaims(run);
  const jobs = new Map<string, JsonObject>();
  const issuer = createOidcIssuer({ iss: GITHUB_ISSUER, address: GITHUB_ISSUER, clock });
  const instance = createSigstoreInstance({
    clock,
    organization: TEST_ORGANIZATION,
    addresses: {
      issuer: GITHUB_ISSUER,
      authority: servers.authority.address,
      ctLog: "https://ctlog.invalid",
      log: servers.log.address,
      timestamps: `${servers.timestamps.address}/api/v1/timestamp`,
    },
    issuer,
    principal: gitHubPrincipal,
  });
  for (const service of SERVICES) servers[service].handler = instance.http;
  servers.token.handler = tokenEndpoint({ issuer, jobs });
  const jobOf = (other: GitHubRun): Record<string, string> => {
    const secret = `loopback-bearer-${jobs.size}`;
    jobs.set(secret, tokenClaims(other));
    return {
      ...runnerVariables(other),
      ACTIONS_ID_TOKEN_REQUEST_URL: servers.token.address + TOKEN_PATH,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret,
    };
  };
  const folder = mkdtempSync(join(tmpdir(), "capsule-github-sigstore-"));
  return {
    run,
    env: jobOf(run),
    jobOf: (changes) => jobOf({ ...run, ...changes }),
    ...writeTrust(folder, instance, options.log ?? true),
    identity: gitHubPrincipal({ ...claims, iss: GITHUB_ISSUER }).subject.value,
    issuer: GITHUB_ISSUER,
    counts: () => Object.fromEntries(SERVICES.map((service) => [service, servers[service].count()])) as never,
    async close() {
      await Promise.all(SERVICES.map((service) => servers[service].close()));
      rmSync(folder, { recursive: true });
    },
  };
}

async function startServers({
  latencyMs = 0,
  disturb,
  served,
}: GitHubSigstoreOptions): Promise<Record<Service, LoopbackServer>> {
  const started = SERVICES.map(async (service) => [
    service,
    await startLoopbackServer({
      latencyMs,
      disturb: (count) => disturb?.(service, count),
      served: (method, status) => served?.(service, method, status),
    }),
  ]);
  return Object.fromEntries(await Promise.all(started));
}

/** The files that a user of the instance is given; without a log, neither names one. */
function writeTrust(folder: string, trust: { trustedRoot: Uint8Array; signingConfig: Uint8Array }, log: boolean) {
  const root = JSON.parse(Buffer.from(trust.trustedRoot).toString());
  const { rekorTlogUrls, rekorTlogConfig, ...config } = JSON.parse(Buffer.from(trust.signingConfig).toString());
  const [trustedRootPath, signingConfigPath] = [join(folder, "trusted_root.json"), join(folder, "signing_config.json")];
  const logs = { rekorTlogUrls, rekorTlogConfig };
  writeFileSync(trustedRootPath, JSON.stringify({ ...root, tlogs: log ? root.tlogs : [] }));
  writeFileSync(signingConfigPath, JSON.stringify(log ? { ...config, ...logs } : { ...config, rekorTlogUrls: [] }));
  return { trustedRootPath, signingConfigPath };
}
