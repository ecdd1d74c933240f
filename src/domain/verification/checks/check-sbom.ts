import { counted } from "../../../kernel/counted.ts";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { isPlainName } from "../../asset/plain-name.ts";
import { isSbomEntry } from "../../capsule/entry-names.ts";
import { isFile, type RootStatement } from "../../capsule/root-schema.ts";
import { readSbomSubject, type SbomSubject } from "../../sbom/read/sbom-subject.ts";
import type { Claim } from "../claim.ts";
import type { RunEvidence } from "../evidence/run-evidence.ts";
import { openClaim, verifiedClaim } from "../make-claim.ts";

/**
 * Each SBOM that is filed under an asset that was requested names that asset's digest, and none claims to be complete while
 * listing nothing, unless the asset is text that people read, by the document and by its own sealed name: that is whole by itself. It is
 * verified if, of every such asset, every document lists something and says how completely; a list of the release stands in
 * for an asset that has none of its own. If one leaves it open what its asset is made of, as that of firmware does, the claim is
 * not checked, and is required by a policy alone (L8).
 * Faults: `sbom-subject`, `sbom-empty`, those of `readSbomSubject`.
 */
export function checkSbom({ root, entries, asked, about }: RunEvidence): Claim {
  const { subject: assets, predicate } = root.statement;
  const all = predicate.evidence.filter(({ name }) => isSbomEntry(name));
  if (all.length === 0) {
    return openClaim("sbom", "missing", { reason: "the capsule has no SBOM", required: true });
  }
  const sboms = all.filter(({ name }) => asked.has(name));
  /** Of each asset, by hex SHA-256, and of the release, which has none: whether its documents say what it is made of. */
  const known = new Map<string | undefined, boolean>();
  for (const { name, annotations } of sboms) {
    const subject = readSbomSubject(entries.get(name) ?? new Uint8Array());
    requireDescribed(subject, { name, sha256: annotations.subject }, root.statement);
    const isWhole = isPlainText(subject, annotations.subject, assets);
    if (subject.components === 0 && subject.isSaidComplete && !isWhole) {
      throw new Fault("sbom-empty", `${printable(name)} claims to be complete and lists nothing`);
    }
    const says = isWhole || (subject.components > 0 && subject.completeness !== "unknown");
    known.set(annotations.subject, says && known.get(annotations.subject) !== false);
  }
  const ofRelease = known.get(undefined);
  const wanted = assets.filter(({ digest: { sha256 } }) => known.has(sha256) || about === "all" || about.has(sha256));
  const open = wanted.filter(({ digest: { sha256 } }) => (known.get(sha256) ?? ofRelease) !== true);
  const byDigest = all.length - sboms.length;
  const rest = byDigest === 0 ? "" : `, ${byDigest} listed by digest`;
  if (open.length > 0 || ofRelease === false) {
    return openClaim("sbom", "not-checked", { reason: `the SBOMs leave open what ${openText(open)}${rest}` });
  }
  return verifiedClaim(
    "sbom",
    `${counted(sboms.length, "document describes the asset that it is filed under", "documents describe the assets that they are filed under")}${rest}`,
  );
}

/** The signer's word alone is not enough: nobody runs or unpacks a file of such a name, under any that it was sealed with. */
function isPlainText(
  { isSaidPlain, completeness }: SbomSubject,
  sha256: string | undefined,
  assets: RootStatement["subject"],
): boolean {
  if (!isSaidPlain || completeness !== "complete") return false;
  const about = assets.filter(({ digest }) => digest.sha256 === sha256);
  return about.length > 0 && about.every((asset) => isFile(asset) && isPlainName(asset.name));
}

function openText(open: readonly { readonly name: string }[]): string {
  const [first] = open;
  if (first === undefined) return "the release is made of";
  return `${counted(open.length, "asset is", "assets are")} made of${open.length === 1 ? ":" : ", first"} ${printable(first.name)}`;
}

/**
 * A document of an asset states its SHA-256, and no other digest of it; one of the release states none that is not of an
 * asset, and no package URL of another project (X13).
 */
function requireDescribed(
  { sha256, sha512, purl }: SbomSubject,
  filed: { readonly name: string; readonly sha256: string | undefined },
  { subject, predicate }: RootStatement,
): void {
  const about = subject.filter(({ digest }) => filed.sha256 === undefined || digest.sha256 === filed.sha256);
  const isOf = (all: readonly (string | undefined)[]) => (one: string) => all.includes(one);
  const isAsset = filed.sha256 === undefined || sha256.length > 0;
  const isSame =
    sha256.every(isOf(about.map(({ digest }) => digest.sha256))) &&
    sha512.every(isOf(about.map((one) => (isFile(one) ? one.digest.sha512 : undefined))));
  const isProject = filed.sha256 !== undefined || !purl?.startsWith("pkg:github/") || purl === predicate.release.purl;
  if (isAsset && isSame && isProject) return;
  throw new Fault("sbom-subject", `${printable(filed.name)} describes something else than its asset`);
}
