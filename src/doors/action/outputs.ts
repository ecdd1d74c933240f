/** The outputs of the Action; action.yml and the table of the reference are made from this list. */
export const OUTPUTS = [
  { name: "result", description: "path of a JSON file with the whole result" },
  { name: "verdict", description: "verified, rejected or incomplete" },
  { name: "capsule-path", description: "path of the capsule" },
  { name: "capsule-sha256", description: "SHA-256 of the capsule" },
  { name: "root-sha256", description: "SHA-256 of the root statement, the name of the release in later capsules" },
  { name: "checksums-path", description: "path of the checksum list" },
  { name: "bundle-path", description: "path of the signed provenance" },
  { name: "sbom-paths", description: "paths of the SBOMs of the release, one per line" },
  { name: "verify-path", description: "path of VERIFY.md" },
  { name: "verify-command", description: "the command that a consumer runs" },
  { name: "identity", description: "subject alternative name of the certificate that signed" },
  { name: "issuer", description: "issuer of the signer's identity" },
  { name: "version", description: "version of the release" },
  { name: "tag", description: "tag of the release" },
  { name: "release-id", description: "id of the GitHub release" },
  { name: "release-url", description: "web address of the GitHub release" },
  { name: "attestation-url", description: "web address of the provenance among GitHub's attestations" },
] as const;

export type OutputName = (typeof OUTPUTS)[number]["name"];

/** Values by output; what has none is left out and empty for later steps. */
export type OutputValues = Partial<Record<OutputName, string>>;
