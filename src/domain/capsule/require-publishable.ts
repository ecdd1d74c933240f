import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { foldName } from "../asset/collisions.ts";
import { type PublishMode, type PublishPlan, planFiles, vexFile } from "./published-names.ts";

/** GitHub holds this many files in one release. */
const MAX_RELEASE_FILES = 1000;

/** Names of ours whatever is published, so that a rerun with another mode does not meet an asset in their place. */
const ALWAYS_OURS = [
  /^verify\.md$/,
  /\.capsule$/,
  /\.intoto\.jsonl$/,
  /^checksums\.sha512\.txt$/,
  /^local\.trusted_root\.json$/,
];

/**
 * Refuses a plan that cannot be published: an asset that has the name of a file of ours, compared as any file system or
 * GitHub would (N20, N22), or more files than a release can hold. Whoever ships a checksum list of the same name as ours
 * leaves it out of `plan.assets` and compares it. Faults: `asset-name-reserved`, `published-too-many`.
 */
export function requirePublishable(plan: PublishPlan): void {
  const count = planFiles(plan).length + plan.assets.length;
  if (count > MAX_RELEASE_FILES) {
    throw new Fault("published-too-many", `the release would hold ${count} files, and may hold ${MAX_RELEASE_FILES}`, {
      hint: smallerMode(plan),
    });
  }
  const files = [...planFiles({ ...plan, mode: "full", signedEach: true }), vexFile(plan, "")];
  const ours = new Set(files.map(({ name }) => foldName(name)));
  for (const { name } of plan.assets) {
    const folded = foldName(name);
    if (ours.has(folded) || ALWAYS_OURS.some((pattern) => pattern.test(folded))) throw reserved(name);
  }
}

/** The mode that puts most beside the assets and still fits. */
function smallerMode(plan: PublishPlan): string {
  const fits = (mode: PublishMode) => planFiles({ ...plan, mode }).length + plan.assets.length <= MAX_RELEASE_FILES;
  const mode = (["standard", "capsule", "none"] as const).find(fits);
  return mode === undefined ? "put small files together into an archive" : `publish less, with publish: ${mode}`;
}

function reserved(name: string): Fault {
  return new Fault("asset-name-reserved", `the asset ${printable(name)} has the name of a file that sealing writes`, {
    hint: "leave it out, or rename it",
  });
}
