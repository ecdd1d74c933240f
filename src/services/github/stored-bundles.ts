import * as v from "valibot";
import { unpackSnappy } from "../../kernel/archives/untrusted-snappy.ts";
import { mapBounded } from "../../kernel/bounded.ts";
import { Fault } from "../../kernel/fault.ts";
import { type JsonValue, parseJson } from "../../kernel/json.ts";
import { parseWebAddress } from "../../kernel/web-address.ts";
import { requestWithRetries } from "../http/request-with-retries.ts";
import { type GitHubApi, readAnswer } from "./github-api.ts";

const PARALLEL = 6;
/** GitHub takes bundles of 16 MB. */
const MAX_BUNDLE_BYTES = 16 << 20;
const STORAGE = ".blob.core.windows.net";

const Listed = v.object({
  attestations: v.array(v.object({ bundle: v.nullish(v.unknown()), bundle_url: v.nullish(v.string()) })),
});

export interface StoredBundles {
  readonly bundles: readonly unknown[];
  /** How many more there are, which could not be read. */
  readonly unread: number;
}

/**
 * The bundles that GitHub keeps about a subject, given as hex sha256: in its list, or since July 2026 by an address where
 * each lies as a Snappy block. None if the list may not be read. Faults: those of `GitHubApi.send`.
 */
export async function storedBundles(api: GitHubApi, subject: string): Promise<StoredBundles> {
  const purpose = {
    what: "list the attestations of an asset",
    permission: "attestations: write",
    path: `/attestations/sha256:${subject}?per_page=100`,
  };
  const response = await api.send({ ...purpose, allowed: [401, 403, 404] });
  if (response.status !== 200) return { bundles: [], unread: 0 };
  const { attestations } = readAnswer(Listed, response, purpose.what);
  const found = await mapBounded(attestations, PARALLEL, async ({ bundle, bundle_url: address }) =>
    bundle === null || bundle === undefined ? bundleAt(api, address ?? "") : bundle,
  );
  const bundles = found.filter((bundle) => bundle !== undefined);
  return { bundles, unread: found.length - bundles.length };
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
