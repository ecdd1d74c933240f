import { sha256Hex } from "../../crypto/node-digest.ts";
import { Fault } from "../../kernel/fault.ts";
import type { HttpRequest, HttpResponse, HttpStream } from "../../ports/http.ts";
import type { Descriptor, Registry } from "../../ports/registry.ts";
import { type RegistrySession, registryRefused, wrongBytes } from "./registry-session.ts";

/** Bytes of a blob that are sent without asking whether it is there. */
const SENT_AT_ONCE = 64 * 1024;
/** 200 kB in a second. */
const SLOWEST_BYTES_PER_MS = 200;
const BYTES = { "content-type": "application/octet-stream" };

/** More than `maxBytes` is a fault. */
export async function readBlob(
  session: RegistrySession,
  { digest, size }: Pick<Descriptor, "digest" | "size">,
  maxBytes: number,
): Promise<Uint8Array> {
  if (size > maxBytes) throw new Fault("registry-refused", `a blob of ${session.name} is larger than is read here`);
  const request = { method: "GET", url: `${session.base}/blobs/${digest}`, maxResponseBytes: maxBytes } as const;
  const answer = await session.ask(request);
  if (answer.status !== 200) throw registryRefused(session, answer, "a blob");
  if (`sha256:${sha256Hex(answer.body)}` !== digest) throw wrongBytes(session, digest);
  return answer.body;
}

/** Puts each blob once, however often a run asks for it. */
export function blobsOf(session: RegistrySession): Pick<Registry, "putBlob" | "putLargeBlob"> {
  const put = new Map<string, Promise<Descriptor>>();
  return {
    putBlob(bytes) {
      const digest = `sha256:${sha256Hex(bytes)}`;
      const putting = put.get(digest) ?? putBlob(session, bytes, digest);
      put.set(digest, putting);
      return putting;
    },

    async putLargeBlob({ digest }, body) {
      if (await hasBlob(session, digest)) return;
      const begun = await session.ask({ method: "POST", url: `${session.base}/blobs/uploads/` }, { access: "push" });
      const timeoutMs = 60_000 + Math.ceil(body.size / SLOWEST_BYTES_PER_MS);
      await finishUpload(session, begun, { digest, body, timeoutMs });
    },
  };
}

/**
 * Puts a blob, unless it is there (distribution-spec 1.1, "Pushing a blob monolithically"): in one request where the registry can do
 * that, else it answers as to the first of two.
 */
async function putBlob(session: RegistrySession, bytes: Uint8Array, digest: string): Promise<Descriptor> {
  const descriptor = { mediaType: "application/octet-stream", digest, size: bytes.length };
  const isSmall = bytes.length <= SENT_AT_ONCE;
  if (!isSmall && (await hasBlob(session, digest))) return descriptor;
  const uploads = `${session.base}/blobs/uploads/`;
  const begun = await session.ask(
    isSmall
      ? { method: "POST", url: `${uploads}?digest=${encodeURIComponent(digest)}`, headers: BYTES, body: bytes }
      : { method: "POST", url: uploads },
    { access: "push" },
  );
  if (isSmall && begun.status === 201) return descriptor;
  await finishUpload(session, begun, { digest, body: bytes });
  return descriptor;
}

async function hasBlob(session: RegistrySession, digest: string): Promise<boolean> {
  const request = { method: "HEAD", url: `${session.base}/blobs/${digest}` } as const;
  return (await session.ask(request, { access: "push" })).status === 200;
}

interface Upload extends Pick<HttpRequest, "timeoutMs"> {
  readonly digest: string;
  readonly body: Uint8Array | HttpStream;
}

/** The second of two requests, with all of the bytes. */
async function finishUpload(session: RegistrySession, begun: HttpResponse, { digest, ...sent }: Upload): Promise<void> {
  const url = uploadAt(session, begun);
  url.searchParams.set("digest", digest);
  const put = await session.ask({ method: "PUT", url: url.href, headers: BYTES, ...sent }, { access: "push" });
  if (put.status !== 201) throw registryRefused(session, put, "a blob");
}

/** Begins an upload and gives it up. */
export async function requireWritable(session: RegistrySession): Promise<void> {
  const begun = await session.ask({ method: "POST", url: `${session.base}/blobs/uploads/` }, { access: "push" });
  // Most registries forget it by themselves, too.
  await session.ask({ method: "DELETE", url: uploadAt(session, begun).href }, { access: "push" });
}

/** Where the registry wants the bytes. */
function uploadAt(session: RegistrySession, begun: HttpResponse): URL {
  const location = begun.headers.get("location");
  if (begun.status !== 202 || location === undefined) throw registryRefused(session, begun, "an upload");
  if (URL.canParse(location, session.base)) return new URL(location, session.base);
  throw new Fault("response-malformed", `${session.name} named a place for an upload that is not an address`);
}
