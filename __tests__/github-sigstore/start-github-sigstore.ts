import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../src/kernel/json.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Principal } from "../../src/services/local/certificate-authority.ts";
import { createOidcIssuer } from "../../src/services/local/oidc-issuer.ts";
import { systemClock } from "../../src/world/clock.ts";
import { bearerCredentials } from "./bearer-credentials.ts";
import { createGenerations } from "./generations.ts";
import { gitHubPrincipal } from "./github-principal.ts";
import { GITHUB_ISSUER, GITHUB_WEB, type GitHubRun, gitHubRun, runnerVariables, tokenClaims } from "./github-run.ts";
import { limitRate } from "./limit-rate.ts";
import { type Disturbance, type LoopbackServer, startLoopbackServer } from "./loopback-server.ts";
import type { PipelineJob } from "./pipeline-job.ts";
import { jobSecret, TOKEN_PATH, tokenEndpoint } from "./token-endpoint.ts";
import { writeOnly } from "./write-only.ts";

/** Stands in every certificate of this authority and, as a test proves, nowhere in what is shipped. */
export const TEST_ORGANIZATION = "UNTRUSTED github-shaped test authority";

const SERVICES = ["token", "authority", "log", "timestamps"] as const;
export type Service = (typeof SERVICES)[number];
/** `write` is the log's, too. */
type Server = Service | "write";

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
  /** Requests that the log takes in a minute; all by default, about 500 at the public one. */
  readonly logRate?: number;
  /** The log is written at an address of its own, where nothing is read (default false). */
  readonly writeElsewhere?: boolean;
  /** A second authority, timestamp authority and CT log take turns behind the same addresses; whether the trusted root knows them. */
  readonly second?: "known" | "unknown";
  /** Issuer of the tokens, and web address of the server: others for an enterprise, a tenant of ghe.com or a server. */
  readonly iss?: string;
  readonly web?: string;
  /** A job of another service in the place of GitHub's; its token is in the variable SIGSTORE_ID_TOKEN. */
  readonly pipeline?: PipelineJob;
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
  /** The variables of another job of the same service. */
  pipelineEnv(job: PipelineJob): Record<string, string>;
  /** Requests so far, by service. */
  counts(): Record<Service, number>;
  close(): Promise<void>;
}

/**
 * A Sigstore on loopback sockets that takes tokens shaped like GitHub's and issues certificates shaped like those of the
 * public Fulcio for them; with the token endpoint of a job. For tests and benchmarks only.
 */
export async function startGitHubSigstore(options: GitHubSigstoreOptions = {}): Promise<GitHubSigstore> {
  const { pipeline, web = GITHUB_WEB } = options;
  const iss = pipeline?.iss ?? options.iss ?? GITHUB_ISSUER;
  const run = gitHubRun({ immutableSubject: !iss.endsWith("/_services/token"), ...options.run });
  const clock = options.clock ?? systemClock;
  const servers = await startServers(options);
  const claims = pipeline?.claims ?? tokenClaims(run);
  const jobs = new Map<string, JsonObject>();
  const issuer = createOidcIssuer({ iss, address: iss, clock });
  const principal = (all: JsonObject): Principal => pipeline?.principal(all) ?? gitHubPrincipal(all, web);
  const common = {
    clock,
    organization: TEST_ORGANIZATION,
    addresses: {
      issuer: iss,
      authority: servers.authority.address,
      ctLog: "https://ctlog.invalid",
      log: servers.log.address,
      timestamps: `${servers.timestamps.address}/api/v1/timestamp`,
    },
    issuer,
    principal,
  };
  const instance = createGenerations(common, options.second);
  for (const service of SERVICES) servers[service].handler = instance.http;
  servers.authority.handler = bearerCredentials(instance.http);
  servers.token.handler = tokenEndpoint({ issuer, jobs });
  servers.write.handler = writeOnly(instance.http, { from: servers.write.address, to: servers.log.address });
  const jobOf = (other: GitHubRun): Record<string, string> => {
    const secret = jobSecret(jobs.size);
    jobs.set(secret, tokenClaims(other));
    return {
      ...runnerVariables(other, web),
      ACTIONS_ID_TOKEN_REQUEST_URL: servers.token.address + TOKEN_PATH,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret,
    };
  };
  const pipelineEnv = ({ variables, claims: own }: PipelineJob): Record<string, string> => ({
    ...variables,
    SIGSTORE_ID_TOKEN: issuer.issue("sigstore", own),
  });
  const folder = mkdtempSync(join(tmpdir(), "capsule-github-sigstore-"));
  return {
    run,
    env: pipeline === undefined ? jobOf(run) : pipelineEnv(pipeline),
    pipelineEnv,
    jobOf: (changes) => jobOf({ ...run, ...changes }),
    ...writeTrust(
      folder,
      instance,
      (options.log ?? true) && (options.writeElsewhere === true ? servers.write : servers.log).address,
    ),
    identity: principal({ ...claims, iss }).subject.value,
    issuer: iss,
    counts: () => ({
      token: servers.token.count(),
      authority: servers.authority.count(),
      log: servers.log.count() + servers.write.count(),
      timestamps: servers.timestamps.count(),
    }),
    async close() {
      await Promise.all(Object.values(servers).map((server) => server.close()));
      rmSync(folder, { recursive: true });
    },
  };
}

async function startServers({
  latencyMs = 0,
  disturb,
  served,
  logRate,
  clock = systemClock,
}: GitHubSigstoreOptions): Promise<Record<Server, LoopbackServer>> {
  const limited = logRate === undefined ? () => undefined : limitRate(logRate, clock);
  const started = ([...SERVICES, "write"] as const).map(async (name) => {
    const service = name === "write" ? "log" : name;
    const server = await startLoopbackServer({
      latencyMs,
      disturb: (count) => disturb?.(service, count) ?? (service === "log" ? limited() : undefined),
      served: (method, status) => served?.(service, method, status),
    });
    return [name, server];
  });
  return Object.fromEntries(await Promise.all(started));
}

/** The files that a user of the instance is given; `log` is where it is written, and without one neither names it. */
function writeTrust(
  folder: string,
  trust: { readonly trustedRoot: Uint8Array; readonly signingConfig: Uint8Array },
  log: string | false,
) {
  const root = JSON.parse(Buffer.from(trust.trustedRoot).toString());
  const { rekorTlogUrls, rekorTlogConfig, ...config } = JSON.parse(Buffer.from(trust.signingConfig).toString());
  const [trustedRootPath, signingConfigPath] = [join(folder, "trusted_root.json"), join(folder, "signing_config.json")];
  const written = { rekorTlogUrls: [{ ...rekorTlogUrls[0], url: log }], rekorTlogConfig };
  writeFileSync(trustedRootPath, JSON.stringify({ ...root, tlogs: log === false ? [] : root.tlogs }));
  writeFileSync(signingConfigPath, JSON.stringify({ ...config, ...(log === false ? { rekorTlogUrls: [] } : written) }));
  return { trustedRootPath, signingConfigPath };
}
