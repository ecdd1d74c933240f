import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { requireCommit, requireGitRef, requireTag } from "../../../src/domain/source/git-ref.ts";
import { Fault } from "../../../src/kernel/fault.ts";
import { expectFault } from "../../expect-fault.ts";

test.each(["v1.2.3", "tool/v1", "a$b", "a`b", "a;b", "a'b", "a(b)", "a|b&c", "a@b", "ünï"])(
  "accepts the tag %j (V02)",
  (tag) => {
    expect(requireTag(tag)).toBeUndefined();
  },
);

test.each([
  "-v1",
  "--help",
  "a..b",
  ".a",
  "a/.b",
  "a.",
  "a.lock",
  "a//b",
  "/a",
  "a/",
  "a b",
  "a~1",
  "a^",
  "a:b",
  "a?",
  "a*",
])("refuses the tag %j (V03)", async (tag) => {
  await expectFault("git-ref-invalid", () => requireTag(tag));
});

test.each(["", "a[b", "a\\b", "a@{b", "a\nb", "a\x7fb", "a\u202eb", "a\ud800", "x".repeat(2000)])(
  "refuses the tag %j (V03, N05)",
  async (tag) => {
    await expectFault("git-ref-invalid", () => requireTag(tag));
  },
);

test.each(["v1.2.3", "heads/main", "refs", "refs/", "refs/tags", "refs/tags/"])("refuses the ref %j", async (ref) => {
  await expectFault("git-ref-invalid", () => requireGitRef(ref));
});

test("accepts nothing that git check-ref-format refuses", () => {
  const part = fc.string({
    unit: fc.constantFrom("a", ".", "/", "-", "@", "{", "~", " ", "^", ":", "*", "[", "\\", "é", ".lock", "\t"),
    maxLength: 6,
  });
  let accepted = 0;
  fc.assert(
    fc.property(part, (text) => {
      const ref = `refs/tags/${text}`;
      try {
        requireGitRef(ref);
      } catch (error) {
        return error instanceof Fault;
      }
      accepted++;
      return spawnSync("git", ["check-ref-format", ref]).status === 0;
    }),
    { numRuns: 500, seed: 7 },
  );
  expect(accepted).toBeGreaterThan(20);
});

test("a commit is named by its full hash", async () => {
  for (const good of ["0a".repeat(20), "0a".repeat(32)]) expect(requireCommit(good)).toBeUndefined();
  for (const bad of ["", "0a1b2c3", "0A".repeat(20), "0a".repeat(21), `${"0a".repeat(20)}\n`, "HEAD", "--all"]) {
    await expectFault("commit-invalid", () => requireCommit(bad));
  }
});
