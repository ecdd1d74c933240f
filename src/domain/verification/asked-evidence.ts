import { assetSignatureEntry, isEvidenceEntry, isSbomEntry, TRUST_SNAPSHOT_ENTRY } from "../capsule/entry-names.ts";
import type { EntryChoice } from "../capsule/read-capsule.ts";
import type { Evidence, RootStatement } from "../capsule/root-schema.ts";

/** The assets that a verification asks about, by hex SHA-256. */
export type AskedAssets = ReadonlySet<string> | "all";

/**
 * The names of the entries that are verified: what is about the release, and what is about an asset that was requested. All
 * others are closed by their digest alone. If no SBOM would be looked at, all are: nothing is verified by looking at nothing.
 */
export function askedEvidence({ predicate }: RootStatement, assets: AskedAssets): ReadonlySet<string> {
  const isAbout = ({ annotations: { subject } }: Evidence) =>
    assets === "all" || subject === undefined || assets.has(subject);
  const allSboms = !predicate.evidence.some((entry) => isSbomEntry(entry.name) && isAbout(entry));
  const asked = predicate.evidence.filter((entry) => isAbout(entry) || (allSboms && isSbomEntry(entry.name)));
  return new Set(asked.map(({ name }) => name));
}

/** Holds what the checks will read, as long as it has the size that was signed. */
export function entryChoice(
  { predicate }: RootStatement,
  { asked, others }: { readonly asked: ReadonlySet<string>; readonly others: boolean },
): EntryChoice {
  const isRead = (entry: Evidence) =>
    (others && isEvidenceEntry(entry.name)) || (asked.has(entry.name) && isChecked(entry));
  const sizes = new Map(predicate.evidence.filter(isRead).map(({ name, annotations }) => [name, annotations.size]));
  return (name, size) => sizes.get(name) === size;
}

/** Whether more is read of an entry than its digest. */
function isChecked(entry: Evidence): boolean {
  return isEvidenceEntry(entry.name) ? isSignedStatement(entry) : entry.name !== TRUST_SNAPSHOT_ENTRY;
}

/** Below `evidence/`, the predicate type says that the release's own run signed it; what others signed is listed without. */
export function isSignedStatement({ name, annotations }: Evidence): boolean {
  return isEvidenceEntry(name) && annotations.predicateType !== undefined;
}

/** Of the entries of one kind, how many were requested, and how many are only known to be the sealed ones. */
export interface Coverage {
  readonly asked: number;
  /** Nobody asked about their assets: they have the digest that the root lists, and were not read. */
  readonly byDigest: number;
}

/** How far the claims about evidence reach. */
export interface EvidenceCoverage {
  readonly signatures: Coverage;
  readonly sboms: Coverage;
  /** Further statements that the release's own run signed. */
  readonly statements: Coverage;
}

export function evidenceCoverage({ subject, predicate }: RootStatement, asked: ReadonlySet<string>): EvidenceCoverage {
  const signatures = new Set(subject.map(({ digest }) => assetSignatureEntry(digest.sha256)));
  const count = (isOfKind: (entry: Evidence) => boolean): Coverage => {
    const entries = predicate.evidence.filter(isOfKind);
    const some = entries.filter(({ name }) => asked.has(name)).length;
    return { asked: some, byDigest: entries.length - some };
  };
  return {
    signatures: count(({ name }) => signatures.has(name)),
    sboms: count(({ name }) => isSbomEntry(name)),
    statements: count(isSignedStatement),
  };
}
