import { expect, test } from "vitest";
import { isVersionTag, requireVersion, versionOfTag } from "../../../src/domain/source/version.ts";
import { expectFault } from "../../expect-fault.ts";

test.each(["1.2.3", "0.0.0-local", "1.0.0-rc.1+build.5", `0.0.0-local.${"a".repeat(64)}`])("accepts %s", (version) => {
  expect(requireVersion(version)).toBeUndefined();
});

test.each([
  "",
  "1",
  "1.2",
  "v1.2.3",
  "=1.2.3",
  " 1.2.3",
  "1.2.3 ",
  "1.2.3\n",
  "01.2.3",
  "1.2.3/../x",
  "latest",
  `1.2.3-${"a".repeat(200)}`,
])("refuses %j", async (version) => {
  await expectFault("version-invalid", () => requireVersion(version));
});

test.each([
  ["v1.2.3", "1.2.3"],
  ["1.2.3", "1.2.3"],
  ["tool-v1.2.3", "1.2.3"],
  ["tool-1.2.3-rc.1", "1.2.3-rc.1"],
  ["tool@1.2.3", "1.2.3"],
  ["tool/v1.2.3", "1.2.3"],
])("reads the tag %s of tool as %s", (tag, version) => {
  expect(isVersionTag(tag, "tool")).toBe(true);
  expect(versionOfTag(tag, "tool")).toBe(version);
});

test.each(["v1", "v1.0", "other-v1.2.3", "release", "toolv1.2.3", "vv1.2.3", "v1.2.3.4"])(
  "the tag %s says no version of tool (B42)",
  async (tag) => {
    expect(isVersionTag(tag, "tool")).toBe(false);
    await expectFault("version-invalid", () => versionOfTag(tag, "tool"));
  },
);
