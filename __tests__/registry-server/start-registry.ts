import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, type LoopbackServer, startLoopback } from "../loopback-server.ts";
import { onBlob, uploadsOf } from "./blobs.ts";
import { type Call, type Contents, refuse } from "./contents.ts";
import { onManifest, onReferrers, onTags } from "./manifests.ts";

/**
 * A registry in memory, after the OCI Distribution Specification 1.1.1
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md), whose sections are named at each behaviour, and judged by
 * its conformance suite (conformance.test.ts). Where registries differ from each other the setting says which one does so.
 */
export interface RegistrySettings {
  /** `tag`: no referrers API, as Debian's docker-registry 2.8.2 and GHCR: 404 and the tag schema. */
  readonly referrers?: "api" | "tag";
  /** What it asks for: `basic` as htpasswd, `bearer` as distribution's token authentication. */
  readonly login?: "basic" | "bearer";
  /** Where tokens are fetched; the registry itself if it is not said. */
  readonly realm?: string;
  /** Referrers on one page; all if it is not said. */
  readonly pageSize?: number;
  /** Called before each answer; true if it answered itself. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Whether a blob can come with the first request ("POST with digest"), as olareg has it; distribution has not. */
  readonly takesBlobsAtOnce?: boolean;
  /** Artifact type that the referrers API says of everything: ggcr's registry says that of the configuration. */
  readonly artifactType?: string;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
}

export interface TestRegistry extends LoopbackServer, Contents {
  /** `localhost:PORT`. */
  readonly host: string;
  /** Authorization headers that arrived, without those of the token endpoint. */
  readonly authorizations: string[];
}

export const USER = { name: "octo", password: "correct horse" };
const TOKEN = "granted-token";

export async function startRegistry(settings: RegistrySettings = {}): Promise<TestRegistry> {
  const contents: Contents = { manifests: new Map(), blobs: new Map() };
  const onUpload = uploadsOf(contents, settings.takesBlobsAtOnce === true);
  const authorizations: string[] = [];
  const server = await startLoopback((request, response) => {
    void answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (settings.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, settings.latencyMs));
    if (settings.before?.(request, response) === true) return;
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/token") return giveToken(request, response);
    if (!mayPass(request)) return challenge(response);
    const [, repository = "", kind, encoded = ""] =
      /^\/v2\/(.+?)\/(manifests|blobs|referrers|tags)\/(.*)$/.exec(url.pathname) ?? [];
    const call: Call = { request, response, url, body, repository, reference: decodeURIComponent(encoded) };
    about(call, kind);
  }

  function about(call: Call, kind: string | undefined): ServerResponse {
    if (kind === "manifests") return onManifest(call, contents, settings.referrers !== "tag");
    if (kind === "referrers") return referrers(call);
    if (kind === "tags") return onTags(call, contents);
    if (kind === "blobs") return call.reference.startsWith("uploads/") ? onUpload(call) : onBlob(call, contents);
    if (call.url.pathname !== "/v2/") return refuse(call.response, 404, "NAME_UNKNOWN");
    return call.response.writeHead(200).end();
  }

  function referrers(call: Call): ServerResponse {
    if (settings.referrers !== "tag")
      return onReferrers(call, contents, { pageSize: settings.pageSize, said: settings.artifactType });
    return call.response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found");
  }

  function mayPass({ headers }: IncomingMessage): boolean {
    const { authorization } = headers;
    if (authorization !== undefined) authorizations.push(authorization);
    if (settings.login === undefined) return true;
    return settings.login === "basic" ? authorization === basic() : authorization === `Bearer ${TOKEN}`;
  }

  // https://distribution.github.io/distribution/spec/auth/token/
  function challenge(response: ServerResponse): void {
    const realm = settings.realm ?? `http://localhost:${server.port}/token`;
    const asked =
      settings.login === "basic" ? 'Basic realm="test"' : `Bearer realm="${realm}",service="test",scope="any"`;
    response.writeHead(401, { "www-authenticate": asked }).end();
  }

  function giveToken(request: IncomingMessage, response: ServerResponse): void {
    const isKnown = request.method === "POST" || request.headers.authorization === basic();
    response
      .writeHead(isKnown ? 200 : 401, { "content-type": "application/json" })
      .end(JSON.stringify({ token: TOKEN }));
  }

  return { ...server, host: `localhost:${server.port}`, ...contents, authorizations };
}

export const basic = (): string => `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString("base64")}`;
