/** What one document may cost: the largest public lockfile seen is 40 MiB. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024;
/** YAML and Elixir terms cost a hundred bytes of memory for each of their own; the largest public one has 5 MiB. */
export const MAX_COSTLY_SOURCE_BYTES = 16 * 1024 * 1024;
/** Values in a JSON document; one costs up to 270 bytes of memory. */
export const JSON_MARKS = { most: 700_000, bytesOfOne: 20, lines: false };
/** As `JSON_MARKS`; a key of a table costs 800 bytes. */
export const TOML_MARKS = { most: 200_000, bytesOfOne: 50 };
/** As `JSON_MARKS`; a line costs up to 1,400 bytes. */
export const YAML_MARKS = { most: 150_000, bytesOfOne: 60 };
/** Words, marks and the space between them, of which a line of a lockfile has six. */
export const YAML_WORDS = { most: 1_000_000, charactersOfOne: 12 };
/**
 * Lines of a text, where each is a text of its own, and what one may have in characters, over which patterns go to and fro. Lines of
 * real lockfiles have 15 to 60 characters; the longest lists the digests of one package.
 */
export const LINES = { most: 300_000, charactersOfOne: 15, longest: 1 << 22 };
/** Nesting of tables and lists; package-lock version 1 nests with the folders of `node_modules`. */
export const MAX_SOURCE_DEPTH = 512;
