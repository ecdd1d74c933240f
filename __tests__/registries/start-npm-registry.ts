import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A version as npm's registry keeps it. */
export interface KeptVersion {
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
  /** The bundle of npm's provenance, or undefined. */
  readonly provenance: unknown;
  /** The claims of the identity token that it was published for. */
  readonly publisher: Readonly<Record<string, unknown>>;
}

export interface NpmRegistry {
  readonly address: string;
  /** By `name@version`. */
  readonly versions: Map<string, KeptVersion>;
  /** Method and path of each request. */
  readonly requests: string[];
  /** Called once a version is kept and before that is answered. */
  onKept: (() => void) | undefined;
  close(): Promise<void>;
}

export interface TrustedPublisher {
  readonly repository: string;
  readonly workflow: string;
  readonly environment: string;
}

interface Publication {
  readonly name: string;
  readonly versions: Readonly<Record<string, Record<string, unknown>>>;
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}

/**
 * A registry of npm on the loopback that takes what `npm publish` sends, for a trusted publisher alone: it exchanges the identity
 * token of a job (docs.npmjs.com/trusted-publishers, `/-/npm/v1/oidc/token/exchange/package/NAME`), keeps a version for ever, and
 * gives it back to `npm pack` and `npm view`. It reads the claims of the token and does not verify its signature.
 */
export async function startNpmRegistry(trusted: TrustedPublisher): Promise<NpmRegistry> {
  const versions = new Map<string, KeptVersion>();
  const sessions = new Map<string, Readonly<Record<string, unknown>>>();
  const requests: string[] = [];
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: string | Buffer }> => {
    const path = decodeURIComponent((request.url ?? "/").replace(/\?.*$/, ""));
    const bearer = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const exchange = /^\/-\/npm\/v1\/oidc\/token\/exchange\/package\/(.+)$/.exec(path);
    if (exchange !== null) {
      const claims = claimsOf(bearer);
      if (!isTrusted(claims, trusted)) return json(404, { message: "OIDC token exchange error - package not found" });
      const token = `npm_loopback_${sessions.size}`;
      sessions.set(token, claims);
      return json(201, { token, token_type: "oidc" });
    }
    if (request.method === "PUT") {
      const publisher = sessions.get(bearer);
      if (publisher === undefined) return json(401, { message: "you must be logged in to publish packages" });
      return publish(JSON.parse((await bodyOf(request)).toString()), publisher);
    }
    const [, tarball] = /^\/[^/]+\/-\/(.+)\.tgz$/.exec(path) ?? [];
    const kept = [...versions].find(([id]) => id.replace("@", "-") === tarball)?.[1];
    if (kept !== undefined) return { status: 200, body: kept.bytes };
    return packument(path.slice(1));
  };
  const publish = (sent: Publication, publisher: KeptVersion["publisher"]): { status: number; body: string } => {
    const [[version, manifest] = ["", {}]] = Object.entries(sent.versions);
    const id = `${sent.name}@${version}`;
    if (versions.has(id)) {
      return json(403, { error: `You cannot publish over the previously published versions: ${version}.` });
    }
    const data = (end: string) => Object.entries(sent._attachments).find(([name]) => name.endsWith(end))?.[1].data;
    const provenance = data(".sigstore");
    const kept = { manifest, bytes: Buffer.from(data(".tgz") ?? "", "base64"), publisher };
    versions.set(id, { ...kept, provenance: provenance === undefined ? undefined : JSON.parse(provenance) });
    registry.onKept?.();
    return json(201, { ok: true });
  };
  const packument = (name: string): { status: number; body: string } => {
    const of = [...versions].filter(([id]) => id.startsWith(`${name}@`));
    if (of.length === 0) return json(404, { error: "Not found" });
    const listed = of.map(([id, { manifest, bytes }]) => {
      const dist = { tarball: `${origin}/${name}/-/${id.replace("@", "-")}.tgz`, ...digests(bytes) };
      return [String(manifest["version"]), { ...manifest, dist }] as const;
    });
    const latest = listed.at(-1)?.[0];
    return json(200, { name, "dist-tags": { latest }, versions: Object.fromEntries(listed) });
  };
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const registry: NpmRegistry = { address: `${origin}/`, versions, requests, onKept: undefined, close };
  return registry;
}

function json(status: number, value: object): { status: number; body: string } {
  return { status, body: JSON.stringify(value) };
}

function digests(bytes: Buffer): { integrity: string; shasum: string } {
  const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  return { integrity, shasum: createHash("sha1").update(bytes).digest("hex") };
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  } catch {
    return {};
  }
}

function isTrusted(claims: Record<string, unknown>, { repository, workflow, environment }: TrustedPublisher): boolean {
  const started = String(claims["workflow_ref"]);
  return (
    claims["aud"] === "npm:127.0.0.1" &&
    claims["repository"] === repository &&
    claims["environment"] === environment &&
    started.startsWith(`${repository}/.github/workflows/${workflow}@`)
  );
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
