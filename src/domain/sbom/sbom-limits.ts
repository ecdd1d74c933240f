/** What one lockfile may cost: the largest public one seen is 40 MiB. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024;
/** The database of the packages of a whole system, within an image. */
export const MAX_DATABASE_BYTES = 256 * 1024 * 1024;
/** Packages of one lockfile; the largest public one has some 10,000. */
export const MAX_PACKAGES = 200_000;
/** YAML and Elixir terms cost a hundred bytes of memory for each of their own; the largest public one has 5 MiB. */
export const MAX_COSTLY_SOURCE_BYTES = 16 * 1024 * 1024;
/** Nesting of tables and lists in a lockfile; package-lock version 1 nests with the folders of `node_modules`. */
export const MAX_SOURCE_DEPTH = 512;
/** Lockfiles and manifests of one asset or checkout together. */
export const MAX_SOURCES_BYTES = 512 * 1024 * 1024;
/** Archives within archives. */
export const MAX_NESTING = 8;
/** Bytes of a member that is held to be looked into: programs and inner archives. */
export const MAX_MEMBER_BYTES = 512 * 1024 * 1024;
