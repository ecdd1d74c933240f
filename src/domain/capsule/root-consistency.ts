import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { checkAssetName } from "../asset/asset-name.ts";
import { refuseCollisions } from "../asset/collisions.ts";
import { checkImageName } from "../asset/image-reference.ts";
import { isEvidenceEntryName, PROVENANCE_ENTRY } from "./entry-names.ts";
import type { Evidence, RootStatement } from "./root-schema.ts";

const OWN_DIGEST = /^evidence\/([0-9a-f]{64})\./;
const SUBJECT_DIGEST = /^(?:assets|sbom|images)\/([0-9a-f]{64})[./]/;

/**
 * What the schema of a root statement cannot say: asset names are plain and distinct for every consumer, subjects and
 * evidence stand in bytewise order of their names, each once, evidence has a place in the layout, and what it is about is a
 * subject. Undefined where all holds, else how it does not, safe to print.
 */
export function whyInconsistent(root: RootStatement): string | undefined {
  return whySubjects(root.subject) ?? whyEvidence(root);
}

function whySubjects(subjects: RootStatement["subject"]): string | undefined {
  // Without sha512 it is an image, whose name is a reference: a file may not pass as one, which no folder must hold.
  const isFile = ({ digest }: RootStatement["subject"][number]) => digest.sha512 !== undefined;
  const files = subjects.filter(isFile).map(({ name }) => name);
  try {
    for (const subject of subjects) if (!isFile(subject)) checkImageName(subject.name);
    for (const name of files) checkAssetName(name);
    refuseCollisions(files);
  } catch (error) {
    if (error instanceof Fault) return `has unsafe subjects: ${error.message}`;
    throw error;
  }
  return whyUnordered(subjects.map(({ name }) => name));
}

function whyEvidence({ subject, predicate }: RootStatement): string | undefined {
  if (predicate.backfill !== undefined && predicate.evidence.some(({ name }) => name === PROVENANCE_ENTRY)) {
    return "lists provenance of a release that was sealed after it was public";
  }
  const digests = new Set(subject.map(({ digest }) => digest.sha256));
  for (const entry of predicate.evidence) {
    if (!isEvidenceEntryName(entry.name)) return `lists ${printable(entry.name)}, which the format does not know`;
    const about = entry.annotations.subject;
    if (about !== undefined && !digests.has(about)) return `lists ${printable(entry.name)} about an unknown subject`;
    const reason = whyMisfiled(entry);
    if (reason !== undefined) return reason;
  }
  return whyUnordered(predicate.evidence.map(({ name }) => name));
}

/** The digest in an entry's name must be what the annotations and the entry's own digest say. */
function whyMisfiled({ name, digest, annotations }: Evidence): string | undefined {
  const own = OWN_DIGEST.exec(name)?.[1];
  const about = SUBJECT_DIGEST.exec(name)?.[1];
  if (own !== undefined && own !== digest.sha256) return `lists ${printable(name)} with another digest`;
  if (about !== undefined && about !== annotations.subject) return `lists ${printable(name)} about another subject`;
  return undefined;
}

function whyUnordered(names: readonly string[]): string | undefined {
  const at = names.findIndex((name, index) => index > 0 && compareUtf8(names[index - 1]!, name) >= 0);
  return at === -1 ? undefined : `has ${printable(names[at]!)} twice or out of order`;
}
