import { checkAssetName } from "../../domain/asset/asset-name.ts";
import { refuseCollisions } from "../../domain/asset/collisions.ts";
import { nameWarnings } from "../../domain/asset/name-warnings.ts";
import { capsuleFileName } from "../../domain/capsule/capsule-file-name.ts";
import { checkPublished } from "../../domain/capsule/check-published.ts";
import { CHECKSUMS_ENTRY } from "../../domain/capsule/entry-names.ts";
import { lintPublishedNames } from "../../domain/capsule/naming-contract.ts";
import { type PlannedFile, planFiles } from "../../domain/capsule/published-names.ts";
import type { SourceFacts } from "../../domain/source/source-facts.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import type { Files } from "../../ports/files.ts";
import { checkOwnChecksums } from "./check-own-checksums.ts";
import { LOCAL_TRUSTED_ROOT } from "./local-trusted-root.ts";
import { requireFacts } from "./read-source-facts.ts";
import type { CollectedAsset, SealOrder } from "./seal-order.ts";

/** What will be sealed and published, with everything about it that can be refused already refused. */
export interface ReleasePlan {
  /** File name of the capsule. */
  readonly capsule: string;
  /** Without a checksum list of the project's own that has the name of ours: that one is compared, not sealed. */
  readonly assets: readonly CollectedAsset[];
  /** What was collected, with such a list. */
  readonly collected: readonly CollectedAsset[];
  readonly published: readonly PlannedFile[];
  /** All names that will be put beside the assets. */
  readonly publishedNames: readonly string[];
  /** Names that evidence has in any mode of publishing. */
  readonly ours: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Validates the release before anything slow or irrevocable: asset names, collisions, names that are ours, the project's
 * own checksum lists, and facts that the instance demands. Faults: `asset-name-…`, `checksums-…`, `published-too-many`,
 * `source-incomplete`, `assets-none`.
 */
export async function planRelease(
  order: SealOrder,
  { facts, assets: collected }: { facts: SourceFacts; assets: readonly CollectedAsset[] },
  files: Files,
): Promise<ReleasePlan> {
  if (!order.local) requireFacts(facts, ["tag", "commit", "repository"]);
  for (const { name } of collected) checkAssetName(name);
  refuseCollisions(collected.map(({ name }) => name));
  await checkOwnChecksums(collected, files);

  const assets = collected.filter(({ name }) => name !== CHECKSUMS_ENTRY);
  if (assets.length === 0) {
    throw new Fault("assets-none", `nothing but ${printable(CHECKSUMS_ENTRY)} was named`, {
      hint: "name the assets too",
    });
  }
  const plan = {
    name: facts.name,
    version: facts.version,
    local: order.local,
    mode: order.publish,
    assets,
    signedEach: order.sign === "each",
  };
  checkPublished(plan);
  const published = planFiles(plan);
  const names = published.map(({ name }) => name);
  return {
    capsule: capsuleFileName(facts, order.local),
    assets,
    collected,
    published,
    publishedNames: order.local && names.length > 0 ? [...names, LOCAL_TRUSTED_ROOT] : names,
    ours: planFiles({ ...plan, mode: "full", signedEach: true }).map(({ name }) => name),
    warnings: [...nameWarnings(assets.map(({ name }) => name)), ...lintPublishedNames(plan)],
  };
}
