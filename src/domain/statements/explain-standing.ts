import type { LogPolicy } from "./log-policy.ts";
import type { LoggedStatement } from "./logged-statement.ts";
import { judgeStatements, type ReleaseStanding } from "./release-standing.ts";

/**
 * A least set of statements behind the state of a release: with them alone it is the same, and without any one of them another. What
 * only confirms it, or was undone, is not among them. In the order of `statements`.
 */
export function explainStanding(
  subject: string,
  statements: readonly LoggedStatement[],
  policy: LogPolicy,
): LoggedStatement[] {
  const standing = (some: readonly LoggedStatement[]) => judgeStatements(some, policy).standingOf(subject);
  const whole = standing(statements);
  let needed = statements.filter(({ subject: all }) => all.includes(subject) || all.includes(policy.sha256));
  // Halves go before single ones: of many statements most say the same. What could not be left out while another was there may be
  // superfluous once that is gone, so the single ones are tried until all stay.
  for (let size = Math.ceil(needed.length / 2); size > 0; ) {
    const before = needed.length;
    for (let at = 0; at < needed.length; ) {
      const without = needed.toSpliced(at, size);
      if (isSame(standing(without), whole)) needed = without;
      else at += size;
    }
    if (size > 1) size = Math.ceil(size / 2);
    else if (needed.length === before) size = 0;
  }
  return needed;
}

function isSame(a: ReleaseStanding, b: ReleaseStanding): boolean {
  return a.effective === b.effective && a.owner === b.owner && a.registry === b.registry && a.observed === b.observed;
}
