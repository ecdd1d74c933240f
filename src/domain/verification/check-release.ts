import { advice, type Hint, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { capsuleFileName, sharesFileName } from "../capsule/capsule-file-name.ts";
import type { Claim } from "./claim.ts";
import { openClaim, verifiedClaim } from "./state-claim.ts";
import type { VerifiedRoot } from "./verification.ts";

export interface ReleaseExpectation {
  /** What the user said; it decides if it is there. */
  readonly release: { readonly name: string; readonly version: string } | undefined;
  /** What the capsule is called, which is what a consumer believes it to be. */
  readonly fileName: string;
}

/**
 * Compares the release that was sealed with the one that is expected, so that a genuine capsule of an older release cannot
 * pass as a newer one (B53). The expectation is what the user said, else the capsule's file name. Fault: `release-mismatch`.
 */
export function checkRelease(root: VerifiedRoot, { release, fileName }: ReleaseExpectation): Claim {
  const { name, version } = root.statement.predicate.release;
  const sealed = `${printable(name)} ${printable(version)}`;
  if (release !== undefined) {
    if (release.name === name && release.version === version) {
      return verifiedClaim("release", `it is the expected ${sealed}`);
    }
    throw mismatch(`the capsule is of ${sealed}`, `${release.name}@${release.version}`);
  }
  if (!fileName.endsWith(".capsule")) {
    const reason = `the capsule is of ${sealed}, and nothing says which release is expected`;
    return openClaim("release", "not-checked", { reason, required: true, hint: adding(root) });
  }
  const names = [false, true].map((local) => capsuleFileName({ name, version }, local));
  if (names.includes(fileName) && sharesFileName({ name, version })) {
    const reason = `the capsule is of ${sealed}, but a capsule of another release could have the same file name`;
    return openClaim("release", "not-checked", { reason, required: true, hint: adding(root) });
  }
  if (names.includes(fileName)) return verifiedClaim("release", `it is ${sealed}, as its file name says`);
  throw mismatch(`the capsule is of ${sealed}`, fileName);
}

function adding({ statement }: VerifiedRoot): Hint {
  const { name, version } = statement.predicate.release;
  return advice`add ${option("release", `${name}@${version}`)}`;
}

function mismatch(problem: string, expected: string): Fault {
  return new Fault("release-mismatch", `${problem}, expected was ${printable(expected)}`, {
    hint: advice`if the file was renamed, name the release that you expect with ${option("release")}`,
  });
}
