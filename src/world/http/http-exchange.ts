import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { createGunzip } from "node:zlib";
import { Fault } from "../../kernel/fault.ts";
import type { HttpRequest, HttpResponse, HttpStream } from "../../ports/http.ts";
import { type Connection, TLS_FLOOR } from "./http-connections.ts";
import type { TunnelOptions } from "./tunnel-agent.ts";

export interface Exchange {
  readonly method: HttpRequest["method"];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpRequest["body"];
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly receive: HttpRequest["receive"];
  readonly connection: Connection;
}

const MAX_HEADER_BYTES = 64 * 1024;

/** One request and its whole answer, of any status; no redirect, no retry. */
export async function exchange(order: Exchange): Promise<HttpResponse> {
  const giveUp = new AbortController();
  const request = begin(order, giveUp.signal);
  let timer: NodeJS.Timeout | undefined;
  // A request without a socket yet does not tell that it was destroyed, hence a promise of its own.
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Fault("network-timeout", `${place(order.url)} did not answer in time`)),
      order.timeoutMs,
    );
  });
  try {
    return await Promise.race([converse(request, order), late]);
  } catch (error) {
    giveUp.abort();
    request.destroy();
    throw asFault(error, order.url);
  } finally {
    clearTimeout(timer);
  }
}

async function converse(request: ClientRequest, order: Exchange): Promise<HttpResponse> {
  // The answer may come before the body is sent, and it is what counts; a failure to send alone is one, too.
  const answer = answerOf(request);
  const sent = sendBody(request, order.body).then(() => answer);
  const response = await read(await Promise.race([answer, sent]), order);
  if (!request.writableFinished) request.destroy();
  return response;
}

function begin(order: Exchange, connectSignal: AbortSignal): ClientRequest {
  const { agent, secureContext } = order.connection;
  const options: RequestOptions & TunnelOptions & { minVersion: typeof TLS_FLOOR } = {
    method: order.method,
    headers: { ...order.headers, ...lengthOf(order) },
    agent,
    maxHeaderSize: MAX_HEADER_BYTES,
    connectSignal,
    minVersion: TLS_FLOOR,
    ...(secureContext === undefined ? {} : { secureContext }),
  };
  try {
    const request =
      order.url.protocol === "https:" ? httpsRequest(order.url, options) : httpRequest(order.url, options);
    request.setNoDelay(true);
    refuseProxyAnswers(request, order.url);
    return request;
  } catch {
    // Node names the header here, and sometimes shows its value.
    throw new Fault("configuration-invalid", `a header for ${place(order.url)} contains characters that no header may`);
  }
}

/** The tunnel replays a proxy's refusal as if the service had said it; no proxy may speak for a service. */
function refuseProxyAnswers(request: ClientRequest, url: URL): void {
  request.once("proxyConnect", (connect: { statusCode: number }) => {
    if (connect.statusCode === 200) return;
    const what = `the proxy did not connect to "${url.host}" (status ${connect.statusCode})`;
    request.destroy(new Fault("network-unreachable", what, { hint: "check HTTPS_PROXY and NO_PROXY" }));
  });
}

function lengthOf(order: Exchange): Record<string, string> {
  if (order.body === undefined)
    return order.method === "GET" || order.method === "HEAD" ? {} : { "content-length": "0" };
  return { "content-length": String(order.body instanceof Uint8Array ? order.body.length : order.body.size) };
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    // Stays, so that a late error of the socket is never an uncaught one.
    request.on("error", reject);
  });
}

async function sendBody(request: ClientRequest, body: HttpRequest["body"]): Promise<void> {
  if (body === undefined || body instanceof Uint8Array) {
    request.end(body);
    return;
  }
  let sent = 0;
  for await (const chunk of body.chunks()) {
    sent += chunk.length;
    if (sent > body.size) throw wrongLength(body);
    if (request.destroyed) return;
    if (!request.write(chunk)) await drained(request);
  }
  if (sent !== body.size) throw wrongLength(body);
  request.end();
}

function drained(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      request.off("drain", done);
      request.off("close", done);
      resolve();
    };
    request.once("drain", done);
    request.once("close", done);
  });
}

function wrongLength(body: HttpStream): Fault {
  return new Fault("asset-changed", `the bytes to send are not the ${body.size} that were announced`);
}

async function read(message: IncomingMessage, order: Exchange): Promise<HttpResponse> {
  const chunks: Uint8Array[] = [];
  const status = message.statusCode ?? 0;
  const head = { status, headers: headersOf(message) };
  const receive = status >= 200 && status < 300 ? order.receive : undefined;
  let size = 0;
  for await (const chunk of decoded(message, order)) {
    size += chunk.length;
    if (size > order.maxResponseBytes) {
      message.destroy();
      throw new Fault(
        "response-too-large",
        `${place(order.url)} answered with more than ${order.maxResponseBytes} bytes`,
      );
    }
    if (receive === undefined) chunks.push(chunk);
    else receive(chunk, head);
  }
  return { ...head, body: Buffer.concat(chunks) };
}

/** At most one layer of gzip, which we asked for; any other coding would hide the size (G25). */
function decoded(message: IncomingMessage, order: Exchange): AsyncIterable<Uint8Array> {
  const coding = (message.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (coding === "identity" || coding === "" || order.method === "HEAD" || message.statusCode === 204) return message;
  if (coding !== "gzip" && coding !== "x-gzip") {
    message.destroy();
    throw new Fault("response-malformed", `${place(order.url)} answered in a content coding that was not requested`);
  }
  const gunzip = createGunzip();
  message.once("error", (error) => gunzip.destroy(error));
  gunzip.once("error", () => message.destroy());
  return message.pipe(gunzip);
}

function headersOf(message: IncomingMessage): ReadonlyMap<string, string> {
  const pairs = Object.entries(message.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return new Map(pairs);
}

const CLOCK_CODES: ReadonlySet<string> = new Set(["CERT_NOT_YET_VALID", "CERT_HAS_EXPIRED"]);

/** Names the reason by its code alone: the messages of sockets and proxies may hold addresses with credentials. */
function asFault(error: unknown, url: URL): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (code === "HPE_HEADER_OVERFLOW")
    return new Fault("response-too-large", `${place(url)} answered with too long headers`);
  if (code.startsWith("HPE_") || code.startsWith("Z_")) {
    return new Fault("response-malformed", `${place(url)} gave an answer that is not HTTP (${code})`);
  }
  const hint = hintFor(code);
  return new Fault(
    "network-unreachable",
    `could not reach ${place(url)} (${code})`,
    hint === undefined ? {} : { hint },
  );
}

function hintFor(code: string): string | undefined {
  if (CLOCK_CODES.has(code)) return "check the clock of this machine, then the certificate of the service";
  if (/CERT|SIGNED|VERIFY|TLS/.test(code))
    return "for an own certificate authority set NODE_EXTRA_CA_CERTS to its file";
  return undefined;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : "no connection";
}

/** Origin and path, percent-encoded by the URL parser and hence printable; never the query. */
function place(url: URL): string {
  return `"${url.origin}${url.pathname.length > 100 ? "/…" : url.pathname}"`;
}
