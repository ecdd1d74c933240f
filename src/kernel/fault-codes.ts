/**
 * Everything that can go wrong, by name: one sorted line per code, with the exit code it leads to and the sentence that
 * explains it in the documentation. Exit codes (DESIGN of the command line): 1 something was read and refused,
 * 2 usage or configuration, 3 incomplete, 4 the environment failed (file, network, service).
 */
export const FAULT_CODES = {
  "address-refused": { exit: 2, sentence: "an address is not https, not on this machine, or contains credentials" },
  "asset-changed": { exit: 1, sentence: "an asset changed between being hashed and being used" },
  "asset-name-bidi": { exit: 1, sentence: "an asset name contains bidirectional or invisible control characters" },
  "asset-name-collision": { exit: 1, sentence: "two asset names would be the same file for some consumer" },
  "asset-name-control": { exit: 1, sentence: "an asset name contains control characters" },
  "asset-name-invalid": { exit: 1, sentence: "an asset name is not a plain, portable file name" },
  "asset-name-length": { exit: 1, sentence: "an asset name is longer than 255 bytes" },
  "asset-name-reserved": { exit: 1, sentence: "an asset has the name of a file that sealing writes" },
  "assets-none": { exit: 2, sentence: "no asset was named or found" },
  "assets-too-many": { exit: 1, sentence: "more assets than one release can hold" },
  "certificate-refused": { exit: 4, sentence: "the certificate authority did not issue a certificate" },
  "certificate-unexpected": {
    exit: 1,
    sentence: "the certificate authority issued a certificate for another key or identity",
  },
  "checksums-disagree": { exit: 1, sentence: "a checksum file among the assets does not agree with them" },
  "configuration-invalid": { exit: 2, sentence: "a configuration value is missing or malformed" },
  "file-missing": { exit: 4, sentence: "a file that was named does not exist" },
  "file-unreadable": { exit: 4, sentence: "a file could not be read" },
  "file-unwritable": { exit: 4, sentence: "a file could not be written" },
  "identity-token-malformed": { exit: 2, sentence: "an identity token is not a well-formed JSON Web Token" },
  "identity-token-missing": { exit: 2, sentence: "nothing here gives an identity token" },
  "identity-token-refused": { exit: 4, sentence: "the token service did not give an identity token" },
  internal: { exit: 4, sentence: "a defect of this program" },
  "log-refused": { exit: 4, sentence: "the transparency log did not accept an entry" },
  "log-unexpected": { exit: 1, sentence: "the transparency log answered with an entry that is not ours" },
  "network-timeout": { exit: 4, sentence: "a service did not answer in time" },
  "network-unreachable": { exit: 4, sentence: "a service could not be reached" },
  "out-not-empty": { exit: 2, sentence: "the output folder holds something else" },
  "out-overlaps": { exit: 2, sentence: "the output folder holds an asset or lies inside a folder of assets" },
  "published-differs": { exit: 1, sentence: "what was read back from the release is not what was put there" },
  "response-malformed": { exit: 4, sentence: "a service gave an answer that cannot be understood" },
  "response-too-large": { exit: 4, sentence: "a service gave an answer longer than allowed" },
  "sbom-empty": { exit: 1, sentence: "an SBOM is implausibly empty" },
  "sbom-malformed": { exit: 1, sentence: "an SBOM is not a document of its format" },
  "sbom-source-malformed": {
    exit: 1,
    sentence: "a lockfile or package inside the release is not what it claims to be",
  },
  "self-verification": { exit: 1, sentence: "what was sealed did not verify as a consumer would verify it" },
  "service-busy": { exit: 4, sentence: "a service asks to wait longer than a run may wait" },
  "signing-config-malformed": { exit: 2, sentence: "a signing config is not valid" },
  "source-contradiction": { exit: 1, sentence: "two sources disagree about where the release comes from" },
  "source-incomplete": { exit: 2, sentence: "a fact about the source of the release is missing" },
  "timestamp-refused": { exit: 4, sentence: "the timestamp authority did not give a timestamp" },
  "timestamp-unexpected": {
    exit: 1,
    sentence: "the timestamp authority gave a timestamp for something else or of another time",
  },
  usage: { exit: 2, sentence: "the command was not understood" },
} as const satisfies Record<string, { exit: 1 | 2 | 3 | 4; sentence: string }>;

export type FaultCode = keyof typeof FAULT_CODES;
