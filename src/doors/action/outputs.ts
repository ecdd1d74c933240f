import type { ActionCommand } from "../options/inputs.ts";

/** The outputs of the Action, and the commands that have each; what is made of the option table for action.yml and the reference has them from here. */
export const OUTPUTS = [
  { name: "result", of: ["seal", "check", "verify"], description: "path of a JSON file with the whole result" },
  { name: "verdict", of: ["seal", "check", "verify"], description: "verified, rejected or incomplete" },
  { name: "capsule-path", of: ["seal"], description: "path of the capsule" },
  { name: "capsule-sha256", of: ["seal", "verify"], description: "SHA-256 of the capsule" },
  {
    name: "root-sha256",
    of: ["seal", "verify"],
    description: "SHA-256 of the root statement, the name of the release in later capsules",
  },
  { name: "checksums-path", of: ["seal"], description: "path of the checksum list" },
  { name: "bundle-path", of: ["seal"], description: "path of the signed provenance" },
  { name: "sbom-paths", of: ["seal"], description: "paths of the SBOMs of the release, one per line" },
  { name: "verify-path", of: ["seal"], description: "path of VERIFY.md" },
  { name: "verify-command", of: ["seal"], description: "the command that a consumer runs" },
  { name: "identity", of: ["seal", "verify"], description: "subject alternative name of the certificate that signed" },
  { name: "issuer", of: ["seal", "verify"], description: "issuer of the signer's identity" },
  { name: "version", of: ["seal", "check", "verify"], description: "version of the release" },
  { name: "tag", of: ["seal", "check", "verify"], description: "tag of the release" },
  { name: "release-id", of: ["seal"], description: "id of the GitHub release" },
  { name: "release-url", of: ["seal"], description: "web address of the GitHub release" },
  { name: "storage-record-ids", of: ["seal"], description: "ids of GitHub's storage records of images, by commas" },
  { name: "attestation-url", of: ["seal"], description: "web address of the provenance among GitHub's attestations" },
] as const satisfies readonly { name: string; of: readonly ActionCommand[]; description: string }[];

export type OutputName = (typeof OUTPUTS)[number]["name"];

/** Values by output; what has none is left out and empty for later steps. */
export type OutputValues = Partial<Record<OutputName, string>>;
