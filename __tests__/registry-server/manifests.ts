import type { ServerResponse } from "node:http";
import { type Call, type Contents, digestOf, INDEX, refuse } from "./contents.ts";

/** "Pulling Manifests", "Pushing Manifests", also those with a subject, and deleting manifests and tags. */
export function onManifest(call: Call, { manifests }: Contents, saysSubject: boolean): ServerResponse {
  const { request, response, repository, reference } = call;
  const key = `${repository}@${reference}`;
  if (request.method === "PUT") return putManifest(call, { manifests }, saysSubject);
  const stored = manifests.get(key);
  if (stored === undefined) return refuse(response, 404, "MANIFEST_UNKNOWN");
  if (request.method === "DELETE") {
    for (const [other, { bytes }] of manifests) {
      const isTagOfIt = reference.includes(":") && other.startsWith(`${repository}@`) && bytes === stored.bytes;
      if (other === key || isTagOfIt) manifests.delete(other);
    }
    return response.writeHead(202).end();
  }
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "UNSUPPORTED");
  const digest = reference.includes(":") ? reference : digestOf(stored.bytes);
  const headers = { "content-type": stored.type, "content-length": stored.bytes.length };
  return response
    .writeHead(200, { ...headers, "docker-content-digest": digest })
    .end(request.method === "HEAD" ? undefined : stored.bytes);
}

function putManifest(
  { request, response, body, repository, reference }: Call,
  { manifests }: Pick<Contents, "manifests">,
  saysSubject: boolean,
): ServerResponse {
  const manifest = parsed(body);
  if (manifest === undefined) return refuse(response, 400, "MANIFEST_INVALID");
  const digest = reference.includes(":") ? digestOf(body, reference) : digestOf(body);
  if (reference.includes(":") && reference !== digest) return refuse(response, 400, "DIGEST_INVALID");
  const stored = { bytes: body, type: request.headers["content-type"] ?? "" };
  manifests.set(`${repository}@${reference}`, stored);
  manifests.set(`${repository}@${digest}`, stored);
  const { subject } = manifest;
  const said = saysSubject && subject !== undefined ? { "oci-subject": subject.digest } : {};
  const location = `/v2/${repository}/manifests/${digest}`;
  return response.writeHead(201, { location, "docker-content-digest": digest, ...said }).end();
}

interface Manifest {
  readonly subject?: { readonly digest: string };
  readonly artifactType?: string;
  readonly config?: { readonly mediaType: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

function parsed(body: Buffer): Manifest | undefined {
  try {
    return JSON.parse(body.toString()) as Manifest;
  } catch {
    return undefined;
  }
}

/** "Listing Tags". */
export function onTags({ response, url, repository }: Call, { manifests, blobs }: Contents): ServerResponse {
  const keys = [...manifests.keys(), ...blobs.keys()].filter((key) => key.startsWith(`${repository}@`));
  if (keys.length === 0) return refuse(response, 404, "NAME_UNKNOWN");
  const all = keys.map((key) => key.slice(repository.length + 1)).filter((reference) => !reference.includes(":"));
  const last = url.searchParams.get("last") ?? "";
  const left = all.sort().filter((tag) => tag > last);
  const wanted = Number(url.searchParams.get("n") ?? left.length);
  const tags = left.slice(0, wanted);
  const query = `n=${wanted}&last=${tags.at(-1)}`;
  const next = tags.length < left.length && tags.length > 0 ? { link: `<${url.pathname}?${query}>; rel="next"` } : {};
  return response
    .writeHead(200, { "content-type": "application/json", ...next })
    .end(JSON.stringify({ name: repository, tags }));
}

/** "Listing Referrers", page by page and by type. `said` is the artifact type that is said of each. */
export function onReferrers(
  { response, url, repository, reference: subject }: Call,
  { manifests }: Contents,
  { pageSize, said }: { readonly pageSize: number | undefined; readonly said: string | undefined },
): ServerResponse {
  const wanted = url.searchParams.get("artifactType");
  const all = [...manifests]
    .filter(([key]) => key.startsWith(`${repository}@sha`) && key.includes(":"))
    .map(([key, { bytes, type }]) => ({ key, bytes, type, manifest: parsed(bytes) }))
    .filter(({ manifest }) => manifest?.subject?.digest === subject)
    .map(({ key, bytes, type, manifest }) => ({
      ...{ mediaType: type, digest: key.slice(repository.length + 1), size: bytes.length },
      artifactType: said ?? manifest?.artifactType ?? manifest?.config?.mediaType,
      ...(manifest?.annotations === undefined ? {} : { annotations: manifest.annotations }),
    }))
    .filter(({ artifactType }) => wanted === null || artifactType === wanted);
  const from = Number(url.searchParams.get("from") ?? 0);
  const size = pageSize ?? Math.max(1, all.length);
  const next = from + size < all.length ? { link: `<${url.pathname}?from=${from + size}>; rel="next"` } : {};
  const filtered = wanted === null ? {} : { "oci-filters-applied": "artifactType" };
  // olareg says null for none at times; a list that is empty by the wanted type stays one.
  const listed = all.length === 0 && wanted === null ? null : all.slice(from, from + size);
  return response
    .writeHead(200, { "content-type": INDEX, ...next, ...filtered })
    .end(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: listed }));
}
