import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readTag, readTagOf, tagNotUnderstood } from "../../../src/domain/source/read-tag.ts";
import { tagOf, templateOf } from "../../../src/domain/source/tag-template.ts";
import { isVersionOf, type VersionScheme } from "../../../src/domain/source/version-scheme.ts";

describe("a tag", () => {
  test.each([
    ["v1.2.3", "1.2.3", "semver", undefined],
    ["V1.2.3", "1.2.3", "semver", undefined],
    ["1.2.3", "1.2.3", "semver", undefined],
    ["v1.2.3-rc.1+build.5", "1.2.3-rc.1+build.5", "semver", undefined],
    ["release-1.2.3", "1.2.3", "semver", undefined],
    ["release/v1.2.3", "1.2.3", "semver", undefined],
    ["Release_1.2.3", "1.2.3", "semver", undefined],
    ["2024.11", "2024.11", "calver", undefined],
    ["v2024.11.03", "2024.11.03", "calver", undefined],
    ["2024.11.3", "2024.11.3", "semver", undefined],
    ["v2024-11-03", "2024-11-03", "calver", undefined],
    ["tool-v1.2.3", "1.2.3", "semver", "tool"],
    ["tool-1.2.3-rc.1", "1.2.3-rc.1", "semver", "tool"],
    ["pkg@1.2.3", "1.2.3", "semver", "pkg"],
    ["@scope/pkg@1.2.3", "1.2.3", "semver", "@scope/pkg"],
    ["aws/budgets/v1.2.3", "1.2.3", "semver", "aws/budgets"],
    ["tool-2024.11", "2024.11", "calver", "tool"],
    ["my-tool-2-1.2.3", "1.2.3", "semver", "my-tool-2"],
  ])("%s says %s by %s, of %s (Y6)", (tag, version, versioning, component) => {
    expect(readTag(tag)).toEqual({ version, versioning, component });
    // What the root states of it must be readable again.
    const template = templateOf(tag, { version, versioning: versioning as VersionScheme });
    expect(template === null ? null : tagOf(template, version)).toBe(tag);
  });

  test.each(["v1", "v1.0", "release", "toolv1.2.3", "vv1.2.3", "v1.2.3.4", "nightly", "1.2", "v24.04", "v1.2rc1", ""])(
    "%j says none (B42)",
    (tag) => {
      expect(readTag(tag)).toBeUndefined();
    },
  );
});

test.each([
  ["v1.2.3", true],
  ["tool@1.2.3", true],
  ["@acme/tool@1.2.3", true],
  ["path/to/tool/v1.2.3", true],
  ["other-v1.2.3", false],
  ["@tool/other@1.2.3", false],
  ["mytool@1.2.3", false],
])("%s is of the release tool: %s (P04)", (tag, is) => {
  expect(readTagOf(tag, "tool") !== undefined).toBe(is);
});

describe("a tag that is not understood is named, with the lines of manifest that would make it understood (Y6)", () => {
  test.each([
    ["pkg@1.2.3", "1.2.3", { name: "pkg", tag: "pkg@{version}" }],
    ["@scope/pkg@1.2.3", "1.2.3", { name: "pkg", tag: "@scope/pkg@{version}" }],
    ["v1.2", "1.2", { tag: "v{version}", versioning: "pep440" }],
    ["v1.2rc1", "1.2rc1", { tag: "v{version}", versioning: "pep440" }],
    ["nightly", "nightly", { tag: "{version}", versioning: "none" }],
  ])("%s", (tag, version, lines) => {
    const { reason, fix } = tagNotUnderstood(tag, "tool");
    expect(reason).toContain(`"${tag}"`);
    const said = parse(String(fix).split("\n").slice(1).join("\n"));
    expect(said).toEqual(lines);
    expect(tagOf(said.tag, version)).toBe(tag);
    expect(isVersionOf(said.versioning ?? "semver", version)).toBe(true);
  });
});
