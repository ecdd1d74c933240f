import type { SourceFacts } from "../../../domain/source/source-facts.ts";
import { Fault } from "../../../kernel/fault.ts";
import type { AdoptedPlace, ReleaseHost, ReleaseKey } from "../../../ports/release-host.ts";
import type { ReleasePlan } from "../examine/plan-release.ts";
import { refuseOverlap } from "../examine/refuse-overlap.ts";
import type { SealOrder, SealPorts } from "../order/seal-order.ts";

/** A host, and how it was found. */
export interface Place extends AdoptedPlace {
  readonly host: ReleaseHost;
}

/** Takes the place of the release at every host, in their order; where one refuses, the others are left as they were. */
export async function takePlaces(
  order: SealOrder,
  { facts, plan }: { readonly facts: SourceFacts; readonly plan: ReleasePlan },
  ports: SealPorts,
): Promise<readonly Place[]> {
  const { backfill } = order;
  const key: ReleaseKey = {
    ...facts,
    ...plan,
    planned: plan.publishedNames,
    ...(backfill === undefined ? {} : { backfill }),
  };
  const places: Place[] = [];
  const hosts = ports.hosts(facts);
  try {
    for (const host of hosts) {
      if (host.folder !== undefined) await refuseOverlap(host.folder, order, plan.collected, ports.files);
      places.push({ host, ...(await host.adopt(key)) });
    }
    if (backfill === true) requirePublic(places);
  } catch (fault) {
    await leavePlaces(hosts);
    throw fault;
  }
  return places;
}

/** Without a forge nobody says when the release became public. */
function requirePublic(places: readonly Place[]): void {
  if (places.some(({ published }) => published !== undefined)) return;
  throw new Fault("usage", "backfill is for a release that is public on a forge", {
    hint: "run as an Action with github-token, and publish: standard, full or capsule",
  });
}

export async function leavePlaces(hosts: readonly ReleaseHost[]): Promise<void> {
  for (const host of hosts) await host.abandon();
}
