import { expect, test } from "vitest";
import { besideFileName, isBesideName } from "../../../src/domain/capsule/beside-file-name.ts";

test("an approval is called after its capsule, and by its own digest", () => {
  const name = besideFileName("approval", "tool-1.2.3.capsule", "0123456789abcdef".repeat(4));
  expect(name).toBe("tool-1.2.3.0123456789ab.approval.sigstore.json");
  expect(isBesideName("approval", name, "tool-1.2.3.capsule")).toBe(true);
});

test.each([
  ["tool-1.2.3.x.approval.sigstore.json", "tool-1.2.3.CAPSULE", true],
  ["tool-1.2.3.local.x.approval.sigstore.json", "tool-1.2.3.local.capsule", true],
  ["tool-1.2.3.approval.sigstore.json", "tool-1.2.3.capsule", true],
  ["tool-1.2.31.x.approval.sigstore.json", "tool-1.2.3.capsule", false],
  ["tool-1.2.3.x.sigstore.json", "tool-1.2.3.capsule", false],
  ["other.x.approval.sigstore.json", "tool-1.2.3.capsule", false],
  ["tool-1.2.3.x.approval.sigstore.json.exe", "tool-1.2.3.capsule", false],
])("%s beside %s: %s", (name, capsule, is) => {
  expect(isBesideName("approval", name, capsule)).toBe(is);
});
