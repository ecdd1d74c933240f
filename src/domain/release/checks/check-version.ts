import { advice, option } from "../../../kernel/advice.ts";
import { printable } from "../../../kernel/printable.ts";
import { tagOf, templateOf } from "../../source/tag-template.ts";
import { isVersionOf, SCHEME_WORDS, schemeFix, type VersionScheme } from "../../source/version-scheme.ts";
import type { Finding } from "./release-claim.ts";

/** What gives a release a version. */
export const GIVE_VERSION = advice`tag the commit, or give ${option("version")}`;

export interface NamedRelease {
  readonly name: string;
  readonly version: string;
  readonly versioning: VersionScheme;
  /** Where the version was read. */
  readonly versionSource: string;
  readonly tag: string | null;
  readonly tagSource: string;
  /** Of the manifest; undefined without one. */
  readonly tagPattern: string | undefined;
}

/** That there is a version of the project's own, and that it is one of its scheme. */
export function checkVersion({ version, versioning, versionSource }: NamedRelease): Finding {
  const words = SCHEME_WORDS[versioning];
  const about = { id: "version", found: version, expected: words, source: versionSource } as const;
  if (!isVersionOf(versioning, version)) {
    return { ...about, status: "failed", reason: `${printable(version)} is not ${words}`, fix: schemeFix(versioning) };
  }
  if (isStandIn(version)) {
    return {
      ...about,
      status: "missing",
      reason: "no tag and no version was found, so a stand-in is used",
      fix: GIVE_VERSION,
    };
  }
  return { ...about, status: "verified", reason: `the version is ${words}` };
}

/** Whether sealing made the version up because nothing said one. */
export function isStandIn(version: string): boolean {
  return version === "0.0.0-local" || version.startsWith("0.0.0-local.");
}

/**
 * That the tag says the version: as the manifest's pattern has it, else in any form that holds it whole (B42: v1 is not
 * v1.0.0).
 */
export function checkTagName({ version, versioning, tag, tagSource, tagPattern }: NamedRelease): Finding {
  const expected = tagOf(tagPattern ?? "v{version}", version);
  const about = { id: "tag-name", found: tag, expected, source: tagSource } as const;
  if (tag === null) {
    return {
      ...about,
      status: "missing",
      reason: "the release has no tag",
      fix: advice`tag the commit, or give ${option("tag")}`,
    };
  }
  if (tag === expected) return { ...about, status: "verified", reason: "the tag says the version" };
  if (tagPattern === undefined && templateOf(tag, { version, versioning }) !== null) {
    return { ...about, expected: tag, status: "verified", reason: "the tag says the version" };
  }
  return {
    ...about,
    status: "failed",
    reason: `the tag is ${printable(tag)}, not ${printable(expected)}`,
    fix: tagPattern === undefined ? `tag the commit ${expected}` : "change the tag, or `tag` in the manifest",
  };
}
