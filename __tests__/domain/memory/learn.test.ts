import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CapsuleLock, formatCapsuleLock, parseCapsuleLock } from "../../../src/domain/memory/capsule-lock.ts";
import { type Change, compareMemory } from "../../../src/domain/memory/compare-memory.ts";
import { learn } from "../../../src/domain/memory/learn.ts";
import type { SeenProject } from "../../../src/domain/memory/seen-project.ts";
import { RELEASE, remembered, SEEN, seen } from "./remembered.ts";

const TODAY = "2026-11-29";
const EMPTY: CapsuleLock = { ...remembered(), projects: [] };
const learned = (lock: CapsuleLock, one: SeenProject, ...accepted: Change[]) =>
  learn(lock, { seen: one, accepted, day: TODAY });

describe("what is learned", () => {
  test("of a project that is new is all of it, and of one that is known nothing, so that nothing is written", () => {
    const first = learned(EMPTY, SEEN);
    expect(first).toMatchObject({ projects: [{ firstSeen: TODAY, lastSeen: TODAY, workflows: SEEN.workflows }] });
    expect(first.projects[0]?.releases).toMatchObject([
      { version: "1.2.3", rootSha256: RELEASE.rootSha256, files: [] },
    ]);
    expect(learned(first, SEEN)).toBe(first);
    expect(learned(remembered(), seen({}, { evidence: ["capsule"] }))).toEqual(remembered());
  });

  test("of a release without a capsule is each file that was taken, one after the other", () => {
    const one = { ...RELEASE, rootSha256: null };
    const lock = learned(EMPTY, { ...SEEN, releases: [one] });
    const more = { ...one, files: [{ name: "more.bin", sha256: "d".repeat(64) }] };
    const both = learned(lock, { ...SEEN, releases: [more] });
    expect(both.projects[0]?.releases[0]?.files).toEqual([...RELEASE.files, ...more.files]);
    expect(learned(both, SEEN).projects[0]?.releases[0]).toMatchObject({ rootSha256: RELEASE.rootSha256, files: [] });
  });

  test("of a new name takes the place of the old one", () => {
    const renamed = { ...SEEN, repository: "https://github.com/octo-org/new" };
    expect(learned(remembered(), renamed).projects.map(({ repository }) => repository)).toEqual([renamed.repository]);
  });

  test("of one project leaves the others as they are, and nothing else of its name or its number", () => {
    const [own] = remembered().projects;
    if (own === undefined) throw new Error("a project is remembered");
    const other = { ...own, repository: "https://github.com/other-org/other", repositoryId: "99", ownerId: "98" };
    const lock = { ...remembered(), projects: [other, own] };
    const { projects } = learned(lock, seen({ version: "1.2.4" }));
    expect(projects[0]).toBe(other);
    expect(projects.map(({ repository, releases }) => [repository, releases.length])).toEqual([
      [other.repository, 1],
      [own.repository, 2],
    ]);
    const moved = learned(lock, { ...SEEN, repository: other.repository });
    expect(moved.projects.map(({ repository, repositoryId }) => [repository, repositoryId])).toEqual([
      [other.repository, own.repositoryId],
    ]);
    const anew = learned(lock, seen({}, { repositoryId: "75" }), "owner");
    expect(anew.projects.map(({ repositoryId }) => repositoryId)).toEqual(["99", "75"]);
  });

  test("of who signs is each once, in their order", () => {
    const lock = remembered({}, { workflows: ["b.yml"] });
    const both = learned(lock, seen({}, { workflows: ["b.yml", "a.yml"] }), "workflow");
    expect(both.projects[0]?.workflows).toEqual(["a.yml", "b.yml"]);
  });

  test("of a release whose root is known is nothing without one: the root names its files", () => {
    const lock = remembered();
    expect(learned(lock, seen({ rootSha256: null }))).toBe(lock);
  });

  test("of the latest release stays, so that an older one of another line is told, whoever named it since", () => {
    const lock = learned(remembered(), seen({}, { choice: "named" }));
    expect(compareMemory(lock, seen({ version: "1.1.9" })).map(({ change }) => change)).toEqual(["rollback"]);
  });

  test.each([
    ["latest", ["rollback"]],
    ["found", []],
    ["named", []],
  ] as const)("of the one that was %s first: an older one of another line that is the latest is %o", (choice, told) => {
    const lock = learned(EMPTY, seen({}, { choice }));
    expect(compareMemory(lock, seen({ version: "1.1.9" })).map(({ change }) => change)).toEqual(told);
  });

  test("of a release that was named first holds back an older one that nobody names", () => {
    const lock = learned(EMPTY, seen({}, { choice: "named" }));
    const older = seen({ version: "1.2.2" }, { choice: "found" });
    expect(compareMemory(lock, older).map(({ change }) => change)).toEqual(["rollback"]);
  });

  test("of what nobody looked for is that it is still expected", () => {
    const offline = { evidence: ["capsule"], notLooked: ["published"], choice: "named" } as const;
    const lock = learned(remembered(), seen({ version: "1.2.4" }, offline));
    expect(lock.projects[0]?.releases[1]?.evidence).toEqual(["capsule", "published"]);
    const lost = seen({ version: "1.2.5" }, { evidence: ["capsule"] });
    expect(compareMemory(lock, lost).map(({ change }) => change)).toEqual(["evidence"]);
  });
});

describe("what is accepted", () => {
  test.each<[Change, SeenProject]>([
    ["owner", seen({}, { repositoryId: "75", ownerId: "66" })],
    ["owner", seen({}, { ownerId: "66" })],
    ["workflow", seen({}, { workflows: ["x"] })],
    ["evidence", seen({}, { evidence: ["bundle"] })],
    ["evidence", seen({ version: "1.2.4" }, { evidence: [] })],
    ["rollback", seen({ version: "1.2.2" })],
    ["rollback", seen({ version: "1.2.2" }, { choice: "found" })],
    ["bytes", seen({ rootSha256: "d".repeat(64) })],
  ])("as another %s is no change any more", (change, one) => {
    expect(compareMemory(remembered(), one).map((found) => found.change)).toEqual([change]);
    const lock = learned(remembered(), one, change);
    expect(compareMemory(lock, one)).toEqual([]);
    expect(lock.projects).toHaveLength(1);
    expect(lock.projects[0]?.firstSeen).toBe("2026-11-01");
  });

  test("of an older release weakens nothing that comes after it", () => {
    const old = seen({ version: "1.2.2" }, { evidence: [], choice: "named" });
    const lock = learned(remembered(), old, "evidence");
    const next = seen({ version: "1.2.4" }, { evidence: [] });
    expect(compareMemory(lock, next).map(({ change }) => change)).toEqual(["evidence"]);
  });

  test("as other bytes takes the place of every file that was known", () => {
    const files = [...RELEASE.files, { name: "more.bin", sha256: "e".repeat(64) }];
    const other = [{ name: "tool.bin", sha256: "d".repeat(64) }];
    const lock = learned(remembered({ rootSha256: null, files }), seen({ rootSha256: null, files: other }), "bytes");
    expect(lock.projects[0]?.releases[0]?.files).toEqual(other);
  });

  test("as a step back counts where there is one: whoever names an old release, or accepts nothing, takes no newer one back", () => {
    for (const lock of [
      learned(remembered(), seen({ version: "1.2.2" }, { choice: "named" }), "rollback"),
      learned(remembered(), seen({ version: "1.2.2" })),
    ]) {
      expect(lock.projects[0]?.releases.map(({ withdrawn }) => withdrawn)).toEqual([false, false]);
      expect(compareMemory(lock, seen({ version: "1.2.2" })).map(({ change }) => change)).toEqual(["rollback"]);
    }
  });

  test("as a step back stays so until the newer one is the latest again", () => {
    const back = learned(remembered(), seen({ version: "1.2.2" }), "rollback");
    expect(back.projects[0]?.releases.map(({ version, withdrawn }) => [version, withdrawn])).toEqual([
      ["1.2.3", true],
      ["1.2.2", false],
    ]);
    const named = learned(back, seen({}, { choice: "named" }));
    expect(compareMemory(named, seen({ version: "1.2.2" }))).toEqual([]);
    const again = learned(back, SEEN);
    expect(compareMemory(again, seen({ version: "1.2.2" })).map(({ change }) => change)).toEqual(["rollback"]);
  });
});

test("of very many releases the first are forgotten, but not what was the latest", () => {
  const [latest] = remembered().projects[0]?.releases ?? [];
  if (latest === undefined) throw new Error("a release is remembered");
  const others = Array.from({ length: 198 }, (_, patch) => ({ ...latest, version: `2.0.${patch}`, latest: false }));
  let lock = remembered({}, { releases: [latest, ...others] });
  const firsts = [198, 199, 200].map((patch) => {
    lock = learned(lock, seen({ version: `2.0.${patch}` }, { choice: "named" }));
    return lock.projects[0]?.releases.map(({ version }) => version) ?? [];
  });
  expect(firsts.map((all) => [all.length, all[0], all[1], all.at(-1)])).toEqual([
    [200, "1.2.3", "2.0.0", "2.0.198"],
    [200, "1.2.3", "2.0.1", "2.0.199"],
    [200, "1.2.3", "2.0.2", "2.0.200"],
  ]);
});

test("whatever was seen and learned, the same is no change, is written and read again, and what was lost is told", () => {
  const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((numbers) => numbers.join("."));
  const kinds = fc.subarray(["capsule", "attestations", "bundle", "signed-checksums", "published"] as const);
  const one = fc.record({
    version,
    kinds,
    choice: fc.constantFrom("named" as const, "latest" as const, "found" as const),
    owner: fc.constantFrom("65", "66"),
    root: fc.constantFrom("a", "b"),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (steps) => {
      let lock = EMPTY;
      for (const { version, kinds, choice, owner, root } of steps) {
        const now = seen({ version, rootSha256: root.repeat(64) }, { evidence: kinds, choice, ownerId: owner });
        const changes = compareMemory(lock, now).map(({ change }) => change);
        lock = learned(lock, now, ...changes);
        expect(compareMemory(lock, now)).toEqual([]);
        expect(learned(lock, now)).toBe(lock);
        expect(parseCapsuleLock(formatCapsuleLock(lock))).toEqual(lock);
        const least = { ...now, evidence: [] };
        expect(compareMemory(lock, least).map(({ change }) => change)).toEqual(kinds.length === 0 ? [] : ["evidence"]);
        expect(compareMemory(lock, { ...now, ownerId: "0" }).map(({ change }) => change)).toEqual(["owner"]);
      }
    }),
    { numRuns: 100 },
  );
});
