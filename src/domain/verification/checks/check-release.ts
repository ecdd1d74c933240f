import { advice, option } from "../../../kernel/advice.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { capsuleFileName, namesRelease, sharesFileName } from "../../capsule/capsule-file-name.ts";
import type { Claim } from "../claim.ts";
import { openClaim, verifiedClaim } from "../make-claim.ts";
import type { VerifiedRoot } from "../verification.ts";

export interface ReleaseExpectation {
  /** What the user said; it decides if it is there. */
  readonly release: { readonly name: string; readonly version: string } | undefined;
  /** What the capsule is called, which is what a consumer believes it to be. */
  readonly fileName: string;
}

/**
 * Compares the release that was sealed with the one that is expected, so that a genuine capsule of an older release cannot
 * pass as a newer one (B53). The expectation is what the user said, else the capsule's file name; one that says no release,
 * as a browser's second download, is not an expectation. Faults: `release-mismatch`; `usage` for a tag instead of a version.
 */
export function checkRelease(root: VerifiedRoot, { release, fileName }: ReleaseExpectation): Claim {
  const { name, version, tag } = root.statement.predicate.release;
  const sealed = `${printable(name)} ${printable(version)}`;
  if (release !== undefined) {
    if (release.name !== name) throw mismatch({ name, version }, `${release.name}@${release.version}`);
    if (release.version === version) return verifiedClaim("release", `it is the expected ${sealed}`);
    if (release.version === tag || release.version === `v${version}`)
      throw tagForVersion(release.version, { name, version });
    throw mismatch({ name, version }, `${release.name}@${release.version}`);
  }
  const open = (reason: string) => {
    const hint = advice`add ${option("release", `${name}@${version}`)}`;
    return openClaim("release", "not-checked", {
      reason: `the capsule is of ${sealed}, ${reason}`,
      required: true,
      hint,
    });
  };
  if (!fileName.endsWith(".capsule")) return open("and nothing says which release is expected");
  const names = [false, true].map((local) => capsuleFileName({ name, version }, local));
  if (names.includes(fileName)) {
    if (sharesFileName({ name, version }))
      return open("but a capsule of another release could have the same file name");
    return verifiedClaim("release", `it is ${sealed}, as its file name says`);
  }
  if (!namesRelease(fileName))
    return open(`and its file name ${printable(fileName)} does not say which one is expected`);
  throw mismatch({ name, version }, fileName);
}

interface Named {
  readonly name: string;
  readonly version: string;
}

function mismatch({ name, version }: Named, expected: string): Fault {
  const problem = `the capsule is of ${printable(name)} ${printable(version)}, expected was ${printable(expected)}`;
  return new Fault("release-mismatch", problem, {
    hint: advice`if the file was renamed, name the release that you expect with ${option("release")}`,
    brief: {
      words: "it is another release",
      sides: [
        ["Expected", expected],
        ["Sealed as", `${name} ${version}`],
      ],
    },
  });
}

function tagForVersion(given: string, { name, version }: Named): Fault {
  return new Fault("usage", `${printable(given)} is the tag of this release, not its version`, {
    hint: advice`write ${option("release", `${name}@${version}`)}`,
  });
}
