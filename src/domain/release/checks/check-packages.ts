import { printable } from "../../../kernel/printable.ts";
import type { NumberedVersion } from "../../source/tag-template.ts";
import type { DeclaredVersion } from "../packages/declared-version.ts";
import { fitsGoModule, isSameVersion } from "../packages/same-version.ts";
import { GIVE_VERSION, isStandIn } from "./check-version.ts";
import type { Finding } from "./release-claim.ts";

/** A package manifest of the checkout. */
export interface PackageFile {
  /** Relative to the top, with `/`. */
  readonly path: string;
  /** Undefined if there is no such file. */
  readonly declared: DeclaredVersion | undefined;
  /** Whether the release manifest lists it; what is only found at the top may be of no release. */
  readonly isListed: boolean;
}

/** A release as package manifests are compared with it. */
export interface TaggedVersion extends NumberedVersion {
  readonly tag: string | null;
}

/** That each package manifest carries the version of the release; one finding for each, or one that says there is none. */
export function checkPackages(release: TaggedVersion, files: readonly PackageFile[]): Finding[] {
  const { version } = release;
  if (files.length === 0) {
    const reason = "no package manifest was found or listed";
    return [
      {
        id: "package-version",
        found: null,
        expected: version,
        source: "the checkout",
        status: "not-applicable",
        reason,
      },
    ];
  }
  if (isStandIn(version)) {
    const reason = "no version of the project's own is known";
    return [
      {
        id: "package-version",
        found: null,
        expected: null,
        source: "none",
        status: "not-checked",
        reason,
        fix: GIVE_VERSION,
      },
    ];
  }
  return files.map((file) => {
    const finding = checkPackage(file, release);
    const isOtherVersion = file.declared?.kind === "version";
    return { ...finding, file: file.path, ...(file.isListed || isOtherVersion ? {} : { onlyWarns: true }) };
  });
}

function checkPackage({ path, declared }: PackageFile, release: TaggedVersion): Finding {
  const { version } = release;
  const about = { id: "package-version", found: null, expected: version, source: path } as const;
  if (declared === undefined) {
    const reason = `there is no file ${printable(path)}`;
    return { ...about, status: "missing", reason, fix: "correct `packages` in the manifest" };
  }
  switch (declared.kind) {
    case "version": {
      const found = { ...about, found: declared.version, source: `${path} (${declared.at})` };
      if (isSameVersion(declared.version, release, path)) {
        return { ...found, status: "verified", reason: `${printable(path)} has the version of the release` };
      }
      if (isPlaceholder(declared.version)) {
        const reason = `${printable(path)} has ${printable(declared.version)}, which stands for a version that is set later`;
        return { ...found, status: "not-applicable", reason };
      }
      return {
        ...found,
        status: "failed",
        reason: `${printable(path)} says another version`,
        fix: `set ${declared.at} to ${version} in ${printable(path)}, then tag that commit`,
        sides: [
          [release.tag === null ? "Release" : "Tag", version],
          [path, declared.version],
        ],
      };
    }
    case "go-module":
      return checkGoModule({ path, module: declared.module }, release);
    case "none":
      return { ...about, status: "not-applicable", reason: `${printable(path)}: ${declared.reason}` };
    case "inherited":
      return { ...about, status: "missing", reason: `no workspace above ${printable(path)} states the version` };
    case "unknown":
      return { ...about, status: "not-applicable", reason: `${printable(path)}: ${declared.reason}` };
    case "unreadable":
      return { ...about, status: "failed", reason: `${printable(path)}: ${declared.reason}`, fix: "correct the file" };
  }
}

/** What semantic-release and others leave in a file whose version they never commit. */
function isPlaceholder(version: string): boolean {
  return /^0\.0\.0(?:-|$)/.test(version);
}

/** A Go module has no version of its own: its path and the tag's prefix must fit, https://go.dev/ref/mod#vcs-version */
function checkGoModule(file: { path: string; module: string }, release: TaggedVersion): Finding {
  const { version, tag } = release;
  const about = { id: "package-version", found: file.module, source: file.path } as const;
  if (release.versioning !== "semver") {
    const reason = "Go finds modules by semantic versions alone, and this release is numbered otherwise";
    return { ...about, expected: null, status: "not-applicable", reason };
  }
  const folder = file.path.includes("/") ? `${file.path.replace(/\/[^/]*$/, "")}/` : "";
  // The folder of a major version, `v2/go.mod`, is not part of the tag.
  const prefix = folder.replace(/(^|\/)v\d+\/$/, "$1");
  const expected = `${prefix}v${version}`;
  if (!fitsGoModule(file.module, version)) {
    const reason = `the module path ${printable(file.module)} cannot have version ${printable(version)}`;
    const fix = "end the module path in the major version, for example /v2";
    return { ...about, expected: `a module of version ${version}`, status: "failed", reason, fix };
  }
  if (tag === expected) return { ...about, expected, status: "verified", reason: "Go finds the module by this tag" };
  const reason = `Go would look for the tag ${printable(expected)}`;
  return { ...about, expected, status: "failed", reason, fix: `tag the commit ${expected}` };
}
