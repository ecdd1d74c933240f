import { CHECKSUMS_ENTRY, PROVENANCE_ENTRY, signatureEntry } from "../capsule/entry-names.ts";
import type { GuideFacts } from "./guide-facts.ts";

/** Under which names other programs find the evidence in the folder of the downloads. */
export interface EvidenceFiles {
  readonly checksums: string;
  readonly checksumsBundle: string;
  readonly provenance: string;
  /** True if they are not published, but only in the capsule, which `tar` reads. */
  readonly inCapsule: boolean;
}

export function evidenceFiles({ published }: Pick<GuideFacts, "published">): EvidenceFiles {
  const nameOf = (entry: string): string | undefined =>
    published.find(({ content }) => "entry" in content && content.entry === entry)?.name;
  const [checksums, checksumsBundle, provenance = PROVENANCE_ENTRY] = ENTRIES.map(nameOf);
  if (checksums === undefined || checksumsBundle === undefined) {
    const [list, bundle, statement] = ENTRIES;
    return { checksums: list, checksumsBundle: bundle, provenance: statement, inCapsule: true };
  }
  return { checksums, checksumsBundle, provenance, inCapsule: false };
}

const ENTRIES = [CHECKSUMS_ENTRY, signatureEntry(CHECKSUMS_ENTRY), PROVENANCE_ENTRY] as const;
