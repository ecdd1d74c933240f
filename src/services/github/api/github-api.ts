import * as v from "valibot";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { encodeUtf8 } from "../../../kernel/utf8.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../ports/http.ts";
import { parseAnswer } from "../../http/parse-answer.ts";
import { type RetryPorts, requestWithRetries } from "../../http/request-with-retries.ts";
import { lookAgain } from "../release/replica-lag.ts";
import { apiFault, type RequestPurpose } from "./api-fault.ts";
import { followingMoves } from "./follow-moves.ts";
import { type GitHubAddress, ownAddress } from "./github-address.ts";
import { HASTY, PATIENT, type Patience, type Pause, waitingOutLimits } from "./wait-out-limits.ts";

const API_VERSION = "2022-11-28";
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const ANSWER = { maxBytes: MAX_ANSWER_BYTES, prototypeKeys: "keep" } as const;
/** A page of releases holds all their assets, so that it is large, and may be slow. */
const TIMEOUT_MS = 60_000;
const MAX_PAGES = 1000;
const MAX_LISTINGS = 5;

/** One request below the repository. `path` begins with a slash; what comes from outside is percent-encoded in it. */
export interface ApiRequest extends RequestPurpose {
  readonly method?: HttpRequest["method"];
  readonly path: string;
  /** Set if the path begins at the root of the API, above all repositories. */
  readonly isAbove?: true;
  readonly body?: object;
  /** Statuses that resolve beside 2xx. */
  readonly allowed?: readonly number[];
  /** How often at most; by default that of `requestWithRetries`. */
  readonly attempts?: number;
}

/** The REST API of one repository, with one token or none. */
export interface GitHubApi {
  readonly address: GitHubAddress;
  readonly ports: RetryPorts;
  /** For anything that may be sent twice. Faults: those of `apiFault`, `service-busy`, and of the HTTP port. */
  send(request: ApiRequest): Promise<HttpResponse>;
  /** Sends once: for what must not be done twice. Any answer resolves, except a rate limit, which is waited for. */
  sendOnce(request: ApiRequest): Promise<HttpResponse>;
  json<S extends v.GenericSchema>(schema: S, request: ApiRequest): Promise<v.InferOutput<S>>;
  /** All pages of a list, each item once, listed again until it holds still (G14, G15). */
  list<S extends Item>(item: S, request: ApiRequest): Promise<v.InferOutput<S>[]>;
  /** Uploads, or downloads by an address of our own making; the token goes to the expected origins only (G20). */
  transfer(request: HttpRequest): Promise<HttpResponse>;
  fault(response: HttpResponse, purpose: RequestPurpose): Fault;
  /** Requests that the token has left in this hour, as the last answer said; undefined if GitHub does not say. */
  remaining(): number | undefined;
  /** Requests that were sent to the API so far. */
  requests(): number;
  /**
   * The same API for work that is better continued than begun again: it waits for a limit to end, up to an hour, and tells
   * of each wait, in milliseconds.
   */
  patiently(waiting: (ms: number) => void): GitHubApi;
}

/** Without a token everybody may read what is public, 60 requests an hour. */
export function createGitHubApi(address: GitHubAddress, token: string | undefined, ports: RetryPorts): GitHubApi {
  let remaining: number | undefined;
  let requests = 0;
  const counted: Http = {
    async request(request) {
      if (request.url.startsWith(`${address.api}/`)) requests += 1;
      const response = await ports.http.request(request);
      const said = response.headers.get("x-ratelimit-remaining")?.trim() ?? "";
      if (/^\d{1,9}$/.test(said)) remaining = Number(said);
      return response;
    },
  };
  const pause = { until: 0 };
  return gitHubApi({
    address,
    token,
    ports: { ...ports, http: counted },
    remaining: () => remaining,
    requests: () => requests,
    pause,
    patience: HASTY,
  });
}

interface ApiParts extends Pick<GitHubApi, "address" | "ports" | "remaining" | "requests"> {
  readonly token: string | undefined;
  readonly pause: Pause;
  readonly patience: Patience;
}

function gitHubApi(parts: ApiParts): GitHubApi {
  const { address, token, ports, pause, patience } = parts;
  const base = `${address.api}/repos/${encodeURIComponent(address.owner)}/${encodeURIComponent(address.name)}`;
  const http = waitingOutLimits({ ...ports, http: followingMoves(ports.http) }, pause, patience);
  const authorization = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    "x-github-api-version": API_VERSION,
  };
  const trusted = new Set([new URL(address.api).origin, address.uploads]);

  const httpRequest = ({ method = "GET", path, isAbove, body }: ApiRequest): HttpRequest => ({
    method,
    url: (isAbove === true ? address.api : base) + path,
    headers: {
      ...authorization,
      accept: "application/vnd.github+json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: encodeUtf8(JSON.stringify(body)) }),
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: MAX_ANSWER_BYTES,
  });
  const expected = (response: HttpResponse, request: ApiRequest): HttpResponse => {
    const { status } = response;
    if ((status >= 200 && status < 300) || request.allowed?.includes(status) === true) return response;
    throw apiFault(response, request, token);
  };

  const api: GitHubApi = {
    address,
    ports,
    async send(request) {
      const { attempts } = request;
      const limits = attempts === undefined ? {} : { attempts };
      const ask = () => requestWithRetries({ ...ports, http }, httpRequest(request), limits);
      const known = request.missing !== undefined;
      return expected(await (known ? lookAgain(ports.clock, ask, ({ status }) => status === 404) : ask()), request);
    },
    async sendOnce(request) {
      return http.request(httpRequest(request));
    },
    async json(schema, request) {
      return readAnswer(schema, await api.send(request), request.what);
    },
    async list(item, request) {
      return stableList(() => listPages(api, item, request));
    },
    async transfer(request) {
      if (!trusted.has(new URL(ownAddress(request.url, address)).origin)) {
        throw new Fault(
          "address-refused",
          `GitHub named the address ${printable(request.url)}, which takes no uploads`,
        );
      }
      return http.request({ ...request, headers: { ...authorization, ...request.headers } });
    },
    fault: (response, purpose) => apiFault(response, purpose, token),
    remaining: parts.remaining,
    requests: parts.requests,
    patiently: (waiting) => gitHubApi({ ...parts, patience: { ...PATIENT, waiting } }),
  };
  return api;
}

type Item = v.GenericSchema<unknown, { readonly id: number }>;

/**
 * Lists until two listings in a row agree, or one page held everything: what is added or removed meanwhile shifts the
 * pages, so that one item repeats and another is skipped (G15). Fault, for a list that never holds still: `response-malformed`.
 */
export async function stableList<T extends { readonly id: number }>(
  listing: () => Promise<{ readonly items: readonly T[]; readonly pages: number }>,
): Promise<T[]> {
  let before: string | undefined;
  for (let n = 1; ; n++) {
    const { items, pages } = await listing();
    const seen = items.map(({ id }) => id).join();
    if (pages === 1 || seen === before) return [...new Map(items.map((one) => [one.id, one])).values()];
    if (n === MAX_LISTINGS) throw restless();
    before = seen;
  }
}

function restless(): Fault {
  return new Fault(
    "response-malformed",
    `a list of GitHub changed each of the ${MAX_LISTINGS} times that it was read`,
    {
      hint: "run again when nothing else writes to the releases of the repository",
    },
  );
}

async function listPages<S extends Item>(api: GitHubApi, item: S, request: ApiRequest) {
  const items: v.InferOutput<S>[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const response = await api.send({ ...request, path: `${request.path}&page=${page}` });
    const found = readAnswer(v.array(item), response, request.what);
    for (const one of found) items.push(one);
    // The address in the header is not followed, only that there is one.
    const link = response.headers.get("link");
    if (found.length === 0 || link === undefined || !/rel="?next"?/.test(link)) return { items, pages: page };
  }
  throw new Fault("response-malformed", `GitHub's list has no end (${request.what})`);
}

/** An answer of GitHub by its schema. Fault: `response-malformed`. */
export function readAnswer<S extends v.GenericSchema>(
  schema: S,
  response: HttpResponse,
  what: string,
): v.InferOutput<S> {
  return parseAnswer(schema, response, { service: "GitHub", to: what, json: ANSWER });
}
