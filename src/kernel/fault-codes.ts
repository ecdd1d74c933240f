/**
 * Everything that can go wrong, by name: one sorted line per code, with the exit code it leads to and the sentence that
 * explains it in the documentation. Exit codes (DESIGN of the command line): 1 something was read and refused,
 * 2 usage or configuration, 3 incomplete, 4 the environment failed (file, network, service).
 */
export const FAULT_CODES = {
  "asset-changed": { exit: 1, sentence: "an asset changed between being hashed and being used" },
  "asset-name-bidi": { exit: 1, sentence: "an asset name contains bidirectional or invisible control characters" },
  "asset-name-collision": { exit: 1, sentence: "two asset names would be the same file for some consumer" },
  "asset-name-control": { exit: 1, sentence: "an asset name contains control characters" },
  "asset-name-invalid": { exit: 1, sentence: "an asset name is not a plain, portable file name" },
  "asset-name-length": { exit: 1, sentence: "an asset name is longer than 255 bytes" },
  "asset-name-reserved": { exit: 1, sentence: "an asset has the name of a file that sealing writes" },
  "assets-none": { exit: 2, sentence: "no asset was named or found" },
  "assets-too-many": { exit: 1, sentence: "more assets than one release can hold" },
  "checksums-disagree": { exit: 1, sentence: "a checksum file among the assets does not agree with them" },
  "configuration-invalid": { exit: 2, sentence: "a configuration value is missing or malformed" },
  "file-missing": { exit: 4, sentence: "a file that was named does not exist" },
  "file-unreadable": { exit: 4, sentence: "a file could not be read" },
  "file-unwritable": { exit: 4, sentence: "a file could not be written" },
  internal: { exit: 4, sentence: "a defect of this program" },
  "out-not-empty": { exit: 2, sentence: "the output folder holds something else" },
  "out-overlaps": { exit: 2, sentence: "the output folder holds an asset or lies inside a folder of assets" },
  "published-differs": { exit: 1, sentence: "what was read back from the release is not what was put there" },
  "sbom-empty": { exit: 1, sentence: "an SBOM is implausibly empty" },
  "self-verification": { exit: 1, sentence: "what was sealed did not verify as a consumer would verify it" },
  "source-contradiction": { exit: 1, sentence: "two sources disagree about where the release comes from" },
  "source-incomplete": { exit: 2, sentence: "a fact about the source of the release is missing" },
  usage: { exit: 2, sentence: "the command was not understood" },
} as const satisfies Record<string, { exit: 1 | 2 | 3 | 4; sentence: string }>;

export type FaultCode = keyof typeof FAULT_CODES;
