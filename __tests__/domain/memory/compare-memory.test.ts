import { describe, expect, test } from "vitest";
import type { CapsuleLock, RememberedRelease } from "../../../src/domain/memory/capsule-lock.ts";
import { CHANGES, compareMemory, faultOfChanges } from "../../../src/domain/memory/compare-memory.ts";
import type { SeenProject } from "../../../src/domain/memory/seen-project.ts";
import { asFlag } from "../../../src/doors/options/as-flag.ts";
import { spelled } from "../../../src/kernel/advice.ts";
import { RELEASE, remembered, SEEN, seen } from "./remembered.ts";

const known = (release: Partial<RememberedRelease>): RememberedRelease => remembered(release).projects[0]!.releases[0]!;

const changesOf = (lock: CapsuleLock, one: SeenProject) => compareMemory(lock, one).map(({ change }) => change);

describe("nothing is another", () => {
  test.each<[string, CapsuleLock, SeenProject]>([
    ["in what was seen just so", remembered(), SEEN],
    ["where nothing was seen", { ...remembered(), projects: [] }, SEEN],
    ["in a later release", remembered(), seen({ version: "1.2.4" })],
    ["in the name in other letters", remembered(), seen({}, { repository: "https://github.com/Octo-Org/Tool" })],
    [
      "in a new name of the same number and owner",
      remembered(),
      seen({}, { repository: "https://github.com/octo-org/new" }),
    ],
    ["in an older one that is named", remembered(), seen({ version: "1.0.0" }, { choice: "named" })],
    ["in an older line that was found", remembered(), seen({ version: "1.1.9" }, { choice: "found" })],
    [
      "in a release after a prerelease of the next",
      remembered({ version: "1.2.4-rc.1", latest: false }),
      seen({}, { choice: "found" }),
    ],
    [
      "in what GitHub shows nobody who is offline",
      remembered(),
      seen({}, { evidence: ["capsule"], notLooked: ["published"] }),
    ],
    ["in evidence that is stronger", remembered({ evidence: ["bundle"] }), seen({}, { evidence: ["attestations"] })],
    [
      "in an older one with less evidence that is named",
      remembered(),
      seen({ version: "1.0.0" }, { choice: "named", evidence: [] }),
    ],
    [
      "in a root where there was none, with the same files",
      remembered({ rootSha256: null, files: [...RELEASE.files] }),
      SEEN,
    ],
    ["in a version that another program has, too", remembered(), seen({ name: "other", rootSha256: "d".repeat(64) })],
    ["in an older one after the newer was withdrawn", remembered({ withdrawn: true }), seen({ version: "1.2.2" })],
    [
      "in an older one of a program that is named, with another program beside it",
      remembered({}, { releases: [known({ name: "other" }), known({ version: "2.0.0" })] }),
      seen({ version: "1.0.0" }, { choice: "named", evidence: [] }),
    ],
    ["in who signs, where nobody who signed is remembered", remembered({}, { workflows: [] }), SEEN],
    ["in a release of which this time no capsule was read", remembered(), seen({ rootSha256: null })],
    [
      "in another host's repository of the number",
      remembered(),
      seen({}, { repository: "https://github.example.com/a/b", ownerId: "9" }),
    ],
  ])("%s", (_, lock, one) => {
    expect(changesOf(lock, one)).toEqual([]);
  });
});

describe("is told:", () => {
  test.each<[string, string, CapsuleLock, SeenProject]>([
    ["another repository of the name", "owner", remembered(), seen({}, { repositoryId: "75" })],
    ["another owner of the repository", "owner", remembered(), seen({}, { ownerId: "66" })],
    [
      "another owner of the number under a new name",
      "owner",
      remembered(),
      seen({}, { ownerId: "66", repository: "https://github.com/evil/tool" }),
    ],
    ["another workflow", "workflow", remembered(), seen({}, { workflows: [".github/workflows/evil.yml"] })],
    [
      "one workflow more",
      "workflow",
      remembered(),
      seen({}, { workflows: [...SEEN.workflows, ".github/workflows/evil.yml"] }),
    ],
    [
      "no capsule any more",
      "evidence",
      remembered(),
      seen({ version: "1.2.4" }, { evidence: ["attestations", "published"] }),
    ],
    [
      "no attestation by GitHub any more",
      "evidence",
      remembered(),
      seen({ version: "1.2.4" }, { evidence: ["capsule"] }),
    ],
    ["no evidence at all of the same version", "evidence", remembered(), seen({}, { choice: "named", evidence: [] })],
    [
      "less evidence in a line that comes after",
      "evidence",
      remembered(),
      seen({ version: "2.0.0" }, { choice: "named", evidence: ["published"] }),
    ],
    [
      "less evidence of a program that is new",
      "evidence",
      remembered(),
      seen({ name: "other", version: "0.1.0" }, { evidence: ["published"] }),
    ],
    [
      "less evidence of a program that is new, though somebody named it",
      "evidence",
      remembered(),
      seen({ name: "other", version: "0.1.0" }, { choice: "named", evidence: ["published"] }),
    ],
    [
      "less evidence in an older line, where nobody named it",
      "evidence",
      remembered(),
      seen({ version: "1.1.9" }, { choice: "found", evidence: ["published"] }),
    ],
    [
      "less evidence of a version without order",
      "evidence",
      remembered(),
      seen({ version: "x", versioning: "none" }, { evidence: ["published"] }),
    ],
    [
      "less evidence of signatures without a release",
      "evidence",
      remembered(),
      seen({}, { releases: [], evidence: ["bundle"] }),
    ],
    [
      "a step back within the line, where nobody named it",
      "rollback",
      remembered({ latest: false }),
      seen({ version: "1.2.2" }, { choice: "found" }),
    ],
    ["a prerelease after its release", "rollback", remembered(), seen({ version: "1.2.3-rc.1" }, { choice: "found" })],
    ["an older latest release of another line", "rollback", remembered(), seen({ version: "1.1.9" })],
    ["the same version of another root", "bytes", remembered(), seen({ rootSha256: "d".repeat(64) })],
    [
      "the same version with another file",
      "bytes",
      remembered({ rootSha256: null, files: [...RELEASE.files] }),
      seen({ files: [{ name: "tool.bin", sha256: "d".repeat(64) }] }),
    ],
  ])("%s", (_, change, lock, one) => {
    expect(changesOf(lock, one)).toEqual([change]);
  });

  test("everything at once, in one refusal that accepts each by its name", () => {
    const one = seen(
      { version: "1.2.2" },
      { ownerId: "66", workflows: ["x"], evidence: ["published"], choice: "latest" },
    );
    const changes = compareMemory(remembered(), one);
    expect(changes.map(({ change }) => change)).toEqual(["owner", "workflow", "rollback", "evidence"]);
    const fault = faultOfChanges(changes);
    expect([fault?.code, faultOfChanges([])]).toEqual(["owner-changed", undefined]);
    expect(fault?.message).toBe(changes.map(({ problem }) => problem).join("; and "));
    expect(spelled(fault?.hint ?? "", asFlag)).toBe(
      "only if you know from elsewhere that this is right, accept it: the same command with --accept-change owner --accept-change workflow --accept-change rollback --accept-change evidence",
    );
  });

  test("each with a code of its own, and foreign text in quotes", () => {
    const codes = CHANGES.map((change) => faultOfChanges([{ change, problem: "x" }])?.code);
    expect(codes).toEqual(["owner-changed", "workflow-changed", "evidence-lost", "release-rollback", "version-reused"]);
    const [hostile] = compareMemory(remembered(), seen({}, { workflows: ["\u001b[31mx\n"] }));
    expect(hostile?.problem).toContain(String.raw`"\u{1b}[31mx\n"`);
  });
});

test.each<[string, CapsuleLock, SeenProject]>([
  [
    '"https://github.com/octo-org/tool" was the repository of number "74", and is another one of number "75" now: the name was given to somebody else, or the repository was made again',
    remembered(),
    seen({}, { repositoryId: "75" }),
  ],
  [
    '"https://github.com/octo-org/tool" belonged to the owner of number "65", and belongs to that of number "66" now: it was transferred',
    remembered(),
    seen({}, { ownerId: "66" }),
  ],
  [
    'it was signed by "x.yml", and before by "a.yml", "b.yml"',
    remembered({}, { workflows: ["a.yml", "b.yml"] }),
    seen({}, { workflows: ["x.yml"] }),
  ],
  [
    '"1.2.3" had a capsule and GitHub\'s attestation of the release, and this has not',
    remembered(),
    seen({ version: "1.2.4" }, { evidence: [] }),
  ],
  [
    'GitHub calls "1.2.2" the latest release, and called "1.2.3" so before',
    remembered(),
    seen({ version: "1.2.2" }, { choice: "latest" }),
  ],
  [
    'it is "1.2.2", and "1.2.3" of the same line was seen before',
    remembered(),
    seen({ version: "1.2.2" }, { choice: "found" }),
  ],
  [
    '"tool.bin" of "1.2.3" is not the file that it was before',
    remembered({ rootSha256: null, files: [...RELEASE.files] }),
    seen({ files: [{ name: "tool.bin", sha256: "d".repeat(64) }] }),
  ],
  [
    `"1.2.3" was sealed again: its root is ${"d".repeat(64)}, and was ${"a".repeat(64)}`,
    remembered(),
    seen({ rootSha256: "d".repeat(64) }),
  ],
])("a person reads: %s", (words, lock, one) => {
  expect(compareMemory(lock, one).map(({ problem }) => problem)).toEqual([words]);
});

test("of names that GitHub gave to one another, neither is the other", () => {
  const [first] = remembered().projects;
  const second = { ...first, repository: "https://github.com/octo-org/new", repositoryId: "75" };
  const lock = { ...remembered(), projects: [first, second] } as CapsuleLock;
  expect(changesOf(lock, seen({}, { repository: "https://github.com/octo-org/new" }))).toEqual(["owner"]);
});
