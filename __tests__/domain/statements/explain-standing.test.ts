import { describe, expect, test } from "vitest";
import { explainStanding } from "../../../src/domain/statements/explain-standing.ts";
import type { LoggedStatement } from "../../../src/domain/statements/logged-statement.ts";
import { erased, grantOf, type Person, policy, RELEASES, type Saying, said } from "./histories.ts";

const [RELEASE, OTHER] = RELEASES;
type State = Saying["state"];
const at = (index: number, by: Person, state: State | State["effect"], subject: string = RELEASE) =>
  said({ by, state: typeof state === "string" ? { effect: state } : state, subject }, index);
const because = (...statements: readonly LoggedStatement[]) => explainStanding(RELEASE, statements, policy);

describe("an explanation", () => {
  const yanked = at(1, "owner", "yanked");

  test("names what the owner said, though a registry decides", () => {
    const tombstoned = at(2, "registry", "tombstoned");
    expect(because(at(3, "owner", "published"), yanked, tombstoned)).toEqual([yanked, tombstoned]);
  });

  test("names what a registry said, though nobody knows what else was said", () => {
    const gone = erased(at(2, "owner", "deleted"));
    const tombstoned = at(3, "registry", "tombstoned");
    expect(because(gone, tombstoned)).toEqual([gone, tombstoned]);
  });

  test("names what was observed, which no party decides", () => {
    const missing = at(2, "monitor", "missing");
    expect(because(yanked, missing, at(3, "monitor", "available"))).toEqual([yanked, missing]);
  });

  test("names what is erased, though it says nothing of owner, registry and observers", () => {
    const gone = erased(yanked);
    expect(because(gone)).toEqual([gone]);
    expect(because(erased(at(2, "owner", "yanked", OTHER)))).toEqual([]);
  });

  test("names the right by which it was said", () => {
    const grant = { effect: "grant" as const, grant: grantOf("stranger", "owner", ["yanked"]) };
    const granted = at(1, "owner", grant, policy.sha256);
    const said_ = at(2, "stranger", "yanked");
    expect(because(granted, at(3, "owner", "staged"), said_)).toEqual([granted, said_]);
  });

  test("leaves out a retraction once that is gone which it takes back", () => {
    const taken = at(2, "owner", { effect: "retract", refersTo: [yanked.payload] });
    expect(because(taken, yanked)).toEqual([]);
    expect(because(yanked, taken)).toEqual([]);
  });

  test("judges nothing that is about other releases, and each statement that stays once more", () => {
    let judged = 0;
    const counting = {
      ...policy,
      get thresholds() {
        judged += 1;
        return policy.thresholds;
      },
    };
    explainStanding(RELEASE, [yanked], counting);
    expect(judged).toBe(2);
    judged = 0;
    const others = Array.from({ length: 50 }, (_, index) => at(index + 2, "owner", "yanked", OTHER));
    expect(explainStanding(RELEASE, [...others, yanked], counting)).toEqual([yanked]);
    expect(judged).toBe(2);
  });
});
