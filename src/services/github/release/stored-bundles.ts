import * as v from "valibot";
import { unpackSnappy } from "../../../kernel/archives/untrusted-snappy.ts";
import { mapBounded } from "../../../kernel/bounded.ts";
import { Fault } from "../../../kernel/fault.ts";
import { type JsonValue, parseJson } from "../../../kernel/json.ts";
import { parseWebAddress } from "../../../kernel/web-address.ts";
import { requestWithRetries } from "../../http/request-with-retries.ts";
import { type GitHubApi, readAnswer } from "../api/github-api.ts";

const PARALLEL = 6;
/** GitHub takes bundles of 16 MB. */
const MAX_BUNDLE_BYTES = 16 << 20;
const STORAGE = ".blob.core.windows.net";

const Kept = v.object({
  bundle: v.nullish(v.unknown()),
  bundle_url: v.nullish(v.string()),
  repository_id: v.optional(v.number()),
});
const Listed = v.object({ attestations: v.array(Kept) });
const ListedByDigest = v.object({
  attestations_subject_digests: v.record(v.string(), v.nullish(v.array(Kept))),
  page_info: v.optional(v.object({ has_next: v.optional(v.boolean()) })),
});

export interface StoredBundles {
  readonly bundles: readonly unknown[];
  /** How many more there are, which could not be read. */
  readonly unread: number;
  /** Set if GitHub does not let the caller see the list, or has none. */
  readonly isClosed: boolean;
}

/**
 * The bundles that GitHub keeps about a subject, given as `sha256:` or `sha1:` and hex: in its list, or since July 2026 by an
 * address where each lies as a Snappy block. None if the list may not be read. Faults: those of `GitHubApi.send`.
 */
export async function storedBundles(api: GitHubApi, subject: string, predicate?: "release"): Promise<StoredBundles> {
  const type = predicate === undefined ? "" : `&predicate_type=${predicate}`;
  const purpose = {
    what: "list the attestations of an asset",
    permission: "attestations: write",
    path: `/attestations/${subject}?per_page=100${type}`,
  };
  const response = await api.send({ ...purpose, allowed: [401, 403, 404] });
  if (response.status !== 200) return { bundles: [], unread: 0, isClosed: response.status !== 404 };
  return readKept(api, readAnswer(Listed, response, purpose.what).attestations);
}

/**
 * The bundles about any of these subjects, each once, in one request below the account that owns the repository; undefined
 * where that may not be asked, or one answer does not hold them all.
 */
export async function storedBundlesOf(
  api: GitHubApi,
  subjects: readonly string[],
  { owner, repositoryId }: { readonly owner: "orgs" | "users"; readonly repositoryId: string },
): Promise<StoredBundles | undefined> {
  const purpose = {
    what: "list the attestations of the assets",
    permission: "attestations: read",
    path: `/${owner}/${encodeURIComponent(api.address.owner)}/attestations/bulk-list?per_page=100`,
  };
  const request = { ...purpose, isAbove: true, method: "POST", body: { subject_digests: subjects } } as const;
  const response = await api.send({ ...request, allowed: [401, 403, 404, 405, 422] });
  if (response.status !== 200) return undefined;
  const { attestations_subject_digests: byDigest, page_info } = readAnswer(ListedByDigest, response, purpose.what);
  if (page_info?.has_next === true) return undefined;
  const asked = new Set(subjects);
  const listed = Object.entries(byDigest).flatMap(([digest, list]) => (asked.has(digest) ? (list ?? []) : []));
  // The account may have other repositories with the same file.
  const kept = listed.filter(({ repository_id: of }) => of === undefined || String(of) === repositoryId);
  return readKept(api, [...new Map(kept.map((one) => [one.bundle_url || JSON.stringify(one.bundle), one])).values()]);
}

async function readKept(api: GitHubApi, kept: readonly v.InferOutput<typeof Kept>[]): Promise<StoredBundles> {
  const found = await mapBounded(kept, PARALLEL, async ({ bundle, bundle_url: address }) =>
    bundle === null || bundle === undefined ? bundleAt(api, address ?? "") : bundle,
  );
  const bundles = found.filter((bundle) => bundle !== undefined);
  return { bundles, unread: found.length - bundles.length, isClosed: false };
}

/** Undefined if it cannot be read. The address is signed by its query: no token goes there. */
async function bundleAt(api: GitHubApi, address: string): Promise<JsonValue | undefined> {
  try {
    const url = parseWebAddress(address, "the address of an attestation");
    if (!isStorageOf(api, url)) return undefined;
    const request = { method: "GET", url: url.href, maxResponseBytes: MAX_BUNDLE_BYTES } as const;
    const { status, body } = await requestWithRetries(api.ports, request);
    return status === 200 ? parseJson(unpackSnappy(body, MAX_BUNDLE_BYTES), { maxBytes: MAX_BUNDLE_BYTES }) : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** GitHub's account of blobs, or a host of the API's own domain; an address in an answer leads to no other. */
function isStorageOf({ address }: GitHubApi, { hostname }: URL): boolean {
  const domain = new URL(address.api).hostname.replace(/^api\./, "");
  return hostname.endsWith(STORAGE) || hostname === domain || hostname.endsWith(`.${domain}`);
}
