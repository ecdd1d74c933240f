import { unfitForGitHub } from "../../../domain/asset/github-files.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import type { Progress } from "../../../ports/progress.ts";
import type { OpenedRelease, ReleaseHost, ReleaseKey } from "../../../ports/release-host.ts";
import type { GitHubApi } from "../api/github-api.ts";
import { requireHeld } from "./backfilled-release.ts";
import { deleteRelease } from "./find-release.ts";
import { type GitHubHostOrder, type LocatedRelease, locateRelease } from "./locate-release.ts";
import { GITHUB, openedRelease } from "./opened-release.ts";
import { type PreparedRelease, prepareRelease } from "./prepare-release.ts";
import { releaseFiles } from "./release-files.ts";
import type { ReleaseAsset } from "./release-schemas.ts";
import { budgetWarnings } from "./upload-budget.ts";

/**
 * A GitHub release as the target of a release. Nothing is public before the last call, unless the release was. Faults, all
 * of them before anything is signed: `tag-missing`, `tag-moved`, `release-conflict`, `release-immutable`,
 * `asset-name-renamed`, `asset-empty`, `asset-too-large`, `published-too-many`, `permission-missing`; later ones: those of `uploadFile`
 * and `publishDraft`.
 */
export function gitHubReleaseHost(order: GitHubHostOrder): ReleaseHost {
  return {
    target: GITHUB,
    async open(key) {
      refuseUnfitFiles(key);
      const located = await locateRelease(order, key);
      try {
        return await openLocated(order, key, located);
      } catch (fault) {
        await takeBack(order.api, located);
        throw fault;
      }
    },
  };
}

async function openLocated(order: GitHubHostOrder, key: ReleaseKey, located: LocatedRelease): Promise<OpenedRelease> {
  const { settings, progress } = order;
  // Until the release is open a limit stops the run at once; later it is worth waiting for.
  const patient = order.api.patiently(tellOfWaits(progress));
  const { release, files, memory } = located;
  const known = new Map<string, ReleaseAsset>();
  for (const asset of await files.all()) known.set(asset.name, asset);
  if (key.backfill === true) requireHeld(key, known);
  const prepared = await prepareRelease({ key, release, files, known, replace: settings.replace });
  for (const warning of warningsOf(prepared)) progress.warn(warning);
  const uploads = [...key.assets, ...key.planned.map((name) => ({ name }))].filter(({ name }) => !known.has(name));
  for (const warning of budgetWarnings(uploads.length, patient.remaining())) progress.warn(warning);
  return openedRelease({
    ...{ key, located, known, prepared, settings, progress },
    api: patient,
    hasty: order.api,
    files: releaseFiles(patient, release.id, memory),
    source: order.files,
    takeBack: () => takeBack(order.api, located),
  });
}

function warningsOf({ unexpected, leftovers, unfinished }: PreparedRelease): string[] {
  const list = (names: readonly string[]): string => names.map((name) => printable(name)).join(", ");
  return [
    ...[...unexpected].map((name) => `the release holds ${printable(name)}, which is not sealed`),
    ...(leftovers.length === 0
      ? []
      : [
          `the draft held ${list(leftovers)} of an earlier run without its capsule: removed, because nothing shows what it was sealed with`,
        ]),
    ...(unfinished.length === 0 ? [] : [`the draft held ${list(unfinished)}, not uploaded whole: removed`]),
  ];
}

/** Deletes a draft that this run made, if nothing was put there. */
async function takeBack(api: GitHubApi, { release, made }: LocatedRelease): Promise<void> {
  if (!made) return;
  try {
    if ((await releaseFiles(api, release.id).all()).length === 0) await deleteRelease(api, release.id);
  } catch {
    // An empty draft stays; the next run finds it.
  }
}

function tellOfWaits(progress: Progress): (ms: number) => void {
  return (ms) => progress.step(`waiting ${Math.ceil(ms / 60_000)} minutes, as GitHub asks`);
}

/** What can be said of the release without asking GitHub. Faults: `asset-name-renamed`, `asset-empty`, `asset-too-large`. */
function refuseUnfitFiles(key: ReleaseKey): void {
  const [first] = unfitForGitHub(key.assets);
  if (first !== undefined) throw new Fault(first.code, first.reason, { hint: first.fix });
}
