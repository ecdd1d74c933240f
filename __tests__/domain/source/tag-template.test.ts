import { describe, expect, test } from "vitest";
import { isTemplateOf, tagOf, templateOf } from "../../../src/domain/source/tag-template.ts";
import type { VersionScheme } from "../../../src/domain/source/version-scheme.ts";

describe("the template of a tag", () => {
  test.each<[string, string, string, VersionScheme]>([
    ["v1.2.3", "1.2.3", "v{version}", "semver"],
    ["1.2.3", "1.2.3", "{version}", "semver"],
    ["V1.2.3", "1.2.3", "V{version}", "semver"],
    ["tool-v1.2.3", "1.2.3", "tool-v{version}", "semver"],
    ["@scope/pkg@1.2.3", "1.2.3", "@scope/pkg@{version}", "semver"],
    ["sub/dir/v1.2.3", "1.2.3", "sub/dir/v{version}", "semver"],
    ["log4j2-1.0.0", "1.0.0", "log4j2-{version}", "semver"],
    ["release-1.2.3-rc.1", "1.2.3-rc.1", "release-{version}", "semver"],
    ["go1.22.3", "1.22.3", "go{version}", "semver"],
    ["v2024.11.03", "2024.11.03", "v{version}", "calver"],
    ["r7", "7", "r{version}", "none"],
  ])("%s of %s is %s", (tag, version, template, versioning) => {
    expect(templateOf(tag, { version, versioning })).toBe(template);
    expect(tagOf(template, version)).toBe(tag);
  });

  test.each<[string, string, VersionScheme]>([
    ["nightly", "1.0.0", "semver"],
    ["v11.2.3", "1.2.3", "semver"],
    ["v1.2.34", "1.2.3", "semver"],
    ["v1.2.3-rc.1", "1.2.3", "semver"],
    ["v1.2.3+x", "1.2.3", "semver"],
    ["v0.1.2.3", "1.2.3", "semver"],
    ["v1.2.3-4.5.6", "4.5.6", "semver"],
    ["2024.11-1.0", "1.0", "calver"],
  ])("%s does not hold %s as a whole token (X14)", (tag, version, versioning) => {
    expect(templateOf(tag, { version, versioning })).toBeNull();
  });

  test("has one place for the version", () => {
    expect(isTemplateOf("{version}/{version}", "1.0.0/{version}", { version: "1.0.0", versioning: "semver" })).toBe(
      false,
    );
    expect(isTemplateOf("v1.0.0", "v1.0.0", { version: "1.0.0", versioning: "semver" })).toBe(false);
  });
});
