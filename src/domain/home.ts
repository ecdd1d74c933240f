/** Where the sources are. */
export const REPOSITORY = "https://github.com/release-capsule/release-capsule";

/**
 * What every type and schema address of ours begins with: the project's pages, where each of them answers (`npm run pages`).
 * It cannot change: it is signed.
 */
export const HOME = "https://release-capsule.github.io/release-capsule";

/** Predicate type of the root statement. A new field means a new type. */
export const CAPSULE_PREDICATE_TYPE = `${HOME}/capsule/v1`;

/** The `schema` value of a JSON document of ours, for example `schemaId("verification")`. */
export function schemaId(name: string): string {
  return `${HOME}/schemas/${name}/v1`;
}
