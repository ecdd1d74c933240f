import { describe, expect, test } from "vitest";
import { findDisagreement, SOURCE_FACTS } from "../../../src/domain/verification/agreement.ts";

describe("two parties agree", () => {
  test("if what both say is equal, and what one says alone is not asked of the other", () => {
    expect(findDisagreement({ commit: "a", run: "1" }, { commit: "a", ref: "r" })).toBeUndefined();
  });

  test.each(SOURCE_FACTS)("not if they say different things of the %s, in whatever order they are given", (fact) => {
    expect(findDisagreement({ [fact]: "a" }, { [fact]: "A" })).toEqual({ fact, stated: "a", certified: "A" });
    expect(findDisagreement({ [fact]: "A" }, { [fact]: "a" })).toMatchObject({ fact });
  });

  test("not if one is silent on what it has to say", () => {
    const [one, other] = [{ commit: "a" }, { commit: "a", run: "1" }];
    expect(findDisagreement(one, other, { mustState: ["run"] })).toMatchObject({ fact: "run", stated: undefined });
    expect(findDisagreement(one, other, { mustState: ["ref"] })).toBeUndefined();
    expect(findDisagreement(other, one, { mustCertify: "all" })).toMatchObject({ fact: "run", certified: undefined });
  });
});
