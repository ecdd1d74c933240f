import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyOf, type LoopbackServer, startLoopback } from "../loopback-server.ts";

/**
 * A registry in memory, after the OCI Distribution Specification 1.1.1
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md), whose sections are named at each behaviour. Where registries
 * differ from each other the setting says which one does so.
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
}

export interface TestRegistry extends LoopbackServer {
  /** `localhost:PORT`. */
  readonly host: string;
  readonly manifests: Map<string, { readonly bytes: Buffer; readonly type: string }>;
  readonly blobs: Map<string, Buffer>;
  /** Authorization headers that arrived, without those of the token endpoint. */
  readonly authorizations: string[];
}

export const USER = { name: "octo", password: "correct horse" };
const TOKEN = "granted-token";
const INDEX = "application/vnd.oci.image.index.v1+json";

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

export async function startRegistry(settings: RegistrySettings = {}): Promise<TestRegistry> {
  const manifests: TestRegistry["manifests"] = new Map();
  const blobs: TestRegistry["blobs"] = new Map();
  const authorizations: string[] = [];
  const server = await startLoopback((request, response) => {
    void answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (settings.before?.(request, response) === true) return;
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/token") return giveToken(request, response);
    if (!mayPass(request)) return challenge(response);
    const [, repository, kind, reference = ""] =
      /^\/v2\/(.+)\/(manifests|blobs|referrers)\/(.*)$/.exec(url.pathname) ?? [];
    const key = `${repository}@${decodeURIComponent(reference)}`;
    if (kind === "manifests") return onManifest(request, response, { key, body, repository: repository! });
    if (kind === "referrers") return onReferrers(response, { key, url, repository: repository! });
    if (kind === "blobs") return onBlob(request, response, { key, url, body, reference });
    response.writeHead(url.pathname === "/v2/" ? 200 : 404).end();
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

  interface ManifestCall {
    readonly key: string;
    readonly body: Buffer;
    readonly repository: string;
  }

  // Pulling and pushing manifests; "Pushing Manifests with Subject".
  function onManifest(
    request: IncomingMessage,
    response: ServerResponse,
    { key, body, repository }: ManifestCall,
  ): void {
    if (request.method === "PUT") {
      const stored = { bytes: body, type: request.headers["content-type"] ?? "" };
      manifests.set(key, stored);
      manifests.set(`${repository}@${digestOf(body)}`, stored);
      const { subject } = JSON.parse(body.toString()) as { subject?: { digest: string } };
      const said = settings.referrers === "tag" || subject === undefined ? {} : { "oci-subject": subject.digest };
      response.writeHead(201, { location: request.url ?? "", "docker-content-digest": digestOf(body), ...said }).end();
      return;
    }
    const stored = manifests.get(key);
    if (stored === undefined) response.writeHead(404, { "content-type": "application/json" }).end('{"errors":[]}');
    else
      response
        .writeHead(200, { "content-type": stored.type, "docker-content-digest": digestOf(stored.bytes) })
        .end(stored.bytes);
  }

  // "Listing Referrers".
  function onReferrers(
    response: ServerResponse,
    { key, url, repository }: { key: string; url: URL; repository: string },
  ): void {
    if (settings.referrers === "tag") {
      response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found");
      return;
    }
    const subject = key.slice(key.indexOf("@") + 1);
    const all = [...manifests]
      .filter(([of]) => of.startsWith(`${repository}@sha256:`))
      .map(([, { bytes, type }]) => ({ bytes, type, manifest: JSON.parse(bytes.toString()) }))
      .filter(({ manifest }) => manifest.subject?.digest === subject)
      .map(({ bytes, type, manifest }) => ({
        ...{ mediaType: type, digest: digestOf(bytes), size: bytes.length },
        artifactType: settings.artifactType ?? manifest.artifactType ?? manifest.config?.mediaType,
      }));
    const from = Number(url.searchParams.get("from") ?? 0);
    const size = settings.pageSize ?? Math.max(1, all.length);
    const next = from + size < all.length ? { link: `<${url.pathname}?from=${from + size}>; rel="next"` } : {};
    const index = {
      schemaVersion: 2,
      mediaType: INDEX,
      manifests: all.length === 0 ? null : all.slice(from, from + size),
    };
    response.writeHead(200, { "content-type": INDEX, ...next }).end(JSON.stringify(index));
  }

  interface BlobCall {
    readonly key: string;
    readonly url: URL;
    readonly body: Buffer;
    readonly reference: string;
  }

  // "Pushing Blobs": POST then PUT.
  function onBlob(request: IncomingMessage, response: ServerResponse, { key, url, body, reference }: BlobCall): void {
    const once = url.searchParams.get("digest");
    if (request.method === "POST" && once !== null && settings.takesBlobsAtOnce === true) {
      if (once === digestOf(body)) blobs.set(key.replace(/@.*$/, `@${once}`), body);
      response.writeHead(once === digestOf(body) ? 201 : 400, { location: url.pathname }).end();
      return;
    }
    if (request.method === "POST") {
      response.writeHead(202, { location: `${url.pathname}${randomUUID()}?state=1` }).end();
      return;
    }
    // "Canceling an upload": some registries have it.
    if (request.method === "DELETE") {
      response.writeHead(reference.startsWith("uploads/") ? 204 : 405).end();
      return;
    }
    if (request.method === "PUT") {
      const digest = url.searchParams.get("digest") ?? "";
      if (digest !== digestOf(body) || !reference.startsWith("uploads/")) response.writeHead(400).end();
      else {
        blobs.set(key.replace(/@.*$/, `@${digest}`), body);
        response.writeHead(201, { location: url.pathname }).end();
      }
      return;
    }
    const stored = blobs.get(key);
    if (stored === undefined) response.writeHead(404).end();
    else
      response.writeHead(200, { "content-length": stored.length }).end(request.method === "HEAD" ? undefined : stored);
  }

  return { ...server, host: `localhost:${server.port}`, manifests, blobs, authorizations };
}

export const basic = (): string => `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString("base64")}`;

/** An image with one empty layer, or an index over images for several platforms; resolves to the digest. */
export function putTestImage(registry: TestRegistry, repository: string, platforms = 0): string {
  const put = (value: object, type: string) => {
    const bytes = Buffer.from(JSON.stringify(value));
    registry.manifests.set(`${repository}@${digestOf(bytes)}`, { bytes, type });
    return { mediaType: type, digest: digestOf(bytes), size: bytes.length };
  };
  const image = (os: string) => {
    const config = Buffer.from(JSON.stringify({ os }));
    registry.blobs.set(`${repository}@${digestOf(config)}`, config);
    return put(
      {
        ...{ schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json", annotations: { os } },
        config: {
          mediaType: "application/vnd.oci.image.config.v1+json",
          digest: digestOf(config),
          size: config.length,
        },
        layers: [],
      },
      "application/vnd.oci.image.manifest.v1+json",
    );
  };
  if (platforms === 0) return image("linux").digest;
  const children = Array.from({ length: platforms }, (_, index) => ({
    ...image(`os${index}`),
    platform: { os: "linux", architecture: `a${index}` },
  }));
  // BuildKit's own attestations, as it stores them (docs.docker.com/build/metadata/attestations/attestation-storage).
  const buildKit = { ...image("buildkit"), annotations: { "vnd.docker.reference.type": "attestation-manifest" } };
  return put({ schemaVersion: 2, mediaType: INDEX, manifests: [...children, buildKit] }, INDEX).digest;
}

/** An image of these layers, the lowest first; resolves to its descriptor. */
export function putLayers(registry: TestRegistry, repository: string, layers: readonly Uint8Array[], base?: string) {
  const blob = (bytes: Uint8Array, mediaType: string) => {
    registry.blobs.set(`${repository}@${digestOf(bytes)}`, Buffer.from(bytes));
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  };
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const config = { architecture: "arm64", os: "linux" };
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType },
      config: blob(Buffer.from(JSON.stringify(config)), "application/vnd.oci.image.config.v1+json"),
      layers: layers.map((layer) => blob(layer, "application/vnd.oci.image.layer.v1.tar+gzip")),
      ...(base === undefined ? {} : { annotations: { "org.opencontainers.image.base.name": base } }),
    }),
  );
  registry.manifests.set(`${repository}@${digestOf(manifest)}`, { bytes: manifest, type: mediaType });
  return { mediaType, digest: digestOf(manifest), size: manifest.length };
}
