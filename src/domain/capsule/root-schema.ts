import * as v from "valibot";
import { INSTANT } from "../../kernel/iso-time.ts";
import { MAX_CAPSULE_ENTRIES } from "../../kernel/limits.ts";
import { once } from "../../kernel/once.ts";
import { CAPSULE_PREDICATE_TYPE } from "../home.ts";
import { VERSION_SCHEMES } from "../source/version-scheme.ts";

const schemas = once(() => {
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  const sha512 = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/));
  const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
  const releaseName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));

  /** An asset: the file name that consumers use, and both digests. */
  const file = v.strictObject({
    name: text,
    digest: v.strictObject({ sha256, sha512 }),
    annotations: v.strictObject({ kind: v.literal("file") }),
  });

  /** A container image by its registry and repository, and the digest of its manifest or index. */
  const image = v.strictObject({
    name: text,
    digest: v.strictObject({ sha256 }),
    annotations: v.strictObject({ kind: v.literal("image") }),
  });

  /** One entry of the capsule other than the root: an in-toto ResourceDescriptor, closed. */
  const evidence = v.strictObject({
    name: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,100}$/)),
    digest: v.strictObject({ sha256 }),
    mediaType: text,
    annotations: v.strictObject({
      size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
      /** sha256 of the asset it speaks about; absent if it speaks about the release. */
      subject: v.optional(sha256),
      predicateType: v.optional(text),
    }),
  });

  const previous = v.union([
    v.strictObject({
      name: releaseName,
      version: text,
      tag: v.nullable(text),
      rootDigest: v.strictObject({ sha256 }),
    }),
    v.strictObject({ none: v.picklist(["first-release", "first-capsule", "unavailable"]), reason: text }),
  ]);

  const release = v.strictObject({
    purl: text,
    name: releaseName,
    version: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
    /** How the project numbers its releases. */
    versioning: v.picklist(VERSION_SCHEMES),
    tag: v.nullable(text),
    /** The tag with `{version}` instead of the version; null if it has no tag, or one without a version. */
    tagTemplate: v.nullable(text),
    commit: v.nullable(v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/))),
    repository: v.nullable(text),
    repositoryId: v.nullable(text),
    ownerId: v.nullable(text),
    runUri: v.nullable(text),
  });

  /** Whole seconds, UTC. */
  const time = v.pipe(v.string(), v.regex(INSTANT));

  /**
   * Set if a release was sealed only after it had been public: nothing is claimed of how it was built, so there is no
   * provenance. `commit` is that of the workflow that sealed it, which its certificate names; the release's own is in `release`.
   */
  const backfill = v.strictObject({
    /** When GitHub says that the release became public. */
    published: time,
    sealed: time,
    commit: v.pipe(v.string(), v.regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)),
  });

  const pin = v.strictObject({ uri: text, digest: v.record(text, text) });

  const predicate = v.strictObject({
    release,
    evidence: v.pipe(v.array(evidence), v.maxLength(MAX_CAPSULE_ENTRIES)),
    pins: v.pipe(v.array(pin), v.maxLength(1024)),
    previous,
    backfill: v.optional(backfill),
  });

  /** The root statement: in-toto Statement v1 over every asset, whose predicate closes over every other entry. */
  const statement = v.strictObject({
    _type: v.literal("https://in-toto.io/Statement/v1"),
    subject: v.pipe(v.array(v.union([file, image])), v.minLength(1), v.maxLength(1024)),
    predicateType: v.literal(CAPSULE_PREDICATE_TYPE),
    predicate,
  });
  return { file, backfill, statement };
});

export const rootStatementSchema = () => schemas().statement;

type Schemas = ReturnType<typeof schemas>;
export type RootStatement = v.InferOutput<Schemas["statement"]>;
export type ReleaseSubject = RootStatement["subject"][number];
export type FileSubject = v.InferOutput<Schemas["file"]>;
export type RootPredicate = RootStatement["predicate"];
export type Evidence = RootPredicate["evidence"][number];
export type Previous = RootPredicate["previous"];
export type Backfill = v.InferOutput<Schemas["backfill"]>;

/** Whether a subject is a file that consumers download. */
export function isFile(subject: ReleaseSubject): subject is FileSubject {
  return subject.annotations.kind === "file";
}
