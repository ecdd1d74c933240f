import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type Call, type Contents, digestOf, refuse } from "./contents.ts";

/** "Pulling Blobs", with ranges, and "Deleting Blobs". */
export function onBlob({ request, response, repository, reference }: Call, { blobs }: Contents): ServerResponse {
  const key = `${repository}@${reference}`;
  const stored = blobs.get(key);
  if (stored === undefined) return refuse(response, 404, "BLOB_UNKNOWN");
  if (request.method === "DELETE") {
    blobs.delete(key);
    return response.writeHead(202).end();
  }
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "UNSUPPORTED");
  const headers = { "docker-content-digest": reference, "content-type": "application/octet-stream" };
  const range = request.headers.range;
  const [from, to] = range === undefined ? [0, stored.length] : asked(range, stored.length);
  if (from >= to && range !== undefined) return refuse(response, 416, "SIZE_INVALID");
  const part = stored.subarray(from, to);
  const partly = range === undefined ? {} : { "content-range": `bytes ${from}-${to - 1}/${stored.length}` };
  return response
    .writeHead(range === undefined ? 200 : 206, { ...headers, "content-length": part.length, ...partly })
    .end(request.method === "HEAD" ? undefined : part);
}

/** Begin and end of one range of bytes (RFC 9110 §14.1.2); equal for what cannot be. */
function asked(range: string, length: number): [number, number] {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (from === "") return [Math.max(0, length - Number(to)), length];
  return [Number(from), to === "" ? length : Math.min(length, Number(to) + 1)];
}

/** "Pushing Blobs": at once, in two requests, in chunks, or from another repository. */
export function uploadsOf({ blobs }: Contents, takesBlobsAtOnce: boolean): (call: Call) => ServerResponse {
  /** What came so far. */
  const uploads = new Map<string, Buffer>();

  function begin({ response, url, body, repository }: Call): ServerResponse {
    const [digest, mount] = [url.searchParams.get("digest"), url.searchParams.get("mount")];
    if (digest !== null && takesBlobsAtOnce) return keep(digest, body, { response, repository });
    const from = url.searchParams.get("from");
    const mounted = [...blobs].find(
      ([key]) => key.endsWith(`@${mount}`) && (from === null || key === `${from}@${mount}`),
    );
    if (mount !== null && mounted !== undefined) return keep(mount, mounted[1], { response, repository });
    const id = randomUUID();
    uploads.set(id, Buffer.alloc(0));
    return response.writeHead(202, { location: placeOf(repository, id) }).end();
  }

  function keep(
    digest: string,
    bytes: Buffer,
    { response, repository }: Pick<Call, "response" | "repository">,
  ): ServerResponse {
    if (digestOf(bytes, digest) !== digest) return refuse(response, 400, "DIGEST_INVALID");
    blobs.set(`${repository}@${digest}`, bytes);
    return response
      .writeHead(201, { location: `/v2/${repository}/blobs/${digest}`, "docker-content-digest": digest })
      .end();
  }

  return (call) => {
    const { request, response, url, body, repository, reference } = call;
    const id = reference.slice("uploads/".length);
    if (request.method === "POST" && id === "") return begin(call);
    const before = uploads.get(id);
    if (before === undefined) return refuse(response, 404, "BLOB_UPLOAD_UNKNOWN");
    const location = placeOf(repository, id);
    if (request.method === "DELETE") {
      uploads.delete(id);
      return response.writeHead(204).end();
    }
    if (request.method === "GET") {
      return response.writeHead(204, { location, range: rangeOf(before) }).end();
    }
    // "Pushing a blob in chunks": a chunk that is not the next one is refused, and the upload goes on.
    const said = /^(?:bytes )?(\d+)-/.exec(request.headers["content-range"] ?? "")?.[1];
    if (said !== undefined && Number(said) !== before.length) {
      return response.writeHead(416, { location, range: rangeOf(before) }).end();
    }
    const whole = Buffer.concat([before, body]);
    if (request.method === "PATCH") {
      uploads.set(id, whole);
      return response.writeHead(202, { location, range: rangeOf(whole) }).end();
    }
    if (request.method !== "PUT") return refuse(response, 405, "UNSUPPORTED");
    uploads.delete(id);
    return keep(url.searchParams.get("digest") ?? "", whole, call);
  };
}

function placeOf(repository: string, id: string): string {
  return `/v2/${repository}/blobs/uploads/${id}?state=1`;
}

function rangeOf(bytes: Buffer): string {
  return `0-${Math.max(0, bytes.length - 1)}`;
}
