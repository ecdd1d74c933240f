import { execFileSync } from "node:child_process";
import { createPrivateKey, randomUUID, sign, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bodyOf, startLoopback } from "../../loopback-server.ts";

export const LOGIN = {
  user: "octo",
  password: "a-password-of-the-tests",
  identityToken: "an-identity-token-of-the-tests",
} as const;

/** Gives the tokens that a registry of others asks for. */
export interface TokenServer {
  /** Clients refuse a realm on another private host than that of the registry, so both are called `localhost`. */
  readonly realm: string;
  readonly service: string;
  readonly issuer: string;
  /** Path of the certificate under which the registry checks the tokens. */
  readonly certificate: string;
  close(): Promise<void>;
}

/**
 * Token authentication as distribution has it (https://distribution.github.io/distribution/spec/auth/token/): by name and password, or
 * by an identity token, which stands in the body of a POST. What is granted is what was asked for.
 */
export async function startTokenServer(): Promise<TokenServer> {
  const folder = mkdtempSync(join(tmpdir(), "capsule-interop-tokens-"));
  const [keyPath, certificate] = [join(folder, "key.pem"), join(folder, "token.crt")];
  const subject = ["-subj", "/CN=capsule-test", "-days", "2"];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", keyPath, "-out", certificate, ...subject], {
    stdio: "ignore",
  });
  const key = createPrivateKey(readFileSync(keyPath));
  const x5c = [new X509Certificate(readFileSync(certificate)).raw.toString("base64")];
  const [service, issuer] = ["capsule-registry", "capsule-tokens"];
  const server = await startLoopback((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isPost = request.method === "POST";
    const body = new URLSearchParams(String(await bodyOf(request)));
    const asked = isPost ? body : new URL(request.url ?? "/", "http://localhost").searchParams;
    if (!(isPost ? mayByBody(body) : request.headers.authorization === BASIC)) {
      response.writeHead(401).end();
      return;
    }
    const token = tokenFor(asked.getAll("scope").flatMap((scope) => scope.split(" ")));
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ token, access_token: token, expires_in: 3600 }));
  }

  function tokenFor(scopes: readonly string[]): string {
    const access = scopes.flatMap((scope) => {
      const [, name, actions = ""] = /^repository:(.+):([a-z,*]+)$/.exec(scope) ?? [];
      return name === undefined ? [] : [{ type: "repository", name, actions: actions.split(",") }];
    });
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      sub: LOGIN.user,
      aud: service,
      iat: now,
      nbf: now - 10,
      exp: now + 3600,
      jti: randomUUID(),
      access,
    };
    const signed = [{ typ: "JWT", alg: "ES256", x5c }, claims].map(base64url).join(".");
    const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
    return `${signed}.${signature.toString("base64url")}`;
  }

  return { realm: `http://localhost:${server.port}/token`, service, issuer, certificate, close: () => server.close() };
}

const BASIC = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString("base64")}`;

function mayByBody(body: URLSearchParams): boolean {
  if (body.get("grant_type") === "refresh_token") return body.get("refresh_token") === LOGIN.identityToken;
  return body.get("username") === LOGIN.user && body.get("password") === LOGIN.password;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
