/** Where this project lives; every type and schema address of ours begins with it. It cannot change: it is signed. */
export const HOME = "https://github.com/release-capsule/release-capsule";

/** Predicate type of the root statement. A new field means a new type. */
export const CAPSULE_PREDICATE_TYPE = `${HOME}/capsule/v1`;

/** The `schema` value of a JSON document of ours, for example `schemaId("seal-result")`. */
export function schemaId(name: string): string {
  return `${HOME}/schemas/${name}/v1`;
}
