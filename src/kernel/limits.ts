/** What one document or archive may cost at most; a caller that knows better passes its own number. */

/** A Sigstore bundle is 10 KiB, a trusted root 100 KiB, a capsule's root with 1,024 assets 2 MiB. */
export const MAX_JSON_BYTES = 32 * 1024 * 1024;
/** Deepest nesting of arrays and objects: bundles and statements need 12, the deepest SBOM seen 20. */
export const MAX_JSON_DEPTH = 64;
/** Lines of a JSON Lines file, for example a download of attestations. */
export const MAX_JSON_LINES = 10_000;

/** Entries of a capsule: 1,024 assets with a signature and two SBOMs each, and room for evidence. */
export const MAX_CAPSULE_ENTRIES = 8_192;
/** Bytes of one entry of a capsule. */
export const MAX_CAPSULE_ENTRY_BYTES = 64 * 1024 * 1024;
/** Bytes of the root of a capsule, which is held before anything is verified; with 1,024 assets it has some 2 MiB. */
export const MAX_CAPSULE_ROOT_BYTES = 8 * 1024 * 1024;
/** Bytes of the entries of a capsule that are held though nothing of it is verified: an SBOM of 10,000 packages has some 11 MiB. */
export const MAX_UNVERIFIED_BYTES = 16 * 1024 * 1024;
/** Bytes of all entries of a capsule with their headers. */
export const MAX_CAPSULE_BYTES = 512 * 1024 * 1024;

/** Bytes of a file by which somebody vouches for a release: a bundle over a statement that may name every asset. */
export const MAX_APPROVAL_BYTES = 2 * 1024 * 1024;
/** Such files that are looked at for one release; each costs a verification. */
export const MAX_APPROVALS = 128;
/** Bytes of a file in which somebody signed what a scan of a release found. */
export const MAX_SCAN_BYTES = 16 * 1024 * 1024;
/** Such files that are looked at for one release. */
export const MAX_SCANS = 16;

/** Deflate reaches 1032:1; what a release really holds stays below 30:1 (A17). */
export const MAX_RATIO = 100;
/** The ratio is judged only beyond this many bytes, since a small archive of zeros harms nobody. */
export const RATIO_FLOOR_BYTES = 1024 * 1024;

/** Entries of an archive that is opened to describe what it holds. */
export const MAX_UNTRUSTED_ENTRIES = 200_000;
/** Bytes of one entry that is read, and no entry may claim more. */
export const MAX_UNTRUSTED_ENTRY_BYTES = 4 * 1024 * 1024 * 1024;
/** Bytes of all entries of such an archive together. */
export const MAX_UNTRUSTED_BYTES = 16 * 1024 * 1024 * 1024;
/** Bytes of one entry name; Linux allows no longer path. */
export const MAX_UNTRUSTED_NAME_BYTES = 4_096;
/** As `RATIO_FLOOR_BYTES`, but higher: images and debug data may begin with long runs of zeros, and nothing is kept. */
export const UNTRUSTED_RATIO_FLOOR_BYTES = 64 * 1024 * 1024;
/** Folders above an entry (A18). */
export const MAX_UNTRUSTED_DEPTH = 256;

/** Bytes that are piped in: as much as one file of a release on GitHub. */
export const MAX_STANDARD_INPUT_BYTES = 2 * 1024 * 1024 * 1024;

/** Files of an offline kit: some hundreds of images with their layers, and the files of some thousands of releases. */
export const MAX_KIT_FILES = 100_000;
/** Bytes of the list of them: a digest and a name of at most 100 bytes each. */
export const MAX_KIT_LIST_BYTES = 17 * 1024 * 1024;
/** Bytes of what is signed about a kit, with its signature: it names sources, and no file. */
export const MAX_KIT_STATEMENT_BYTES = 1024 * 1024;
