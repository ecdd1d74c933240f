import { describe, expect, test } from "vitest";
import { APPROVAL_TYPE, approvalStatement, readApproval } from "../../../src/domain/attestation/approval.ts";
import { REBUILD_TYPE, readRebuild, rebuildStatement } from "../../../src/domain/attestation/rebuild.ts";
import { formatStatement, parseStatement, type Statement } from "../../../src/domain/attestation/statement.ts";
import { HOME } from "../../../src/domain/home.ts";
import { TOOL } from "../../../src/domain/tool.ts";
import { expectFault } from "../../expect-fault.ts";

const ROOT = "a".repeat(64);
const RELEASE = { name: "tool", version: "1.2.3", tag: "v1.2.3", repository: "https://github.com/o/tool" };
const OWN = { signer: { identity: "https://github.com/o/tool/w@r", issuer: "https://issuer" }, files: ["tool.bin"] };
const FILE = { name: "tool.bin", digest: { sha256: "1".repeat(64), sha512: "2".repeat(128) } };
const approval = approvalStatement({ rootSha256: ROOT, release: RELEASE }, OWN);
const rebuild = rebuildStatement({ rootSha256: ROOT, release: RELEASE, builder: "make 4.4.1", rebuilt: [FILE] }, OWN);

type Edit = (statement: { subject: Record<string, unknown>[]; predicate: Record<string, never> }) => void;

function edited(statement: Statement, edit: Edit): Statement {
  const copy = JSON.parse(new TextDecoder().decode(formatStatement(statement)));
  edit(copy);
  return copy;
}

test("the types are addresses of the project, which no later version may change", () => {
  expect([APPROVAL_TYPE, REBUILD_TYPE]).toEqual([`${HOME}/approval/v1`, `${HOME}/rebuild/v1`]);
});

test("an approval says root, release and what the approver's own verification came to", () => {
  expect(approval).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "tool@1.2.3", digest: { sha256: ROOT } }],
    predicateType: APPROVAL_TYPE,
    predicate: {
      release: RELEASE,
      verification: { verdict: "verified", verifier: { id: `${HOME}/verifier`, version: TOOL.version }, ...OWN },
    },
  });
  expect(readApproval(parseStatement(formatStatement(approval)))).toEqual({ rootSha256: ROOT, release: RELEASE });
});

test("a rebuild says beside it which files came out equal, and how", () => {
  expect(rebuild.predicateType).toBe(REBUILD_TYPE);
  expect(readRebuild(parseStatement(formatStatement(rebuild)))).toEqual({
    ...{ rootSha256: ROOT, release: RELEASE, builder: "make 4.4.1", rebuilt: [FILE] },
  });
});

describe.each([
  ["approval", approval, readApproval],
  ["rebuild", rebuild, readRebuild],
] as const)("an %s is refused", (_, statement, read) => {
  const inPredicate = (path: string, value: unknown): Edit => {
    return ({ predicate }) => {
      const keys = path.split(".");
      const last = keys.pop() ?? "";
      const place = keys.reduce((at, key) => at[key] as never, predicate as Record<string, unknown>);
      if (value === undefined) delete place[last];
      else place[last] = value;
    };
  };
  test.each<[string, Edit]>([
    ["of two subjects", ({ subject }) => subject.push({ digest: { sha256: "b".repeat(64) } })],
    [
      "of a root with a second digest",
      ({ subject }) => subject.splice(0, 1, { digest: { sha256: ROOT, sha512: "x" } }),
    ],
    ["of a root in capitals", ({ subject }) => subject.splice(0, 1, { digest: { sha256: ROOT.toUpperCase() } })],
    [
      "of a root with a digest and more before it",
      ({ subject }) => subject.splice(0, 1, { digest: { sha256: `a${ROOT}` } }),
    ],
    [
      "of a root with a digest and more after it",
      ({ subject }) => subject.splice(0, 1, { digest: { sha256: `${ROOT}a` } }),
    ],
    ["of a root with sha512 alone", ({ subject }) => subject.splice(0, 1, { digest: { sha512: "c".repeat(128) } })],
    ["with a field more", inPredicate("more", 1)],
    ["with a field more in its release", inPredicate("release.more", 1)],
    ["without a version", inPredicate("release.version", undefined)],
    ["with an empty name", inPredicate("release.name", "")],
    ["with another verdict", inPredicate("verification.verdict", "rejected")],
    ["without a verification", inPredicate("verification", undefined)],
    ["with a text that is too long", inPredicate("release.tag", "x".repeat(2049))],
    [
      "with too many files",
      inPredicate(
        "verification.files",
        Array.from({ length: 1025 }, () => "a"),
      ),
    ],
  ])("%s", async (_title, edit) => {
    const fault = await expectFault("approval-malformed", () => read(edited(statement, edit)));
    expect(fault.message).toMatch(/^the approval (?:is not of one root|lacks|is wrong|has a field)/);
  });
});

test.each<[string, unknown]>([
  ["no file", []],
  ["a file without sha512", [{ name: "a", digest: { sha256: "1".repeat(64) } }]],
  ["a digest of another length", [{ name: "a", digest: { ...FILE.digest, sha512: "2".repeat(64) } }]],
  ["too many files", Array.from({ length: 1025 }, () => FILE)],
  ...Object.entries(FILE.digest).flatMap(([algorithm, hex]) =>
    Object.entries({ before: `0${hex}`, after: `${hex}0` }).map(([where, longer]): [string, unknown] => [
      `a file whose ${algorithm} has a digit more ${where} it`,
      [{ name: "a", digest: { ...FILE.digest, [algorithm]: longer } }],
    ]),
  ),
])("a rebuild of %s is refused", async (_, rebuilt) => {
  const statement = edited(rebuild, ({ predicate }) => Object.assign(predicate, { rebuilt }));
  await expectFault("approval-malformed", () => readRebuild(statement));
});

test("a rebuild without a word of how it was built is refused", async () => {
  for (const builder of [{ description: "" }, {}, { description: "x", more: 1 }]) {
    const statement = edited(rebuild, ({ predicate }) => Object.assign(predicate, { builder }));
    await expectFault("approval-malformed", () => readRebuild(statement));
  }
});
