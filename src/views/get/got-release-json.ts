import * as v from "valibot";
import { schemaId } from "../../domain/home.ts";
import { FOUND_KINDS, FOUND_STATUSES, type GotRelease } from "../../domain/release/got-release.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";
import { claimJson, claimSchema } from "../verification/claim-json.ts";

const text = v.string();
const textOrNull = v.nullable(v.string());
const kind = v.picklist(FOUND_KINDS);
const hex = (length: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${length}}$`)));

/** What `capsule get --json` prints, and `capsule verify --json` for the name of a release. */
export const gotReleaseSchema = v.strictObject({
  schema: v.literal(schemaId("got-release")),
  /** `accepted`: a file is only on a list that nobody signed, which the user accepted. */
  verdict: v.picklist(["verified", "accepted", "rejected", "incomplete"]),
  exitCode: v.picklist([0, 1, 3]),
  release: v.strictObject({
    /** As it was named, and as GitHub names it today with its number. */
    asked: text,
    repository: text,
    repositoryId: text,
    tag: text,
    /** Null if the tag leads to no commit. */
    commit: textOrNull,
    /** Whether no tag was named. */
    latest: v.boolean(),
    /** Of the release that GitHub calls the latest; null if it says none. */
    latestTag: textOrNull,
    prerelease: v.boolean(),
    /** Null where GitHub does not say it. */
    immutable: v.nullable(v.boolean()),
    publishedAt: textOrNull,
    page: text,
  }),
  /** In the order in which it was looked for; `file` is null for what GitHub keeps. */
  evidence: v.array(
    v.strictObject({
      kind,
      status: v.picklist(FOUND_STATUSES),
      file: textOrNull,
      reason: text,
      code: textOrNull,
      hint: textOrNull,
      files: v.array(text),
    }),
  ),
  /** Whether it is old enough (`age`), and what earlier releases were (`memory`). */
  claims: v.array(claimSchema()),
  files: v.array(
    v.strictObject({
      name: text,
      size: v.number(),
      sha256: hex(64),
      sha512: hex(128),
      provenBy: v.array(kind),
      /** Why it is not proven. */
      open: textOrNull,
      /** Where it was put. */
      path: textOrNull,
    }),
  ),
  /** Files of the release that were not wanted. */
  others: v.array(text),
  /** Requests that GitHub counted, beside those for the files of a private repository. */
  requests: v.number(),
});

export type GotReleaseJson = v.InferOutput<typeof gotReleaseSchema>;

export function gotReleaseJson(got: GotRelease, spelling?: Spelling): GotReleaseJson {
  const { repository, tag, commit, isLatest, isPrerelease, immutable, publishedAt, page } = got;
  return {
    schema: schemaId("got-release"),
    ...{ verdict: got.verdict, exitCode: got.exitCode },
    release: {
      ...{ asked: repository.asked, repository: repository.fullName, repositoryId: repository.id, tag },
      ...{
        commit: commit ?? null,
        latest: isLatest,
        latestTag: got.latest ?? null,
        prerelease: isPrerelease,
        immutable: immutable ?? null,
      },
      ...{ publishedAt: publishedAt ?? null, page },
    },
    evidence: got.evidence.map(({ kind, status, file, reason, code, hint, proves }) => ({
      ...{ kind, status, file: file ?? null, reason, code: code ?? null },
      hint: hint === undefined ? null : spelled(hint, spelling),
      files: [...proves],
    })),
    claims: got.claims.map((claim) => claimJson(claim, spelling)),
    files: got.files.map(({ name, size, sha256, sha512, provenBy, open, placed }) => ({
      ...{ name, size, sha256, sha512, provenBy: [...provenBy], open: open ?? null, path: placed ?? null },
    })),
    others: [...got.others],
    requests: got.requests,
  };
}
