import { describe, expect, test } from "vitest";
import type { AuditRecord } from "../../../src/domain/audit/audit-record.ts";
import { type AuditRow, outcomeOf, unseen, withOptional } from "../../../src/domain/audit/audit-row.ts";
import {
  judgeFlags,
  judgePublication,
  judgeRepository,
  judgeTag,
  type PublicState,
} from "../../../src/domain/audit/judge-release.ts";
import { certifiedRun, judgeReview } from "../../../src/domain/audit/judge-run.ts";
import { packagesOf } from "../../../src/domain/audit/packages.ts";
import { type RunToday, seen } from "../../../src/domain/audit/public-facts.ts";

const SEALED = {
  ...{ name: "tool", version: "1.2.3", versioning: "semver", tag: "v1.2.3", commit: "a".repeat(40) },
  ...{ repositoryId: "74", ownerId: "65" },
} as unknown as Parameters<typeof judgeTag>[1];
const RELEASE = {
  ...{ id: "7", isDraft: false, isPrerelease: false, immutable: true },
  publishedAt: "2026-01-01T00:00:00Z",
};
const RECORD: AuditRecord = {
  ...{ repositoryId: "74", tag: "v1.2.3", releaseId: "7", publishedAt: "2026-01-01T00:00:00Z" },
  ...{ isPrerelease: false, immutable: true, attested: false, rootSha256: "b".repeat(64), schema: "x" as never },
};
const UNREAD = { isSeen: false, why: "it was not there" } as const;
const short = ({ status, code, required }: AuditRow) => [status, code, required];

function flags(
  changes: Partial<Omit<PublicState, "release" | "sealed">> & { release?: object; version?: string } = {},
) {
  const { release = {}, version = "1.2.3", ...state } = changes;
  const given = { release: { ...RELEASE, ...release }, sealed: { ...SEALED, version } };
  return judgeFlags({ isLatest: seen(true), record: undefined, expected: [], ...state, ...given });
}

describe("flags", () => {
  test("hold as the version says, and are told", () => {
    expect(flags().reason).toBe("public, no prerelease, immutable, the latest");
    expect(flags({ isLatest: seen(false), release: { immutable: false } }).reason).toBe(
      "public, no prerelease, not immutable, not the latest",
    );
    expect(flags({ isLatest: UNREAD, release: { immutable: undefined } }).reason).toBe("public, no prerelease");
    expect(flags({ version: "1.2.3-rc.1", release: { isPrerelease: true } }).reason).toContain("a prerelease");
  });

  test.each<[string, Parameters<typeof flags>[0]]>([
    ["a draft", { release: { isDraft: true } }],
    [
      "a prerelease of a version that is none is what was expected otherwise",
      { expected: ["full-release"], release: { isPrerelease: true } },
    ],
    ["a version that is a prerelease, and not marked as one", { version: "1.2.3-rc.1" }],
    ["a prerelease that was none", { record: RECORD, release: { isPrerelease: true } }],
    ["no prerelease that was one", { record: { ...RECORD, isPrerelease: true } }],
    ["not immutable any more", { record: RECORD, release: { immutable: false } }],
    ["not immutable, and expected to be", { expected: ["immutable"], release: { immutable: false } }],
    ["not the latest, and expected to be", { expected: ["latest"], isLatest: seen(false) }],
  ])("differ: %s", (_, changes) => {
    expect(short(flags(changes))).toEqual(["differs", "release-flags", true]);
  });

  test("are unseen where what is expected was not said", () => {
    expect(short(flags({ expected: ["latest"], isLatest: UNREAD }))).toEqual(["unseen", "not-readable", true]);
    const unsaid = { release: { immutable: undefined } };
    expect(short(flags({ ...unsaid, expected: ["immutable"] }))).toEqual(["unseen", "not-readable", true]);
    expect(short(flags({ ...unsaid, record: RECORD }))).toEqual(["unseen", "not-readable", true]);
    expect(flags({ ...unsaid, record: { ...RECORD, immutable: null } }).status).toBe("holds");
  });
});

describe("a publication", () => {
  const run = (endedAt: string | undefined) => seen({ endedAt } as RunToday);

  test("is by the end of its run, or a quarter of an hour later", () => {
    const judge = (ended: string | undefined, publishedAt: string | undefined = RELEASE.publishedAt) =>
      short(judgePublication({ ...RELEASE, publishedAt }, { record: undefined, run: run(ended) }));
    expect(judge("2026-01-01T00:00:00Z")[0]).toBe("holds");
    expect(judge("2025-12-31T23:45:00Z")[0]).toBe("holds");
    expect(judge("2025-12-31T23:44:59Z")).toEqual(["unseen", "published-later", true]);
    expect(judge(undefined)).toEqual(["unseen", "not-readable", false]);
    const unsaid = judgePublication({ ...RELEASE, publishedAt: undefined }, { record: undefined, run: UNREAD });
    expect(short(unsaid)).toEqual(["unseen", "not-readable", false]);
  });

  test("is as recorded, whenever the run ended", () => {
    const judge = (release: object) =>
      short(judgePublication({ ...RELEASE, ...release }, { record: RECORD, run: UNREAD })).slice(0, 2);
    expect(judge({})).toEqual(["holds", undefined]);
    expect(judge({ id: "8" })).toEqual(["differs", "release-recreated"]);
    expect(judge({ publishedAt: "2026-01-01T00:00:01Z" })).toEqual(["differs", "release-recreated"]);
    expect(judge({ publishedAt: undefined })).toEqual(["differs", "release-recreated"]);
  });
});

test("a repository is compared by its ids alone", () => {
  const today = (changes: object) => seen({ id: "74", ownerId: "65", fullName: "o/new-name", ...changes });
  expect(judgeRepository(today({}), SEALED).status).toBe("holds");
  expect(judgeRepository(today({ id: "9" }), SEALED).code).toBe("repository-squatted");
  expect(judgeRepository(today({ ownerId: "9" }), SEALED).code).toBe("repository-transferred");
  expect(short(judgeRepository(seen(undefined), SEALED))).toEqual(["unseen", "not-readable", true]);
  expect(short(judgeRepository(UNREAD, SEALED))).toEqual(["unseen", "not-readable", true]);
  for (const id of ["repositoryId", "ownerId"]) {
    expect(short(judgeRepository(today({}), { ...SEALED, [id]: null }))).toEqual(["unseen", "not-stated", true]);
  }
});

test("a tag that the root does not state is not missed", () => {
  expect(short(judgeTag(seen(undefined), { ...SEALED, tag: null }))).toEqual(["unseen", "not-stated", false]);
  expect(short(judgeTag(UNREAD, SEALED))).toEqual(["unseen", "not-readable", true]);
});

test("a run is named by its address with its attempt, and by no other", () => {
  const of = (runInvocationUri: string | undefined) => certifiedRun({ runInvocationUri });
  expect(of("https://ghes.example/o/r/actions/runs/12/attempts/3")).toEqual({ id: "12", attempt: "3" });
  for (const other of [undefined, "https://github.com/o/r/actions/runs/12", "https://gitlab.com/o/r/-/jobs/1"]) {
    expect(of(other)).toBeUndefined();
  }
});

describe("a review", () => {
  const run = seen({ startedBy: "octocat" } as RunToday);
  const by = (user: string, state = "approved", environment = "release") => ({
    state,
    environments: [environment],
    user,
  });
  const judge = (changes: Partial<Parameters<typeof judgeReview>[0]>) =>
    judgeReview({ run, reviews: seen([]), environment: "release", mustBeReviewed: false, ...changes });

  test("need not be there unless it is expected, and is told", () => {
    expect(judge({}).reason).toBe('the job ran in "release", which nobody had to approve');
    expect(judge({ reviews: seen([by("a"), by("b")]) }).reason).toBe('"a", "b" approved the job in "release"');
    expect(judge({ environment: undefined }).status).toBe("holds");
    expect(short(judge({ reviews: UNREAD }))).toEqual(["unseen", "not-readable", false]);
  });

  test("by somebody else is what is expected", () => {
    const expected = { mustBeReviewed: true };
    expect(judge({ ...expected, reviews: seen([by("octocat"), by("a")]) }).status).toBe("holds");
    for (const reviews of [[], [by("octocat")], [by("a", "pending")], [by("a", "approved", "staging")]]) {
      expect(judge({ ...expected, reviews: seen(reviews) }).code).toBe("review-missing");
    }
    expect(judge({ ...expected, environment: undefined }).code).toBe("review-missing");
    expect(short(judge({ ...expected, reviews: UNREAD }))).toEqual(["unseen", "not-readable", true]);
    const nobody = judge({ ...expected, reviews: seen([by("a")]), run: UNREAD });
    expect(short(nobody)).toEqual(["unseen", "not-readable", true]);
    expect(judge({ reviews: seen([by("a"), by("b", "rejected")]) }).code).toBe("review-rejected");
  });
});

test("packages are found by the names of wheels and crates", () => {
  const names = (...files: string[]) =>
    packagesOf(files, "1.2.3").map(({ registry, name, version, isNamed }) => [registry, name, version, isNamed]);
  expect(
    names(
      "Octo_Tool-1.2.3-py3-none-any.whl",
      "octo.tool-1.2.3-1-cp39-abi3-manylinux_2_17_x86_64.whl",
      "a-b-1.2.3.crate",
    ),
  ).toEqual([
    ["pypi", "octo-tool", "1.2.3", false],
    ["crates", "a-b", "1.2.3", false],
  ]);
  expect(names("tool-1.2.3.tgz", "a-1.2.4.crate", "-1.2.3.crate", "x.whl", "tool-1.2.3.tar.gz")).toEqual([]);
});

test("nothing holds because nothing was looked at, and what is optional is no reason", () => {
  expect(outcomeOf([])).toBe("incomplete");
  const row = unseen("run", "not-readable", { reason: "x" });
  expect(outcomeOf([row])).toBe("incomplete");
  expect(outcomeOf(withOptional([row], ["run"]))).toBe("incomplete");
});
