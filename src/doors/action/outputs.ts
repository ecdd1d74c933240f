import type { ActionCommand } from "../options/inputs.ts";

/** The outputs of the actions, and which has each; what is made of the option table for action.yml and the reference has them from here. */
export const OUTPUTS = [
  {
    name: "result",
    of: ["seal", "check", "verify", "get", "sbom"],
    description: "path of a JSON file with the whole result",
  },
  {
    name: "verdict",
    of: ["seal", "check", "verify", "get"],
    description: "verified, accepted, rejected or incomplete; of a check ready or not-ready",
  },
  { name: "folder", of: ["get"], description: "folder of the files; empty unless every one is proven" },
  { name: "files", of: ["get"], description: "paths of the files, one per line; empty unless every one is proven" },
  { name: "release", of: ["get"], description: "the release as owner/name@tag, by the name that GitHub says" },
  { name: "capsule-path", of: ["seal"], description: "path of the capsule" },
  { name: "capsule-sha256", of: ["seal", "verify"], description: "SHA-256 of the capsule" },
  {
    name: "root-sha256",
    of: ["seal", "verify"],
    description: "SHA-256 of the root statement, the name of the release in later capsules",
  },
  { name: "checksums-path", of: ["seal"], description: "path of the checksum list" },
  { name: "bundle-path", of: ["seal"], description: "path of the signed provenance" },
  { name: "sbom-paths", of: ["seal", "sbom"], description: "paths of the SBOMs, one per line" },
  { name: "sbom-score", of: ["sbom"], description: "score of the SBOM, 0 to 100; empty where nothing can be scored" },
  { name: "verify-path", of: ["seal"], description: "path of VERIFY.md" },
  { name: "verify-command", of: ["seal"], description: "the command that a consumer runs" },
  {
    name: "badge",
    of: ["seal"],
    description: "a badge for a README, in Markdown, of a release on GitHub that is in a public log",
  },
  { name: "identity", of: ["seal", "verify"], description: "subject alternative name of the certificate that signed" },
  { name: "issuer", of: ["seal", "verify"], description: "issuer of the signer's identity" },
  { name: "version", of: ["seal", "check", "verify"], description: "version of the release" },
  { name: "tag", of: ["seal", "check", "verify", "get"], description: "tag of the release" },
  { name: "release-id", of: ["seal"], description: "id of the GitHub release" },
  { name: "release-url", of: ["seal"], description: "web address of the GitHub release" },
  { name: "storage-record-ids", of: ["seal"], description: "ids of GitHub's storage records of images, by commas" },
  { name: "attestation-url", of: ["seal"], description: "web address of the provenance among GitHub's attestations" },
] as const satisfies readonly { name: string; of: readonly ActionCommand[]; description: string }[];

export type OutputName = (typeof OUTPUTS)[number]["name"];

/** Values by output; what has none is left out and empty for later steps. */
export type OutputValues = Partial<Record<OutputName, string>>;

/** The outputs of one action. */
export function outputsOfAction(command: ActionCommand): readonly (typeof OUTPUTS)[number][] {
  return OUTPUTS.filter(({ of }: { readonly of: readonly ActionCommand[] }) => of.includes(command));
}
