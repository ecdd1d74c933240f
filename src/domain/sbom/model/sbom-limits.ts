/** The database of the packages of a whole system, within an image. */
export const MAX_DATABASE_BYTES = 256 * 1024 * 1024;
/** Archives within archives. */
export const MAX_NESTING = 8;
