import { type Answer, refusal } from "./answer.ts";
import type { ContentStore } from "./content-store.ts";
import type { GitHubFault } from "./fault-schedule.ts";
import type { GitHubState } from "./github-state.ts";
import type { Call, Features } from "./route.ts";

/** The answer of a fault in the place of GitHub's own; a reset is thrown. */
export function faultAnswer(fault: Extract<GitHubFault, { readonly kind: "reset" | "status" }>): Answer {
  if (fault.kind === "reset") throw new Error("reset");
  return {
    ...refusal(fault.status, fault.message ?? "Server Error"),
    ...(fault.headers === undefined ? {} : { headers: fault.headers }),
  };
}

/** The query of an upload with another name. */
export function renamed(query: URLSearchParams, name: string): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.set("name", name);
  return changed;
}

/** Takes an upload and keeps nothing of it but its name. */
export async function leaveStarter({ state, parts, upload, query }: Call, hiddenFor = 0): Promise<Answer> {
  for await (const _ of upload);
  const id = state.nextId++;
  const half = { state: "starter", size: 0, sha256: null, label: "", contentType: "application/octet-stream" } as const;
  const name = query.get("name") ?? "";
  state.releases
    .get(Number(parts["release_id"]))
    ?.assets.set(id, { id, name, createdAt: "2026-01-01T00:00:00Z", hiddenFor, ...half });
  return refusal(502, "Server Error");
}

/** After an upload the stored bytes are not the ones that were sent, and GitHub says so. */
export async function corrupt(
  answer: Answer,
  to: { readonly state: GitHubState; readonly content: ContentStore; readonly features: Features },
): Promise<Answer> {
  const id = (answer.json as { id?: number } | undefined)?.id ?? 0;
  const asset = [...to.state.releases.values()].map(({ assets }) => assets.get(id)).find(Boolean);
  if (asset === undefined) return answer;
  const stored = await to.content.put(id, Buffer.from("other bytes"));
  Object.assign(asset, stored);
  const digest = to.features.assetDigests ? { digest: `sha256:${stored.sha256}` } : {};
  return { ...answer, json: { ...(answer.json as object), size: stored.size, ...digest } };
}
