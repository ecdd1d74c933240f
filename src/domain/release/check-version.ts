import { printable } from "../../kernel/printable.ts";
import { tagOf } from "../source/tag-template.ts";
import { isVersionTag, versionOrUndefined } from "../source/version.ts";
import type { Finding } from "./release-claim.ts";

export interface NamedRelease {
  readonly name: string;
  readonly version: string;
  /** Where the version was read. */
  readonly versionSource: string;
  readonly tag: string | null;
  readonly tagSource: string;
  /** Of the manifest; undefined without one. */
  readonly tagPattern: string | undefined;
}

/** That there is a version of the project's own, and that it is a semantic one. */
export function checkVersion({ version, versionSource }: NamedRelease): Finding {
  const about = { id: "version", found: version, expected: "a semantic version", source: versionSource } as const;
  if (versionOrUndefined(version) === undefined) {
    const fix = "give MAJOR.MINOR.PATCH, for example 1.2.3";
    return { ...about, status: "failed", reason: `${printable(version)} is no semantic version`, fix };
  }
  if (isStandIn(version)) {
    return {
      ...about,
      status: "missing",
      reason: "no tag and no version was found, so a stand-in is used",
      fix: "tag the commit, or give --version",
    };
  }
  return { ...about, status: "verified", reason: "the version is a semantic one" };
}

/** Whether sealing made the version up because nothing said one. */
export function isStandIn(version: string): boolean {
  return version === "0.0.0-local" || version.startsWith("0.0.0-local.");
}

/** That the tag is `v` and the version, or what the manifest's pattern makes of it (B42: v1 is not v1.0.0). */
export function checkTagName({ name, version, tag, tagSource, tagPattern }: NamedRelease): Finding {
  const expected = tagOf(tagPattern ?? "v{version}", version);
  const about = { id: "tag-name", found: tag, expected, source: tagSource } as const;
  if (tag === null) {
    return { ...about, status: "missing", reason: "the release has no tag", fix: "tag the commit, or give --tag" };
  }
  if (tag === expected) return { ...about, status: "verified", reason: "the tag says the version" };
  if (tagPattern === undefined && tag !== version && isVersionTag(tag, name)) {
    return { ...about, expected: tag, status: "verified", reason: "the tag says the name and the version" };
  }
  return {
    ...about,
    status: "failed",
    reason: `the tag is ${printable(tag)}, not ${printable(expected)}`,
    fix: tagPattern === undefined ? "name tags v and the version" : "change the tag, or `tag` in the manifest",
  };
}
