import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HttpResponse } from "../../ports/http.ts";
import type { Descriptor, Registry, StoredManifest } from "../../ports/registry.ts";
import { changeTag } from "./change-tag.ts";
import { descriptorOf, descriptorsIn, MAX_REFERRERS } from "./descriptors.ts";
import { fetchManifest, INDEX, MAX_MANIFEST_SIZE, putManifest } from "./manifests.ts";
import { type RegistrySession, registryRefused } from "./registry-session.ts";

const MAX_PAGES = 100;

interface PutReferrer {
  readonly own: Descriptor;
  /** By the registry itself. */
  readonly isListed: boolean;
}

/**
 * What refers to a manifest: by the referrers API ("Listing Referrers"), and by the tag that stands in for it where there is none. Of
 * a registry that was found to have none only the tag is read from then on.
 */
export function referrersOf(session: RegistrySession): Pick<Registry, "referrers" | "putReferrers"> {
  let hasApi = true;

  async function referrers(digest: string): Promise<readonly Descriptor[]> {
    if (!hasApi) return underTag(session, digest);
    const url = `${session.base}/referrers/${digest}`;
    const first = await page(session, url);
    // Without the API the answer is 404, as the specification says, or a page of something else.
    if (first.status === 200 && isIndex(first)) return everyPage(session, first, url);
    if (first.status >= 500) throw registryRefused(session, first, "what refers to an image");
    hasApi = first.status !== 404;
    return underTag(session, digest);
  }

  async function putReferrers(manifests: readonly Uint8Array[], subject: string): Promise<readonly Descriptor[]> {
    const put: PutReferrer[] = [];
    // One after the other: of two that refer to one manifest and come at once, olareg 0.1.2 loses one. A registry that lists none
    // itself can lose none, and takes the others at once.
    for (const manifest of manifests) {
      if (put.some(({ isListed }) => !isListed)) break;
      put.push(await putReferrer(manifest, subject));
    }
    const left = manifests.slice(put.length).map((manifest) => putReferrer(manifest, subject));
    const all = [...put, ...(await Promise.all(left))];
    const unlisted = all.flatMap(({ own, isListed }) => (isListed ? [] : [own]));
    if (unlisted.length > 0) await listUnderTag(session, unlisted, subject);
    return all.map(({ own }) => own);
  }

  async function putReferrer(manifest: Uint8Array, subject: string): Promise<PutReferrer> {
    const own = descriptorOf(manifest);
    const answer = await putManifest(session, manifest, own.digest);
    // A registry that keeps referrers itself says so ("Pushing Manifests with Subject").
    const isListed = answer.headers.get("oci-subject") === subject;
    // It may have said 404 of a repository that was not there yet.
    if (isListed) hasApi = true;
    return { own, isListed };
  }

  return { referrers, putReferrers };
}

async function everyPage(session: RegistrySession, first: HttpResponse, url: string): Promise<Descriptor[]> {
  let found = descriptorsIn(first.body);
  let next = nextPage(first, url);
  for (let pages = 1; next !== undefined; pages += 1) {
    if (pages >= MAX_PAGES || found.length > MAX_REFERRERS) {
      throw new Fault("registry-refused", `${session.name} lists more referrers than are read here`);
    }
    const answer = await page(session, next);
    if (answer.status !== 200) throw registryRefused(session, answer, "what refers to an image");
    found = found.concat(descriptorsIn(answer.body));
    next = nextPage(answer, next);
  }
  return found;
}

function page(session: RegistrySession, url: string): Promise<HttpResponse> {
  return session.ask({ method: "GET", url, headers: { accept: INDEX }, maxResponseBytes: MAX_MANIFEST_SIZE });
}

function isIndex(answer: HttpResponse): boolean {
  return (answer.headers.get("content-type") ?? "").startsWith(INDEX);
}

/** `Link: </v2/…>; rel="next"`, on the same server (RFC 8288). */
function nextPage(answer: HttpResponse, url: string): string | undefined {
  const target = /^\s*<([^>]{1,4096})>\s*;[^,]*\brel="?next"?/.exec(answer.headers.get("link") ?? "")?.[1];
  if (target === undefined || !URL.canParse(target, url)) return undefined;
  const next = new URL(target, url);
  return next.host === new URL(url).host && next.href !== url ? next.href : undefined;
}

/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
function tagOf(digest: string): string {
  return digest.replace(":", "-");
}

async function underTag(session: RegistrySession, digest: string): Promise<Descriptor[]> {
  return listedIn(await fetchManifest(session, tagOf(digest)));
}

function listedIn(stored: StoredManifest | undefined): Descriptor[] {
  return stored === undefined || stored.mediaType !== INDEX ? [] : descriptorsIn(stored.bytes);
}

/** Adds to the tag that stands in for referrers; what others added stays. */
function listUnderTag(session: RegistrySession, added: readonly Descriptor[], subject: string): Promise<void> {
  return changeTag(session, tagOf(subject), async (stored) => {
    const before = listedIn(stored);
    const lacking = added.filter(({ digest }) => !before.some((one) => one.digest === digest));
    if (lacking.length === 0) return undefined;
    return encodeUtf8(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests: [...before, ...lacking] }));
  });
}
