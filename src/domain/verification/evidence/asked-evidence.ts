import {
  assetSignatureEntry,
  isEvidenceEntry,
  isSbomEntry,
  LOG_FOLDER,
  TRUST_SNAPSHOT_ENTRY,
} from "../../capsule/entry-names.ts";
import type { EntryChoice } from "../../capsule/read-capsule.ts";
import type { Evidence, RootStatement } from "../../capsule/root-schema.ts";

/** The assets that a verification asks about, by hex SHA-256. */
export type AskedAssets = ReadonlySet<string> | "all";

/**
 * The names of the entries that are verified: what is about the release, and what is about a requested asset. All
 * others are closed by their digest alone. SBOMs of the release, which may be large, stand in for an asset that has none of
 * its own; if no SBOM would be looked at, all are: nothing is verified by looking at nothing.
 */
export function askedEvidence({ predicate }: RootStatement, assets: AskedAssets): ReadonlySet<string> {
  const { evidence } = predicate;
  if (assets === "all") return namesOf(evidence);
  const wanted: ReadonlySet<string | undefined> = assets;
  const isAbout = ({ annotations: { subject } }: Evidence) => wanted.has(subject);
  const isOfRelease = ({ annotations: { subject } }: Evidence) => subject === undefined;
  const sboms = evidence.filter(({ name }) => isSbomEntry(name));
  const others = evidence.filter((entry) => !isSbomEntry(entry.name) && (isOfRelease(entry) || isAbout(entry)));
  const described = new Set(sboms.filter(isAbout).map(({ annotations }) => annotations.subject));
  const isComplete = described.size === assets.size && assets.size > 0;
  const asked = sboms.filter((entry) => isAbout(entry) || (!isComplete && isOfRelease(entry)));
  return namesOf([...others, ...(asked.length === 0 ? sboms : asked)]);
}

function namesOf(entries: readonly Evidence[]): ReadonlySet<string> {
  return new Set(entries.map(({ name }) => name));
}

/** Holds what the checks will read, as long as it has the size that was signed. */
export function entryChoice(
  { predicate }: RootStatement,
  { asked, others, log }: { readonly asked: ReadonlySet<string>; readonly others: boolean; readonly log?: boolean },
): EntryChoice {
  const isRead = (entry: Evidence) =>
    entry.name.startsWith(LOG_FOLDER)
      ? log === true
      : (others && isEvidenceEntry(entry.name)) || (asked.has(entry.name) && isChecked(entry));
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
