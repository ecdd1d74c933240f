import { printable } from "../../../kernel/printable.ts";
import type { NumberedVersion } from "../../source/tag-template.ts";
import { compareVersions, isPrerelease, lineOf } from "../../source/version-order.ts";
import { GIVE_VERSION, isStandIn } from "./check-version.ts";
import { type Known, whyUnknown } from "./known.ts";
import type { Finding } from "./release-claim.ts";

export interface BranchFacts {
  readonly name: string;
  readonly contains: boolean;
}

/** That the commit is on the branch that releases come from. The first source that knows decides: a checkout may be stale. */
export function checkBranch(answers: readonly Known<BranchFacts>[]): Finding {
  const about = { id: "branch", expected: "reachable from the default branch" } as const;
  const answer = answers.find((one) => one.known);
  if (answer === undefined) return { ...about, found: null, status: "not-checked", ...whyUnknown(answers) };
  const { name, contains } = answer.value;
  if (contains) {
    const reason = `the commit is reachable from ${printable(name)}`;
    return { ...about, found: name, source: answer.source, status: "verified", reason };
  }
  return {
    ...about,
    found: `not on ${name}`,
    source: answer.source,
    status: "failed",
    reason: `the commit is not reachable from ${printable(name)}`,
    fix: "release a commit that was merged, or name the branch as policy.branch in the manifest",
  };
}

export interface EarlierVersions {
  /** Versions of this release's tags on commits before this one. */
  readonly before: readonly string[];
  /** Versions of every tag of this release, whatever the branch, without the one that is released. */
  readonly all: readonly string[];
}

/**
 * That the version is greater than those of its line: every version with the same two first numbers, and every one that is
 * not a prerelease in the history of the commit. A fix of an older line may come after a newer line, so 1.2.4 after 2.0.0 is
 * in order, and 1.2.3 after 1.2.4 is not.
 */
export function checkVersionOrder(
  { version, versioning }: NumberedVersion,
  answers: readonly Known<EarlierVersions>[],
): Finding {
  const about = { id: "version-order", found: version } as const;
  if (isStandIn(version)) {
    const reason = "no version of the project's own is known";
    return { ...about, expected: null, source: "none", status: "not-checked", reason, fix: GIVE_VERSION };
  }
  if (versioning === "none") {
    const reason = "the manifest says that its versions have no order";
    return { ...about, expected: null, source: "the manifest", status: "not-applicable", reason };
  }
  const known = answers.filter((answer) => answer.known);
  if (known.length === 0) {
    const expected = "greater than the release before";
    return { ...about, expected, status: "not-checked", ...whyUnknown(answers) };
  }
  const source = known.map((answer) => answer.source).join(" and ");
  const line = known.flatMap(({ value }) => [
    ...value.all.filter((other) => lineOf(other) === lineOf(version)),
    ...value.before.filter((other) => !isPrerelease(versioning, other)),
  ]);
  const highest = line.sort((a, b) => compareVersions(versioning, a, b) ?? 0).at(-1);
  if (highest === undefined) {
    const reason = "no earlier version of this line was found";
    return { ...about, expected: "the first of its line", source, status: "verified", reason };
  }
  const expected = `greater than ${highest}`;
  const order = compareVersions(versioning, version, highest) ?? 0;
  if (order > 0) {
    return {
      ...about,
      expected,
      source,
      status: "verified",
      reason: `the version is greater than ${printable(highest)}`,
      sides: [["Before it", highest]],
    };
  }
  return {
    ...about,
    expected,
    source,
    status: "failed",
    reason: `the version is ${order === 0 ? "that of an earlier tag" : "lower than an earlier one"}, ${printable(highest)}`,
    fix: "choose the next version",
  };
}
