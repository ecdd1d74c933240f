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
  "configuration-invalid": { exit: 2, sentence: "a configuration value is missing or malformed" },
  "file-unreadable": { exit: 4, sentence: "a file could not be read" },
  "file-unwritable": { exit: 4, sentence: "a file could not be written" },
  internal: { exit: 4, sentence: "a defect of this program" },
  usage: { exit: 2, sentence: "the command was not understood" },
} as const satisfies Record<string, { exit: 1 | 2 | 3 | 4; sentence: string }>;

export type FaultCode = keyof typeof FAULT_CODES;
