import * as v from "valibot";
import { compareUtf8 } from "../../kernel/bytewise.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { once } from "../../kernel/once.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { schemaId } from "../home.ts";
import { foldRepository } from "../source/repository.ts";
import { VERSION_SCHEMES } from "../source/version-scheme.ts";
import { REMEMBERED_KINDS } from "./evidence-strength.ts";

/** What the file is called that belongs into a repository. */
export const LOCK_NAME = "capsule.lock";
/** Some thousand releases. */
export const MAX_LOCK_BYTES = 4 * 1024 * 1024;
const MAX_PROJECTS = 4_096;
const MAX_RELEASES = 1_024;

export const capsuleLockSchema = once(() => {
  const text = v.pipe(v.string(), v.minLength(1), v.maxLength(2048));
  const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
  /** In UTC. */
  const day = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));

  const release = v.strictObject({
    /** Of the release, as its capsule or its tag says it; else that of the repository. */
    name: text,
    version: text,
    versioning: v.picklist(VERSION_SCHEMES),
    tag: v.nullable(text),
    /** Of the statement that names every file of the release; null if there was no capsule. */
    rootSha256: v.nullable(sha256),
    /** Those that were taken of a release without a capsule. */
    files: v.pipe(v.array(v.strictObject({ name: text, sha256 })), v.maxLength(1024)),
    /** Kinds of evidence that were about every file that was wanted. */
    evidence: v.array(v.picklist(REMEMBERED_KINDS)),
    /** Whether GitHub called it the latest when nobody named a tag. */
    latest: v.boolean(),
    /** Whether somebody accepted an older one in its place since. */
    withdrawn: v.boolean(),
    firstSeen: day,
  });

  const project = v.strictObject({
    /** Web address. */
    repository: text,
    /** Numbers, which outlive names. */
    repositoryId: text,
    ownerId: text,
    /** Who signed, without the ref: `.github/workflows/release.yml` of the repository itself, or with the address of another. */
    workflows: v.pipe(v.array(text), v.maxLength(64)),
    releases: v.pipe(v.array(release), v.maxLength(MAX_RELEASES)),
    firstSeen: day,
    /** When something of it was last written here. */
    lastSeen: day,
  });

  return v.strictObject({
    schema: v.literal(schemaId("capsule-lock")),
    projects: v.pipe(v.array(project), v.maxLength(MAX_PROJECTS)),
    /** The last head that was seen of each log of statements, as a signed note: what makes one that goes back visible. */
    logs: v.optional(
      v.pipe(
        v.array(v.strictObject({ origin: text, head: v.pipe(v.string(), v.maxLength(65_536)) })),
        v.maxLength(256),
      ),
    ),
  });
});

/** What a user or a repository remembers of projects whose releases were verified. */
export type CapsuleLock = v.InferOutput<ReturnType<typeof capsuleLockSchema>>;
export type RememberedProject = CapsuleLock["projects"][number];
export type RememberedRelease = RememberedProject["releases"][number];

/**
 * Parses a `capsule.lock`; nothing is an empty one:
 *
 *     {"schema":"…/schemas/capsule-lock/v1","projects":[{"repository":"https://github.com/owner/tool",…}]}
 *
 * Fault: `lock-malformed`, also if one repository stands there twice: which of the two counts is for a person to say.
 */
export function parseCapsuleLock(bytes: Uint8Array | undefined): CapsuleLock {
  if (bytes === undefined) return { schema: schemaId("capsule-lock"), projects: [] };
  const lock = read(bytes);
  for (const keyOf of [numberKey, nameKey]) {
    if (new Set(lock.projects.map(keyOf)).size < lock.projects.length) throw malformed("names one repository twice");
  }
  return lock;
}

function read(bytes: Uint8Array): CapsuleLock {
  try {
    const parsed = v.safeParse(
      capsuleLockSchema(),
      parseJsonObject(bytes, { what: "the memory", maxBytes: MAX_LOCK_BYTES }),
    );
    if (parsed.success) return parsed.output;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
  throw malformed("is not one that this program wrote");
}

function malformed(problem: string): Fault {
  return new Fault("lock-malformed", `the memory ${problem}`, {
    hint: "restore it from version control; if two changes of it were merged, keep both entries whole",
  });
}

/** Sorted by repository, so that two who add something seldom touch the same lines. Fault: `lock-malformed` if it is full. */
export function formatCapsuleLock({ projects, ...rest }: CapsuleLock): Uint8Array {
  const lock = { ...rest, projects: projects.toSorted((a, b) => compareUtf8(a.repository, b.repository)) };
  const bytes = encodeUtf8(jsonText(lock));
  // What cannot be read again is not written.
  if (bytes.length <= MAX_LOCK_BYTES && v.safeParse(capsuleLockSchema(), lock).success) return bytes;
  throw new Fault("lock-malformed", "the memory cannot hold more", {
    hint: "remove projects from it that you need no more",
  });
}

/** The lock with the newest head of a log; undefined if it has this one. */
export function withHead(lock: CapsuleLock, origin: string, head: string): CapsuleLock | undefined {
  if (headIn(lock, origin) === head) return undefined;
  const others = (lock.logs ?? []).filter((one) => one.origin !== origin);
  return { ...lock, logs: [...others, { origin, head }].sort((a, b) => compareUtf8(a.origin, b.origin)) };
}

/** The head of a log that was seen last. */
export function headIn({ logs = [] }: CapsuleLock, origin: string): string | undefined {
  return logs.find((one) => one.origin === origin)?.head;
}

type ProjectName = Pick<RememberedProject, "repository" | "repositoryId">;

/** Numbers are of one host. */
export function numberKey({ repository, repositoryId }: ProjectName): string {
  return `${nameKey({ repository }).split("/", 3).join("/")} ${repositoryId}`;
}

/** GitHub takes a name in either case. */
export function nameKey({ repository }: Pick<ProjectName, "repository">): string {
  return foldRepository(repository);
}
