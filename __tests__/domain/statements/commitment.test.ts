import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeCryptography as crypto } from "../../../src/crypto/node.ts";
import { isKnown } from "../../../src/domain/statements/authority.ts";
import { COMMITMENT_TYPE, commitmentTo, openingsIn } from "../../../src/domain/statements/commitment.ts";
import type { LoggedStatement } from "../../../src/domain/statements/logged-statement.ts";
import { judgeStatements } from "../../../src/domain/statements/release-standing.ts";
import { readReleaseState } from "../../../src/domain/statements/release-state.ts";
import { timelineOf } from "../../../src/domain/statements/timeline.ts";
import type { JsonObject } from "../../../src/kernel/json.ts";
import { expectFault } from "../../expect-fault.ts";
import { erased, histories, loggedAgain, madeBy, ORIGIN, type Person, policy, RELEASES, said } from "./histories.ts";

const [RELEASE, OTHER] = RELEASES;
const [A, B] = ["a".repeat(64), "b".repeat(64)];
const RUNS = { numRuns: Number(process.env["HISTORIES"] ?? 400) };

test("a commitment is SHA-256 over its type, the salt and the digest of the root, as others compute it", async () => {
  const [root, salt] = [RELEASE, A];
  expect(COMMITMENT_TYPE).toBe("https://release-capsule.github.io/release-capsule/commitment/v1");
  const expected = createHash("sha256")
    .update(`${COMMITMENT_TYPE}\n`)
    .update(Buffer.from(salt, "hex"))
    .update(Buffer.from(root, "hex"))
    .digest("hex");
  expect(await commitmentTo(root, salt, crypto)).toBe(expected);
  expect(await commitmentTo(salt, root, crypto)).not.toBe(expected);
});

describe("what commits or opens", () => {
  const read = (predicate: object) => readReleaseState({ predicate: predicate as JsonObject });

  test.each([
    ["a commitment that names its release", { effect: "committed", reason: "none", release: "pkg:generic/a@1" }],
    ["a commitment that rests on something", { effect: "committed", reason: "none", evidence: [A] }],
    ["a commitment with its salt", { effect: "committed", reason: "none", salt: A }],
    ["an opening without salt", { effect: "opened", reason: "none", refersTo: [A] }],
    ["an opening of nothing", { effect: "opened", reason: "none", salt: A }],
    ["an opening of two commitments", { effect: "opened", reason: "none", salt: A, refersTo: [A, B] }],
  ])("%s is refused", async (_what, predicate) => {
    await expectFault("release-state-malformed", () => read(predicate));
  });

  test("is read as it was written", () => {
    for (const state of [
      { effect: "committed", reason: "none" },
      { effect: "opened", reason: "none", refersTo: [A], salt: B },
    ]) {
      expect(read(state)).toEqual(state);
    }
  });
});

const committed = (by: Person, index: number, release: string = RELEASE) =>
  said({ by, state: { effect: "committed" }, subject: madeBy(release) }, index);
const opened = (by: Person, index: number, of: LoggedStatement, more: { release?: string; opens?: string } = {}) => {
  const { release = RELEASE, opens = madeBy(RELEASE) } = more;
  return said({ by, state: { effect: "opened", refersTo: [of.payload], salt: A }, subject: release, opens }, index);
};
const standing = (log: readonly LoggedStatement[], at: number) => {
  const one = log[at];
  if (one === undefined) throw new Error(`there is no statement ${at}`);
  return judgeStatements(log, policy).judge(one);
};

describe("an opening", () => {
  const first = committed("owner", 1);

  test("is in effect after its commitment, and says since when the release was known", () => {
    const times = [{ source: "log" as const, seconds: 1_700_000_000 }];
    const dated = { ...first, content: { ...first.content, times } } as LoggedStatement;
    const log = [dated, opened("owner", 2, first)];
    expect(standing(log, 1)).toMatchObject({ kind: "in-effect", roles: ["owner"], opens: { payload: first.payload } });
    const row = timelineOf(log, policy).find(({ says }) => says === "opened");
    expect(row?.knownSince).toBe(1_700_000_000);
  });

  test.each<[string, readonly LoggedStatement[], string]>([
    ["without a commitment", [opened("owner", 2, first)], "no commitment before it"],
    [
      "before its commitment",
      [opened("owner", 2, committed("owner", 3)), committed("owner", 3)],
      "no commitment before",
    ],
    ["with a wrong salt", [first, opened("owner", 2, first, { opens: B })], "do not make the commitment"],
    ["of another release", [first, opened("owner", 2, first, { release: OTHER, opens: madeBy(OTHER) })], "do not make"],
    [
      "of a statement that is no commitment",
      [
        said({ by: "owner", state: { effect: "staged" }, subject: RELEASE }, 1),
        opened("owner", 2, said({ by: "owner", state: { effect: "staged" }, subject: RELEASE }, 1)),
      ],
      "no commitment before",
    ],
    ["whose commitment nobody can read", [erased(first), opened("owner", 2, first)], "no commitment before it"],
  ])("%s opens nothing", (_what, log, reason) => {
    const at = log.findIndex(({ content }) => content.kind === "said" && content.state?.effect === "opened");
    expect(standing(log, at)).toMatchObject({ kind: "unfounded", reason: expect.stringContaining(reason) });
  });

  test("is of whoever committed: a stranger has no right, and another role opens nothing", () => {
    expect(standing([first, opened("stranger", 2, first)], 1)).toEqual({ kind: "no-right" });
    const grant = said(
      {
        ...{ by: "owner", subject: policy.sha256 },
        state: {
          effect: "grant",
          grant: {
            role: "owner",
            may: ["committed"],
            signer: { identity: "lab@example.com", issuer: "https://issuer.example" },
          },
        },
      },
      1,
    );
    const own = committed("owner", 2);
    expect(standing([grant, own, opened("lab", 3, own)], 2)).toMatchObject({ kind: "in-effect" });
  });

  test("of another role opens nothing", async () => {
    const of = committed("owner", 1);
    const other = opened("court", 2, of);
    // In the policy of this test the court may commit, too, for itself.
    const { legal, owner } = Object.fromEntries(policy.roles);
    const both = {
      ...policy,
      roles: new Map([
        ...policy.roles,
        ["legal", { signers: legal?.signers ?? [], may: ["committed" as const] }],
        ["owner", { signers: owner?.signers ?? [], may: ["committed" as const] }],
      ]),
    };
    expect(judgeStatements([of, other], both).judge(other)).toMatchObject({
      kind: "unfounded",
      reason: "another role made the commitment",
    });
  });

  test("is the first: a second one opens nothing, and the same one in another envelope is the same", () => {
    const one = opened("owner", 2, first);
    const two = { ...opened("owner", 3, first), payload: B };
    expect(standing([first, one, two], 1).kind).toBe("in-effect");
    expect(standing([first, one, two], 2)).toMatchObject({
      kind: "unfounded",
      reason: expect.stringContaining("before"),
    });
    const again = loggedAgain(one, 3);
    expect(standing([first, one, again], 2).kind).toBe("in-effect");
  });

  test("and its commitment are not taken back: what was known stays known", () => {
    const one = opened("owner", 2, first);
    const back = (of: LoggedStatement, index: number) =>
      said({ by: "owner", state: { effect: "retract", refersTo: [of.payload] }, subject: of.subject[0] ?? "" }, index);
    expect(standing([first, one, back(one, 3), back(first, 4)], 1).kind).toBe("in-effect");
    expect(standing([first, one, back(one, 3)], 2).kind).toBe("no-right");
  });

  test("of many is judged by going once through them, and not for each of them through all", () => {
    const commitments = Array.from({ length: 300 }, (_, at) => committed("owner", at + 1, String(at)));
    const openings = commitments.map((of, at) => opened("owner", 301 + at, of, { opens: madeBy(String(at)) }));
    let asked = 0;
    const rolesFor = () => {
      asked += 1;
      return ["owner"];
    };
    const judge = openingsIn({ known: [...openings, ...commitments].filter(isKnown), policy, rolesFor });
    expect(openings.filter(isKnown).map((one) => judge(one).kind)).toEqual(openings.map(() => "opens"));
    expect(asked).toBe(2 * openings.length);
  });

  test("changes no state of a release", () => {
    const log = [first, opened("owner", 2, first)];
    expect(judgeStatements(log, policy).standingOf(RELEASE).effective).toBe("none");
  });
});

/** Commitments and openings of every kind, of two releases and three roles, in the order of a log. */
const secrets: fc.Arbitrary<LoggedStatement[]> = fc
  .array(
    fc.record({
      by: fc.constantFrom<Person>("owner", "owner", "owner", "court", "stranger"),
      isOpening: fc.boolean(),
      release: fc.constantFrom(...RELEASES),
      target: fc.nat(),
      isRight: fc.nat(3).map((at) => at > 0),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((steps) => {
    const log: LoggedStatement[] = [];
    for (const { by, isOpening, release, target, isRight } of steps) {
      const of = log[target % Math.max(1, log.length)];
      const index = log.length + 1;
      if (!isOpening || of === undefined) log.push(committed(by, index, release));
      else log.push(opened(by, index, of, { release, opens: isRight ? (of.subject[0] ?? A) : B }));
    }
    return log;
  });

describe("in random histories", () => {
  test("there are openings of every kind", () => {
    const kinds = fc.sample(secrets, { numRuns: 300, seed: 1 }).flatMap((log) => {
      const { judge } = judgeStatements(log, policy);
      return log.map((one) => {
        const judged = judge(one);
        return judged.kind === "unfounded" ? judged.reason : judged.kind;
      });
    });
    expect(new Set(kinds).size).toBeGreaterThanOrEqual(5);
    expect(kinds.filter((kind) => kind.includes("opened before")).length).toBeGreaterThan(3);
  });

  test("whatever is in effect opens one commitment that stands before it, of the same role, and opens it alone", () => {
    fc.assert(
      fc.property(fc.oneof(histories, secrets), (history) => {
        const { judge } = judgeStatements(history, policy);
        const opening = new Map<string, string>();
        for (const one of history) {
          if (one.content.kind !== "said" || one.content.state?.effect !== "opened") continue;
          const judged = judge(one);
          if (judged.kind !== "in-effect") continue;
          const of = judged.opens;
          if (of === undefined) throw new Error("an opening opens something");
          expect(of.subject).toEqual([one.content.opens]);
          expect(of.receipts[0]?.index).toBeLessThan(one.receipts[0]?.index ?? 0);
          expect(judge(of)).toMatchObject({ roles: expect.arrayContaining([...judged.roles]) });
          expect(opening.get(of.payload) ?? one.payload).toBe(one.payload);
          opening.set(of.payload, one.payload);
        }
      }),
      RUNS,
    );
  }, 600_000);

  test("what becomes of an opening does not depend on the order in which statements are read", () => {
    fc.assert(
      fc.property(
        fc.oneof(histories, secrets),
        fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        (history, keys) => {
          const shuffled = history
            .map((statement, at) => ({ statement, key: keys[at] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ statement }) => statement);
          const [one, other] = [judgeStatements(history, policy), judgeStatements(shuffled, policy)];
          for (const statement of history) expect(other.judge(statement).kind).toBe(one.judge(statement).kind);
        },
      ),
      RUNS,
    );
  }, 600_000);
});

describe("the place of a leaf decides, and no digest for it", () => {
  const first = committed("owner", 1);
  const elsewhere = (one: LoggedStatement, index: number, payload = one.payload): LoggedStatement => ({
    ...one,
    ...{ payload, receipts: [{ origin: "mirror.example", index }] },
  });
  const kindsOf = (log: readonly LoggedStatement[]) => log.map((_, at) => standing(log, at).kind);
  const [LEAST, GREATEST] = ["0".repeat(64), "f".repeat(64)];

  test("which of two openings was the first, whatever their digests are", () => {
    for (const [early, late] of [[LEAST, GREATEST] as const, [GREATEST, LEAST] as const]) {
      const log = [
        first,
        { ...opened("owner", 2, first), payload: early },
        { ...opened("owner", 3, first), payload: late },
      ];
      expect(kindsOf(log)).toEqual(["in-effect", "in-effect", "unfounded"]);
    }
  });

  test("of two openings that only another log has, one opens: that of the lesser digest", () => {
    const one = elsewhere(opened("owner", 2, first), 1, GREATEST);
    const other = elsewhere(opened("owner", 3, first), 2, LEAST);
    expect(kindsOf([first, one, other])).toEqual(["in-effect", "unfounded", "in-effect"]);
  });

  test("a commitment that the policy's own log does not have stands before no opening", () => {
    for (const payload of [LEAST, GREATEST]) {
      const hidden = elsewhere(first, 1, payload);
      expect(kindsOf([hidden, opened("owner", 2, hidden)])[1]).toBe("unfounded");
      expect(kindsOf([hidden, elsewhere(opened("owner", 2, hidden), 2)])[1]).toBe("unfounded");
    }
  });

  test("a commitment to two things is none: whoever made it could choose", () => {
    const two = { ...first, subject: [madeBy(RELEASE), madeBy(OTHER)] };
    expect(standing([two, opened("owner", 2, two)], 1)).toMatchObject({
      kind: "unfounded",
      reason: expect.stringContaining("do not make the commitment"),
    });
  });

  test("among attestations, of which none commits; and of an opening that nobody logged yet", () => {
    const attested = said({ by: "lab", state: { effect: "staged" }, subject: RELEASE }, 1);
    const scai = { ...attested, says: "scai", content: { ...attested.content, state: undefined } } as LoggedStatement;
    const commitment = committed("owner", 2);
    const log = [scai, commitment, opened("owner", 3, commitment)];
    expect(kindsOf(log)).toEqual(["recorded", "in-effect", "in-effect"]);
    expect(judgeStatements([first], policy).judge(opened("owner", 2, first)).kind).toBe("in-effect");
  });
});

test("an opening that only another log has comes after all that the policy's own log has", () => {
  const first = committed("owner", 1);
  const elsewhere = { ...opened("owner", 2, first), receipts: [{ origin: "mirror.example", index: 0 }] };
  expect(standing([first, elsewhere], 1).kind).toBe("in-effect");
  const own = { ...opened("owner", 9, first), payload: A };
  expect(standing([first, elsewhere, own], 1).kind).toBe("unfounded");
  expect(ORIGIN).not.toBe("mirror.example");
});
