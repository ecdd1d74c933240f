import { type Answer, invalid, notFound, ok, refusal } from "./answer.ts";
import { assetNamed, releaseOfAsset, type StoredAsset, type StoredRelease, timestamp } from "./github-state.ts";
import { page } from "./pages.ts";
import { releaseOf } from "./releases.ts";
import { renderAsset } from "./render-release.ts";
import type { Call, Route } from "./route.ts";
import { storedName } from "./stored-name.ts";
import { has } from "./tokens.ts";

const READ = { permission: "contents", level: "read" } as const;
const WRITE = { permission: "contents", level: "write" } as const;
const ONE = "/repos/{owner}/{repo}/releases/assets/{asset_id}";
const OF_RELEASE = "/repos/{owner}/{repo}/releases/{release_id}/assets";
/** Each file has 2 GiB at most, and a release holds a thousand. */
const [MAX_BYTES, MAX_ASSETS] = [2 ** 31, 1000];

/** Files of releases: an upload that breaks off leaves a `starter`, and a taken name is refused even for that. */
export const releaseAssetRoutes: readonly Route[] = [
  { method: "GET", template: OF_RELEASE, needs: READ, handle: list },
  { method: "POST", template: OF_RELEASE, needs: WRITE, handle: upload },
  { method: "GET", template: ONE, needs: READ, handle: get },
  { method: "PATCH", template: ONE, needs: WRITE, handle: rename },
  { method: "DELETE", template: ONE, needs: WRITE, handle: remove },
];

function list(call: Call): Answer {
  const release = releaseOf(call);
  if (release === undefined) return notFound;
  const { reality } = call.state;
  const shown = [...release.assets.values()].filter(isShown);
  const isStale = !release.draft && (reality.staleLists ?? 0) > 0;
  if (isStale) reality.staleLists = (reality.staleLists ?? 0) - 1;
  return page(call, isStale ? shown.slice(0, -1) : shown, (asset) => renderAsset(call, release, asset));
}

/** What a failed upload left may take its name before any list shows it. */
function isShown(asset: StoredAsset): boolean {
  const isHidden = (asset.hiddenFor ?? 0) > 0;
  if (isHidden) asset.hiddenFor = (asset.hiddenFor ?? 0) - 1;
  return !isHidden;
}

async function upload(call: Call): Promise<Answer> {
  const { state, content, query, headers } = call;
  const release = releaseOf(call);
  const length = Number(headers["content-length"] ?? Number.NaN);
  const refused = refuseUpload(release, query.get("name"), length);
  if (release === undefined || refused !== undefined) {
    await drain(call.upload);
    return refused ?? notFound;
  }
  const asset: StoredAsset = {
    id: state.nextId++,
    name: storedName(query.get("name") ?? ""),
    label: query.get("label") ?? "",
    contentType: headers["content-type"] ?? "application/octet-stream",
    state: "starter",
    size: 0,
    sha256: null,
    createdAt: timestamp(state),
    digestLateBy: state.reality.digestLateBy ?? 0,
  };
  release.assets.set(asset.id, asset);
  const { size, sha256 } = await content.receive(asset.id, call.upload);
  if (state.releases.get(release.id) !== release) return notFound;
  if (release.immutable) {
    release.assets.delete(asset.id);
    return immutable("Cannot upload assets to an immutable release.");
  }
  Object.assign(asset, { state: "uploaded", size, sha256 });
  return { status: 201, json: renderAsset(call, release, asset) };
}

function refuseUpload(release: StoredRelease | undefined, name: string | null, length: number): Answer | undefined {
  if (release === undefined) return notFound;
  if (name === null || name === "") return invalid({ resource: "ReleaseAsset", code: "missing_field", field: "name" });
  if (!Number.isSafeInteger(length)) return refusal(400, "Bad Content-Length");
  if (length === 0) return badSize("size must be greater than or equal to 1");
  if (release.immutable) return immutable("Cannot upload assets to an immutable release.");
  if (length > MAX_BYTES) return badSize(`size must be less than or equal to ${MAX_BYTES}`);
  if (release.assets.size >= MAX_ASSETS)
    return invalid({ resource: "ReleaseAsset", code: "custom", field: "release" }, "file count exceeds 1000");
  if (assetNamed(release, storedName(name)) !== undefined) {
    return invalid({ resource: "ReleaseAsset", code: "already_exists", field: "name" });
  }
  return undefined;
}

/** As bytes from another host, or as JSON. */
function get(call: Call): Answer {
  const found = find(call);
  if (found === undefined) return notFound;
  const { release, asset } = found;
  if (call.headers["accept"] !== "application/octet-stream") return ok(renderAsset(call, release, asset));
  if (asset.state !== "uploaded") return notFound;
  return { status: 302, headers: { location: `${call.place.downloads}/assets/${asset.id}?sp=r&sig=loopback` } };
}

function rename(call: Call): Answer {
  const found = find(call);
  if (found === undefined) return notFound;
  const { release, asset } = found;
  if (release.immutable) return immutable("Cannot change assets of an immutable release.");
  const { name, label } = call.body;
  if (typeof name === "string") asset.name = storedName(name);
  if (typeof label === "string") asset.label = label;
  return ok(renderAsset(call, release, asset));
}

function remove(call: Call): Answer {
  const found = find(call);
  if (found === undefined) return notFound;
  if (found.release.immutable) return immutable("Cannot delete assets from an immutable release.");
  found.release.assets.delete(found.asset.id);
  return { status: 204 };
}

function find(call: Call): { readonly release: StoredRelease; readonly asset: StoredAsset } | undefined {
  const id = Number(call.parts["asset_id"]);
  const release = releaseOfAsset(call.state, id);
  const asset = release?.assets.get(id);
  if (release === undefined || asset === undefined) return undefined;
  return release.draft && !has(call.caller, WRITE) ? undefined : { release, asset };
}

function badSize(message: string): Answer {
  return invalid({ resource: "ReleaseAsset", code: "custom", field: "size", message });
}

function immutable(message: string): Answer {
  return invalid({ resource: "ReleaseAsset", code: "custom", field: "immutable" }, message);
}

async function drain(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks);
}
