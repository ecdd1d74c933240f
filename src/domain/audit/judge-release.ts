import { printable } from "../../kernel/printable.ts";
import type { RootPredicate } from "../capsule/root-schema.ts";
import { isPrerelease } from "../source/version-order.ts";
import type { AuditRecord } from "./audit-record.ts";
import { type AuditRow, differs, holds, unseen } from "./audit-row.ts";
import type { ReleaseToday, RepositoryToday, RunToday, Seen } from "./public-facts.ts";

type SealedRelease = RootPredicate["release"];

/** What a user expects of a release that no capsule states. */
export const EXPECTATIONS = ["immutable", "latest", "prerelease", "full-release", "reviewed"] as const;
export type Expectation = (typeof EXPECTATIONS)[number];

/**
 * That the repository is the one of which the root states the ids: a name can be registered again by somebody else, an id
 * cannot, and a repository that was given to another account is another's to change. A new name alone changes nothing.
 */
export function judgeRepository(today: Seen<RepositoryToday | undefined>, sealed: SealedRelease): AuditRow {
  if (!today.isSeen) return unseen("repository", "not-readable", { reason: today.why });
  if (today.value === undefined) {
    return unseen("repository", "not-readable", { reason: "GitHub shows no such repository" });
  }
  const { id, ownerId, fullName } = today.value;
  const { repositoryId, ownerId: owner } = sealed;
  if (repositoryId === null || owner === null) {
    return unseen("repository", "not-stated", { reason: "the root states no ids of repository and owner" });
  }
  const name = printable(fullName);
  if (id !== repositoryId) {
    const reason = `${name} is repository ${id} of GitHub, and ${repositoryId} was sealed`;
    return differs("repository", "repository-squatted", { reason });
  }
  if (ownerId !== owner) {
    const reason = `it is ${name} now, of account ${ownerId}, and ${owner} was sealed`;
    return differs("repository", "repository-transferred", { reason });
  }
  return holds("repository", { reason: `${name}, repository ${id} of account ${ownerId}, as sealed` });
}

/** Where the tag leads. */
export function judgeTag(
  today: Seen<{ readonly commit: string } | undefined>,
  { tag, commit }: SealedRelease,
): AuditRow {
  if (tag === null || commit === null) {
    return unseen("tag", "not-stated", { reason: "the root states no tag and commit", required: false });
  }
  if (!today.isSeen) return unseen("tag", "not-readable", { reason: today.why });
  const shown = printable(tag);
  if (today.value === undefined) return differs("tag", "tag-removed", { reason: `there is no tag ${shown}` });
  if (today.value.commit === commit) return holds("tag", { reason: `${shown} leads to ${commit}` });
  return differs("tag", "tag-moved", { reason: `${shown} leads to ${today.value.commit}, and ${commit} was sealed` });
}

export interface PublicState {
  readonly release: ReleaseToday;
  /** Whether it is the release that GitHub calls the latest. */
  readonly isLatest: Seen<boolean>;
  readonly sealed: SealedRelease;
  /** What an earlier audit saw. */
  readonly record: AuditRecord | undefined;
  readonly expected: readonly Expectation[];
}

/** Draft, prerelease, immutable, latest: as expected, as recorded, and as the version says. */
export function judgeFlags(state: PublicState): AuditRow {
  const { release, isLatest, record, expected } = state;
  const wrong = wrongFlag(state);
  if (wrong !== undefined) return differs("flags", "release-flags", { reason: wrong });
  if (expected.includes("latest") && !isLatest.isSeen) return unseen("flags", "not-readable", { reason: isLatest.why });
  if ((expected.includes("immutable") || record?.immutable === true) && release.immutable === undefined) {
    return unseen("flags", "not-readable", { reason: "GitHub does not say whether the release can be changed" });
  }
  const words = [
    release.isPrerelease ? "a prerelease" : "no prerelease",
    ...(release.immutable === undefined ? [] : [release.immutable ? "immutable" : "not immutable"]),
    ...(isLatest.isSeen ? [isLatest.value ? "the latest" : "not the latest"] : []),
  ];
  return holds("flags", { reason: `public, ${words.join(", ")}` });
}

function wrongFlag({ release, isLatest, sealed, record, expected }: PublicState): string | undefined {
  if (release.isDraft) return "it is a draft";
  if (record !== undefined && record.isPrerelease !== release.isPrerelease) {
    return `it ${record.isPrerelease ? "was" : "was not"} a prerelease when it was first audited`;
  }
  const isPre = isPrerelease(sealed.versioning, sealed.version);
  const wantsPre = expected.includes("prerelease") || (isPre && !expected.includes("full-release"));
  if (wantsPre && !release.isPrerelease) {
    return `${printable(sealed.version)} is not marked as a prerelease, so that GitHub may call it the latest`;
  }
  if (expected.includes("full-release") && release.isPrerelease) return "it is marked as a prerelease";
  if (release.immutable === false && (expected.includes("immutable") || record?.immutable === true)) {
    return "it can still be changed";
  }
  if (isLatest.isSeen && !isLatest.value && expected.includes("latest")) return "another release is the latest";
  return undefined;
}

/** A run ends after it published: what GitHub says of both may be some minutes apart. */
const MINUTES = 15;

/**
 * That the release is the one that was published then. Its id is known only from a record; without one a release that became
 * public after its run had ended was published by hand or made anew, and nobody can tell which.
 */
export function judgePublication(
  { id, publishedAt }: ReleaseToday,
  { record, run }: { readonly record: AuditRecord | undefined; readonly run: Seen<RunToday | undefined> },
): AuditRow {
  const at = publishedAt ?? "a time that GitHub does not say";
  if (record !== undefined) {
    if (record.releaseId === id && record.publishedAt === (publishedAt ?? null)) {
      return holds("publication", { reason: `release ${id} of ${printable(at)}, as recorded` });
    }
    const reason = `release ${record.releaseId} was recorded, and this is ${id} of ${printable(at)}`;
    return differs("publication", "release-recreated", { reason });
  }
  const ended = run.isSeen ? run.value?.endedAt : undefined;
  if (publishedAt === undefined || ended === undefined) {
    const reason = "nothing says when the run ended, so a release that was made anew could not be told";
    return unseen("publication", "not-readable", { reason, required: false });
  }
  if (Date.parse(publishedAt) <= Date.parse(ended) + MINUTES * 60_000) {
    return holds("publication", { reason: `published at ${printable(publishedAt)}, by the end of its run` });
  }
  const reason = `published at ${printable(publishedAt)}, and its run ended at ${printable(ended)}`;
  return unseen("publication", "published-later", { reason });
}
