import * as v from "valibot";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject, JsonValue } from "../../kernel/json.ts";
import { parseJson } from "../../kernel/json.ts";
import { once } from "../../kernel/once.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { DigestSet } from "./digest-set.ts";
import { isStrong, whyBroken } from "./digest-set.ts";

export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** Still written by builders of SLSA provenance v0.2; its fields have the same meaning. */
export const STATEMENT_TYPE_V0_1 = "https://in-toto.io/Statement/v0.1";

/**
 * One thing that a statement is about. Its digest decides; the name is what the signer calls it. Beside others a subject may
 * have weak digests only (a git tag, for example), which prove nothing.
 */
export interface Subject {
  readonly name?: string;
  readonly digest: DigestSet;
}

export interface Statement {
  readonly _type: typeof STATEMENT_TYPE | typeof STATEMENT_TYPE_V0_1;
  readonly subject: readonly Subject[];
  readonly predicateType: string;
  readonly predicate: JsonObject;
}

/** As in other verifiers; each subject costs a comparison. */
const MAX_SUBJECTS = 1024;

const schema = once(() => {
  const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(4096));
  return v.object({
    _type: v.picklist([STATEMENT_TYPE, STATEMENT_TYPE_V0_1]),
    subject: v.pipe(
      v.array(v.object({ name: v.optional(text), digest: v.record(v.string(), v.string()) })),
      v.minLength(1),
      v.maxLength(MAX_SUBJECTS),
    ),
    predicateType: text,
    // "Optional", and null in what PyPI publishes.
    predicate: v.nullish(v.custom<JsonObject>(isObject), {}),
  });
});

/**
 * Parses an in-toto statement. Unknown fields are ignored, as the specification asks; what is understood is judged
 * strictly: 1 to 1,024 subjects, no broken SHA-2 digest, and one such digest at least (B24–B28, B31). Faults: `statement-malformed`,
 * `json-malformed`, `json-too-large`. https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export function parseStatement(bytes: Uint8Array): Statement {
  const statement = parseSchema(schema(), parseJson(bytes, { what: "the statement" }), malformed);
  for (const { digest } of statement.subject) {
    const reason = whyBroken(digest);
    if (reason !== undefined) throw malformed(`has a subject ${reason}`);
  }
  if (!statement.subject.some(({ digest }) => isStrong(digest))) throw malformed("has no subject with a SHA-2 digest");
  return {
    ...statement,
    subject: statement.subject.map(({ name, digest }) => (name === undefined ? { digest } : { name, digest })),
  };
}

/** The canonical JSON (RFC 8785) of a statement, as UTF-8. */
export function formatStatement(statement: Statement): Uint8Array {
  return encodeUtf8(canonicalJson(statement as unknown as JsonValue));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(reason: string): Fault {
  return new Fault("statement-malformed", `the in-toto statement ${reason}`);
}
