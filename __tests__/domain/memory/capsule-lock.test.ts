import { expect, test } from "vitest";
import { formatCapsuleLock, MAX_LOCK_BYTES, parseCapsuleLock } from "../../../src/domain/memory/capsule-lock.ts";
import { encodeUtf8 } from "../../../src/kernel/utf8.ts";
import { expectFault } from "../../expect-fault.ts";
import { remembered } from "./remembered.ts";

const text = (lock = remembered()) => new TextDecoder().decode(formatCapsuleLock(lock));

test("what is written is read again as it was, sorted by repository, with a line for each value", () => {
  const [project] = remembered().projects;
  const other = {
    ...(project as NonNullable<typeof project>),
    repository: "https://github.com/a/b",
    repositoryId: "1",
  };
  const lock = { ...remembered(), projects: [...remembered().projects, other] };
  const parsed = parseCapsuleLock(formatCapsuleLock(lock));
  expect(parsed.projects).toEqual([other, project]);
  expect(formatCapsuleLock(parsed)).toEqual(formatCapsuleLock(lock));
  expect(text()).toMatch(/^ {6}"repositoryId": "74",$/m);
  const empty = parseCapsuleLock(undefined);
  expect(empty.projects).toEqual([]);
  expect(parseCapsuleLock(formatCapsuleLock(empty))).toEqual(empty);
});

test.each<[string, string]>([
  ["empty", ""],
  ["not JSON", "{"],
  ["a list", "[]"],
  ["without its schema", text().replace("capsule-lock/v1", "capsule-lock/v2")],
  ["with a field more", text().replace('"projects"', '"more": 1, "projects"')],
  ["with a key of the prototype", text().replace('"projects"', '"__proto__": {}, "projects"')],
  ["with a key twice", text().replace('"ownerId"', '"ownerId": "1", "ownerId"')],
  ["with a conflict of version control", text().replace('"projects"', '<<<<<<< HEAD\n"projects"')],
  ["with a digest that is none", text().replace("a".repeat(64), "a".repeat(63))],
  ["with more before a digest", text().replace("a".repeat(64), "a".repeat(65))],
  ["with more behind a digest", text().replace("a".repeat(64), `${"a".repeat(64)}x`)],
  ["with a file of one field more", text().replace('"name": "', '"more": 1, "name": "')],
  ["with a head of no log", text().replace('"projects"', '"logs": [{ "head": "x" }], "projects"')],
  ["with more before a day", text().replaceAll("2026-11-01", "x2026-11-01")],
  ["with more behind a day", text().replaceAll("2026-11-01", "2026-11-011")],
  ["with a day of no month", text().replaceAll("2026-11-01", "2026-00-01")],
  ["with a day that no month has", text().replaceAll("2026-11-01", "2026-11-32")],
  ["with a day that is none", text().replaceAll("2026-11-01", "2026-13-01")],
  ["with a number that is empty", text().replace('"74"', '""')],
  ["with a number that is no text", text().replace('"74"', "74")],
  ["with an unknown kind of evidence", text().replace('"published"', '"promised"')],
  ["nested without end", `${"[".repeat(10_000)}`],
])("one that is %s is refused", async (_, bytes) => {
  await expectFault("lock-malformed", () => parseCapsuleLock(encodeUtf8(bytes)));
});

test("files and heads of logs are read again as they were", () => {
  const files = [{ name: "tool", sha256: "b".repeat(64) }];
  const lock = { ...remembered({ files }), logs: [{ origin: "log.example", head: "a head" }] };
  expect(parseCapsuleLock(formatCapsuleLock(lock))).toEqual(lock);
});

test("any day of the calendar is one", () => {
  for (const day of ["2026-09-09", "2026-10-10", "2026-01-29", "2026-12-31", "2026-11-30", "2026-02-11"]) {
    const lock = text().replaceAll("2026-11-01", day);
    expect(lock).toContain(day);
    expect(new TextDecoder().decode(formatCapsuleLock(parseCapsuleLock(encodeUtf8(lock))))).toBe(lock);
  }
});

test("one that names a repository twice, by its number or its name, is refused", async () => {
  const [project] = remembered().projects;
  for (const change of [{ repository: "https://github.com/other/name" }, { repositoryId: "75" }]) {
    const spelled = {
      ...change,
      ...("repositoryId" in change ? { repository: "https://github.com/Octo-Org/TOOL" } : {}),
    };
    const twice = { ...remembered(), projects: [project, { ...project, ...spelled }] };
    await expectFault("lock-malformed", () => parseCapsuleLock(encodeUtf8(JSON.stringify(twice))));
  }
  const elsewhere = { ...project, repository: "https://github.example.com/octo-org/tool" };
  const both = { ...remembered(), projects: [project, elsewhere] };
  expect(parseCapsuleLock(encodeUtf8(JSON.stringify(both))).projects).toHaveLength(2);
});

test("one that is too large is refused, and none is written", async () => {
  const many = Array.from({ length: 4_097 }, (_, index) => ({
    ...(remembered().projects[0] as ReturnType<typeof remembered>["projects"][0]),
    ...{ repository: `https://github.com/octo-org/${index}`, repositoryId: `${index}` },
  }));
  await expectFault("lock-malformed", () => formatCapsuleLock({ ...remembered(), projects: many }));
  await expectFault("lock-malformed", () => parseCapsuleLock(new Uint8Array(MAX_LOCK_BYTES + 1)));
  const spaces = `${text()}${" ".repeat(MAX_LOCK_BYTES)}`;
  await expectFault("lock-malformed", () => parseCapsuleLock(encodeUtf8(spaces)));
  const files = Array.from({ length: 1_024 }, (_, at) => ({
    name: `${at}`.padEnd(2_000, "x"),
    sha256: "b".repeat(64),
  }));
  const [project] = remembered({ files }).projects;
  const large = ["1", "2", "3"].map((repositoryId) => ({ ...(project as NonNullable<typeof project>), repositoryId }));
  await expectFault("lock-malformed", () => formatCapsuleLock({ ...remembered(), projects: large }));
  const long = remembered({ files: [{ name: "x".repeat(2_049), sha256: "b".repeat(64) }] });
  await expectFault("lock-malformed", () => formatCapsuleLock(long));
});
