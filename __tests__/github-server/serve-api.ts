import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, notFound, refusal } from "./answer.ts";
import { collect } from "./collect.ts";
import { refuseContent } from "./content-limits.ts";
import type { GitHubFault } from "./fault-schedule.ts";
import { corrupt, faultAnswer, leaveStarter, renamed } from "./faulty-answer.ts";
import { findRepository } from "./find-repository.ts";
import { asReplica, remember } from "./lag.ts";
import { type MatchedRoute, matchRoute } from "./match-route.ts";
import { meddle } from "./meanwhile.ts";
import type { Call } from "./route.ts";
import { sendAnswer } from "./send-answer.ts";
import { serveWeb } from "./serve-downloads.ts";
import { countRequest, type SeenRequest, type ServerWorld } from "./server-world.ts";
import { identify, refuseUnpermitted } from "./tokens.ts";

interface Understood {
  readonly request: IncomingMessage;
  /** Below the prefix, with the name of the repository; or the way to it, or undefined where it is no path of it. */
  readonly path: string | Answer | undefined;
  readonly query: URLSearchParams;
  readonly matched: MatchedRoute | undefined;
  readonly seen: SeenRequest;
  readonly fault: GitHubFault | undefined;
}

/** Answers one request to the API, its uploads, or the addresses of the web. */
export async function serveApi(world: ServerWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (world.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, world.latencyMs));
  const { pathname, search, searchParams: query } = new URL(request.url ?? "/", world.place.web);
  const { base, path: asked } = withoutPrefix(world, pathname, request.headers.host);
  if (asked.includes("/releases/download/")) return serveWeb(world, asked, response);
  const method = request.method ?? "GET";
  const path = findRepository(world.state, { method, base, path: asked, search });
  const matched = matchRoute(method, typeof path === "string" ? path : asked);
  const operation = `${method} ${matched?.route.template ?? "unknown"}`;
  const seen = countRequest(world, operation, request.url ?? "");
  seen.isAnonymous = request.headers.authorization === undefined;
  const isById = asked.startsWith("/repositories/");
  const fault = world.faults.take({ operation, name: query.get("name"), isById });
  try {
    const answer = await answerTo(world, { request, path, query, matched, seen, fault });
    seen.status = answer.status;
    if (seen.visible) world.told(seen);
    await sendAnswer({ ...answer, headers: { ...rateLimit(world, seen), ...answer.headers } }, fault, response);
  } catch {
    response.destroy();
  }
}

function withoutPrefix(
  { place }: ServerWorld,
  path: string,
  host: string | undefined,
): { readonly base: string; readonly path: string } {
  const prefix = (base: string) => new URL(base).pathname.replace(/\/$/, "");
  const isAt = (one: string) => host === undefined || new URL(one).host === host || !one.startsWith("https:");
  const base = [place.uploads, place.api].find((one) => isAt(one) && path.startsWith(`${prefix(one)}/`));
  return base === undefined ? { base: place.web, path } : { base, path: path.slice(prefix(base).length) };
}

async function answerTo(world: ServerWorld, understood: Understood): Promise<Answer> {
  const { request, path, matched, fault } = understood;
  if (fault !== undefined && "when" in fault && fault.when === "before") {
    if (fault.kind === "status") await collect(request);
    return faultAnswer(fault);
  }
  const bytes = isUpload(understood) ? Buffer.alloc(0) : await collect(request);
  const caller = identify(request.headers.authorization, world.tokens);
  const refused = refuseEarly(world, request) ?? (caller !== undefined && "status" in caller ? caller : undefined);
  if (refused !== undefined) return refused;
  if (matched === undefined) world.violations.add(`there is no ${request.method} ${request.url} here`);
  if (typeof path === "object") {
    if (isUpload(understood)) await collect(request);
    return path;
  }
  const isDescribed =
    path === "/graphql" ||
    matched?.route.source === "documentation" ||
    matched === undefined ||
    world.contract?.describes(matched.route) !== false;
  if (matched === undefined || path === undefined || !isDescribed) return notFound;
  const body = bytes.length === 0 ? {} : parseBody(bytes);
  if (body === undefined) return refusal(400, "Problems parsing JSON");
  note(world, world.contract?.request(matched.route, understood.query, isUpload(understood) ? undefined : body));
  const permissions = caller as Exclude<typeof caller, Answer>;
  const denied = refuseUnpermitted(permissions, matched.route.needs, world.state.run.visibility === "public");
  const refusedToo = denied ?? (makesContent(matched) ? refuseContent(world.state) : undefined);
  if (refusedToo !== undefined) {
    if (isUpload(understood)) await collect(request);
    return refusedToo;
  }
  const headers = request.headers as Record<string, string | undefined>;
  const query = fault?.kind === "renamed" ? renamed(understood.query, fault.name) : understood.query;
  const { state, content, place, features } = world;
  const asked = { caller: permissions, path, parts: matched.parts, query, headers, body, upload: request };
  return perform({ state, content, place, features, ...asked }, world, understood);
}

/** Does the work, and what the fault makes of it. */
async function perform(call: Call, world: ServerWorld, { matched, seen, fault }: Understood): Promise<Answer> {
  if (matched === undefined) return notFound;
  if (fault?.kind === "starter") return leaveStarter(call, fault.hiddenFor);
  const { method, template } = matched.route;
  const isLate = method === "GET" && template.includes("/releases");
  const before = method === "GET" ? undefined : remember(call.state);
  const answer = await matched.route.handle(isLate ? { ...call, state: asReplica(call.state, seen.number) } : call);
  // An older server says less than is described today.
  const isOld = (problem: string) => !call.features.assetDigests && problem.includes("'digest'");
  note(
    world,
    world.contract?.answer(matched.route, answer).filter((problem) => !isOld(problem)),
  );
  seen.visible = changes(matched) && answer.status < 400;
  if (before !== undefined && seen.visible) call.state.past.push({ until: world.requests.length, releases: before });
  if (fault?.kind === "corrupted") return corrupt(answer, call);
  if (fault?.kind === "meanwhile") await meddle(fault.what, call.state, call.content);
  return fault?.kind === "status" ? faultAnswer(fault) : answer;
}

function isUpload({ request, matched }: Understood): boolean {
  return request.method === "POST" && matched?.route.template.endsWith("/releases/{release_id}/assets") === true;
}

function changes({ route: { method, template } }: MatchedRoute): boolean {
  return (
    method !== "GET" &&
    !template.endsWith("/generate-notes") &&
    !template.endsWith("/bulk-list") &&
    template !== "/graphql"
  );
}

function makesContent(matched: MatchedRoute): boolean {
  return changes(matched) && matched.route.method !== "DELETE";
}

function refuseEarly(
  { violations, requests, rateLimit }: ServerWorld,
  { headers }: IncomingMessage,
): Answer | undefined {
  if (headers["user-agent"] === undefined) {
    violations.add("a request has no user-agent, which GitHub forbids");
    return refusal(
      403,
      "Request forbidden by administrative rules. Please make sure your request has a User-Agent header",
    );
  }
  if (headers.authorization === undefined && anonymous(requests) > ANONYMOUS_LIMIT) {
    return refusal(
      403,
      "API rate limit exceeded for 127.0.0.1. (But here's the good news: Authenticated requests get more)",
    );
  }
  return counted(requests) > rateLimit ? refusal(403, "API rate limit exceeded for installation.") : undefined;
}

function rateLimit(
  { requests, rateLimit: ofToken, state }: ServerWorld,
  { isAnonymous }: SeenRequest,
): Record<string, string> {
  const limit = isAnonymous ? ANONYMOUS_LIMIT : ofToken;
  const used = Math.min(isAnonymous ? anonymous(requests) : counted(requests), limit);
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(limit - used),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(Math.ceil(state.clock.now().getTime() / 1000) + 3600),
    "x-ratelimit-resource": "core",
    "x-github-request-id": `LOOP:${requests.length}`,
  };
}

const ELSEWHERE: ReadonlySet<string> = new Set(["GET download", "GET bundle", "GET web"]);

/** Requests that an address has in an hour without a token. */
const ANONYMOUS_LIMIT = 60;

function anonymous(requests: readonly SeenRequest[]): number {
  return requests.filter(({ isAnonymous, operation }) => isAnonymous && !ELSEWHERE.has(operation)).length;
}

/** Those to the API; what the other host gives is not counted. */
function counted(requests: readonly SeenRequest[]): number {
  return requests.filter(({ operation }) => !ELSEWHERE.has(operation)).length;
}

function note({ violations }: ServerWorld, problems: readonly string[] = []): void {
  for (const problem of problems) violations.add(problem);
}

function parseBody(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
