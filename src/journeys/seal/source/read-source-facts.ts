import { basename } from "node:path";
import { isStandIn } from "../../../domain/release/checks/check-version.ts";
import { requireCommit, requireTag, tagOfRef } from "../../../domain/source/git-ref.ts";
import { readTagOf, tagNotUnderstood } from "../../../domain/source/read-tag.ts";
import { defaultReleaseName, requireReleaseName } from "../../../domain/source/release-name.ts";
import { isSameRepository, parseRepository } from "../../../domain/source/repository.ts";
import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import type { Sourced, SourcedFacts } from "../../../domain/source/sourced.ts";
import { requireVersion, schemeOf, type VersionScheme } from "../../../domain/source/version-scheme.ts";
import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { BuildRun } from "../../../ports/build-run.ts";
import type { GitFacts } from "../../../ports/git.ts";
import type { SourcedGivenFacts } from "../order/seal-order.ts";
import type { ReleaseContext } from "./release-context.ts";

const RUN = "the workflow run";
const GIT = "git, in the checkout";
/** Where a fact comes from that is not known. */
export const NOTHING = "nothing says it";

/** What is known when the facts are gathered. */
export interface SourceQuestion {
  readonly given: SourcedGivenFacts;
  /** What the manifest says of versions; undefined without one. */
  readonly scheme: Sourced<VersionScheme> | undefined;
  readonly folder: string;
  readonly backfill: boolean;
}

/**
 * Gathers where the release comes from, each fact with its source: an option wins over the manifest, which wins over the CI
 * system, which wins over git, which wins over a default. Two sources that speak about the same commit and differ are a
 * `source-contradiction`, whichever would win.
 */
export function readSourceFacts(question: SourceQuestion, context: ReleaseContext): SourcedFacts {
  const { given, scheme, folder, backfill } = question;
  const { run: sealing, sourceDate } = context;
  const git = context.checkout?.facts;
  // The run that seals an old release says nothing of it: it has another ref, and often another commit.
  const run = backfill ? undefined : sealing;
  if (backfill) requireTagStated(given);
  refuseContradictions(given, run, git);

  const repository = repositoryOf(given, sealing, git);
  const name = given.name ?? {
    value: defaultReleaseName(repository.value, basename(git?.top ?? folder)),
    source: "the name of the repository or folder",
  };
  requireReleaseName(name.value);
  const commit: SourcedFacts["commit"] =
    given.commit ?? known(run?.commit, RUN) ?? known(git?.commit, GIT) ?? unknown();
  const tag = tagOf(given, run, git, name.value);
  if (commit.value !== null) requireCommit(commit.value);
  if (tag.value !== null) requireTag(tag.value);
  const version = versionOf(given, { tag: tag.value, name: name.value, commit: commit.value });
  const versioning = versioningOf(version.value, scheme);
  requireVersion(version.value, versioning.value);

  return {
    name,
    version,
    versioning,
    tag,
    commit,
    repository,
    repositoryId: known(sealing?.repositoryId, RUN) ?? unknown(),
    ownerId: known(sealing?.ownerId, RUN) ?? unknown(),
    runUri: known(sealing?.runUri, RUN) ?? unknown(),
    ref:
      known(run?.ref, RUN) ?? (tag.value === null ? unknown() : { value: `refs/tags/${tag.value}`, source: "the tag" }),
    dirty: known(git && git.changed.length + git.untracked.length > 0, GIT) ?? unknown(),
    epoch: known(sourceDate, "SOURCE_DATE_EPOCH") ??
      known(git?.commitTime, "the time of the commit") ?? { value: 0, source: NOTHING },
  };
}

function known<T>(value: T | undefined, source: string): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, source };
}

function unknown(): Sourced<null> {
  return { value: null, source: NOTHING };
}

/** What every instance but the local one needs before it may sign: null is for the local one alone. */
export function requireFacts(facts: SourceFacts, keys: readonly (keyof SourceFacts)[]): void {
  for (const key of keys) {
    if (facts[key] !== null) continue;
    throw new Fault("source-incomplete", `the ${WORDS.get(key) ?? key} of the release is not known`, {
      hint: advice`run in a workflow started by a tag, or give ${option("repository")}, ${option("tag")} and ${option("commit")}`,
    });
  }
}

function requireTagStated({ tag }: SourcedGivenFacts): void {
  if (tag !== undefined) return;
  throw new Fault("usage", "backfill needs the tag of the release that is to be sealed", {
    hint: "give tag, and check out that tag before this step",
  });
}

const WORDS = new Map<keyof SourceFacts, string>([
  ["repositoryId", "repository id"],
  ["ownerId", "owner id"],
  ["runUri", "workflow run"],
]);

/** `owner/name` is at the GitHub that runs the job; what differs in case alone from its repository is that, as GitHub spells it. */
function repositoryOf(
  given: SourcedGivenFacts,
  run: BuildRun | undefined,
  git: GitFacts | undefined,
): SourcedFacts["repository"] {
  const own = run === undefined ? undefined : parseRepository(run.repository).url;
  const { repository: text } = given;
  if (text !== undefined) {
    const { url } = parseRepository(text.value, own && new URL(own).origin);
    return { value: own !== undefined && isSameRepository(url, own) ? own : url, source: text.source };
  }
  if (own !== undefined) return { value: own, source: RUN };
  if (git?.origin === undefined) return unknown();
  try {
    return { value: parseRepository(git.origin).url, source: "git, the remote origin" };
  } catch {
    // A remote that is a local path says nothing about a public place.
    return unknown();
  }
}

function tagOf(
  given: SourcedGivenFacts,
  run: BuildRun | undefined,
  git: GitFacts | undefined,
  name: string,
): SourcedFacts["tag"] {
  if (given.tag !== undefined) return given.tag;
  const ofRun = run && tagOfRef(run.ref);
  if (ofRun !== undefined) return { value: ofRun, source: RUN };
  const version = given.version?.value;
  const candidates = (git?.tags ?? []).filter((tag) => {
    const tagged = readTagOf(tag, name)?.version;
    return tagged !== undefined && (version === undefined || tagged === version);
  });
  if (candidates.length > 1) {
    const tags = candidates.map((tag) => printable(tag)).join(", ");
    throw new Fault("source-contradiction", `several version tags point at the commit: ${tags}`, {
      hint: advice`choose one with ${option("tag")}`,
    });
  }
  return known(candidates[0], GIT) ?? unknown();
}

function versionOf(
  given: SourcedGivenFacts,
  { tag, name, commit }: { readonly tag: string | null; readonly name: string; readonly commit: string | null },
): Sourced<string> {
  const tagged = tag === null ? undefined : readTagOf(tag, name)?.version;
  const { version } = given;
  if (version !== undefined && tagged !== undefined && version.value !== tagged) {
    const versions = `the version ${printable(version.value)} is not that of the tag ${printable(tag ?? "")}`;
    throw new Fault("source-contradiction", versions, {
      hint: "give a version that equals the tag, without its leading v",
    });
  }
  if (version !== undefined) return version;
  if (tagged !== undefined) return { value: tagged, source: "the tag" };
  if (tag !== null) {
    const { reason, fix } = tagNotUnderstood(tag, name);
    throw new Fault("tag-not-understood", reason, { hint: fix });
  }
  const source = "nothing: a stand-in";
  return { value: commit === null ? "0.0.0-local" : `0.0.0-local.${commit}`, source };
}

/** The manifest's word, else what the version shows; what shows nothing is refused as no semantic version. */
function versioningOf(version: string, scheme: Sourced<VersionScheme> | undefined): Sourced<VersionScheme> {
  const shown = schemeOf(version);
  if (scheme === undefined) return { value: shown ?? "semver", source: "the version" };
  return isStandIn(version) ? { value: "semver", source: "the version" } : scheme;
}

function refuseContradictions(given: SourcedGivenFacts, run: BuildRun | undefined, git: GitFacts | undefined): void {
  const commits = [
    ["the option commit", given.commit?.value],
    ["the workflow run", run?.commit],
    ["the checkout", git?.commit],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  for (const [source, commit] of commits) {
    const [firstSource, first] = commits[0] ?? [source, commit];
    if (commit === first) continue;
    throw new Fault(
      "source-contradiction",
      `${firstSource} names commit ${printable(first)}, ${source} names ${printable(commit)}`,
      {
        hint: "check out the commit that is released",
      },
    );
  }
}
