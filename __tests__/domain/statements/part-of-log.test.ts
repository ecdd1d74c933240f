import { expect, test } from "vitest";
import { asOf } from "../../../src/domain/statements/as-of.ts";
import { countStatements } from "../../../src/domain/statements/count-statements.ts";
import type { LoggedStatement } from "../../../src/domain/statements/logged-statement.ts";
import { erased, RELEASES, said } from "./histories.ts";

const published = said({ by: "owner", state: { effect: "published" }, subject: RELEASES[0] }, 1);
const yanked = said({ by: "owner", state: { effect: "yanked" }, subject: RELEASES[0] }, 2);
const lost: LoggedStatement = { ...yanked, content: { kind: "absent", isErased: false } };
const refused: LoggedStatement = {
  ...yanked,
  content: { kind: "refused", code: "signature-invalid", reason: "it is another's" },
};

/** Signed not later than these seconds. */
function timed(statement: LoggedStatement, ...seconds: readonly number[]): LoggedStatement {
  if (statement.content.kind !== "said") return statement;
  const times = seconds.map((one) => ({ seconds: one, source: "timestamp", name: "a" }) as never);
  return { ...statement, content: { ...statement.content, times } };
}

test("a log with so many leaves has what lies before", () => {
  const all = [published, yanked];
  expect(asOf(all, { index: 1 })).toEqual([]);
  expect(asOf(all, { index: 2 })).toEqual([published]);
  expect(asOf(all, { index: 3 })).toEqual(all);
  expect(asOf(all, undefined)).toBe(all);
});

test("what a second log had later was not in both before", () => {
  const twice = { ...published, receipts: [...published.receipts, { origin: "other.example", index: 9 }] };
  expect([asOf([twice], { index: 9 }), asOf([twice], { index: 10 })]).toEqual([[], [twice]]);
});

test("by a time it has what anybody says was signed by then, and what nobody can read", () => {
  const all = [timed(published, 100, 300), timed(yanked, 200), erased(yanked), lost, refused];
  expect(asOf(all, { seconds: 99 })).toEqual([erased(yanked), lost, refused]);
  expect(asOf(all, { seconds: 100 })).toEqual([all[0], erased(yanked), lost, refused]);
  expect(asOf(all, { seconds: 200 })).toEqual(all);
  expect(asOf([published], { seconds: 200 })).toEqual([]);
});

test("statements are counted by what is known of them", () => {
  expect(countStatements([published, yanked, erased(yanked), lost, lost, refused])).toEqual({
    ...{ said: 2, refused: 1, absent: 2, erased: 1 },
  });
  expect(countStatements([])).toEqual({ said: 0, refused: 0, absent: 0, erased: 0 });
});
