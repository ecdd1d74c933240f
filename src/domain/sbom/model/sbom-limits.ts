/** The database of the packages of a whole system, within an image. */
export const MAX_DATABASE_BYTES = 256 * 1024 * 1024;
/** Lockfiles and manifests of one asset or checkout together. */
export const MAX_SOURCES_BYTES = 512 * 1024 * 1024;
/** Archives within archives. */
export const MAX_NESTING = 8;
/** Bytes of a member that is held to be looked into: programs and inner archives. */
export const MAX_MEMBER_BYTES = 512 * 1024 * 1024;
