import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type DigestSet, isStrong } from "../attestation/digest-set.ts";
import type { BoundBy } from "../attestation/vulnerability-scan.ts";
import type { EvidenceDocument } from "./evidence-document.ts";

/** What evidence can be about: an asset, or an image, of which one digest is known. Hex. */
export interface EvidenceSubject {
  readonly name: string;
  readonly sha256: string;
  readonly sha512?: string;
}

/** What each SBOM that was given describes, by the SHA-256 of its file, hex. */
export type DescribedBy = ReadonlyMap<string, readonly EvidenceSubject[]>;
const NO_SBOMS: DescribedBy = new Map();

/** Digests of evidence, in which an SBOM stands for what it describes. */
export function throughSboms(subjects: readonly DigestSet[], sboms: DescribedBy): readonly DigestSet[] {
  return subjects.flatMap((digest): readonly DigestSet[] => {
    const described = sboms.get(digest["sha256"] ?? "");
    return described === undefined ? [digest] : described.map(({ sha256 }) => ({ sha256 }));
  });
}

/** The asset or image that was named for a file of evidence, `*` for all, or undefined if none was. */
export type EvidenceTarget = string | undefined;

export const ALL_ASSETS = "*";

/**
 * The assets and images that a file of evidence is about: those whose digests it states, else the one that was named, else the only
 * one. What it states and what was named must agree, and a statement may be about nothing else. Fault: `evidence-subject`.
 */
export function bindEvidence<A extends EvidenceSubject>(
  { subjects, isExclusive, names = [] }: Pick<EvidenceDocument, "subjects" | "isExclusive"> & Named,
  named: EvidenceTarget,
  assets: readonly A[],
): readonly A[] {
  const stated = assets.filter((asset) => subjects.some((digest) => isOf(digest, asset)));
  const strange = subjects.find((digest) => !assets.some((asset) => isOf(digest, asset)));
  if (isExclusive && strange !== undefined) {
    throw notBound(`it is about ${printable(Object.values(strange)[0] ?? "")}, which is not an asset of this release`);
  }
  if (subjects.length > 0 && stated.length === 0)
    throw notBound("by the digests in it, it is not about any asset of this release");
  if (named === undefined) {
    if (stated.length > 0) return stated;
    const called = namedAssets(names, assets);
    if (called.length > 0) return called;
    if (assets.length === 1) return assets;
    throw notBound("it does not say which asset it is about");
  }
  const chosen = named === ALL_ASSETS ? assets : assets.filter(({ name }) => name === named);
  if (chosen.length === 0) throw notBound(`there is no asset ${printable(named)}`);
  const other = stated.length === 0 ? undefined : chosen.find((asset) => !stated.includes(asset));
  if (other !== undefined) throw notBound(`by the digests in it, it is not about ${printable(other.name)}`);
  const called = stated.length > 0 ? [] : namedAssets(names, assets);
  const mistaken = called.length === 0 ? undefined : chosen.find((asset) => !called.includes(asset));
  if (mistaken !== undefined) throw notBound(`by the name in it, it is not about ${printable(mistaken.name)}`);
  return isExclusive ? stated : chosen;
}

/** What a report calls that which it is about, by a path or a name. */
interface Named {
  readonly names?: readonly string[];
}

/** Those of a release whose names a report has, as file names or ends of paths. */
export function namedAssets<A extends EvidenceSubject>(names: readonly string[], assets: readonly A[]): readonly A[] {
  const called = new Set(names.flatMap((name) => [name, name.split(/[\\/]/).at(-1) ?? name]));
  return assets.filter(({ name }) => called.has(name));
}

/** How it is known that evidence is about assets: by a digest in it, theirs or their SBOM's, by a name in it, or because somebody said so. */
export function howBound(
  { subjects, names = [] }: Pick<EvidenceDocument, "subjects"> & Named,
  about: readonly EvidenceSubject[],
  sboms: DescribedBy = NO_SBOMS,
): BoundBy {
  const isAbout = (known: readonly DigestSet[]) => about.every((asset) => known.some((digest) => isOf(digest, asset)));
  if (isAbout(subjects)) return "digest";
  if (isAbout(throughSboms(subjects, sboms))) return "sbom";
  return namedAssets(names, about).length === about.length ? "name" : "choice";
}

/** Every digest that can prove equality must be the asset's; one that is not known of it proves nothing. */
function isOf(digest: DigestSet, { sha256, sha512 }: EvidenceSubject): boolean {
  const known: DigestSet = sha512 === undefined ? { sha256 } : { sha256, sha512 };
  const comparable = Object.keys(known).filter((algorithm) => Object.hasOwn(digest, algorithm));
  return isStrong(digest) && comparable.length > 0 && comparable.every((one) => digest[one] === known[one]);
}

function notBound(reason: string): Fault {
  return new Fault("evidence-subject", reason, {
    hint: "name the asset, as in report.xml=tool.tar.gz, or report.xml=* for every asset",
  });
}
