import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TlsOptions } from "node:tls";

export interface LoopbackServer {
  /** `http://127.0.0.1:<port>` or `https://localhost:<port>`. */
  readonly url: string;
  readonly port: number;
  /** Every request so far, as `METHOD path`. */
  readonly seen: readonly string[];
  readonly server: Server;
  close(): Promise<void>;
}

/** A server on a free port of this machine, with TLS where a key and a certificate are given. */
export async function startLoopback(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  tls?: TlsOptions & { key: string; cert: string },
): Promise<LoopbackServer> {
  const seen: string[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response);
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`,
    port,
    seen,
    server,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
