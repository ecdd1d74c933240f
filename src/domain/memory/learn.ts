import { compareUtf8 } from "../../kernel/bytewise.ts";
import {
  type CapsuleLock,
  nameKey,
  numberKey,
  type RememberedProject,
  type RememberedRelease,
} from "./capsule-lock.ts";
import { type Change, comparable, entryOf } from "./compare-memory.ts";
import { higherReleases, sameRelease } from "./release-order.ts";
import type { ObservedRelease, SeenProject } from "./seen-project.ts";

/** As many releases of a project as are remembered; of more, those that were seen first are forgotten, but for the latest. */
const MAX_REMEMBERED = 200;

export interface Learning {
  readonly seen: SeenProject;
  /** What is another than before, and was accepted. */
  readonly accepted: readonly Change[];
  /** Today, as `2026-11-29`. */
  readonly day: string;
}

/**
 * The memory with what was seen of a project. It is the same object if nothing is new: then nothing is written, so that a
 * repository does not change whenever somebody verifies.
 */
export function learn(lock: CapsuleLock, { seen, accepted, day }: Learning): CapsuleLock {
  const entry = entryOf(lock, seen);
  const before = entry ?? newProject(seen, day);
  const { repository, repositoryId, ownerId } = seen;
  const workflows = [...new Set([...before.workflows, ...seen.workflows])].sort(compareUtf8);
  const releases = seen.releases.reduce(
    (known, release) => withRelease({ ...before, releases: known }, { seen, accepted, day }, release),
    before.releases,
  );
  const learned: RememberedProject = { ...before, repository, repositoryId, ownerId, workflows, releases };
  if (JSON.stringify(learned) === JSON.stringify(entry)) return lock;
  // An entry of the name that has another number was accepted to be somebody else's now.
  const others = lock.projects.filter((one) => numberKey(one) !== numberKey(seen) && nameKey(one) !== nameKey(seen));
  return { ...lock, projects: [...others, { ...learned, lastSeen: day }] };
}

function newProject({ repository, repositoryId, ownerId }: SeenProject, day: string): RememberedProject {
  return { repository, repositoryId, ownerId, workflows: [], releases: [], firstSeen: day, lastSeen: day };
}

function withRelease(
  project: RememberedProject,
  { seen, accepted, day }: Learning,
  release: ObservedRelease,
): RememberedRelease[] {
  const { releases: known } = project;
  const same = sameRelease(known, release);
  const bytes = accepted.includes("bytes") ? undefined : same;
  const { name, version, versioning, tag, rootSha256 } = release;
  const learned: RememberedRelease = {
    ...{ name, version, versioning, tag },
    rootSha256: rootSha256 ?? bytes?.rootSha256 ?? null,
    // A root names every file.
    files: rootSha256 === null ? filesOf(release, bytes) : [],
    evidence: evidenceOf({ seen, accepted, day }, { same, before: same ?? comparable(project, seen, release) }),
    latest: seen.choice === "latest" || same?.latest === true,
    withdrawn: seen.choice === "named" && same?.withdrawn === true,
    firstSeen: same?.firstSeen ?? day,
  };
  const isBack = accepted.includes("rollback") && seen.choice !== "named";
  const higher = isBack ? higherReleases(known, release, seen.choice) : undefined;
  const others = known.map((one) => (higher?.includes(one) === true ? { ...one, withdrawn: true } : one));
  if (same === undefined) return remembered([...others, learned]);
  return others.map((one) => (sameRelease([one], release) === undefined ? one : learned));
}

function filesOf({ files }: ObservedRelease, same: RememberedRelease | undefined): RememberedRelease["files"] {
  if (same !== undefined && same.rootSha256 !== null) return same.files;
  const all = new Map([...(same?.files ?? []), ...files].map((file) => [file.name, file]));
  return [...all.values()].map(({ name, sha256 }) => ({ name, sha256 }));
}

interface Earlier {
  readonly same: RememberedRelease | undefined;
  readonly before: RememberedRelease | undefined;
}

/** What is there is added to what was. What nobody looked for is still expected, and a loss that was accepted is taken over. */
function evidenceOf({ seen, accepted }: Learning, { same, before }: Earlier): RememberedRelease["evidence"] {
  const expected = before?.evidence.filter((kind) => seen.notLooked.includes(kind)) ?? [];
  const kept = same === undefined || accepted.includes("evidence") ? [] : same.evidence;
  return [...new Set([...kept, ...expected, ...seen.evidence])].sort(compareUtf8);
}

function remembered(releases: readonly RememberedRelease[]): RememberedRelease[] {
  const excess = Math.max(0, releases.length - MAX_REMEMBERED);
  const forgotten = new Set(releases.filter(({ latest }) => !latest).slice(0, excess));
  return releases.filter((one) => !forgotten.has(one));
}
