import * as v from "valibot";
import { type GitHubAddress, ownAddress } from "../api/github-address.ts";

/** What we read of GitHub's answers; every other field is left alone. https://docs.github.com/rest/releases */
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const sha = v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/));

/** A release of a server, which names addresses of its own. Fault, beside the issues of the schema: `address-refused`. */
export function releaseSchema(address: GitHubAddress) {
  const own = v.pipe(
    v.string(),
    v.transform((named) => ownAddress(named, address)),
  );
  return v.object({
    id,
    tag_name: v.string(),
    /** The title. */
    name: v.nullish(v.string()),
    body: v.nullish(v.string()),
    draft: v.boolean(),
    prerelease: v.boolean(),
    published_at: v.nullish(v.pipe(v.string(), v.isoTimestamp())),
    /** Not known to older servers. */
    immutable: v.optional(v.boolean()),
    html_url: own,
    upload_url: own,
  });
}
export type Release = v.InferOutput<ReturnType<typeof releaseSchema>>;

export const assetSchema = v.object({
  id,
  name: v.string(),
  /** Shown in place of the name; see `ourLabel`. */
  label: v.nullish(v.string()),
  /** `uploaded`; anything else is a leftover of an upload that failed. */
  state: v.string(),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** `sha256:` and hex; null for old assets, and not known to older servers (G19). */
  digest: v.nullish(v.string()),
});
export type ReleaseAsset = v.InferOutput<typeof assetSchema>;

export const repositorySchema = v.object({ id, default_branch: v.string() });

export const notesSchema = v.object({ body: v.string() });

const gitObject = v.object({ type: v.string(), sha });
export const refSchema = v.object({ object: gitObject });
export type GitObject = v.InferOutput<typeof gitObject>;

/** Hex of the digest that GitHub computed, or undefined if it says none. */
export function digestOf(asset: ReleaseAsset): string | undefined {
  return /^sha256:([0-9a-f]{64})$/.exec(asset.digest ?? "")?.[1];
}
