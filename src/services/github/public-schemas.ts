import * as v from "valibot";
import type { PublicAsset, PublicRelease } from "../../ports/public-releases.ts";
import { type GitHubAddress, ownAddress } from "./api/github-address.ts";
import { isWhole } from "./release/release-memory.ts";
import { assetSchema, digestOf, releaseSchema } from "./release/release-schemas.ts";

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** A repository as everybody may read it. */
export const publicRepositorySchema = v.object({
  id,
  owner: v.object({ id, type: v.optional(v.string()) }),
  full_name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}$/)),
  private: v.boolean(),
  /** Not known to older servers; an internal repository is private there. */
  visibility: v.optional(v.string()),
  archived: v.optional(v.boolean()),
  default_branch: v.string(),
});

/** An asset with its address for everybody, which must be GitHub's own. */
export function publicAssetSchema(address: GitHubAddress) {
  const own = v.pipe(
    v.string(),
    v.transform((named) => ownAddress(named, address)),
  );
  return v.object({ ...assetSchema.entries, browser_download_url: own });
}
export type FoundAsset = v.InferOutput<ReturnType<typeof publicAssetSchema>>;

/** A published release with what it holds. */
export function publicReleaseSchema(address: GitHubAddress) {
  return v.object({
    ...releaseSchema(address).entries,
    name: v.nullish(v.string()),
    assets: v.array(publicAssetSchema(address)),
  });
}
export type FoundRelease = v.InferOutput<ReturnType<typeof publicReleaseSchema>>;

export function publicReleaseOf(found: FoundRelease, assets: readonly FoundAsset[]): PublicRelease {
  return {
    id: String(found.id),
    tag: found.tag_name,
    name: found.name ?? null,
    isDraft: found.draft,
    isPrerelease: found.prerelease,
    immutable: found.immutable,
    publishedAt: found.published_at ?? undefined,
    page: found.html_url,
    assets: assets.map(publicAssetOf),
  };
}

function publicAssetOf(found: FoundAsset): PublicAsset {
  return {
    id: String(found.id),
    name: found.name,
    size: found.size,
    sha256: digestOf(found),
    isWhole: isWhole(found),
    address: found.browser_download_url,
  };
}
