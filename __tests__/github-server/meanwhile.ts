import type { ContentStore } from "./content-store.ts";
import type { Meanwhile } from "./fault-schedule.ts";
import type { GitHubState } from "./github-state.ts";
import { publish } from "./releases.ts";

/** What somebody else does to the newest release, between two requests of the client. */
export async function meddle(what: Meanwhile, state: GitHubState, content: ContentStore): Promise<void> {
  const release = [...state.releases.values()].at(-1);
  const asset = release && [...release.assets.values()].at(-1);
  switch (what) {
    case "publish-release":
      if (release?.draft === true) publish(state, release);
      return;
    case "delete-release":
      if (release !== undefined) state.releases.delete(release.id);
      return;
    case "delete-asset":
      if (asset !== undefined) release?.assets.delete(asset.id);
      return;
    case "replace-asset":
      if (release === undefined || asset === undefined) return;
      release.assets.delete(asset.id);
      return add(asset.name);
    case "add-asset":
      return add("somebody-elses.bin");
    case "move-tag":
      for (const [ref] of state.refs) {
        if (ref.startsWith("refs/tags/")) state.refs.set(ref, { type: "commit", sha: state.commits[0] ?? "" });
      }
      return;
    case "rename-repository":
      state.formerNames.add(state.run.repository);
      state.run = { ...state.run, repository: `${state.run.repository}-renamed` };
      return;
  }

  async function add(name: string): Promise<void> {
    const id = state.nextId++;
    const stored = await content.put(id, Buffer.from("somebody else's bytes"));
    const createdAt = "2026-01-01T00:00:00Z";
    release?.assets.set(id, {
      id,
      name,
      label: "",
      contentType: "text/plain",
      state: "uploaded",
      createdAt,
      ...stored,
    });
  }
}
