import { advice, option } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import type { FaultCode } from "../../kernel/fault-codes.ts";
import { printable } from "../../kernel/printable.ts";
import {
  type CapsuleLock,
  nameKey,
  numberKey,
  type RememberedProject,
  type RememberedRelease,
} from "./capsule-lock.ts";
import { lostEvidence } from "./evidence-strength.ts";
import { higherReleases, releaseBefore, sameRelease } from "./release-order.ts";
import type { ObservedRelease, SeenProject } from "./seen-project.ts";

/** What may be another than it was, by the word that accepts it. */
export const CHANGES = ["owner", "workflow", "evidence", "rollback", "bytes"] as const;
export type Change = (typeof CHANGES)[number];

const CODES: Readonly<Record<Change, FaultCode>> = {
  owner: "owner-changed",
  workflow: "workflow-changed",
  evidence: "evidence-lost",
  rollback: "release-rollback",
  bytes: "version-reused",
};

export interface FoundChange {
  readonly change: Change;
  /** One sentence, lower case, no full stop, safe to print. */
  readonly problem: string;
}

/** The entry of a project: of its number, else of its name. */
export function entryOf({ projects }: CapsuleLock, seen: SeenProject): RememberedProject | undefined {
  return (
    projects.find((one) => numberKey(one) === numberKey(seen)) ?? projects.find((one) => nameKey(one) === nameKey(seen))
  );
}

/** What of a project is another than it was when it was seen before; nothing if it never was. */
export function compareMemory(lock: CapsuleLock, seen: SeenProject): FoundChange[] {
  const entry = entryOf(lock, seen);
  if (entry === undefined) return [];
  const changes = [ownerChange(lock, entry, seen), workflowChange(entry, seen)];
  // Evidence that names no release is compared with what was there last.
  const evidence =
    seen.releases.length === 0
      ? [evidenceChange(entry.releases.at(-1), seen)]
      : seen.releases.flatMap((release) => releaseChanges(entry, seen, release));
  return [...changes, ...evidence].filter((one) => one !== undefined);
}

/** The refusal of changes that nobody accepted: all are told, and how each is accepted by its name. */
export function faultOfChanges(changes: readonly FoundChange[]): Fault | undefined {
  const [first] = changes;
  if (first === undefined) return undefined;
  const names = [...new Set(changes.map(({ change }) => change))];
  const rest = names
    .slice(1)
    .reduce(
      (hint, name) => advice`${hint} ${option("accept-change", name)}`,
      advice`${option("accept-change", first.change)}`,
    );
  return new Fault(CODES[first.change], [...new Set(changes.map(({ problem }) => problem))].join("; and "), {
    hint: advice`only if you know from elsewhere that this is right, accept it: the same command with ${rest}`,
  });
}

/** A name can be given to somebody else, a number cannot; and a number can come to belong to another owner. */
function ownerChange({ projects }: CapsuleLock, entry: RememberedProject, seen: SeenProject): FoundChange | undefined {
  const named = projects.find((one) => nameKey(one) === nameKey(seen));
  const shown = printable(seen.repository);
  if (named !== undefined && named.repositoryId !== seen.repositoryId) {
    return {
      change: "owner",
      problem: `${shown} was the repository of number ${printable(named.repositoryId)}, and is another one of number ${printable(seen.repositoryId)} now: the name was given to somebody else, or the repository was made again`,
    };
  }
  if (entry.ownerId === seen.ownerId) return undefined;
  return {
    change: "owner",
    problem: `${shown} belonged to the owner of number ${printable(entry.ownerId)}, and belongs to that of number ${printable(seen.ownerId)} now: it was transferred`,
  };
}

function workflowChange({ workflows }: RememberedProject, seen: SeenProject): FoundChange | undefined {
  const other = seen.workflows.find((one) => !workflows.includes(one));
  if (other === undefined || workflows.length === 0) return undefined;
  const known = workflows.map((one) => printable(one)).join(", ");
  return { change: "workflow", problem: `it was signed by ${printable(other)}, and before by ${known}` };
}

function releaseChanges(
  entry: RememberedProject,
  seen: SeenProject,
  release: ObservedRelease,
): (FoundChange | undefined)[] {
  const same = sameRelease(entry.releases, release);
  return [
    rollback(entry, seen, release),
    reuse(same, release),
    evidenceChange(same ?? comparable(entry, seen, release), seen),
  ];
}

/**
 * The release whose evidence this one must have, too: the one before it, else the one that was seen last. Whoever names a release
 * that is older than all that are known gets what there was then.
 */
export function comparable(
  { releases }: RememberedProject,
  { choice }: SeenProject,
  release: ObservedRelease,
): RememberedRelease | undefined {
  const isOlder = choice === "named" && releases.some(({ name }) => name === release.name);
  return releaseBefore(releases, release) ?? (isOlder ? undefined : releases.at(-1));
}

function evidenceChange(before: RememberedRelease | undefined, seen: SeenProject): FoundChange | undefined {
  if (before === undefined) return undefined;
  const lost = lostEvidence(before.evidence, [...seen.evidence, ...seen.notLooked]);
  if (lost.length === 0) return undefined;
  const problem = `${printable(before.version)} had ${lost.join(" and ")}, and this has not`;
  return { change: "evidence", problem };
}

/** Whoever names a release means it, however old it is. */
function rollback(
  entry: RememberedProject,
  { choice }: SeenProject,
  release: ObservedRelease,
): FoundChange | undefined {
  if (choice === "named") return undefined;
  const [highest] = higherReleases(entry.releases, release, choice);
  if (highest === undefined) return undefined;
  const [older, newer] = [printable(release.version), printable(highest.version)];
  const problem =
    choice === "latest"
      ? `GitHub calls ${older} the latest release, and called ${newer} so before`
      : `it is ${older}, and ${newer} of the same line was seen before`;
  return { change: "rollback", problem };
}

function reuse(same: RememberedRelease | undefined, release: ObservedRelease): FoundChange | undefined {
  if (same === undefined) return undefined;
  const shown = printable(release.version);
  const known = new Map(same.files.map(({ name, sha256 }) => [name, sha256]));
  const other = release.files.find(({ name, sha256 }) => (known.get(name) ?? sha256) !== sha256);
  if (other !== undefined) {
    return { change: "bytes", problem: `${printable(other.name)} of ${shown} is not the file that it was before` };
  }
  if (same.rootSha256 === null || release.rootSha256 === null || same.rootSha256 === release.rootSha256)
    return undefined;
  return {
    change: "bytes",
    problem: `${shown} was sealed again: its root is ${release.rootSha256}, and was ${same.rootSha256}`,
  };
}
