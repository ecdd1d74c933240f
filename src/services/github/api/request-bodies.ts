import type { GitHub } from "@actions/github/lib/utils";

/**
 * Bodies of requests as GitHub's own client types them from GitHub's description. Types alone: see
 * docs/decisions/0006-own-github-client.md.
 */
type Repos = InstanceType<typeof GitHub>["rest"]["repos"];
type BodyOf<M extends keyof Repos> = Omit<NonNullable<Parameters<Repos[M]>[0]>, "owner" | "repo" | "release_id">;

export type NewRelease = BodyOf<"createRelease">;
export type ReleaseChange = BodyOf<"updateRelease">;
