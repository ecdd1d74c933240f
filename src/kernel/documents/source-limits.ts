/** What one document may cost: the largest public lockfile seen is 40 MiB. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024;
/** YAML and Elixir terms cost a hundred bytes of memory for each of their own; the largest public one has 5 MiB. */
export const MAX_COSTLY_SOURCE_BYTES = 16 * 1024 * 1024;
/** Nesting of tables and lists; package-lock version 1 nests with the folders of `node_modules`. */
export const MAX_SOURCE_DEPTH = 512;
