import { capsuleFileName, sharesFileName } from "../../domain/capsule/capsule-file-name.ts";
import type { Claim } from "../../domain/verification/claim.ts";
import { openClaim, verifiedClaim } from "../../domain/verification/state-claim.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { OpenedCapsule } from "./open-capsule.ts";
import type { VerifyOrder } from "./verify-order.ts";

/**
 * Compares the release that was sealed with the one that is expected, so that a genuine capsule of an older release cannot
 * pass as a newer one (B53). The expectation is `--release`, else the capsule's file name. Fault: `release-mismatch`.
 */
export function checkRelease(order: VerifyOrder, root: VerifiedRoot, { fileName }: OpenedCapsule): Claim {
  const { name, version } = root.statement.predicate.release;
  const sealed = `${printable(name)} ${printable(version)}`;
  if (order.release !== undefined) {
    if (order.release.name === name && order.release.version === version) {
      return verifiedClaim("release", `it is the expected ${sealed}`);
    }
    throw mismatch(`the capsule is of ${sealed}`, `${order.release.name}@${order.release.version}`);
  }
  if (!fileName.endsWith(".capsule")) {
    const reason = `the capsule is of ${sealed}, and nothing says which release is expected`;
    return openClaim("release", "not-checked", { reason, required: true, hint: `add --release ${name}@${version}` });
  }
  const names = [false, true].map((local) => capsuleFileName({ name, version }, local));
  if (names.includes(fileName) && sharesFileName({ name, version })) {
    const reason = `the capsule is of ${sealed}, but a capsule of another release could have the same file name`;
    return openClaim("release", "not-checked", { reason, required: true, hint: `add --release ${name}@${version}` });
  }
  if (names.includes(fileName)) return verifiedClaim("release", `it is ${sealed}, as its file name says`);
  throw mismatch(`the capsule is of ${sealed}`, fileName);
}

function mismatch(problem: string, expected: string): Fault {
  return new Fault("release-mismatch", `${problem}, expected was ${printable(expected)}`, {
    hint: "if the file was renamed, name the release that you expect with --release",
  });
}
