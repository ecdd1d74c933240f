import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Http, HttpRequest } from "../../src/ports/http.ts";

/** What happens to a request instead of, or after, being answered. */
export type Disturbance =
  /** Answered with this, and the service never sees the request. */
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** The connection is cut before the service sees the request. */
  | "reset"
  /** The service does its work, and the connection is cut instead of answering. */
  | "lost"
  /** No answer ever comes, until the server closes. */
  | "hang";

export interface LoopbackOptions {
  /** Milliseconds that each request waits before it is handled. */
  readonly latencyMs: number;
  /** Asked once a request, with the number of the request at this server, from 1. */
  disturb(count: number): Disturbance | undefined;
  /** Told of each request after the service did its work and before it is answered. */
  served?(method: string, status: number): void;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>`. */
  readonly address: string;
  /** Requests so far. */
  count(): number;
  /** What answers; set after the address is known. */
  handler: Http | undefined;
  close(): Promise<void>;
}

/** An HTTP server on a free loopback port in front of an `Http` that answers in memory. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    const disturbance = options.disturb(count);
    setTimeout(() => {
      handle(
        { ...options, address: loopback.address, handler: loopback.handler },
        request,
        response,
        disturbance,
      ).catch(() => response.destroy());
    }, options.latencyMs);
  });
  // Node would otherwise cut idle connections after five seconds, in the middle of a slow test.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const loopback: LoopbackServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => count,
    handler: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return loopback;
}

async function handle(
  { address, handler, served }: Pick<LoopbackServer, "address" | "handler"> & LoopbackOptions,
  request: IncomingMessage,
  response: ServerResponse,
  disturbance: Disturbance | undefined,
): Promise<void> {
  if (disturbance === "hang") return;
  if (disturbance === "reset") return void request.socket.destroy();
  if (typeof disturbance === "object") {
    return void response.writeHead(disturbance.status, disturbance.headers).end(disturbance.body ?? "");
  }
  const { method = "GET", url = "/", headers } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const answer = await handler!.request({
    method: method as HttpRequest["method"],
    url: address + url,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks),
  });
  served?.(method, answer.status);
  if (disturbance === "lost") return void request.socket.destroy();
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
}
