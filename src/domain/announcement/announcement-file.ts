import * as v from "valibot";
import { readSourceYaml } from "../../kernel/documents/source-yaml.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { REPOSITORY, schemaId } from "../home.ts";
import { parsePurl } from "../sbom/model/purl.ts";
import { severityOfVector } from "../vulnerability/severity.ts";

/** What an entry of the timeline is, if a rule asks for it. */
export const RESPONSE_STEPS = ["acknowledged", "assessed", "fix-started", "fixed", "distributors-told"] as const;

/** Whose rules for the days of a response can be asked for. */
export const RESPONSE_POLICIES = ["toolhive", "stella-ops"] as const;

/** What a reference is, as OSV has it (https://ossf.github.io/osv-schema/#references-field). */
export const REFERENCE_KINDS = [
  ...([
    "advisory",
    "article",
    "detection",
    "discussion",
    "evidence",
    "fix",
    "introduced",
    "package",
    "report",
  ] as const),
  "web",
] as const;

export const MAX_ANNOUNCEMENT_BYTES = 256 * 1024;

const line = v.pipe(v.string(), v.regex(/^\S[^\r\n]*$/), v.maxLength(1024));
const paragraph = v.pipe(v.string(), v.regex(/\S/), v.maxLength(16_384));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/));
const version = v.pipe(v.string(), v.regex(/^[\w.+-]{1,128}$/));
const web = v.pipe(v.string(), v.regex(/^https:\/\/[^\s"'<>\\]+$/), v.maxLength(2048));
const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));
const packageUrl = v.pipe(v.string(), v.startsWith("pkg:"), v.maxLength(1024));
const few = <S extends v.GenericSchema>(item: S) => v.optional(v.pipe(v.array(item), v.maxLength(64)), []);

/** `release/announcement.yaml`: what only people know of a security release. Everything else comes from the capsules. */
export const announcementSchema = once(() =>
  v.strictObject({
    $schema: v.optional(v.string()),
    schema: v.literal(schemaId("announcement")),
    /** How the publisher numbers it, such as `ACME-2026-1`. */
    id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
    /** Who publishes it, and their web address. */
    publisher: v.strictObject({ name: line, web }),
    title: line,
    /** What to do, in one line. */
    action: line,
    /** What an attacker can do, in words that users understand. */
    impact: paragraph,
    /** When it becomes public; UTC. */
    publish: instant,
    /** What was corrected since, the oldest first. */
    corrections: few(v.strictObject({ at: instant, what: line })),
    reported: v.optional(day),
    cve: v.optional(v.pipe(v.string(), v.regex(/^CVE-\d{4}-\d{4,19}$/))),
    ghsa: v.optional(v.pipe(v.string(), v.regex(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/))),
    /** Further names, as other databases number it: `RUSTSEC-2026-0001`. */
    aliases: few(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]*-[A-Za-z0-9._:-]{1,100}$/))),
    /** Vectors, at most one of each version of CVSS. */
    cvss: v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^CVSS:(3\.0|3\.1|4\.0)\//), v.maxLength(512))),
      v.minLength(1),
      v.maxLength(3),
    ),
    /** With the name that the list has for it. */
    cwe: few(v.strictObject({ id: v.pipe(v.string(), v.regex(/^CWE-\d{1,6}$/)), name: line })),
    exploited: v.picklist(["yes", "no", "unknown"]),
    /** The first affected version; absent if every version before the fix is. */
    introduced: v.optional(version),
    /** The commit that brought it, 40 hex characters. */
    "introduced-commit": v.optional(commit),
    /** Package URLs, without a version, under which registries have the product. */
    packages: few(packageUrl),
    /** Where more than one line of versions is affected: each of them, in place of `introduced`. */
    lines: few(
      v.strictObject({
        introduced: v.optional(version),
        "introduced-commit": v.optional(commit),
        /** The version of the fix. */
        fixed: v.optional(version),
        /** Of a line that gets no fix: its last affected version, if there is a last one. */
        last: v.optional(version),
        /** If they are not those of all lines. */
        packages: few(packageUrl),
      }),
    ),
    workaround: v.optional(v.strictObject({ do: paragraph, undo: paragraph })),
    detection: v.optional(paragraph),
    timeline: few(v.strictObject({ day, what: line, step: v.optional(v.picklist(RESPONSE_STEPS)) })),
    /** Whose rules for the days of a response are kept. */
    response: v.optional(v.picklist(RESPONSE_POLICIES)),
    /** Only people who agreed to be named. */
    credits: few(
      v.strictObject({
        name: line,
        web: v.optional(web),
        login: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/))),
        for: v.optional(
          v.picklist(["finder", "reporter", "analyst", "coordinator", "remediation-developer"]),
          "finder",
        ),
        consent: v.literal("yes"),
      }),
    ),
    /** Who gets the release before the day, and nobody else; it is written into the hand-over alone. */
    distributors: few(line),
    /** Lines of versions, and when their support ended or ends. */
    support: few(v.strictObject({ line: version, ends: day })),
    references: few(v.union([web, v.strictObject({ web, is: v.picklist(REFERENCE_KINDS) })])),
  }),
);

export type AnnouncementFile = v.InferOutput<ReturnType<typeof announcementSchema>>;

/** Where more can be read, and what it is. */
export function referencesOf({
  references,
}: AnnouncementFile): { web: string; is: (typeof REFERENCE_KINDS)[number] }[] {
  return references.map((one) => (typeof one === "string" ? { web: one, is: "web" } : one));
}

/**
 * Reads the human part of an announcement: JSON if the path ends in `.json`, else YAML in which every value is text. Faults:
 * `announcement-malformed`, those of the JSON parser.
 */
export function parseAnnouncementFile(bytes: Uint8Array, fileName: string): AnnouncementFile {
  const value = fileName.endsWith(".json")
    ? parseJsonObject(bytes, { maxBytes: MAX_ANNOUNCEMENT_BYTES, what: WHAT })
    : yaml(bytes);
  const read = parseSchema(announcementSchema(), value, malformedAnnouncement);
  const wrong = whyWrong(read);
  if (wrong !== undefined) throw malformedAnnouncement(wrong);
  return read;
}

/** What no schema says; undefined if nothing is wrong. */
function whyWrong(file: AnnouncementFile): string | undefined {
  const vectors = file.cvss.map((vector) => vector.slice(0, vector.indexOf("/")));
  const days = file.timeline.map(({ day: at }) => at);
  const allDays = [
    ...days,
    ...file.support.map(({ ends }) => ends),
    ...(file.reported === undefined ? [] : [file.reported]),
  ];
  const times = [file.publish, ...file.corrections.map(({ at }) => at)];
  const webs = [
    file.publisher.web,
    ...referencesOf(file).map(({ web: at }) => at),
    ...file.credits.flatMap((credit) => credit.web ?? []),
  ];
  const packages = [...file.packages, ...file.lines.flatMap((one) => one.packages)];
  if (!times.every(isInstant)) return "has a time of publication or correction that no calendar has";
  if (times.some((at, index) => at <= (times[index - 1] ?? "")))
    return "has corrections that are not in the order of their times, after the publication";
  if (!allDays.every((at) => isInstant(`${at}T00:00:00Z`))) return "has a day that no calendar has";
  if (days.some((at, index) => at < (days[index - 1] ?? "")))
    return "has a timeline that is not in the order of its days";
  if (file.cvss.some((vector) => severityOfVector(vector).score === undefined)) return "has a vector without a score";
  if (new Set(vectors).size !== vectors.length) return "has two vectors of one version of CVSS";
  if (!webs.every((web) => URL.canParse(web))) return "has a web address that is not one";
  if (file.lines.length > 0 && (file.introduced ?? file["introduced-commit"]) !== undefined)
    return "says what was introduced first both beside its lines and in them";
  if (file.lines.some(({ fixed, last }) => fixed !== undefined && last !== undefined))
    return "has a line with a fix and with a last affected version";
  return packages.every(isPackage) ? undefined : "has a package that is not a package URL without a version";
}

export function malformedAnnouncement(problem: string): Fault {
  return new Fault("announcement-malformed", `${WHAT} ${problem}`, { hint: HINT });
}

function yaml(bytes: Uint8Array) {
  if (bytes.length > MAX_ANNOUNCEMENT_BYTES)
    throw malformedAnnouncement(`is larger than ${MAX_ANNOUNCEMENT_BYTES} bytes`);
  const [document, ...more] = readSourceYaml(bytes, { what: WHAT, code: "announcement-malformed", hint: HINT });
  if (document === undefined || more.length > 0) throw malformedAnnouncement("is not one YAML document");
  return document;
}

function isInstant(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().replace(".000", "") === text;
}

function isPackage(text: string): boolean {
  try {
    const purl = parsePurl(text);
    return purl.version === undefined && purl.qualifiers === undefined && purl.subpath === undefined;
  } catch {
    return false;
  }
}

const WHAT = "the announcement";
const HINT = `${REPOSITORY}/blob/main/docs/security-release.md describes the format`;
