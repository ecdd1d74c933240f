import type { ReleaseValue } from "../../../domain/release/checked-release.ts";
import type { SourcedFacts } from "../../../domain/source/sourced.ts";
import { formatEpoch } from "../../../kernel/iso-time.ts";
import type { GivenFacts, SourcedGivenFacts } from "../order/seal-order.ts";
import { NOTHING } from "./read-source-facts.ts";

/** The facts that options give, each under the name of its option. */
export function statedByOptions(given: GivenFacts): SourcedGivenFacts {
  const stated = Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(stated.map(([name, value]) => [name, { value, source: `the option ${name}` }]));
}

/** Every fact as people read it, in the order of their questions. */
export function releaseValues(facts: SourcedFacts): ReleaseValue[] {
  const { epoch } = facts;
  return [
    { name: "name", ...facts.name },
    { name: "version", ...facts.version },
    { name: "versioning", ...facts.versioning },
    { name: "tag", ...facts.tag },
    { name: "commit", ...facts.commit },
    { name: "repository", ...facts.repository },
    { name: "repository id", ...facts.repositoryId },
    { name: "owner id", ...facts.ownerId },
    { name: "ref", ...facts.ref },
    { name: "run", ...facts.runUri },
    { name: "time", value: epoch.source === NOTHING ? null : formatEpoch(epoch.value), source: epoch.source },
  ];
}
