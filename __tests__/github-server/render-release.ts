import type { GitHubState, StoredAsset, StoredRelease } from "./github-state.ts";
import { renderUser } from "./render-user.ts";
import type { Features, Place } from "./route.ts";

const BOT = ["github-actions[bot]", 41898282] as const;

export interface Rendering {
  readonly state: GitHubState;
  readonly place: Place;
  readonly features: Features;
}

/** `release` of the API's description. */
export function renderRelease(to: Rendering, release: StoredRelease): Record<string, unknown> {
  const { place, state } = to;
  const repository = `${place.api}/repos/${state.run.repository}`;
  const url = `${repository}/releases/${release.id}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${place.uploads}/repos/${state.run.repository}/releases/${release.id}/assets{?name,label}`,
    html_url: `${place.web}/${state.run.repository}/releases/tag/${encodeURIComponent(webTag(release))}`,
    id: release.id,
    author: renderUser(place.api, ...BOT),
    node_id: `RE_${release.id}`,
    tag_name: release.tagName,
    target_commitish: release.targetCommitish,
    name: release.name,
    draft: release.draft,
    ...(to.features.immutableReleases ? { immutable: release.immutable } : {}),
    prerelease: release.prerelease,
    created_at: release.createdAt,
    updated_at: release.publishedAt ?? release.createdAt,
    published_at: release.publishedAt,
    assets: [...release.assets.values()].map((asset) => renderAsset(to, release, asset)),
    tarball_url: release.draft ? null : `${repository}/tarball/${encodeURIComponent(release.tagName)}`,
    zipball_url: release.draft ? null : `${repository}/zipball/${encodeURIComponent(release.tagName)}`,
    body: release.body,
  };
}

/** `release-asset` of the API's description. */
export function renderAsset(to: Rendering, release: StoredRelease, asset: StoredAsset): Record<string, unknown> {
  const { place, state } = to;
  const file = `${encodeURIComponent(webTag(release))}/${encodeURIComponent(asset.name)}`;
  return {
    url: `${place.api}/repos/${state.run.repository}/releases/assets/${asset.id}`,
    id: asset.id,
    node_id: `RA_${asset.id}`,
    name: asset.name,
    label: asset.label,
    uploader: renderUser(place.api, ...BOT),
    content_type: asset.contentType,
    state: asset.state,
    size: asset.size,
    ...(to.features.assetDigests ? { digest: digestOf(asset) } : {}),
    download_count: 0,
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
    browser_download_url: `${place.web}/${state.run.repository}/releases/download/${file}`,
  };
}

/** Null while nothing is stored, and for a moment after. */
function digestOf(asset: StoredAsset): string | null {
  const isLate = (asset.digestLateBy ?? 0) > 0;
  if (isLate) asset.digestLateBy = (asset.digestLateBy ?? 0) - 1;
  return asset.sha256 === null || isLate ? null : `sha256:${asset.sha256}`;
}

/** A draft has an address of its own, which says nothing of its tag. */
function webTag(release: StoredRelease): string {
  return release.draft ? untagged(release) : release.tagName;
}

/** What stands where a release has no tag. */
export function untagged({ id }: Pick<StoredRelease, "id">): string {
  return `untagged-${id.toString(16).padStart(20, "0")}`;
}
