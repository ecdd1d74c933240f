import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import type { GitHubServer } from "../../github-server/start-github-server.ts";
import { makeServerCertificate } from "../../openssl.ts";

export interface GitHubFront {
  /** With these variables a program takes the loopback for GitHub. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** GitHub's own names for a server that has them (`names: "github.com"`): a proxy, and an authority made for the purpose. */
export async function startGitHubFront({ place, listening }: GitHubServer): Promise<GitHubFront> {
  const hosts = Object.values(place).map((address) => new URL(address).host);
  const { key, cert, caPath } = makeServerCertificate(hosts);
  const downloads = new URL(place.downloads).host;
  const tls = createTlsServer({ key, cert }, (request, response) => {
    forward(request, response, request.headers.host === downloads ? listening.downloads : listening.api);
  });
  const target = await listen(tls);
  const sockets = new Set<Socket>();
  const proxy = createServer().on("connect", (_request, socket: Socket) => {
    const through = connect(target, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    for (const one of [socket, through]) sockets.add(one.on("error", () => one.destroy()));
    socket.pipe(through).pipe(socket);
  });
  return {
    env: { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, SSL_CERT_FILE: caPath },
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const server of [proxy, tls]) await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(request: IncomingMessage, response: ServerResponse, origin: string): void {
  const { method, url = "/", headers } = request;
  const onward = httpRequest(new URL(url, origin), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
