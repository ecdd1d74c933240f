import type { ClaimId } from "../../domain/verification/claim.ts";

/** What a person calls a check, where its id is not that. */
const TITLES: Readonly<Partial<Record<ClaimId, string>>> = {
  archive: "Capsule",
  root: "Signature",
  assets: "Files",
  evidence: "Documents",
  provenance: "Build",
  checksums: "Checksum lists",
  sbom: "Contents",
  "other-evidence": "Evidence of others",
  vulnerabilities: "Known vulnerabilities",
  lineage: "Release before",
  "log-state": "Log of statements",
  notary: "Notary signature",
  memory: "Earlier releases",
};

/** The name of a check; one without words of its own is called by its id. */
export function claimTitle(id: ClaimId): string {
  return TITLES[id] ?? sentenceCase(id.replaceAll("-", " "));
}

/** As a sentence of its own; a name at its beginning stays as it is. */
export function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? sentenceCase(text) : `${sentenceCase(text)}.`;
}

function sentenceCase(text: string): string {
  return /^[a-z]+(?:[ ,'.]|$)/.test(text) && !/^[a-z]+\.[a-z]/.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
}
