import { createHash } from "node:crypto";
import * as v from "valibot";
import { sha256Hex } from "../../crypto/node-digest.ts";
import type { ImageName } from "../../domain/image/image-name.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { isLoopback, parseWebAddress } from "../../kernel/web-address.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RegistryCredentials } from "../../ports/credential-helper.ts";
import type { NewFile } from "../../ports/files.ts";
import type { Http, HttpRequest, HttpResponse } from "../../ports/http.ts";
import type { Descriptor, Registry, StoredManifest } from "../../ports/registry.ts";
import { requestWithRetries } from "../http/request-with-retries.ts";
import { answerChallenge, type LoginSettings } from "./authorise.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const ACCEPT = [
  ...[INDEX, MANIFEST],
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

const MAX_MANIFEST_BYTES = 4 << 20;
const MAX_REFERRERS = 10_000;
const MAX_PAGES = 100;
/** Attempts to fetch a layer. */
const SAVES = 3;
/** 200 kB in a second. */
const SLOWEST_BYTES_PER_MS = 200;
const AT_ONCE = 8;
/** Bytes of a blob that are sent without asking whether it is there. */
const SENT_AT_ONCE = 64 * 1024;
/** How often a tag that stands in for the referrers is written again if another run was faster. */
const ATTEMPTS = 8;
/** Longer than another run takes from reading the tag to writing it. */
const SETTLING_MS = 500;

const descriptorSchema = v.object({
  mediaType: v.pipe(v.string(), v.maxLength(255)),
  digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifactType: v.optional(v.pipe(v.string(), v.maxLength(255))),
  annotations: v.optional(v.nullable(v.record(v.string(), v.string()))),
});
/** Some registries say null for none, and hold descriptors by other digests, which nothing here refers to. */
const indexSchema = v.object({ manifests: v.nullish(v.pipe(v.array(v.unknown()), v.maxLength(MAX_REFERRERS)), []) });

export interface RegistrySettings {
  readonly http: Http;
  readonly clock: Clock;
  readonly credentials: (registry: string) => Promise<RegistryCredentials | undefined>;
}

/** The repository of an image, over HTTP; http for a registry on this machine, https for any other. */
export function ociRegistry(image: ImageName, settings: RegistrySettings): Registry {
  return new OciRegistry(image, settings);
}

class OciRegistry implements Registry {
  private readonly base: string;
  private readonly image: ImageName;
  private readonly settings: RegistrySettings;
  private readonly login: LoginSettings;
  private readonly authorization = new Map<string, string>();
  private known: Promise<RegistryCredentials | undefined> | undefined;

  constructor(image: ImageName, settings: RegistrySettings) {
    this.image = image;
    this.settings = settings;
    // Docker's hub serves its API under another name.
    const host = image.registry === "docker.io" ? "registry-1.docker.io" : image.registry;
    const isHere = isLoopback(parseWebAddress(`https://${host}`, "the registry"));
    this.base = `${isHere ? "http" : "https"}://${host}/v2/${image.repository}`;
    const credentials = () => {
      this.known ??= settings.credentials(image.registry);
      return this.known;
    };
    this.login = { host, http: settings.http, credentials };
  }

  async manifest(reference: string): Promise<StoredManifest | undefined> {
    const url = `${this.base}/manifests/${reference}`;
    const answer = await this.ask({
      method: "GET",
      url,
      headers: { accept: ACCEPT },
      maxResponseBytes: MAX_MANIFEST_BYTES,
    });
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw this.refused(answer, "a manifest");
    const bytes = answer.body;
    const digest = `sha256:${sha256Hex(bytes)}`;
    if (reference.includes(":") && reference !== digest) throw this.mismatch(reference);
    const said = (answer.headers.get("content-type") ?? "").split(";", 1)[0]?.trim() ?? "";
    return { mediaType: mediaTypeIn(bytes) ?? said, digest, size: bytes.length, bytes };
  }

  async blob({ digest, size }: Pick<Descriptor, "digest" | "size">, maxBytes: number): Promise<Uint8Array> {
    if (size > maxBytes) throw new Fault("registry-refused", `a blob of ${this.name()} is larger than is read here`);
    const request = { method: "GET", url: `${this.base}/blobs/${digest}`, maxResponseBytes: maxBytes } as const;
    const answer = await this.ask(request);
    if (answer.status !== 200) throw this.refused(answer, "a blob");
    if (`sha256:${sha256Hex(answer.body)}` !== digest) throw this.mismatch(digest);
    return answer.body;
  }

  async save({ digest, size }: Pick<Descriptor, "digest" | "size">, create: () => NewFile): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.saveOnce({ digest, size }, create());
      } catch (error) {
        const mayPass =
          error instanceof Fault && (error.code === "network-unreachable" || error.code === "network-timeout");
        if (!mayPass || attempt === SAVES) throw error;
        await this.settings.clock.sleep(SETTLING_MS * attempt);
      }
    }
  }

  private async saveOnce({ digest, size }: Pick<Descriptor, "digest" | "size">, file: NewFile): Promise<void> {
    const hash = createHash("sha256");
    let received = 0;
    const receive = (chunk: Uint8Array): void => {
      received += chunk.length;
      hash.update(chunk);
      file.write(chunk);
    };
    try {
      const url = `${this.base}/blobs/${digest}`;
      const timeoutMs = 60_000 + Math.ceil(size / SLOWEST_BYTES_PER_MS);
      const answer = await this.ask({ method: "GET", url, maxResponseBytes: size + 1, timeoutMs, receive }, "pull", 1);
      if (answer.status !== 200) throw this.refused(answer, "a layer");
      if (answer.body.length > 0) receive(answer.body);
    } finally {
      file.close();
    }
    if (received < size) throw new Fault("network-unreachable", `a layer of ${this.name()} broke off`);
    if (`sha256:${hash.digest("hex")}` !== digest) throw this.mismatch(digest);
  }

  async referrers(digest: string): Promise<readonly Descriptor[]> {
    const first = await this.ask({
      ...{ method: "GET", url: `${this.base}/referrers/${digest}`, headers: { accept: INDEX } },
      maxResponseBytes: MAX_MANIFEST_BYTES,
    });
    // Without the API the answer is 404, as the specification says, or a page of something else.
    if (first.status !== 200 || !isIndex(first)) {
      if (first.status >= 500) throw this.refused(first, "what refers to an image");
      return this.underTag(digest);
    }
    let found = descriptorsIn(first.body);
    let next = nextPage(first, `${this.base}/referrers/${digest}`);
    for (let page = 1; next !== undefined; page += 1) {
      if (page >= MAX_PAGES || found.length > MAX_REFERRERS) {
        throw new Fault("registry-refused", `${this.name()} lists more referrers than are read here`);
      }
      const answer = await this.ask({
        method: "GET",
        url: next,
        headers: { accept: INDEX },
        maxResponseBytes: MAX_MANIFEST_BYTES,
      });
      if (answer.status !== 200) throw this.refused(answer, "what refers to an image");
      found = found.concat(descriptorsIn(answer.body));
      next = nextPage(answer, next);
    }
    return found;
  }

  async putBlob(bytes: Uint8Array): Promise<Descriptor> {
    const digest = `sha256:${sha256Hex(bytes)}`;
    const descriptor = { mediaType: "application/octet-stream", digest, size: bytes.length };
    const headers = { "content-type": "application/octet-stream" };
    const isSmall = bytes.length <= SENT_AT_ONCE;
    if (!isSmall) {
      const there = await this.ask({ method: "HEAD", url: `${this.base}/blobs/${digest}` }, "push");
      if (there.status === 200) return descriptor;
    }
    // "Pushing a blob monolithically", in one request where the registry can do that; else it answers as to the first of two.
    const uploads = `${this.base}/blobs/uploads/`;
    const begun = await this.ask(
      isSmall
        ? { method: "POST", url: `${uploads}?digest=${encodeURIComponent(digest)}`, headers, body: bytes }
        : { method: "POST", url: uploads },
      "push",
    );
    if (isSmall && begun.status === 201) return descriptor;
    const url = this.uploadAt(begun);
    url.searchParams.set("digest", digest);
    const put = await this.ask({ method: "PUT", url: url.href, headers, body: bytes }, "push");
    if (put.status !== 201) throw this.refused(put, "a blob");
    return descriptor;
  }

  async requireWritable(): Promise<void> {
    const begun = await this.ask({ method: "POST", url: `${this.base}/blobs/uploads/` }, "push");
    // Most registries forget it by themselves, too.
    await this.ask({ method: "DELETE", url: this.uploadAt(begun).href }, "push");
  }

  async putReferrers(manifests: readonly Uint8Array[], subject: string): Promise<readonly Descriptor[]> {
    const put = await mapBounded(manifests, AT_ONCE, async (manifest) => {
      const own = referrerOf(manifest);
      const answer = await this.putManifest(manifest, own.digest);
      // A registry that keeps referrers itself says so (distribution-spec 1.1, "Pushing Manifests with Subject").
      return { own, isListed: answer.headers.get("oci-subject") === subject };
    });
    const unlisted = put.flatMap(({ own, isListed }) => (isListed ? [] : [own]));
    if (unlisted.length > 0) await this.listUnderTag(unlisted, subject);
    return put.map(({ own }) => own);
  }

  /**
   * No registry compares before it writes (If-Match is honoured by none that was measured), so another run that read before this one
   * wrote can take away what was put: the tag is read again after a while, by which such a run has written, and written again until
   * nothing is left to change.
   */
  async changeTag(
    tag: string,
    change: (stored: StoredManifest | undefined) => Promise<Uint8Array | undefined>,
  ): Promise<void> {
    const { clock } = this.settings;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const next = await change(await this.manifest(tag));
      if (next === undefined) return;
      await this.putManifest(next, tag);
      await clock.sleep(SETTLING_MS * (1 + (clock.elapsed() % 1)));
    }
    if ((await change(await this.manifest(tag))) === undefined) return;
    throw new Fault("registry-refused", `what was put into ${this.name()} did not stay under its tag`, {
      hint: "run it again: another run may have written at the same time",
    });
  }

  /** Where the registry wants the bytes. */
  private uploadAt(begun: HttpResponse): URL {
    const location = begun.headers.get("location");
    if (begun.status !== 202 || location === undefined) throw this.refused(begun, "an upload");
    if (URL.canParse(location, this.base)) return new URL(location, this.base);
    throw new Fault("response-malformed", `${this.name()} named a place for an upload that is not an address`);
  }

  private async putManifest(manifest: Uint8Array, reference: string): Promise<HttpResponse> {
    const headers = { "content-type": mediaTypeIn(manifest) ?? MANIFEST };
    const url = `${this.base}/manifests/${reference}`;
    const answer = await this.ask({ method: "PUT", url, headers, body: manifest }, "push");
    if (answer.status !== 201) throw this.refused(answer, "a manifest");
    return answer;
  }

  private async underTag(digest: string): Promise<readonly Descriptor[]> {
    const stored = await this.manifest(tagOf(digest));
    return stored === undefined || stored.mediaType !== INDEX ? [] : descriptorsIn(stored.bytes);
  }

  /** Adds to the tag that stands in for referrers; what others added stays. */
  private listUnderTag(added: readonly Descriptor[], subject: string): Promise<void> {
    return this.changeTag(tagOf(subject), async (stored) => {
      const before = stored === undefined || stored.mediaType !== INDEX ? [] : descriptorsIn(stored.bytes);
      const lacking = added.filter(({ digest }) => !before.some((one) => one.digest === digest));
      if (lacking.length === 0) return undefined;
      return encodeUtf8(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [...before, ...lacking] }));
    });
  }

  private async ask(request: HttpRequest, access: "pull" | "push" = "pull", attempts?: number): Promise<HttpResponse> {
    const pushing = `repository:${this.image.repository}:pull,push`;
    const scope = access === "push" ? pushing : `repository:${this.image.repository}:pull`;
    const isOwn = new URL(request.url).host === new URL(this.base).host;
    const send = (authorization: string | undefined) => {
      // An upload may be sent elsewhere, where no login of this registry belongs.
      const headers = { ...request.headers, ...(authorization === undefined || !isOwn ? {} : { authorization }) };
      const { http, clock } = this.settings;
      const isRepeatable = request.method !== "POST";
      return isRepeatable
        ? requestWithRetries({ http, clock }, { ...request, headers }, attempts === undefined ? {} : { attempts })
        : http.request({ ...request, headers });
    };
    // What may push may pull.
    const answer = await send(this.authorization.get(pushing) ?? this.authorization.get(scope));
    if (answer.status !== 401 || !isOwn) return answer;
    const authorization = await answerChallenge(answer, scope, this.login);
    if (authorization === undefined) return answer;
    this.authorization.set(scope, authorization);
    return send(authorization);
  }

  private name(): string {
    return printable(`${this.image.registry}/${this.image.repository}`);
  }

  private mismatch(digest: string): Fault {
    return new Fault("digest-mismatch", `${this.name()} gave other bytes than those of ${printable(digest)}`);
  }

  private refused({ status }: HttpResponse, what: string): Fault {
    const login = status === 401 || status === 403;
    return new Fault("registry-refused", `${this.name()} answered with ${status} to a request for ${what}`, {
      hint: login ? "log in to the registry, with the right to this repository" : "try again later",
    });
  }
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
function tagOf(digest: string): string {
  return digest.replace(":", "-");
}

/** As an index lists it. */
function referrerOf(manifest: Uint8Array): Descriptor {
  const { artifactType, annotations } = parseJsonObject(manifest, { what: "a manifest" });
  return {
    ...{ mediaType: MANIFEST, digest: `sha256:${sha256Hex(manifest)}`, size: manifest.length },
    ...(typeof artifactType === "string" ? { artifactType } : {}),
    ...(annotations === undefined ? {} : { annotations: annotations as Record<string, string> }),
  };
}

function isIndex(answer: HttpResponse): boolean {
  return (answer.headers.get("content-type") ?? "").startsWith(INDEX);
}

function descriptorsIn(bytes: Uint8Array): Descriptor[] {
  const malformed = (problem: string) => new Fault("response-malformed", `an index of the registry ${problem}`);
  const { manifests } = parseSchema(indexSchema, parseJsonObject(bytes, { what: "an index" }), malformed);
  return (manifests ?? []).flatMap((one) => {
    const parsed = v.safeParse(descriptorSchema, one);
    if (!parsed.success) return [];
    const { annotations, artifactType, ...rest } = parsed.output;
    return [
      { ...rest, ...(artifactType === undefined ? {} : { artifactType }), ...(annotations ? { annotations } : {}) },
    ];
  });
}

/** Undefined also for what is not JSON: anyone may let that refer to an image. */
function mediaTypeIn(manifest: Uint8Array): string | undefined {
  const mediaType = unlessRefused(() => parseJsonObject(manifest, { what: "a manifest" }), undefined)?.["mediaType"];
  return typeof mediaType === "string" && /^[\w.+/-]{1,255}$/.test(mediaType) ? mediaType : undefined;
}

/** `Link: </v2/…>; rel="next"`, on the same server (RFC 8288). */
function nextPage(answer: HttpResponse, url: string): string | undefined {
  const target = /^\s*<([^>]{1,4096})>\s*;[^,]*\brel="?next"?/.exec(answer.headers.get("link") ?? "")?.[1];
  if (target === undefined || !URL.canParse(target, url)) return undefined;
  const next = new URL(target, url);
  return next.host === new URL(url).host && next.href !== url ? next.href : undefined;
}
