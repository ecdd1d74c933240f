import { expect, test } from "vitest";
import { asFlag } from "../../src/doors/options/as-flag.ts";
import { asInputOf } from "../../src/doors/options/spell-option.ts";
import { advice, option } from "../../src/kernel/advice.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { faultJson } from "../../src/views/fault/fault-json.ts";
import { faultSummary } from "../../src/views/fault/fault-summary.ts";
import { annotationText, faultText } from "../../src/views/fault/fault-text.ts";

const inVerify = asInputOf("verify");

test("the command line writes options as flags, the Action as inputs by their own names", () => {
  const fault = new Fault("release-mismatch", "it is unclear", { hint: advice`add ${option("release", "a@1")}` });
  expect(faultText(fault, asFlag)).toBe("error: it is unclear\nhint: add --release a@1");
  expect(faultJson(fault, asFlag).hint).toBe("add --release a@1");
  expect(annotationText(fault, inVerify)).toBe("it is unclear\nhint: add release: a@1");
  // As text of the page, where each sign stands for itself.
  expect(faultSummary(fault, "unsigned", inVerify)).toContain(String.raw`add release\: a\@1`);
});

test("a switch is on in the Action by its value, and on the command line by its name", () => {
  expect(asFlag(option("evidence-only"))).toBe("--evidence-only");
  expect(inVerify(option("evidence-only"))).toBe("evidence-only: true");
  expect(inVerify(option("previous"))).toBe("previous");
});

test("what the Action has no input for is said to be of the command line", () => {
  expect(asInputOf("seal")(option("commit"))).toBe("--commit on the command line");
  expect(asInputOf("seal")(option("key"))).toBe("key");
});
