import { expect, test } from "vitest";
import { withoutWorkflowCommands } from "../../src/doors/action/workflow-command.ts";

test.each([
  ["::error::x", "\\u{3a}:error::x"],
  ["  ::add-mask::x", "  \\u{3a}:add-mask::x"],
  ["x ##[error]y ##[group]", "x \\u{23}#[error]y \\u{23}#[group]"],
  ["a::b", "a::b"],
  ["plain", "plain"],
  ["", ""],
])("%j holds no command of the runner (N24)", (line, expected) => {
  expect(withoutWorkflowCommands(line)).toBe(expected);
});
