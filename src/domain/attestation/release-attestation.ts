import * as v from "valibot";
import { Fault } from "../../kernel/fault.ts";
import { parseJson } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { printable } from "../../kernel/printable.ts";
import { STATEMENT_TYPE } from "./statement.ts";

/** GitHub writes the second; nothing that is read here differs between them. */
export const RELEASE_PREDICATE_TYPES = [
  "https://in-toto.io/attestation/release/v0.1",
  "https://in-toto.io/attestation/release/v0.2",
] as const;

/** Whether a predicate type, of whatever a document has there, is one of GitHub's statements that it published a release. */
export function isReleaseType(type: unknown): boolean {
  return typeof type === "string" && type.startsWith("https://in-toto.io/attestation/release/");
}

export interface AttestedFile {
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
}

/** What GitHub says when it publishes an immutable release. Numbers are decimal. */
export interface ReleaseAttestation {
  /** `owner/name`, as it was called then. */
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  /** GitHub's number of the release; undefined where it is not stated. */
  readonly databaseId: string | undefined;
  readonly tag: string;
  /** Hex: what the tag leads to. */
  readonly commit: string;
  /** Every file of the release, evidence too, in the order in which they are stated. */
  readonly files: readonly AttestedFile[];
}

/** A release of GitHub has 1,000 files at most, and its tag stands beside them. */
const MAX_SUBJECTS = 1001;

const schema = once(() => {
  const id = v.pipe(v.string(), v.regex(/^[1-9]\d{0,19}$/));
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
  const tag = v.strictObject({
    uri: text,
    digest: v.strictObject({ sha1: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)) }),
  });
  const file = v.strictObject({
    name: text,
    digest: v.strictObject({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  });
  return v.strictObject({
    _type: v.literal(STATEMENT_TYPE),
    subject: v.pipe(v.array(v.union([tag, file])), v.minLength(1), v.maxLength(MAX_SUBJECTS)),
    predicateType: v.picklist(RELEASE_PREDICATE_TYPES),
    predicate: v.strictObject({
      databaseId: v.optional(id),
      ownerId: id,
      packageId: v.optional(id),
      purl: text,
      repository: v.pipe(v.string(), v.maxLength(512), v.regex(/^[A-Za-z0-9][\w-]*\/[\w.-]+$/)),
      repositoryId: id,
      tag: text,
    }),
  });
});

/**
 * Parses the statement by which GitHub says that it published a release, closed and without room for two readings: one tag, by
 * the package URL that the predicate has, too, and by SHA-1; then each file once by name and SHA-256. Faults:
 * `statement-malformed`, `json-malformed`, `json-too-large`.
 * https://github.com/in-toto/attestation/blob/main/spec/predicates/release.md
 */
export function parseReleaseAttestation(payload: Uint8Array): ReleaseAttestation {
  const { subject, predicate } = parseSchema(
    schema(),
    parseJson(payload, { what: "the attestation of the release" }),
    malformed,
  );
  const tags = subject.flatMap((one) => ("uri" in one ? [one] : []));
  const files = subject.flatMap((one) => ("uri" in one ? [] : [{ name: one.name, sha256: one.digest.sha256 }]));
  const [tag] = tags;
  if (tag === undefined || tags.length > 1) throw malformed(`names ${tags.length} tags`);
  const { repository, purl } = predicate;
  if (tag.uri !== purl || !isPurlOf(purl, repository, predicate.tag)) {
    throw malformed("names its release in ways that do not agree");
  }
  const names = new Set<string>();
  for (const { name } of files) {
    if (names.has(name)) throw malformed(`names ${printable(name)} twice`);
    names.add(name);
  }
  const { repositoryId, ownerId, databaseId } = predicate;
  return { repository, repositoryId, ownerId, databaseId, tag: predicate.tag, commit: tag.digest.sha1, files };
}

/** GitHub writes owner and name as they are spelled, and the tag with and without the escapes of a package URL. */
function isPurlOf(purl: string, repository: string, tag: string): boolean {
  const [, path = "", version = ""] = /^pkg:github\/([^@]+)@(.+)$/.exec(purl) ?? [];
  return path.toLowerCase() === repository.toLowerCase() && (version === tag || decoded(version) === tag);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function malformed(problem: string): Fault {
  return new Fault("statement-malformed", `GitHub's attestation of the release ${problem}`);
}
