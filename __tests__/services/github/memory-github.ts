import { createHash } from "node:crypto";
import type { Fault } from "../../../src/kernel/fault.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { Http, HttpRequest, HttpResponse } from "../../../src/ports/http.ts";
import { type Answer, toResponse } from "../../scripted-http.ts";

export interface StoredAsset {
  id: number;
  name: string;
  label?: string | null;
  state: string;
  bytes: Uint8Array;
}

export interface StoredRelease {
  id: number;
  tag_name: string;
  name: string;
  body: string;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  published_at?: string | null;
  make_latest?: string;
  assets: StoredAsset[];
}

/** Called with each request before it is handled: an answer or a fault in its place, or undefined to let it through. */
export type Interfere = (
  request: HttpRequest,
  count: number,
  memory: MemoryGitHub,
) => Answer | Fault | undefined | Promise<Answer | Fault | undefined>;

/** One repository of GitHub as an Http port, as far as publishing needs it. */
export interface MemoryGitHub extends Http {
  readonly requests: HttpRequest[];
  readonly releases: StoredRelease[];
  /** The commit that the tag leads to, annotated tags in between. */
  tag: { commit: string; annotated: boolean } | undefined;
  /** False for a server that knows no digests. */
  digests: boolean;
  /** Releases become immutable when they are published. */
  immutable: boolean;
  /** How many requests a token has in each hour of the clock; undefined for any number. */
  hourly: { readonly limit: number; readonly clock: Pick<Clock, "now"> } | undefined;
  interfere: Interfere;
  /** After the request was handled: an answer or fault in place of the real answer. */
  afterwards: Interfere;
  attestations: { id: number; bundle: unknown }[];
  addRelease(release: Partial<StoredRelease> & { tag_name: string }): StoredRelease;
  addAsset(release: StoredRelease, name: string, bytes: Uint8Array | string, state?: string): StoredAsset;
  /** Requests that change something, as `METHOD path`. */
  visible(): string[];
}

export const API = "https://api.github.com";
export const UPLOADS = "https://uploads.github.com";
export const TOKEN = "ghs_canaryCANARYcanary0123456789";
const REPOSITORY = "/repos/octo-org/octo-tool";

export function memoryGitHub(commit: string): MemoryGitHub {
  let nextId = 1000;
  const requests: HttpRequest[] = [];
  const releases: StoredRelease[] = [];

  const memory: MemoryGitHub = {
    requests,
    releases,
    tag: { commit, annotated: false },
    digests: true,
    immutable: false,
    hourly: undefined,
    interfere: () => undefined,
    afterwards: () => undefined,
    attestations: [],
    addRelease(release) {
      const stored = {
        ...{ id: nextId++, name: "", body: "", draft: true, prerelease: false, immutable: false, assets: [] },
        ...release,
      };
      releases.push(stored);
      return stored;
    },
    addAsset(release, name, bytes, state = "uploaded") {
      const asset = { id: nextId++, name, state, bytes: Buffer.from(bytes) };
      release.assets.push(asset);
      return asset;
    },
    visible: () => requests.filter(isVisible).map(({ method, url }) => `${method} ${new URL(url).pathname}`),
    async request(request) {
      requests.push(request);
      const count = requests.length;
      const grant = granted(memory.hourly);
      if (grant?.isOver === true) return toResponse({ status: 403, body: OVER, headers: grant.headers });
      const instead = await memory.interfere(request, count, memory);
      if (instead instanceof Error) throw instead;
      if (instead !== undefined) return respond(toResponse(instead), request);
      const answer = toResponse(await handle(request));
      const replaced = await memory.afterwards(request, count, memory);
      if (replaced instanceof Error) throw replaced;
      const { headers, ...rest } = replaced === undefined ? answer : toResponse(replaced);
      return respond({ ...rest, headers: new Map([...headers, ...Object.entries(grant?.headers ?? {})]) }, request);
    },
  };

  const used = new Map<number, number>();
  /** Counts one request of this hour. */
  function granted(hourly: MemoryGitHub["hourly"]) {
    if (hourly === undefined) return undefined;
    const hour = Math.floor(hourly.clock.now().getTime() / HOUR_MS);
    const count = (used.get(hour) ?? 0) + 1;
    used.set(hour, count);
    const headers = {
      "x-ratelimit-remaining": String(Math.max(0, hourly.limit - count)),
      "x-ratelimit-reset": String(((hour + 1) * HOUR_MS) / 1000),
    };
    return { isOver: count > hourly.limit, headers };
  }

  async function handle(request: HttpRequest): Promise<Answer> {
    const url = new URL(request.url);
    const path = url.pathname.replace(REPOSITORY, "");
    const body = request.body instanceof Uint8Array ? JSON.parse(Buffer.from(request.body).toString()) : undefined;
    const route = `${request.method} ${path}`;
    const [, kind = "", id = ""] = /^\/(releases|releases\/assets)\/(\d+)/.exec(path) ?? [];
    const release = releases.find((one) => one.id === Number(id));
    const holder = releases.find(({ assets }) => assets.some((asset) => asset.id === Number(id)));
    const asset = holder?.assets.find((one) => one.id === Number(id));

    if (route === "GET ") return { body: { id: 74, private: false, default_branch: "main" } };
    if (path.startsWith("/git/")) return ref(path);
    if (route === "GET /releases") return paged(url, [...releases].sort(draftsFirst).map(releaseJson));
    if (route === "POST /releases/generate-notes") return { body: { name: "v1.2.3", body: "Notes" } };
    if (route === "POST /releases") return { status: 201, body: releaseJson(memory.addRelease(body)) };
    if (path.startsWith("/releases/tags/")) {
      const found = releases.find(
        ({ draft, tag_name }) => !draft && path === `/releases/tags/${encodeURIComponent(tag_name)}`,
      );
      return found === undefined ? NOT_FOUND : { body: releaseJson(found) };
    }
    if (route === "POST /attestations") {
      memory.attestations.push({ id: nextId++, bundle: body.bundle });
      return { status: 201, body: { id: nextId - 1 } };
    }
    if (path.startsWith("/attestations/")) return { body: { attestations: memory.attestations } };
    if (kind === "releases/assets") {
      if (holder === undefined || asset === undefined) return NOT_FOUND;
      if (request.method === "GET") return { body: asset.bytes };
      holder.assets.splice(holder.assets.indexOf(asset), 1);
      return { status: 204 };
    }
    if (release === undefined) return NOT_FOUND;
    if (path.endsWith("/assets")) {
      return request.method === "GET" ? paged(url, release.assets.map(assetJson)) : upload(release, url, request);
    }
    if (request.method === "DELETE") releases.splice(releases.indexOf(release), 1);
    if (request.method === "PATCH") {
      if (release.immutable && !release.draft) return immutable("edit");
      Object.assign(release, body, { immutable: memory.immutable && body.draft === false });
    }
    return request.method === "DELETE" ? { status: 204 } : { body: releaseJson(release) };
  }

  async function upload(release: StoredRelease, url: URL, request: HttpRequest): Promise<Answer> {
    if (url.origin !== UPLOADS) return NOT_FOUND;
    const chunks: Uint8Array[] = [];
    if (request.body instanceof Uint8Array) chunks.push(request.body);
    else for await (const chunk of request.body?.chunks() ?? []) chunks.push(chunk);
    const name = url.searchParams.get("name") ?? "";
    if (release.immutable && !release.draft) return immutable("upload assets to");
    if (release.assets.some((one) => one.name === name)) {
      return { status: 422, body: { message: "Validation Failed", errors: [{ code: "already_exists" }] } };
    }
    const asset = memory.addAsset(release, name, Buffer.concat(chunks));
    asset.label = url.searchParams.get("label");
    return { status: 201, body: assetJson(asset) };
  }

  function ref(path: string): Answer {
    if (memory.tag === undefined) return NOT_FOUND;
    const { annotated } = memory.tag;
    const isTag = annotated && path.startsWith("/git/ref/");
    return {
      body: { object: isTag ? { type: "tag", sha: "7".repeat(40) } : { type: "commit", sha: memory.tag.commit } },
    };
  }

  function releaseJson(release: StoredRelease) {
    const place = release.draft ? `untagged-${release.id}` : release.tag_name;
    return {
      ...{ ...release, assets: undefined, immutable: release.immutable },
      html_url: `https://github.com/octo-org/octo-tool/releases/tag/${place}`,
      upload_url: `${UPLOADS}${REPOSITORY}/releases/${release.id}/assets{?name,label}`,
    };
  }

  function assetJson({ id, name, label = null, state, bytes }: StoredAsset) {
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    return { id, name, label, state, size: bytes.length, ...(memory.digests ? { digest } : {}) };
  }

  return memory;
}

/** As GitHub lists them. */
function draftsFirst(a: StoredRelease, b: StoredRelease): number {
  return Number(b.draft) - Number(a.draft) || b.id - a.id;
}

const HOUR_MS = 3_600_000;
const OVER = { message: "API rate limit exceeded for installation." };
/** What others could see the effect of: generated notes are kept nowhere. */
export function isVisible({ method, url }: HttpRequest): boolean {
  return method !== "GET" && !url.endsWith("/releases/generate-notes");
}

const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found" } };

function immutable(what: string): Answer {
  return { status: 422, body: { message: `Cannot ${what} an immutable release` } };
}

function paged(url: URL, items: readonly object[]): Answer {
  const [size, page] = [Number(url.searchParams.get("per_page")), Number(url.searchParams.get("page"))];
  const more = items.length > size * page;
  const body = items.slice(size * (page - 1), size * page);
  return { body, headers: more ? { link: `<${API}/elsewhere?page=${page + 1}>; rel="next"` } : {} };
}

/** Streams to who asked for it, as the real port does. */
function respond(response: HttpResponse, request: HttpRequest): HttpResponse {
  if (request.receive === undefined || response.status >= 300) return response;
  if (response.body.length > 0) request.receive(response.body, response);
  return { ...response, body: new Uint8Array() };
}
