import * as v from "valibot";
import { readSourceYaml } from "../../kernel/documents/source-yaml.ts";
import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { decodeUtf8 } from "../../kernel/utf8.ts";
import { REPOSITORY, schemaId } from "../home.ts";

export const MAX_SECURITY_BYTES = 1024 * 1024;

const line = v.pipe(v.string(), v.regex(/^\S[^\r\n]*$/), v.maxLength(1024));
const paragraph = v.pipe(v.string(), v.regex(/\S/), v.maxLength(16_384));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/));
const web = v.pipe(v.string(), v.regex(/^https:\/\/[^\s"'<>\\]+$/), v.maxLength(2048));
/** RFC 9116, section 2.5.3: "MUST follow the URI syntax"; a web address begins with `https://`. */
const contact = v.pipe(v.string(), v.regex(/^(?:https:\/\/|mailto:|tel:)[^\s"'<>\\]+$/), v.maxLength(2048));
const version = v.pipe(v.string(), v.regex(/^[\w.+-]{1,128}$/));
const few = <S extends v.GenericSchema>(item: S) => v.optional(v.pipe(v.array(item), v.maxLength(64)), []);

/** `release/security.yaml`: what a project says of its security, in one place. */
export const securityFileSchema = once(() =>
  v.strictObject({
    $schema: v.optional(v.string()),
    schema: v.literal(schemaId("security")),
    project: line,
    /** Where vulnerabilities are reported, the best place first. */
    contact: v.pipe(v.array(contact), v.minLength(1), v.maxLength(16)),
    /** Until when this can be relied on. */
    expires: instant,
    languages: few(v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/))),
    /** Where `security.txt` is published. */
    canonical: few(web),
    policy: few(web),
    acknowledgments: few(web),
    encryption: few(web),
    /** The CSAF provider-metadata.json. */
    csaf: few(web),
    /** OpenPGP keys that sign the advisories there, and where each can be had. */
    openpgp: few(
      v.strictObject({ fingerprint: v.pipe(v.string(), v.regex(/^[0-9A-Fa-f]{40}(?:[0-9A-Fa-f]{24})?$/)), web }),
    ),
    /** What happens with a report, and within what time. */
    response: few(v.strictObject({ what: line, within: line })),
    "in-scope": v.optional(paragraph),
    "out-of-scope": v.optional(paragraph),
    /** Lines of versions, and the last day on which each gets fixes. */
    support: v.pipe(
      v.array(v.strictObject({ line: version, until: v.union([day, v.literal("open")]) })),
      v.minLength(1),
      v.maxLength(64),
    ),
    keys: few(
      v.strictObject({
        purpose: v.pipe(line, v.maxLength(80)),
        /** PEM, `BEGIN PUBLIC KEY`. */
        key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8192)),
        "not-before": v.optional(instant),
        "not-after": v.optional(instant),
        revoked: v.optional(instant),
        published: few(line),
      }),
    ),
    /** Findings of reviews, once they are fixed and public. */
    reviews: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
            title: line,
            /** Who found it, if they agreed to be named. */
            by: v.optional(line),
            fixed: version,
            published: day,
            web: v.optional(web),
          }),
        ),
        v.maxLength(1000),
      ),
      [],
    ),
  }),
);

export type SecurityFile = v.InferOutput<ReturnType<typeof securityFileSchema>>;

/** Whether a file says of itself that it is one: any other is the human part of an announcement. */
export function isSecurityFile(bytes: Uint8Array): boolean {
  return bytes.length <= MAX_SECURITY_BYTES && decodeUtf8(bytes, WHAT).includes(schemaId("security"));
}

/**
 * Reads what a project says of its security: JSON if the path ends in `.json`, else YAML in which every value is text. Faults:
 * `announcement-malformed`, those of the JSON parser.
 */
export function parseSecurityFile(bytes: Uint8Array, fileName: string): SecurityFile {
  const value = fileName.endsWith(".json")
    ? parseJsonObject(bytes, { maxBytes: MAX_SECURITY_BYTES, what: WHAT })
    : yaml(bytes);
  const read = parseSchema(securityFileSchema(), value, malformed);
  const days = [...read.support.map(({ until }) => until), ...read.reviews.map(({ published }) => published)];
  const times = [read.expires, ...read.keys.flatMap((key) => [key["not-before"], key["not-after"], key.revoked])];
  if (!days.every((one) => one === "open" || isTime(`${one}T00:00:00Z`)))
    throw malformed("has a day that no calendar has");
  if (!times.every((one) => one === undefined || isTime(one))) throw malformed("has a time that no calendar has");
  if (new Set(read.reviews.map(({ id }) => id)).size < read.reviews.length)
    throw malformed("has two reviews of one id");
  return read;
}

function yaml(bytes: Uint8Array) {
  if (bytes.length > MAX_SECURITY_BYTES) throw malformed(`is larger than ${MAX_SECURITY_BYTES} bytes`);
  const [document, ...more] = readSourceYaml(bytes, { what: WHAT, code: "announcement-malformed", hint: HINT });
  if (document === undefined || more.length > 0) throw malformed("is not one YAML document");
  return document;
}

function isTime(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().replace(".000", "") === text;
}

function malformed(problem: string): Fault {
  return new Fault("announcement-malformed", `${WHAT} ${problem}`, { hint: HINT });
}

const WHAT = "the security file";
const HINT = `${REPOSITORY}/blob/main/docs/security-release.md describes the format`;
