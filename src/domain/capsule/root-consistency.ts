import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { requireAssetName } from "../asset/asset-name.ts";
import { refuseCollisions } from "../asset/collisions.ts";
import { requireImageName } from "../asset/image-reference.ts";
import { releasePurl } from "../source/release-purl.ts";
import { isTemplateOf } from "../source/tag-template.ts";
import { isVersionOf } from "../source/version-scheme.ts";
import { isImageEntry, PROVENANCE_ENTRY, placeOf } from "./entry-names.ts";
import { type Evidence, isFile, type RootPredicate, type RootStatement } from "./root-schema.ts";

const OWN_DIGEST = /^(?:evidence\/([0-9a-f]{64})\.|images\/([0-9a-f]{64})\/manifest\.json$)/;
const SUBJECT_DIGEST = /^(?:assets|notary|sbom)\/([0-9a-f]{64})[./]/;

/**
 * What the schema of a root statement cannot say: asset names are plain and distinct for every consumer, subjects and
 * evidence stand in bytewise order of their names, each once, version and tag agree, evidence has a place in the layout, and
 * what it is about is a subject. Undefined if all holds, else how it does not, safe to print.
 */
export function whyInconsistent(root: RootStatement): string | undefined {
  return whySubjects(root.subject) ?? whyRelease(root.predicate.release) ?? whyEvidence(root);
}

function whySubjects(subjects: RootStatement["subject"]): string | undefined {
  const files = subjects.filter(isFile).map(({ name }) => name);
  try {
    for (const subject of subjects) if (!isFile(subject)) requireImageName(subject.name);
    for (const name of files) requireAssetName(name);
    refuseCollisions(files);
  } catch (error) {
    if (error instanceof Fault) return `has unsafe subjects: ${error.message}`;
    throw error;
  }
  return whyUnordered(subjects.map(({ name }) => name));
}

/** Name, version, tag and package URL belong together: whoever knows one of them must not be told another (X14, X6). */
function whyRelease(release: RootPredicate["release"]): string | undefined {
  const { version, versioning, tag, tagTemplate, purl } = release;
  if (!isVersionOf(versioning, version)) return `has ${printable(version)}, which is not a version of ${versioning}`;
  if (tagTemplate !== null && (tag === null || !isTemplateOf(tagTemplate, tag, { version, versioning }))) {
    return `has the tag ${printable(tag ?? "none")}, which ${printable(tagTemplate)} does not make of its version`;
  }
  return purl === purlOf(release)
    ? undefined
    : `has ${printable(purl)}, which is not the package URL of its repository, name, version and tag`;
}

/** Undefined for an address that is not a repository. */
function purlOf(release: RootPredicate["release"]): string | undefined {
  try {
    return releasePurl(release);
  } catch (error) {
    if (error instanceof Fault && error.code === "repository-invalid") return undefined;
    throw error;
  }
}

function whyEvidence({ subject, predicate }: RootStatement): string | undefined {
  if (predicate.backfill !== undefined && predicate.evidence.some(({ name }) => name === PROVENANCE_ENTRY)) {
    return "lists provenance of a release that was sealed after it was public";
  }
  const digests = new Set(subject.map(({ digest }) => digest.sha256));
  const images = new Set<string | undefined>(subject.flatMap((one) => (isFile(one) ? [] : [one.digest.sha256])));
  for (const entry of predicate.evidence) {
    if (placeOf(entry.name) !== "known") return `lists ${printable(entry.name)}, which the format does not know`;
    const about = entry.annotations.subject;
    if (about !== undefined && !digests.has(about)) return `lists ${printable(entry.name)} about an unknown subject`;
    const reason =
      whyMisfiled(entry) ?? (isImageEntry(entry.name) && !images.has(about) ? whyNoImage(entry) : undefined);
    if (reason !== undefined) return reason;
  }
  return whyUnordered(predicate.evidence.map(({ name }) => name));
}

function whyNoImage({ name }: Evidence): string {
  return `lists ${printable(name)}, which is about no image of the release`;
}

/** The digest in an entry's name must be what the annotations and the entry's own digest say. */
function whyMisfiled({ name, digest, annotations }: Evidence): string | undefined {
  const [, evidence, own = evidence] = OWN_DIGEST.exec(name) ?? [];
  const about = SUBJECT_DIGEST.exec(name)?.[1];
  if (own !== undefined && own !== digest.sha256) return `lists ${printable(name)} with another digest`;
  if (about !== undefined && about !== annotations.subject) return `lists ${printable(name)} about another subject`;
  return undefined;
}

function whyUnordered(names: readonly string[]): string | undefined {
  const at = names.findIndex((name, index) => index > 0 && compareUtf8(names[index - 1]!, name) >= 0);
  return at === -1 ? undefined : `has ${printable(names[at]!)} twice or out of order`;
}
