import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { equivocations, joinStatements } from "../../../src/domain/statements/join-statements.ts";
import { parseLogPolicy } from "../../../src/domain/statements/log-policy.ts";
import type { LoggedStatement } from "../../../src/domain/statements/logged-statement.ts";
import { judgeStatements } from "../../../src/domain/statements/release-standing.ts";
import { silenceOf, timelineOf } from "../../../src/domain/statements/timeline.ts";
import {
  erased,
  grantOf,
  loggedAgain,
  ORIGIN,
  type Person,
  POLICY_DOCUMENT,
  policy,
  RELEASES,
  type Saying,
  said,
} from "./histories.ts";

const [RELEASE, OTHER] = RELEASES;
type State = Saying["state"];
const at = (index: number, by: Person, state: State | State["effect"], subject: string = RELEASE) =>
  said({ by, state: typeof state === "string" ? { effect: state } : state, subject }, index);
const kindsUnder = (one: typeof policy, statements: readonly LoggedStatement[]) => {
  const { judge } = judgeStatements(statements, one);
  return statements.map((statement) => judge(statement).kind);
};
const kinds = (...statements: readonly LoggedStatement[]) => kindsUnder(policy, statements);
const grant = (to: Person, may: Parameters<typeof grantOf>[2], role = "owner"): State => ({
  effect: "grant",
  grant: grantOf(to, role, may),
});
const revoke = (statement: LoggedStatement): State => ({ effect: "revoke", refersTo: [statement.payload] });
const ofPolicy = (index: number, by: Person, state: State) => at(index, by, state, policy.sha256);
const refused = (statement: LoggedStatement): LoggedStatement => ({
  ...statement,
  content: { kind: "refused", code: "signature-invalid", reason: "it does not verify" },
});

const named = (statement: LoggedStatement, ...names: string[]): LoggedStatement =>
  statement.content.kind === "said"
    ? { ...statement, content: { ...statement.content, signer: { ...statement.content.signer, names } } }
    : statement;
/** What has no state: a predicate of others. */
const saying = (statement: LoggedStatement, says: LoggedStatement["says"]): LoggedStatement =>
  statement.content.kind === "said"
    ? { ...statement, says, content: { ...statement.content, state: undefined } }
    : statement;

describe("a revocation", () => {
  const given = ofPolicy(1, "owner", grant("stranger", ["yanked", "grant"]));
  const later = at(9, "stranger", "yanked");

  test("is of whoever granted, or has the right to revoke in that role, and of nobody else", () => {
    expect(kinds(given, later)).toEqual(["in-effect", "in-effect"]);
    expect(kinds(given, ofPolicy(2, "owner", revoke(given)), later)[2]).toBe("no-right");
    for (const by of ["registry", "lab", "stranger"] as const) {
      expect(kinds(given, ofPolicy(2, by, revoke(given)), later)[2]).toBe("in-effect");
    }
    const lab = ofPolicy(2, "owner", grant("lab", ["revoke"]));
    expect(kinds(given, lab, ofPolicy(3, "lab", revoke(given)), later)[3]).toBe("no-right");
  });

  test("is of whoever gave the right, by any name, though he may revoke nothing else", () => {
    const further = ofPolicy(2, "stranger", grant("lab", ["yanked"]));
    const yanked = at(4, "lab", "yanked");
    const taken = ofPolicy(3, "stranger", revoke(further));
    expect(kinds(given, further, yanked)[2]).toBe("in-effect");
    expect(kinds(given, further, taken, yanked)[3]).toBe("no-right");
    const renamed = [named(further, "repository 7", "repository old"), named(taken, "repository new", "repository 7")];
    expect(kinds(given, ...renamed, yanked)[3]).toBe("no-right");
    expect(kinds(given, named(further, "repository 7"), named(taken, "repository 8"), yanked)[3]).toBe("in-effect");
  });

  test("is of the role that it is revoked in", async () => {
    const [owner, lab] = ["owner", "lab"].map((person) => ({
      identity: `${person}@example.com`,
      issuer: "https://issuer.example",
    }));
    const roles = {
      owner: { signers: [owner], may: ["yanked", "grant", "revoke"] },
      board: { signers: [lab], may: ["revoke"] },
    };
    const two = await parseLogPolicy(new TextEncoder().encode(JSON.stringify({ ...POLICY_DOCUMENT, roles })), crypto);
    const about = (statement: LoggedStatement) => ({ ...statement, subject: [two.sha256] });
    const one = about(ofPolicy(1, "owner", grant("stranger", ["yanked"])));
    const by = (person: Person) => kindsUnder(two, [one, about(ofPolicy(2, person, revoke(one))), later])[2];
    expect([by("lab"), by("owner")]).toEqual(["in-effect", "no-right"]);
  });

  test("is of grants alone: no other word revokes one, and it takes back nothing else", () => {
    expect(kinds(given, ofPolicy(2, "owner", { ...revoke(given), effect: "retract" }), later)[2]).toBe("in-effect");
    const yanked = at(5, "owner", "yanked");
    expect(kinds(ofPolicy(3, "owner", revoke(yanked)), yanked)[1]).toBe("in-effect");
  });

  test("names the grant, and is about this very policy", () => {
    const another = ofPolicy(2, "owner", grant("lab", ["yanked"]));
    expect(kinds(given, another, ofPolicy(3, "owner", revoke(another)), later)[3]).toBe("in-effect");
    expect(kinds(given, at(2, "owner", revoke(given), OTHER), later)[2]).toBe("in-effect");
  });

  test("takes with it what was passed on further, from its own leaf on", () => {
    const further = ofPolicy(2, "stranger", grant("lab", ["yanked"]));
    const before = at(3, "lab", "yanked");
    const taken = ofPolicy(4, "owner", revoke(given));
    const after = at(5, "lab", { effect: "yanked", reason: "defect" });
    const expected = ["in-effect", "in-effect", "in-effect", "in-effect", "no-right"];
    expect(kinds(given, further, before, taken, after)).toEqual(expected);
    expect(kinds(after, taken, before, further, given)).toEqual([...expected].reverse());
  });

  test("is of a grant that is logged once more, too, and says so; another grant gives the right anew", () => {
    const taken = ofPolicy(2, "owner", revoke(given));
    const replayed = loggedAgain(given, 3);
    const all = [given, taken, replayed, at(4, "stranger", "yanked")];
    expect(kinds(...all)).toEqual(["in-effect", "in-effect", "undone", "no-right"]);
    expect(judgeStatements(all, policy).judge(replayed)).toMatchObject({ by: { payload: taken.payload } });
    const anew = ofPolicy(5, "owner", { ...grant("stranger", ["yanked"]), refersTo: [taken.payload] });
    expect(kinds(...all, anew, at(6, "stranger", { effect: "yanked", reason: "defect" })).slice(4)).toEqual([
      ...["in-effect", "in-effect"],
    ]);
    // Nobody revokes by logging what had no right to.
    expect(kinds(given, ofPolicy(2, "lab", revoke(given)), loggedAgain(given, 3))[2]).toBe("in-effect");
  });

  test("holds from the earliest leaf that says it, wherever it is read", () => {
    const first = ofPolicy(3, "owner", revoke(given));
    const again = ofPolicy(6, "owner", { ...revoke(given), reason: "error" });
    const between = at(4, "stranger", "yanked");
    for (const order of [
      [given, first, between, again],
      [again, between, first, given],
    ]) {
      expect(kinds(...order)[order.indexOf(between)]).toBe("no-right");
    }
  });
});

describe("a grant", () => {
  test("passes on no right that its giver has not, and none without the right to grant", () => {
    const lab = (index: number) => at(index, "lab", { effect: "yanked", reason: "defect" });
    const without = ofPolicy(1, "owner", grant("stranger", ["yanked"]));
    expect(kinds(without, ofPolicy(2, "stranger", grant("lab", ["yanked"])), lab(3))[2]).toBe("no-right");
    expect(kinds(ofPolicy(1, "owner", grant("lab", ["yanked"], "registry")), lab(2))[1]).toBe("no-right");
  });

  test("counts by its place in the log of the policy, and in no other", () => {
    const given = ofPolicy(5, "owner", grant("stranger", ["yanked"]));
    const elsewhere = { ...given, receipts: [{ origin: "mirror.example", index: 1 }] };
    const yanked = at(7, "stranger", "yanked");
    expect(kinds(given, yanked)[1]).toBe("in-effect");
    expect(kinds(elsewhere, yanked)[1]).toBe("no-right");
    // Of several places the first counts.
    const twice = {
      ...yanked,
      receipts: [
        { origin: ORIGIN, index: 9 },
        { origin: ORIGIN, index: 4 },
      ],
    };
    expect(kinds(given, twice)[1]).toBe("no-right");
    expect(kinds(given, { ...yanked, receipts: [{ origin: ORIGIN, index: 5 }] })[1]).toBe("no-right");
  });

  test("of a role with several signers is for each of them", async () => {
    const [one, two] = ["owner", "lab"].map((person) => ({
      identity: `${person}@example.com`,
      issuer: "https://issuer.example",
    }));
    const roles = { owner: { signers: [one, two], may: ["yanked"] }, also: { signers: [one], may: ["yanked"] } };
    const both = await parseLogPolicy(new TextEncoder().encode(JSON.stringify({ ...POLICY_DOCUMENT, roles })), crypto);
    const statements = [at(1, "owner", "yanked"), at(2, "lab", "yanked"), at(3, "court", "yanked")];
    expect(kindsUnder(both, statements)).toEqual(["in-effect", "in-effect", "no-right"]);
    expect(timelineOf(statements, both).map(({ roles }) => roles)).toEqual([["also", "owner"], ["owner"], []]);
  });
});

test("a person has no role of a workflow", async () => {
  const signers = [{ repository: "octo-org/octo-tool", sourceRef: "refs/heads/main" }];
  const document = { ...POLICY_DOCUMENT, roles: { owner: { signers, may: ["yanked"] } } };
  const workflow = await parseLogPolicy(new TextEncoder().encode(JSON.stringify(document)), crypto);
  expect(kindsUnder(workflow, [at(1, "owner", "yanked")])).toEqual(["no-right"]);
});

describe("what has no state", () => {
  test("is recorded for who may say it, also about the policy, and of what has no word there is no right", () => {
    const scai = saying(at(1, "lab", "missing"), "scai");
    const aboutPolicy = saying(ofPolicy(2, "lab", { effect: "missing" }), "scai");
    const other = saying(at(3, "lab", "missing"), "other");
    const stolen = saying(at(4, "owner", "missing"), "scai");
    expect(kinds(scai, aboutPolicy, other, stolen)).toEqual(["recorded", "recorded", "no-right", "no-right"]);
  });
});

describe("what cannot be believed", () => {
  const lines = [at(1, "owner", "published"), refused(at(2, "owner", "yanked")), erased(at(3, "owner", "deleted"))];

  test("gives no right", () => {
    const given = ofPolicy(1, "owner", grant("stranger", ["yanked"]));
    for (const gone of [erased(given), refused(given)]) {
      expect(kinds(gone, at(2, "stranger", "yanked"))[1]).toBe("no-right");
    }
  });

  test("stays in the timeline, with the reason and without effect", () => {
    expect(kinds(...lines)).toEqual(["in-effect", "refused", "absent"]);
    const rows = timelineOf(lines, policy);
    expect(rows.map(({ standing }) => standing)).toEqual([
      { kind: "in-effect", roles: ["owner"] },
      { kind: "refused", reason: "it does not verify" },
      { kind: "absent", isErased: true },
    ]);
    expect(rows.map(({ says, signer }) => [says, signer])).toEqual([
      ["published", "owner@example.com"],
      ["release-state", undefined],
      ["release-state", undefined],
    ]);
    expect(silenceOf(rows, [{ role: "owner", says: "release-state" }])).toHaveLength(1);
  });

  test("is not what a retraction takes back, nor an answer to it", () => {
    const missing = at(4, "monitor", "missing");
    const answer: State = { effect: "available", refersTo: [missing.payload] };
    expect(kinds(missing, at(5, "lab", answer))).toEqual(["in-effect", "no-right"]);
    expect(kinds(missing, at(5, "monitor", answer))).toEqual(["undone", "in-effect"]);
    const yanked = at(6, "owner", "yanked");
    expect(kinds(yanked, at(7, "owner", { effect: "published", refersTo: [yanked.payload] }))).toEqual([
      ...["in-effect", "in-effect"],
    ]);
    expect(kinds(at(8, "owner", { effect: "retract", refersTo: ["f".repeat(64)] }))).toEqual(["no-right"]);
    const answered = at(9, "monitor", { effect: "available", refersTo: [yanked.payload] });
    expect(kinds(yanked, answered)).toEqual(["in-effect", "in-effect"]);
  });
});

describe("a union of logs", () => {
  const one = at(1, "owner", "published");
  const elsewhere = { ...one, receipts: [{ origin: "a.example", index: 7 }] };

  test("has each statement once, with every place in order, and knows what one side knows", () => {
    const other = at(2, "owner", "yanked");
    const joined = joinStatements([[one, other], [erased(elsewhere)], [refused(elsewhere)]]);
    expect(joined).toHaveLength(2);
    const found = joined.find(({ payload }) => payload === one.payload);
    expect(found).toEqual({ ...one, receipts: [elsewhere.receipts[0], one.receipts[0]] });
    expect(joinStatements([[erased(one)], [refused(one)]])[0]?.content.kind).toBe("refused");
    const absent: LoggedStatement = { ...one, content: { kind: "absent", isErased: false } };
    expect(joinStatements([[absent], [erased(one)]])[0]?.content).toEqual({ kind: "absent", isErased: true });
    expect(joined.map(({ payload }) => payload)).toEqual([one.payload, other.payload].sort());
  });

  test("puts what only another log has behind, in the order of that log", () => {
    const far = { ...at(3, "owner", "staged"), receipts: [{ origin: "a.example", index: 2 }] };
    const farther = { ...at(4, "owner", "staged", OTHER), receipts: [{ origin: "a.example", index: 1 }] };
    const rows = timelineOf(joinStatements([[one], [far, farther]]), policy);
    expect(rows.map(({ payload }) => payload)).toEqual([one.payload, farther.payload, far.payload]);
  });

  test("names two roots of one release only if one party published both", () => {
    const release = "pkg:github/octo-org/octo-tool@v1";
    const published = (index: number, by: Person, subject: string) =>
      at(index, by, { effect: "published", release }, subject);
    expect(equivocations([published(1, "owner", RELEASE), published(2, "lab", OTHER)])).toEqual([]);
    expect(equivocations([published(1, "owner", RELEASE), published(2, "owner", RELEASE)])).toEqual([]);
    expect(
      equivocations([published(1, "owner", RELEASE), at(2, "owner", { effect: "staged", release }, OTHER)]),
    ).toEqual([]);
    expect(equivocations([at(1, "owner", "published"), at(2, "owner", "published", OTHER)])).toEqual([]);
    expect(equivocations([published(1, "owner", RELEASE), published(2, "owner", OTHER)])).toHaveLength(1);
    // A party with several names is one, and named by all of them.
    const renamed = [
      named(published(1, "owner", RELEASE), "repository 7", "repository old/name"),
      named(published(2, "owner", OTHER), "repository new/name", "repository 7"),
    ];
    for (const order of [renamed, [...renamed].reverse()]) {
      expect(equivocations(order).map(({ signer }) => signer)).toEqual([
        "repository 7, repository new/name, repository old/name",
      ]);
    }
  });
});
