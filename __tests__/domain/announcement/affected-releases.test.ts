import { expect, test } from "vitest";
import { requireAffected } from "../../../src/domain/announcement/affected-releases.ts";
import { expectFault } from "../../expect-fault.ts";

const [FIX, OLD, OLDER] = ["1".repeat(64), "2".repeat(64), "3".repeat(64)];

test("releases are affected, and the fix is none of them", () => {
  expect(() => requireAffected([OLD, OLDER], FIX)).not.toThrow();
});

test.each([
  ["nothing", [], "nothing says which releases are affected"],
  ["the fix itself, which would be withdrawn", [OLD, FIX], "would be withdrawn"],
])("refuses %s as what is affected", async (_what, affected, words) => {
  expect((await expectFault("usage", () => requireAffected(affected, FIX))).message).toContain(words);
});
