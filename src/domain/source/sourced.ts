import type { SourceFacts } from "./source-facts.ts";

/** A value and where it was read. */
export interface Sourced<T> {
  readonly value: T;
  /** For people, for example `the option tag`, `the workflow run` or `release/manifest.yaml`. */
  readonly source: string;
}

/** Every fact of a release with where it was read. */
export type SourcedFacts = { readonly [Name in keyof SourceFacts]: Sourced<SourceFacts[Name]> };

/** The facts alone. */
export function plainFacts(facts: SourcedFacts): SourceFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value])) as unknown as SourceFacts;
}
