import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { createOidcIssuer } from "../../../src/services/local/oidc-issuer.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { GITHUB_ISSUER, type GitHubRun, runnerVariables, tokenClaims } from "../../github-sigstore/github-run.ts";
import { startLoopbackServer } from "../../github-sigstore/loopback-server.ts";
import { TOKEN_PATH, tokenEndpoint } from "../../github-sigstore/token-endpoint.ts";
import { makeServerCertificate } from "../../openssl.ts";

export interface GitHubIssuer {
  /** The variables of a job of the run, with those of its token. */
  jobOf(run: GitHubRun): Promise<Record<string, string>>;
  /** A token of the run, for programs that take one. */
  token(run: GitHubRun, audience: string): string;
  /** What a program needs in its environment to find this issuer under GitHub's name. */
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

const SECRET = "loopback-bearer";

/**
 * An issuer that calls itself GitHub's, on this machine alone: a proxy leads its name, and no other, to a server with a
 * certificate of an authority of our own.
 */
export async function startGitHubIssuer(): Promise<GitHubIssuer> {
  const { hostname } = new URL(GITHUB_ISSUER);
  const issuer = createOidcIssuer({ iss: GITHUB_ISSUER, address: GITHUB_ISSUER, clock: systemClock });
  const certificate = makeServerCertificate([hostname]);
  const documents = createHttpsServer(certificate, ({ url }, response) => {
    const known = { "/.well-known/openid-configuration": issuer.discovery(), "/.well-known/jwks": issuer.keys() };
    const document = known[url as keyof typeof known];
    response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? {}));
  });
  const port = await listen(documents);
  const tunnels = new Set<Duplex>();
  const proxy = createHttpServer((_request, response) => response.writeHead(502).end());
  proxy.on("connect", ({ url }, client, head) => {
    if (url !== `${hostname}:443`) return void client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const server = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.write(head);
      server.pipe(client).pipe(server);
    });
    for (const socket of [client, server]) {
      tunnels.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => tunnels.delete(socket));
    }
  });
  const tokens = await startLoopbackServer({ latencyMs: 0, disturb: () => undefined });
  return {
    async jobOf(run) {
      tokens.handler = tokenEndpoint({ issuer, jobs: new Map([[SECRET, tokenClaims(run)]]) });
      return {
        ...runnerVariables(run),
        ACTIONS_ID_TOKEN_REQUEST_URL: tokens.address + TOKEN_PATH,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: SECRET,
      };
    },
    token: (run, audience) => issuer.issue(audience, tokenClaims(run)),
    env: { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`, SSL_CERT_FILE: certificate.caPath },
    async close() {
      await tokens.close();
      for (const socket of tunnels) socket.destroy();
      for (const server of [documents, proxy]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function listen(server: ReturnType<typeof createHttpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
