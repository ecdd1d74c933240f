import fc from "fast-check";
import { expect, test } from "vitest";
import { admissionOf } from "../../../src/domain/statements/admission.ts";
import { explainStanding } from "../../../src/domain/statements/explain-standing.ts";
import { joinStatements } from "../../../src/domain/statements/join-statements.ts";
import type { LoggedStatement } from "../../../src/domain/statements/logged-statement.ts";
import { judgeStatements } from "../../../src/domain/statements/release-standing.ts";
import { erased, histories, loggedAgain, policy, RELEASES } from "./histories.ts";

/** Random histories for each of the six properties. `.ci/run` asks for 4,000 each, 24,000 in all. */
const RUNS = { numRuns: Number(process.env["HISTORIES"] ?? 400) };

const standings = (statements: readonly LoggedStatement[]) => {
  const judged = judgeStatements(statements, policy);
  return RELEASES.map((release) => judged.standingOf(release));
};

/** What two logs of one history know of it: some statements, some of them without payload, under another origin. */
const parts = fc.tuple(histories, fc.array(fc.nat(3), { minLength: 36, maxLength: 36 })).map(([history, picks]) =>
  [0, 1, 2].map((side) =>
    history.flatMap((statement, at) => {
      const pick = picks[side * 12 + at] ?? 0;
      if (pick === 0) return [];
      const elsewhere = { ...statement, receipts: [{ origin: `mirror.example/${side}`, index: at }] };
      return [pick === 1 ? erased(elsewhere) : pick === 2 ? elsewhere : statement];
    }),
  ),
);

test("joining is commutative, associative and idempotent", () => {
  fc.assert(
    fc.property(parts, ([a = [], b = [], c = []]) => {
      const ab = joinStatements([a, b]);
      expect(joinStatements([b, a])).toEqual(ab);
      expect(joinStatements([ab, c])).toEqual(joinStatements([a, joinStatements([b, c])]));
      expect(joinStatements([ab, ab])).toEqual(ab);
      expect(joinStatements([ab, a])).toEqual(ab);
    }),
    RUNS,
  );
}, 600_000);

test("the state is the same in whatever order statements are read and whatever time they claim", () => {
  fc.assert(
    fc.property(histories, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (history, keys) => {
      const shuffled = history
        .map((statement, at) => ({ statement, key: keys[at] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ statement, key }): LoggedStatement => {
          const { content } = statement;
          const times = [{ source: "log" as const, seconds: key }];
          return content.kind === "said" ? { ...statement, content: { ...content, times } } : statement;
        });
      expect(standings(shuffled)).toEqual(standings(history));
    }),
    RUNS,
  );
}, 600_000);

test("erasing statements never admits a release that was not admitted before", () => {
  const OPEN = ["yes", "with-warning"];
  const RANK = ["no", "unknown", "with-warning", "yes"];
  fc.assert(
    fc.property(histories, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (history, picks) => {
      const [before, after] = [
        standings(history),
        standings(history.map((one, at) => (picks[at] ? erased(one) : one))),
      ];
      for (const [at, standing] of before.entries()) {
        const then = after[at] ?? standing;
        for (const asked of ["newest", "version", "digest"] as const) {
          const [was, is] = [admissionOf(standing, asked).admits, admissionOf(then, asked).admits];
          if (OPEN.includes(is)) expect(RANK.indexOf(is)).toBeLessThanOrEqual(RANK.indexOf(was));
        }
      }
    }),
    RUNS,
  );
}, 600_000);

test("what nobody may say changes no state", () => {
  fc.assert(
    fc.property(histories, (history) => {
      const judged = judgeStatements(history, policy);
      const counting = history.filter((one) => judged.judge(one).kind !== "no-right");
      expect(standings(counting)).toEqual(standings(history));
    }),
    RUNS,
  );
}, 600_000);

test("what is logged once more in another envelope changes no state", () => {
  fc.assert(
    fc.property(histories, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (history, picks) => {
      const judged = judgeStatements(history, policy);
      const again = history
        .filter((one, at) => picks[at] && judged.judge(one).kind !== "no-right")
        .map((one, at) => loggedAgain(one, history.length + 1 + at));
      expect(standings([...history, ...again])).toEqual(standings(history));
    }),
    RUNS,
  );
}, 600_000);

test("an explanation has the state of the whole, and is the least that has", () => {
  fc.assert(
    fc.property(histories, fc.nat(11), (history, at) => {
      const some = history.map((one, index) => (index === at ? erased(one) : one));
      const release = RELEASES[0];
      const standing = (set: readonly LoggedStatement[]) => judgeStatements(set, policy).standingOf(release);
      const because = explainStanding(release, some, policy);
      expect(standing(because)).toEqual(standing(some));
      for (const one of because) {
        expect(standing(because.filter((other) => other !== one))).not.toEqual(standing(some));
      }
    }),
    RUNS,
  );
}, 600_000);
