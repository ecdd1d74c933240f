/** What one lockfile may cost: the largest public one seen is 40 MiB. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024;
/** The database of the packages of a whole system, within an image. */
export const MAX_DATABASE_BYTES = 256 * 1024 * 1024;
/** Packages of one lockfile; the largest public one has some 10,000. */
export const MAX_PACKAGES = 200_000;
/** YAML costs some hundred bytes of memory for each of its own. */
export const MAX_YAML_BYTES = 32 * 1024 * 1024;
/** Nesting of tables and lists in a lockfile; package-lock version 1 nests with the folders of `node_modules`. */
export const MAX_SOURCE_DEPTH = 512;
/** Lockfiles and manifests of one asset or checkout together. */
export const MAX_SOURCES_BYTES = 512 * 1024 * 1024;
/** Archives within archives. */
export const MAX_NESTING = 8;
/** Bytes of a member that is held to be looked into: programs and inner archives. */
export const MAX_MEMBER_BYTES = 512 * 1024 * 1024;
