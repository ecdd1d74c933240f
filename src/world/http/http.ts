import { Fault } from "../../kernel/fault.ts";
import { parseWebAddress } from "../../kernel/web-address.ts";
import type { Env } from "../../ports/env.ts";
import type { Http, HttpRequest, HttpResponse } from "../../ports/http.ts";
import { createConnections } from "./http-connections.ts";
import { exchange } from "./http-exchange.ts";

const MAX_REDIRECTS = 5;
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What may follow a redirect to another origin; anything else may be a credential (G21). */
const PUBLIC_HEADERS: ReadonlySet<string> = new Set(["accept", "accept-encoding", "range", "user-agent"]);
const USER_AGENT = "release-capsule";

/**
 * The HTTP port over sockets: https, and http to this machine; proxies by HTTPS_PROXY, ALL_PROXY and NO_PROXY; own
 * certificate authorities by SSL_CERT_FILE and NODE_EXTRA_CA_CERTS, read through `env` when the first request is made.
 * Faults: `address-refused`, `configuration-invalid`, and those of the port. No message holds a query or a credential.
 */
export function createHttp(env: Env): Http {
  const connections = createConnections(env);
  return {
    async request(request) {
      const deadline = performance.now() + (request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
      const send = (url: URL, headers: Headers): Promise<HttpResponse> =>
        exchange({
          method: request.method,
          url,
          headers,
          body: request.body,
          timeoutMs: Math.max(1, deadline - performance.now()),
          maxResponseBytes: request.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
          receive: request.receive,
          connection: connections.for(url),
        });
      return followed(request, send);
    },
  };
}

type Headers = Readonly<Record<string, string>>;

async function followed(request: HttpRequest, send: (url: URL, headers: Headers) => Promise<HttpResponse>) {
  let url = parseWebAddress(request.url, "the address of a request", request.plain);
  let headers = withDefaults(request.headers ?? {});
  for (let hops = 0; ; hops += 1) {
    const response = await send(url, headers);
    const next = redirection(request, url, response);
    if (next === undefined) return response;
    if (hops === MAX_REDIRECTS) throw new Fault("response-malformed", `"${url.host}" redirects too often`);
    if (next.origin !== url.origin) headers = onlyPublic(headers);
    url = next;
  }
}

/** Where the answer sends us, or undefined for an answer that is final. Never from https to http. */
function redirection(request: HttpRequest, from: URL, response: HttpResponse): URL | undefined {
  const location = response.headers.get("location");
  if (!REDIRECTS.has(response.status) || location === undefined) return undefined;
  if (request.plain === true || (request.method !== "GET" && request.method !== "HEAD")) return undefined;
  const what = `the redirect of "${from.host}"`;
  if (!URL.canParse(location, from.href)) throw new Fault("response-malformed", `${what} is not a web address`);
  const to = parseWebAddress(new URL(location, from.href).href, what);
  if (from.protocol === "https:" && to.protocol !== "https:") {
    throw new Fault("address-refused", `${what} leaves https`);
  }
  return to;
}

function withDefaults(headers: Headers): Headers {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { "user-agent": USER_AGENT, "accept-encoding": "gzip", ...Object.fromEntries(lower) };
}

function onlyPublic(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => PUBLIC_HEADERS.has(name)));
}
