import type { IncomingMessage, ServerResponse } from "node:http";
import { type GitHubRun, gitHubRun } from "../github-sigstore/github-run.ts";
import { type Answer, notFound, refusal } from "./answer.ts";
import { createContentStore } from "./content-store.ts";
import { openApiContract } from "./contract.ts";
import { createFaultSchedule, type FaultRule, type FaultSchedule, type GitHubFault } from "./fault-schedule.ts";
import { corrupt, faultAnswer, leaveStarter, renamed } from "./faulty-answer.ts";
import { assetNamed, createGitHubState, type GitHubState, type SeedTag, type StoredRelease } from "./github-state.ts";
import { listen } from "./listen.ts";
import { matchRoute } from "./match-route.ts";
import { meddle } from "./meanwhile.ts";
import type { Call, Features, Place } from "./route.ts";
import { type SeedRelease, seedRelease } from "./seed-release.ts";
import { sendAnswer } from "./send-answer.ts";
import { identify, JOB_TOKEN, refuseUnpermitted, type TokenPermissions } from "./tokens.ts";

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
}

/** One request, in the order of arrival. */
export interface SeenRequest {
  /** From 1. */
  readonly number: number;
  /** Method and template of the API's description, `GET download`, or `GET web`. */
  readonly operation: string;
  readonly path: string;
  status: number;
  /** It changed something that others can see. */
  visible: boolean;
}

export interface GitHubServer {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  /** A token of `options.tokens`: the default one. */
  readonly token: string;
  readonly place: Place;
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

export const TOKEN = "loopback-github-token";

/** A GitHub on loopback sockets with one repository, its state in memory and its files on disk. For tests only. */
export async function startGitHubServer(options: GitHubServerOptions = {}): Promise<GitHubServer> {
  const run = gitHubRun(options.run);
  const flavour = options.flavour ?? "github.com";
  const contract = openApiContract(flavour);
  const state = createGitHubState(run, options.tags);
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
  const limit = options.rateLimit ?? 1000;

  const api = await listen((request, response) => void serve(request, response));
  const downloads = await listen((request, response) => void serveDownload(request, response));
  const prefix = flavour === "ghes" ? "/api/v3" : "";
  const place: Place = {
    api: api.origin + prefix,
    web: api.origin,
    uploads: flavour === "ghes" ? `${api.origin}/api/uploads` : `${api.origin}/uploads`,
    downloads: downloads.origin,
  };
  const server: GitHubServer = {
    url: place.api,
    token: [...tokens.keys()][0] ?? "",
    place,
    state,
    requests,
    get violations() {
      return [...violations];
    },
    isCompared: contract !== undefined,
    faults: createFaultSchedule(options.faults ?? []),
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

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (options.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    const url = new URL(request.url ?? "/", api.origin);
    const path = [place.uploads, place.api]
      .map((base) => new URL(base).pathname.replace(/\/$/, ""))
      .reduce((at, base) => (base !== "" && at.startsWith(`${base}/`) ? at.slice(base.length) : at), url.pathname);
    if (path.includes("/releases/download/")) return serveWeb(path, response);
    const matched = matchRoute(request.method ?? "GET", path);
    const operation =
      matched === undefined ? `${request.method} unknown` : `${request.method} ${matched.route.template}`;
    const seen: SeenRequest = {
      number: requests.length + 1,
      operation,
      path: request.url ?? "",
      status: 0,
      visible: false,
    };
    requests.push(seen);
    const fault = server.faults.take({ operation, name: url.searchParams.get("name") });
    try {
      const answer = await answerTo(request, { path, url, matched, seen, fault });
      seen.status = answer.status;
      if (seen.visible) server.onVisible?.(seen, requests.filter((one) => one.visible).length);
      const limits = rateLimit();
      await sendAnswer({ ...answer, headers: { ...limits, ...answer.headers } }, fault, response);
    } catch {
      response.destroy();
    }
  }

  interface Understood {
    readonly path: string;
    readonly url: URL;
    readonly matched: ReturnType<typeof matchRoute>;
    readonly seen: SeenRequest;
    readonly fault: GitHubFault | undefined;
  }

  async function answerTo(request: IncomingMessage, { path, url, matched, seen, fault }: Understood): Promise<Answer> {
    if (fault !== undefined && "when" in fault && fault.when === "before") {
      if (fault.kind === "reset") throw new Error("reset");
      for await (const _ of request);
      return faultAnswer(fault);
    }
    const early = refuseEarly(request);
    const caller = identify(request.headers.authorization, tokens);
    const unknown = matched === undefined || !path.toLowerCase().startsWith(`/repos/${run.repository.toLowerCase()}`);
    const isUpload = matched?.route.template.endsWith("/releases/{release_id}/assets") && request.method === "POST";
    const bytes = isUpload ? Buffer.alloc(0) : await collect(request);
    if (early !== undefined) return early;
    if (caller !== undefined && "status" in caller) return caller;
    if (matched === undefined) violations.add(`there is no ${request.method} ${path} here`);
    if (unknown || contract?.describes(matched.route) === false) return notFound;
    const body = bytes.length === 0 ? {} : parseBody(bytes);
    if (body === undefined) return refusal(400, "Problems parsing JSON");
    if (contract !== undefined) note(contract.request(matched.route, url.searchParams, isUpload ? undefined : body));
    const denied = refuseUnpermitted(caller, matched.route.needs, run.visibility === "public");
    if (denied !== undefined) return denied;
    const { parts } = matched;
    const headers = request.headers as Record<string, string | undefined>;
    const query = fault?.kind === "renamed" ? renamed(url.searchParams, fault.name) : url.searchParams;
    const call: Call = { state, content, place, features, caller, path, parts, query, headers, body, upload: request };
    if (fault?.kind === "starter") return leaveStarter(call);
    const answer = await matched.route.handle(call);
    if (contract !== undefined) note(contract.answer(matched.route, answer).filter(isNotOld));
    seen.visible =
      request.method !== "GET" && answer.status < 400 && !matched.route.template.endsWith("/generate-notes");
    if (fault?.kind === "corrupted") return corrupt(answer, { state, content, features });
    if (fault?.kind === "meanwhile") await meddle(fault.what, state, content);
    return fault?.kind === "status" ? faultAnswer(fault) : answer;
  }

  /** An older server says less than is described today. */
  function isNotOld(problem: string): boolean {
    return features.assetDigests || !problem.includes("'digest'");
  }

  function refuseEarly({ headers }: IncomingMessage): Answer | undefined {
    if (headers["user-agent"] === undefined) {
      violations.add("a request has no user-agent, which GitHub forbids");
      return refusal(
        403,
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
      );
    }
    if (requests.length <= limit) return undefined;
    return refusal(403, "API rate limit exceeded for installation.");
  }

  function rateLimit(): Record<string, string> {
    const used = Math.min(requests.length, limit);
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(limit - used),
      "x-ratelimit-used": String(used),
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 3600),
      "x-ratelimit-resource": "core",
      "x-github-request-id": `LOOP:${requests.length}`,
    };
  }

  function note(problems: readonly string[]): void {
    for (const problem of problems) violations.add(problem);
  }

  /** What everybody may download by its address: published files, from the host of downloads. */
  async function serveWeb(path: string, response: ServerResponse): Promise<void> {
    const [tag = "", name = ""] = path
      .slice(path.indexOf("/download/") + "/download/".length)
      .split("/")
      .map(decodeURIComponent);
    const release = [...state.releases.values()].find((one) => !one.draft && one.tagName === tag);
    const asset = release && assetNamed(release, name);
    requests.push({
      number: requests.length + 1,
      operation: "GET web",
      path,
      status: asset === undefined ? 404 : 302,
      visible: false,
    });
    if (asset === undefined) return sendAnswer(notFound, undefined, response);
    return sendAnswer(
      { status: 302, headers: { location: `${place.downloads}/assets/${asset.id}?sp=r` } },
      undefined,
      response,
    );
  }

  async function serveDownload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    const seen: SeenRequest = {
      number: requests.length + 1,
      operation: "GET download",
      path,
      status: 200,
      visible: false,
    };
    requests.push(seen);
    if (request.headers.authorization !== undefined) violations.add("a token was sent to the host of downloads");
    const fault = server.faults.take({ operation: "GET download", name: null });
    const asset = [...state.releases.values()]
      .flatMap(({ assets }) => [...assets.values()])
      .find(({ id }) => path.startsWith(`/assets/${id}?`));
    if (fault !== undefined && "when" in fault) {
      if (fault.kind === "reset") return void response.destroy();
      seen.status = fault.status;
      return sendAnswer(faultAnswer(fault), undefined, response);
    }
    if (asset === undefined) return sendAnswer(notFound, undefined, response);
    const bytes = content.read(asset.id);
    await sendAnswer(
      { status: 200, headers: { "content-type": "application/octet-stream", "content-length": String(asset.size) } },
      fault,
      response,
      bytes,
    );
  }
}

function parseBody(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

async function collect(chunks: AsyncIterable<unknown>): Promise<Buffer> {
  const kept: Buffer[] = [];
  for await (const chunk of chunks) kept.push(chunk as Buffer);
  return Buffer.concat(kept);
}
