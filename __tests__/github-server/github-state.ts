import type { Clock } from "../../src/ports/clock.ts";
import type { GitHubRun } from "../github-sigstore/github-run.ts";
import type { GitObjects } from "./git-objects.ts";
import type { Past } from "./lag.ts";
import type { Reality } from "./reality.ts";

/** Everything that the server knows; a test may read and change it. */
export interface GitHubState {
  run: GitHubRun;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  /** Whether releases become immutable when they are published. */
  immutableReleases: boolean;
  /** Linear history of the default branch, oldest first. */
  readonly commits: string[];
  /** Full refs, for example `refs/tags/v1.2.3`. */
  readonly refs: Map<string, GitObject>;
  /** What was written through the git API. */
  readonly git: GitObjects;
  /** Annotated tags by their own id. */
  readonly annotatedTags: Map<string, AnnotatedTag>;
  /** By id; ids grow. */
  readonly releases: Map<number, StoredRelease>;
  readonly attestations: StoredAttestation[];
  readonly storageRecords: StoredStorageRecord[];
  /** Oldest first; pull requests are among them. */
  readonly issues: StoredIssue[];
  /** Who the tokens belong to. */
  jobLogin: string;
  /** Branches with a protection rule. */
  readonly protectedBranches: Set<string>;
  /** The next id of anything. */
  nextId: number;
  readonly clock: Pick<Clock, "now">;
  reality: Reality;
  /** Names that the repository had. */
  readonly formerNames: Set<string>;
  /** Tags of immutable releases that were deleted. */
  readonly usedTags: Set<string>;
  /** How often a release became public. */
  publications: number;
  /** When content was made, in milliseconds. */
  readonly made: number[];
  /** What the releases were, oldest first. */
  readonly past: Past[];
  /** How often chance was asked. */
  draws: number;
}

export interface GitObject {
  readonly type: "commit" | "tag";
  /** 40 hex characters. */
  readonly sha: string;
}

export interface AnnotatedTag {
  readonly tag: string;
  readonly object: GitObject;
  /** Armored, or undefined for a tag without signature. */
  readonly signature: string | undefined;
}

export interface StoredRelease {
  readonly id: number;
  tagName: string;
  targetCommitish: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  immutable: boolean;
  makeLatest: "true" | "false" | "legacy";
  readonly createdAt: string;
  publishedAt: string | null;
  /** By id. */
  readonly assets: Map<number, StoredAsset>;
}

export interface StoredAsset {
  readonly id: number;
  name: string;
  label: string | null;
  contentType: string;
  /** `starter` is what a failed upload leaves. */
  state: "uploaded" | "starter" | "open";
  /** Bytes. */
  size: number;
  /** Lower-case hex of sha256, null while nothing is stored. */
  sha256: string | null;
  readonly createdAt: string;
  /** So many lists and reads do not show it yet. */
  hiddenFor?: number;
  /** So many answers do not say its digest yet. */
  digestLateBy?: number;
}

export interface StoredAttestation {
  readonly id: number;
  /** `sha256:` and hex, of each subject. */
  readonly subjects: readonly string[];
  readonly predicateType: string;
  readonly bundle: object;
  /** `github` for those of immutable releases, which GitHub makes itself. */
  readonly initiator: "user" | "github";
}

/** As it is answered. */
export interface StoredStorageRecord {
  readonly id: number;
  readonly name: string;
  readonly digest: string;
  readonly registry_url: string;
  status: "active" | "eol" | "deleted";
}

export interface StoredIssue {
  readonly number: number;
  readonly author: string;
  title: string;
  body: string;
  state: "open" | "closed";
  readonly isPullRequest: boolean;
  readonly comments: string[];
  readonly createdAt: string;
}

export interface SeedTag {
  /** What the tag leads to. */
  readonly commit: string;
  readonly annotated?: boolean;
  readonly signature?: string;
}

/** A repository with the history and the tag of the run. */
export function createGitHubState(
  run: GitHubRun,
  {
    tags,
    reality = {},
    clock,
  }: { tags?: Readonly<Record<string, SeedTag>> | undefined; reality?: Reality | undefined; clock: Pick<Clock, "now"> },
): GitHubState {
  const [owner = "", name = ""] = run.repository.split("/");
  const state: GitHubState = {
    run,
    owner,
    name,
    defaultBranch: "main",
    immutableReleases: false,
    commits: [1, 2, 3].map((n) => String(n).repeat(40)).concat(run.commit),
    refs: new Map([["refs/heads/main", { type: "commit", sha: run.commit }]]),
    git: { blobs: new Map(), trees: new Map(), commits: new Map() },
    annotatedTags: new Map(),
    releases: new Map(),
    attestations: [],
    storageRecords: [],
    issues: [],
    jobLogin: "github-actions[bot]",
    protectedBranches: new Set(["main"]),
    nextId: 1000,
    clock,
    reality: { bundleUrlOnly: true, ...reality },
    formerNames: new Set(),
    usedTags: new Set(reality.burnedTags),
    publications: 0,
    made: [],
    past: [],
    draws: 0,
  };
  const own = run.ref.startsWith("refs/tags/")
    ? { [run.ref.slice("refs/tags/".length)]: { commit: run.commit } as SeedTag }
    : {};
  for (const [tag, seed] of Object.entries(tags ?? own)) addTag(state, tag, seed);
  return state;
}

/** The present, as GitHub writes it. */
export function timestamp({ clock }: Pick<GitHubState, "clock">): string {
  return clock.now().toISOString().replace(/\.\d+/, "");
}

export function addTag(state: GitHubState, tag: string, { commit, annotated, signature }: SeedTag): void {
  const object: GitObject = { type: "commit", sha: commit };
  if (annotated !== true) {
    state.refs.set(`refs/tags/${tag}`, object);
    return;
  }
  const sha = (state.nextId++).toString(16).padStart(40, "a");
  state.annotatedTags.set(sha, { tag, object, signature });
  state.refs.set(`refs/tags/${tag}`, { type: "tag", sha });
}

/** The commit that a branch, a tag, a full ref or a commit id leads to. */
export function peel(state: GitHubState, what: string): string | undefined {
  if (state.commits.includes(what)) return what;
  let object = [what, `refs/${what}`, `refs/heads/${what}`, `refs/tags/${what}`]
    .map((ref) => state.refs.get(ref))
    .find(Boolean);
  while (object?.type === "tag") object = state.annotatedTags.get(object.sha)?.object;
  return object?.sha;
}

export function assetNamed(release: StoredRelease, name: string): StoredAsset | undefined {
  return [...release.assets.values()].find((asset) => asset.name === name);
}

export function releaseOfAsset(state: GitHubState, assetId: number): StoredRelease | undefined {
  return [...state.releases.values()].find(({ assets }) => assets.has(assetId));
}
