import type { ContentStore } from "./content-store.ts";
import type { GitHubState, StoredRelease } from "./github-state.ts";

export interface SeedRelease {
  readonly tag: string;
  readonly draft?: boolean;
  readonly prerelease?: boolean;
  readonly immutable?: boolean;
  readonly body?: string;
  /** By default the tag. */
  readonly name?: string;
  /** Bytes by name; `starter` for what a failed upload left. */
  readonly assets?: Readonly<Record<string, Uint8Array | "starter">>;
  /** By name; GitHub keeps any label that a tool gives. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Branch or commit (default: the default branch). */
  readonly target?: string;
}

/** Puts a release there that nobody asked for by a request. */
export async function seedRelease(seed: SeedRelease, state: GitHubState, content: ContentStore): Promise<void> {
  const createdAt = "2026-01-01T00:00:00Z";
  const release: StoredRelease = {
    id: state.nextId++,
    tagName: seed.tag,
    targetCommitish: seed.target ?? state.defaultBranch,
    name: seed.name ?? seed.tag,
    body: seed.body ?? null,
    draft: seed.draft ?? false,
    prerelease: seed.prerelease ?? false,
    immutable: seed.immutable ?? false,
    makeLatest: "true",
    createdAt,
    publishedAt: seed.draft === true ? null : createdAt,
    assets: new Map(),
  };
  state.releases.set(release.id, release);
  for (const [name, bytes] of Object.entries(seed.assets ?? {})) {
    const id = state.nextId++;
    const empty = { size: 0, sha256: null, state: "starter" } as const;
    const stored = bytes === "starter" ? empty : { ...(await content.put(id, bytes)), state: "uploaded" as const };
    const label = seed.labels?.[name] ?? "";
    release.assets.set(id, { id, name, label, contentType: "application/octet-stream", createdAt, ...stored });
  }
}
