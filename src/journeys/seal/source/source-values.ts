import type { ReleaseManifest } from "../../../domain/release/release-manifest.ts";
import type { ReleaseValue } from "../../../domain/release/release-value.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import type { BuildRun } from "../../../ports/build-run.ts";
import type { GitFacts } from "../../../ports/git.ts";
import type { GivenFacts } from "../order/seal-order.ts";

/** Everything that can say a fact about the source. */
export interface FactSources {
  /** As the user gave them. */
  readonly given: GivenFacts;
  readonly manifest: ReleaseManifest | undefined;
  readonly run: BuildRun | undefined;
  readonly git: GitFacts | undefined;
  /** True where the run seals an old release: then it says nothing of tag, commit and ref. */
  readonly backfill: boolean;
  /** `SOURCE_DATE_EPOCH`. */
  readonly sourceDate: string | undefined;
}

const RUN = "the workflow run";
const GIT = "git, in the checkout";
const NOTHING = "nothing says it";

/** Every fact with the place that it was read from, by the precedence of `readSourceFacts`. */
export function sourceValues(facts: SourceFacts, sources: FactSources): ReleaseValue[] {
  const { given, manifest, run, git, backfill } = sources;
  const first = (...places: readonly (readonly [boolean, string])[]): string =>
    places.find(([holds]) => holds)?.[1] ?? NOTHING;
  const flag = (name: keyof GivenFacts) => [given[name] !== undefined, `the option ${name}`] as const;
  const inManifest = [manifest !== undefined, manifest?.path ?? ""] as const;
  const fromRun = [run !== undefined, RUN] as const;
  const fromGit = [git !== undefined, GIT] as const;
  const ofRelease = [run !== undefined && !backfill, RUN] as const;
  const tagOfRun = [!backfill && run?.ref.startsWith("refs/tags/") === true, RUN] as const;
  return [
    {
      name: "name",
      value: facts.name,
      source: first(flag("name"), inManifest, [true, "the name of the repository or folder"]),
    },
    {
      name: "version",
      value: facts.version,
      source: first(flag("version"), [facts.tag !== null, "the tag"], [true, "nothing: a stand-in"]),
    },
    { name: "tag", value: facts.tag, source: first(flag("tag"), tagOfRun, [facts.tag !== null, GIT]) },
    { name: "commit", value: facts.commit, source: first(flag("commit"), ofRelease, fromGit) },
    {
      name: "repository",
      value: facts.repository,
      source: first(flag("repository"), fromRun, [facts.repository !== null, "git, the remote origin"]),
    },
    { name: "repository id", value: facts.repositoryId, source: first(fromRun) },
    { name: "owner id", value: facts.ownerId, source: first(fromRun) },
    { name: "ref", value: facts.ref, source: first(ofRelease, [facts.ref !== null, "the tag"]) },
    { name: "run", value: facts.runUri, source: first(fromRun) },
    {
      name: "time",
      value: formatEpoch(facts.epoch),
      source: first(
        [sources.sourceDate !== undefined, "SOURCE_DATE_EPOCH"],
        [git !== undefined, "the time of the commit"],
      ),
    },
  ];
}
