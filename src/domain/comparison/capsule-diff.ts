import type { Cryptography } from "../../crypto/cryptography.ts";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import type { CapsuleFile } from "../capsule/read-capsule.ts";
import type { RootStatement } from "../capsule/root-schema.ts";
import { diffInventories, type SbomDiff } from "../sbom/diff/diff.ts";
import { type DiffFinding, judgeDiff } from "../sbom/diff/diff-rules.ts";
import { type CapsuleFacts, type Facts, factsOfCapsule } from "./capsule-facts.ts";

/** What changed from one capsule to the next; every list in bytewise order. Nothing of it is verified. */
export interface CapsuleDiff {
  readonly before: CapsuleSide;
  readonly after: CapsuleSide;
  readonly release: readonly FactChange[];
  readonly assets: readonly AssetChange[];
  readonly provenance: readonly FactChange[];
  readonly signer: readonly FactChange[];
  readonly sbom: SbomDiff;
}

export interface CapsuleSide {
  readonly purl: string;
  /** Hex SHA-256 of the root's payload. */
  readonly rootSha256: string;
  readonly assets: RootStatement["subject"];
}

/** Null on the side that does not say it. */
export interface FactChange {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Hex SHA-256, null on the side that lacks the asset. */
export interface AssetChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Compares two capsules, and judges them by the rules for SBOMs. Faults: those of `factsOfCapsule`. */
export async function diffCapsules(
  [before, after]: readonly [CapsuleFile, CapsuleFile],
  crypto: Cryptography,
): Promise<{ diff: CapsuleDiff; findings: DiffFinding[] }> {
  const [old, now] = [await factsOfCapsule(before, crypto), await factsOfCapsule(after, crypto)];
  const diff: CapsuleDiff = {
    before: sideOf(old),
    after: sideOf(now),
    release: changes(old.release, now.release),
    assets: changes(digests(old), digests(now)).map(({ what, ...sides }) => ({ name: what, ...sides })),
    provenance: changes(old.provenance, now.provenance),
    signer: changes(old.signer, now.signer),
    sbom: diffInventories(old.sbom, now.sbom),
  };
  return { diff, findings: [...judgeAssets(old, now), ...judgeDiff(diff.sbom)] };
}

function sideOf({ root, rootSha256 }: CapsuleFacts): CapsuleSide {
  return { purl: root.predicate.release.purl, rootSha256, assets: root.subject };
}

function digests({ root }: CapsuleFacts): Facts {
  return new Map(root.subject.map(({ name, digest }) => [name, digest.sha256]));
}

function changes(before: Facts, after: Facts): FactChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(compareUtf8)
    .map((what) => ({ what, before: before.get(what) ?? null, after: after.get(what) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** An asset is a package of its release: it has one content in one version, and keeps its digests. */
function judgeAssets(old: CapsuleFacts, now: CapsuleFacts): DiffFinding[] {
  const [left, right] = [old.root.predicate.release, now.root.predicate.release];
  const sameVersion = left.name === right.name && left.version === right.version;
  const known = new Map(old.root.subject.map(({ name, digest }) => [name, digest]));
  return now.root.subject.flatMap(({ name, digest }): DiffFinding[] => {
    const had = known.get(name);
    if (had === undefined) return [];
    const label = `asset ${name} of ${right.name} ${right.version}`;
    const rehashed: DiffFinding = {
      rule: "same-version-different-digest",
      text: `${label} has another SHA-256 than before`,
    };
    return sameVersion && had.sha256 !== digest.sha256 ? [rehashed] : [];
  });
}
