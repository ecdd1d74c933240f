import type { SourceFacts } from "../../domain/source/source-facts.ts";
import type { AdoptedPlace, ReleaseHost, ReleaseKey } from "../../ports/release-host.ts";
import type { ReleasePlan } from "./plan-release.ts";
import { refuseOverlap } from "./refuse-overlap.ts";
import type { SealOrder, SealPorts } from "./seal-order.ts";

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
  const key: ReleaseKey = { ...facts, ...plan, planned: plan.publishedNames };
  const places: Place[] = [];
  const hosts = ports.hosts(facts);
  try {
    for (const host of hosts) {
      if (host.folder !== undefined) await refuseOverlap(host.folder, order, plan.collected, ports.files);
      places.push({ host, ...(await host.adopt(key)) });
    }
  } catch (fault) {
    await leavePlaces(hosts);
    throw fault;
  }
  return places;
}

export async function leavePlaces(hosts: readonly ReleaseHost[]): Promise<void> {
  for (const host of hosts) await host.abandon();
}
