import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { OpenedRelease, ReleaseKey } from "../../../ports/release-host.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import { refuseOverlap } from "../examine/refuse-overlap.ts";
import type { SealOrder, SealPorts } from "../order/seal-order.ts";

/** Opens the release at every host, in their order; if one refuses, the others are left as they were. */
export async function openReleases(
  order: SealOrder,
  { facts, plan }: { readonly facts: SourceFacts; readonly plan: ReleasePlan },
  ports: SealPorts,
): Promise<readonly OpenedRelease[]> {
  const { backfill } = order;
  const key: ReleaseKey = {
    ...facts,
    ...plan,
    planned: plan.publishedNames,
    ...(backfill === undefined ? {} : { backfill }),
  };
  const opened: OpenedRelease[] = [];
  try {
    for (const host of ports.hosts(facts)) {
      const { target } = host;
      if (target.kind === "folder") await refuseOverlap(target.path, order, plan.collected, ports.files);
      // A folder receives what sealing wrote, as evidence; GitHub takes it for one of the assets.
      const made = target.kind === "folder" ? plan.assets.filter((asset) => asset.made === true) : [];
      opened.push(await host.open({ ...key, ours: [...key.ours, ...made.map(({ name }) => name)] }));
    }
    if (backfill === true) requirePublic(opened);
  } catch (fault) {
    await leaveReleases(opened);
    throw fault;
  }
  return opened;
}

/** Only GitHub says when the release became public. */
function requirePublic(opened: readonly OpenedRelease[]): void {
  if (opened.some(({ published }) => published !== undefined)) return;
  throw new Fault("usage", "backfill is for a release that is public on GitHub", {
    hint: "run as an Action with github-token, and publish: standard, full or capsule",
  });
}

export async function leaveReleases(opened: readonly OpenedRelease[]): Promise<void> {
  for (const release of opened) await release.leave();
}
