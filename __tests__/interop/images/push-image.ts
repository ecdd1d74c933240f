import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { formatTar } from "../../../src/kernel/tar.ts";
import { LOGIN } from "./token-server.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";

export interface Pushed {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Headers of requests to registries that want a login, by their hosts. */
const authorizations = new Map<string, string>();

/** Fetches a token for a repository as any client does; what is pushed and read from then on has it. */
export async function logInTo(place: string, realm: string): Promise<void> {
  const [host = "", ...path] = place.split("/");
  const query = new URLSearchParams({ service: "capsule-registry", scope: `repository:${path.join("/")}:pull,push` });
  const authorization = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString("base64")}`;
  const answer = await fetch(`${realm}?${query}`, { headers: { authorization } });
  authorizations.set(host, `Bearer ${((await answer.json()) as { token: string }).token}`);
}

function ask(url: string | URL, init: RequestInit = {}): Promise<Response> {
  const authorization = authorizations.get(new URL(url).host);
  return fetch(url, {
    ...init,
    headers: { ...init.headers, ...(authorization === undefined ? {} : { authorization }) },
  });
}

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** Pushes as any client does (distribution-spec 1.1, "Push"). `place` is `127.0.0.1:PORT/owner/name`. */
export async function pushBlob(place: string, bytes: Uint8Array, mediaType: string): Promise<Pushed> {
  const base = baseOf(place);
  const begun = await ask(`${base}/blobs/uploads/`, { method: "POST" });
  const url = new URL(begun.headers.get("location") ?? "", base);
  url.searchParams.set("digest", digestOf(bytes));
  const put = await ask(url, {
    method: "PUT",
    body: Buffer.from(bytes),
    headers: { "content-type": "application/octet-stream" },
  });
  if (put.status !== 201) throw new Error(`a blob was answered with ${put.status}`);
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

export async function pushManifest(place: string, value: object, reference?: string): Promise<Pushed> {
  const bytes = Buffer.from(JSON.stringify(value));
  const { mediaType } = value as { mediaType: string };
  const url = `${baseOf(place)}/manifests/${reference ?? digestOf(bytes)}`;
  const put = await ask(url, { method: "PUT", body: bytes, headers: { "content-type": mediaType } });
  if (put.status !== 201) throw new Error(`a manifest was answered with ${put.status}: ${await put.text()}`);
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

export async function readManifest(place: string, reference: string): Promise<Record<string, unknown>> {
  const answer = await ask(`${baseOf(place)}/manifests/${reference}`, {
    headers: { accept: `${MANIFEST}, ${INDEX}` },
  });
  if (answer.status !== 200) throw new Error(`no manifest at ${reference}: ${answer.status}`);
  return (await answer.json()) as Record<string, unknown>;
}

export async function readBlob(place: string, digest: string): Promise<Buffer> {
  return Buffer.from(await (await ask(`${baseOf(place)}/blobs/${digest}`)).arrayBuffer());
}

/** An image with one package; `mark` makes it another one. */
export async function pushImage(place: string, mark: string, architecture = "amd64"): Promise<Pushed> {
  const files = [
    { name: "etc/mark", bytes: Buffer.from(`${mark}\n`) },
    { name: "lib/apk/db/installed", bytes: Buffer.from("P:musl\nV:1.2.5\nA:x86_64\n") },
  ];
  const layer = await pushBlob(place, gzipSync(formatTar(files)), "application/vnd.oci.image.layer.v1.tar+gzip");
  const config = { architecture, os: "linux", rootfs: { type: "layers", diff_ids: [layer.digest] } };
  const stored = await pushBlob(place, Buffer.from(JSON.stringify(config)), "application/vnd.oci.image.config.v1+json");
  return pushManifest(place, { schemaVersion: 2, mediaType: MANIFEST, config: stored, layers: [layer] });
}

export async function pushIndex(place: string, mark: string): Promise<{ index: Pushed; children: Pushed[] }> {
  const children: Pushed[] = [];
  const manifests: object[] = [];
  for (const architecture of ["amd64", "arm64"]) {
    const child = await pushImage(place, mark, architecture);
    children.push(child);
    manifests.push({ ...child, platform: { os: "linux", architecture } });
  }
  return { index: await pushManifest(place, { schemaVersion: 2, mediaType: INDEX, manifests }), children };
}

function baseOf(place: string): string {
  const slash = place.indexOf("/");
  return `http://${place.slice(0, slash)}/v2${place.slice(slash)}`;
}
