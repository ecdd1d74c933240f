import { sha256Hex } from "../../crypto/node-digest.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { unlessRefused } from "../../kernel/unless-refused.ts";
import type { HttpResponse } from "../../ports/http.ts";
import type { StoredManifest } from "../../ports/registry.ts";
import { type RegistrySession, registryRefused, wrongBytes } from "./registry-session.ts";

export const INDEX = "application/vnd.oci.image.index.v1+json";
export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
/** A registry to which no type is named answers as if nothing were there. */
const ACCEPT = [
  ...[INDEX, MANIFEST],
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** What registries take at least (distribution-spec 1.1, "Pushing Manifests"). */
export const MAX_MANIFEST_SIZE = 4 << 20;

/** The manifest under a tag or a digest; undefined if nothing is there. */
export async function fetchManifest(session: RegistrySession, reference: string): Promise<StoredManifest | undefined> {
  const answer = await session.ask({
    method: "GET",
    url: `${session.base}/manifests/${reference}`,
    headers: { accept: ACCEPT },
    maxResponseBytes: MAX_MANIFEST_SIZE,
  });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw registryRefused(session, answer, "a manifest");
  const bytes = answer.body;
  const digest = `sha256:${sha256Hex(bytes)}`;
  if (reference.includes(":") && reference !== digest) throw wrongBytes(session, reference);
  const said = (answer.headers.get("content-type") ?? "").split(";", 1)[0]?.trim() ?? "";
  return { mediaType: mediaTypeIn(bytes) ?? said, digest, size: bytes.length, bytes };
}

/** Resolves to the answer, which says whether the registry lists what the manifest refers to. */
export async function putManifest(
  session: RegistrySession,
  manifest: Uint8Array,
  reference: string,
): Promise<HttpResponse> {
  const headers = { "content-type": mediaTypeIn(manifest) ?? MANIFEST };
  const url = `${session.base}/manifests/${reference}`;
  const answer = await session.ask({ method: "PUT", url, headers, body: manifest }, { access: "push" });
  if (answer.status !== 201) throw registryRefused(session, answer, "a manifest");
  return answer;
}

/** Undefined also for what is not JSON: anyone may let that refer to an image. */
function mediaTypeIn(manifest: Uint8Array): string | undefined {
  const mediaType = unlessRefused(() => parseJsonObject(manifest, { what: "a manifest" }), undefined)?.["mediaType"];
  return typeof mediaType === "string" && /^[\w.+/-]{1,255}$/.test(mediaType) ? mediaType : undefined;
}
