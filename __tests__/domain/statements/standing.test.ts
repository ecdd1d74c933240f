import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { admissionOf } from "../../../src/domain/statements/admission.ts";
import { explainStanding } from "../../../src/domain/statements/explain-standing.ts";
import { equivocations } from "../../../src/domain/statements/join-statements.ts";
import type { LoggedStatement } from "../../../src/domain/statements/logged-statement.ts";
import { judgeStatements, type ReleaseStanding } from "../../../src/domain/statements/release-standing.ts";
import { silenceOf, timelineOf } from "../../../src/domain/statements/timeline.ts";
import { erased, grantOf, loggedAgain, ORIGIN, type Person, policy, RELEASES, type Saying, said } from "./histories.ts";

const [RELEASE, OTHER] = RELEASES;
type State = Saying["state"];
/** A log of these, from leaf 1 on. */
const log = (...lines: readonly (readonly [by: Person, state: State | State["effect"], subject?: string])[]) =>
  lines.map(([by, state, subject = RELEASE], at) =>
    said({ by, state: typeof state === "string" ? { effect: state } : state, subject }, at + 1),
  );
const of = (statements: readonly LoggedStatement[]) => judgeStatements(statements, policy).standingOf(RELEASE);
const effective = (statements: readonly LoggedStatement[]) => of(statements).effective;
const kinds = (statements: readonly LoggedStatement[]) => {
  const { judge } = judgeStatements(statements, policy);
  return statements.map((one) => judge(one).kind);
};
const back = (statement: LoggedStatement | undefined): State => ({
  effect: "retract",
  refersTo: [statement?.payload ?? ""],
});

test("what is taken back is found by its digest, not by going through all for each retraction", () => {
  let reads = 0;
  const counted = (one: LoggedStatement): LoggedStatement => ({
    ...one,
    get payload() {
      reads += 1;
      return one.payload;
    },
  });
  const words = Array.from({ length: 300 }, (_, at) =>
    said({ by: "owner", state: { effect: "yanked", evidence: [`${at}`] }, subject: RELEASE }, at + 1),
  );
  const taken = words.map((one, at) => said({ by: "owner", state: back(one), subject: RELEASE }, 301 + at));
  expect(effective([...words, ...taken].map(counted))).toBe("none");
  expect(reads).toBeLessThan(20 * (words.length + taken.length));
});

describe("the state of a release", () => {
  test("is that of its owner until a registry takes it away, for which banishing takes two parties", () => {
    expect(effective([])).toBe("none");
    expect(effective(log(["owner", "published"], ["owner", "staged"]))).toBe("published");
    expect(effective(log(["owner", "published"], ["owner", "yanked"]))).toBe("yanked");
    expect(effective(log(["owner", "published"], ["registry", "tombstoned"]))).toBe("tombstoned");
    expect(effective(log(["registry", "banished"], ["registry", "banished"]))).toBe("none");
    expect(effective(log(["registry", "banished"], ["court", "banished"]))).toBe("banished");
    expect(of(log(["owner", "yanked"], ["registry", "tombstoned"]))).toMatchObject({
      owner: "yanked",
      registry: "tombstoned",
    });
  });

  test("is not changed by whoever stole a role, nor by what is about another release", () => {
    expect(effective(log(["owner", "published"], ["stranger", "yanked"], ["registry", "deleted"]))).toBe("published");
    expect(kinds(log(["stranger", "yanked"], ["monitor", "banished"]))).toEqual(["no-right", "no-right"]);
    expect(effective(log(["owner", "published"], ["owner", "deleted", OTHER]))).toBe("published");
  });

  test("comes back only by a retraction of the same role that names the statement", () => {
    const yanked = log(["owner", "published"], ["owner", "yanked"]);
    const retracted = (by: Person, subject = RELEASE) => [...yanked, said({ by, state: back(yanked[1]), subject }, 3)];
    expect(effective(retracted("owner"))).toBe("published");
    expect(kinds(retracted("owner"))).toEqual(["in-effect", "undone", "in-effect"]);
    expect(effective(retracted("registry"))).toBe("yanked");
    expect(effective(retracted("owner", OTHER))).toBe("yanked");
    const banished = log(["registry", "banished"], ["court", "banished"]);
    expect(effective([...banished, said({ by: "registry", state: back(banished[0]), subject: RELEASE }, 3)])).toBe(
      "banished",
    );
  });

  test("is unknown if a statement about it cannot be read, unless it is banished", () => {
    const yanked = log(["owner", "published"], ["owner", "yanked"]);
    expect(effective(yanked.map((one, at) => (at === 1 ? erased(one) : one)))).toBe("unknown");
    const banished = log(["registry", "banished"], ["court", "banished"], ["owner", "yanked"]);
    expect(effective(banished.map((one, at) => (at === 2 ? erased(one) : one)))).toBe("banished");
  });

  test("is observed by two looks, and put right by an answer", () => {
    const observed = (statements: readonly LoggedStatement[]) => of(statements).observed;
    expect(observed(log(["monitor", "available"]))).toBe("available");
    expect(observed(log(["monitor", "available"], ["monitor", "missing"]))).toBe("missing");
    expect(observed(log(["monitor", "mismatch"]))).toBe("unknown");
    const seen = log(["monitor", "mismatch"], ["monitor", { effect: "mismatch", reason: "defect" }]);
    expect(observed(seen)).toBe("mismatch");
    const [first] = seen;
    if (first === undefined) throw new Error("nothing was seen");
    expect(observed([first, loggedAgain(first, 2)])).toBe("unknown");
    const answer = { effect: "available" as const, refersTo: seen.map(({ payload }) => payload) };
    expect(observed([...seen, said({ by: "monitor", state: answer, subject: RELEASE }, 3)])).toBe("available");
  });
});

describe("what decides no state", () => {
  const rewritten = (one: LoggedStatement, more: Partial<LoggedStatement>): LoggedStatement => ({ ...one, ...more });
  const judged = (statements: readonly LoggedStatement[], at: number) => {
    const one = statements[at];
    if (one === undefined) throw new Error(`there is no statement ${at}`);
    return judgeStatements(statements, policy).judge(one);
  };
  const attested = (by: Person, index: number, release: string = RELEASE): LoggedStatement => {
    const one = said({ by, state: { effect: "staged" }, subject: release }, index);
    return { ...one, says: "scai", content: { ...one.content, state: undefined } as LoggedStatement["content"] };
  };

  test("is unread: of another release, or of a kind from which no state follows", () => {
    const [published, other] = log(["owner", "published"], ["owner", "yanked", OTHER]);
    if (published === undefined || other === undefined) throw new Error("two were said");
    expect(effective([published, erased(other)])).toBe("published");
    expect(effective([published, erased(attested("lab", 3))])).toBe("published");
    expect(effective([published, erased(rewritten(other, { subject: [policy.sha256] }))])).toBe("unknown");
    const absent = rewritten(other, { content: { kind: "absent", isErased: false } });
    expect(judged([absent], 0)).toEqual({ kind: "absent", isErased: false });
    expect(judged([erased(other)], 0)).toEqual({ kind: "absent", isErased: true });
  });

  test("is said of the policy, of which no release is made", () => {
    expect(effective(log(["owner", "published"], ["owner", "yanked", policy.sha256]))).toBe("published");
  });

  test("is an attestation, which may be taken back as well, unless nobody can read it", () => {
    const one = attested("lab", 1);
    const taken = [one, said({ by: "lab", state: back(one), subject: RELEASE }, 2)];
    expect(taken.map((_, at) => judged(taken, at).kind)).toEqual(["undone", "in-effect"]);
    expect(judged([one], 0)).toEqual({ kind: "recorded", roles: ["lab"] });
    expect(judged([erased(one), ...taken.slice(1)], 1)).toEqual({ kind: "no-right" });
  });

  test("is a retraction of one of two releases that a statement is about", () => {
    const both = rewritten(said({ by: "owner", state: { effect: "yanked" }, subject: RELEASE }, 1), {
      subject: [RELEASE, OTHER],
    });
    const taking = said({ by: "owner", state: back(both), subject: RELEASE }, 2);
    expect(effective([both, taking])).toBe("yanked");
    expect(effective([both, rewritten(taking, { subject: [OTHER, RELEASE] })])).toBe("none");
  });

  test("is an answer to what is no observation, or what only observes once more", () => {
    const answered = (by: Person, said_: readonly LoggedStatement[], effect: "available" | "missing") =>
      of([
        ...said_,
        said({ by, state: { effect, refersTo: said_.map(({ payload }) => payload) }, subject: RELEASE }, 9),
      ]);
    expect(answered("owner", log(["owner", "yanked"]), "available").owner).toBe("yanked");
    const seen = log(["monitor", "mismatch"], ["monitor", { effect: "mismatch", reason: "defect" }]);
    expect(answered("monitor", seen, "available").observed).toBe("available");
    expect(answered("monitor", seen, "missing").observed).toBe("mismatch");
  });

  test("is an answer that was taken back itself", () => {
    const seen = log(["monitor", "missing"]);
    const answer = { effect: "available" as const, refersTo: seen.map(({ payload }) => payload) };
    const all = [...seen, said({ by: "monitor", state: answer, subject: RELEASE }, 2)];
    expect(of(all).observed).toBe("available");
    expect(of([...all, said({ by: "monitor", state: back(all[1]), subject: RELEASE }, 3)]).observed).toBe("missing");
  });

  test("is one look that found other bytes: it proves neither that, nor that all is well", () => {
    expect(of([]).observed).toBe("unknown");
    expect(of(log(["monitor", "mismatch"], ["monitor", "available"])).observed).toBe("unknown");
    expect(of(log(["monitor", "mismatch"], ["monitor", "missing"])).observed).toBe("unknown");
  });
});

describe("a retraction", () => {
  test("has the roles of all that it takes back, in order", () => {
    const signers = policy.roles.get("owner")?.signers ?? [];
    const roles = new Map([
      ["owner", { signers, may: ["yanked" as const] }],
      ["desk", { signers, may: ["staged" as const] }],
    ]);
    const lines = log(["owner", "yanked"], ["owner", "staged"]);
    const taking = { effect: "retract" as const, refersTo: lines.map(({ payload }) => payload) };
    const one = said({ by: "owner", state: taking, subject: RELEASE }, 3);
    const { judge } = judgeStatements([...lines, one], { ...policy, roles });
    expect(judge(one)).toEqual({ kind: "in-effect", roles: ["desk", "owner"] });
  });

  test("is named by the least digest of those that take one back, in whatever order they are read", () => {
    const [yanked] = log(["owner", "yanked"]);
    if (yanked === undefined) throw new Error("nothing was said");
    const taking = [2, 3, 4].map((at) => said({ by: "owner", state: back(yanked), subject: RELEASE }, at));
    const least = taking.map(({ envelope }) => envelope).sort()[0];
    for (const order of [taking, taking.toReversed(), [...taking.slice(1), ...taking.slice(0, 1)]]) {
      const standing = judgeStatements([yanked, ...order], policy).judge(yanked);
      expect(standing).toMatchObject({ kind: "undone", by: { envelope: least } });
    }
  });
});

describe("a right that was passed on", () => {
  const grant = (to: Person, may: Parameters<typeof grantOf>[2] = ["yanked"]): State => ({
    effect: "grant",
    grant: grantOf(to, "owner", may),
  });

  test("holds between its grant and its revocation, and what was said meanwhile stays said", () => {
    const granted = log(["stranger", "yanked"], ["owner", grant("stranger"), policy.sha256], ["stranger", "yanked"]);
    const revoke = { effect: "revoke" as const, refersTo: [granted[1]?.payload ?? ""] };
    const all = [
      ...granted,
      said({ by: "owner", state: revoke, subject: policy.sha256 }, 4),
      said({ by: "stranger", state: { effect: "yanked", reason: "defect" }, subject: RELEASE }, 5),
    ];
    expect(kinds(all)).toEqual(["no-right", "in-effect", "in-effect", "in-effect", "no-right"]);
  });

  test("is one that its giver has, of his own role, and may pass on", () => {
    const by = (person: Person, may: Parameters<typeof grantOf>[2]) =>
      kinds(log([person, grant("stranger", may), policy.sha256], ["stranger", "yanked"]))[1];
    expect(by("owner", ["yanked"])).toBe("in-effect");
    expect(by("owner", ["yanked", "banished"])).toBe("no-right");
    expect(by("registry", ["yanked"])).toBe("no-right");
    expect(kinds(log(["owner", grant("stranger"), RELEASE], ["stranger", "yanked"]))[1]).toBe("no-right");
  });
});

describe("a timeline", () => {
  const lines = log(["owner", "staged"], ["monitor", "missing"], ["stranger", "yanked"], ["owner", "published", OTHER]);
  const shown = (filter: Parameters<typeof timelineOf>[2]) =>
    timelineOf(lines, policy, filter).map(({ receipts }) => receipts[0]?.index);

  test("shows all, by release, role, word or place, in the order of the log", () => {
    expect(shown({})).toEqual([1, 2, 3, 4]);
    expect(timelineOf([...lines].reverse(), policy).map(({ receipts }) => receipts[0]?.index)).toEqual([1, 2, 3, 4]);
    expect(shown({ subject: RELEASE })).toEqual([1, 2, 3]);
    expect(shown({ role: "owner" })).toEqual([1, 4]);
    expect(shown({ says: "yanked" })).toEqual([3]);
    expect(shown({ since: { index: 3 } })).toEqual([3, 4]);
    // What nobody dates may be of any time.
    expect(shown({ since: { seconds: 5 } })).toEqual([1, 2, 3, 4]);
  });

  test("dates each line by the earliest of its times", () => {
    const times = [7, 5, 9].map((seconds) => ({ source: "log" as const, seconds }));
    const dated = lines.map((one) =>
      one.content.kind === "said" ? { ...one, content: { ...one.content, times } } : one,
    );
    expect(timelineOf(dated, policy).map(({ notLaterThan }) => notLaterThan)).toEqual([5, 5, 5, 5]);
    expect(timelineOf(dated, policy, { since: { seconds: 6 } })).toEqual([]);
    expect(timelineOf(dated, policy, { since: { seconds: 5 } })).toHaveLength(4);
  });

  test("knows who has not spoken yet, for whom nobody else speaks", () => {
    const rows = timelineOf(lines, policy);
    const asked = [
      { role: "owner", says: "staged" },
      { role: "lab", says: "scai" },
      { role: "owner", says: "yanked" },
    ];
    expect(silenceOf(rows, asked)).toEqual(asked.slice(1));
  });

  test("is explained by the least of its statements", () => {
    const all = log(["owner", "staged"], ["owner", "published"], ["stranger", "banished"], ["owner", "yanked"]);
    expect(explainStanding(RELEASE, all, policy)).toEqual([all[3]]);
  });

  test("is explained out of thousands in seconds", () => {
    const many = log(
      ...Array.from({ length: 4000 }, (_, at) => ["owner", at % 1000 === 0 ? "yanked" : "published"] as const),
    );
    const { user } = process.cpuUsage();
    expect(explainStanding(RELEASE, many, policy)).toEqual([many[3000]]);
    // Leaving out one after the other took minutes.
    expect(process.cpuUsage().user - user).toBeLessThan(20_000_000);
  });

  test("names whoever published two roots as one release", () => {
    const release = "pkg:github/octo-org/octo-tool@v1";
    const twice = log(["owner", { effect: "published", release }], ["owner", { effect: "published", release }, OTHER]);
    expect(equivocations(twice)).toMatchObject([{ release, subjects: [RELEASE, OTHER].sort() }]);
    expect(equivocations(twice.slice(0, 1))).toEqual([]);
    expect(twice[0]?.receipts[0]?.origin).toBe(ORIGIN);
  });
});

test("who may use a release is as the document's table says", () => {
  const document = readFileSync(new URL("../../../docs/statements.md", import.meta.url), "utf8");
  const rows = [...document.matchAll(/^\| ([a-z, :]+) \| ([a-z, ]+) \| ([a-z, ]+) \| ([a-z, ]+) \|$/gm)];
  const WORDS = new Map([
    ["yes, with a warning", "with-warning"],
    ["not known", "unknown"],
  ]);
  const told = rows.flatMap(([, states = "", ...cells]) => {
    const names = states.split(":")[0]?.split(", ") ?? [];
    return names.map((name) => [name.trim(), cells.map((cell) => WORDS.get(cell) ?? cell)] as const);
  });
  const STATES = ["none", "staged", "published", "yanked", "deleted", "tombstoned", "banished", "unknown"] as const;
  for (const state of STATES) {
    const standing = { effective: state } as ReleaseStanding;
    const ways = (["newest", "version", "digest"] as const).map((way) => admissionOf(standing, way).admits);
    expect([state, told.find(([name]) => name === state)?.[1]]).toEqual([state, ways]);
  }
});
