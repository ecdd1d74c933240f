import { canonicalJson, isCanonicalJson } from "../../kernel/canonical-json.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonValue } from "../../kernel/json.ts";
import { parseJson } from "../../kernel/json.ts";
import { parseSchema } from "../../kernel/parse-schema.ts";
import { decodeUtf8, encodeUtf8 } from "../../kernel/utf8.ts";
import { placeOf, requirePlace } from "./entry-names.ts";
import { whyInconsistent } from "./root-consistency.ts";
import { type RootStatement, rootStatementSchema } from "./root-schema.ts";

/**
 * Parses the payload of a capsule's root: canonical JSON (RFC 8785) of the closed schema, with names that fit the format
 * and each other (`whyInconsistent`). Nothing is verified. Faults: `root-malformed`, `root-not-canonical`, `capsule-entry-reserved`, `json-malformed`,
 * `json-too-large`, `utf8-malformed`.
 */
export function parseRootStatement(payload: Uint8Array): RootStatement {
  const value = parseJson(payload, { what: "the root statement" });
  const statement = parseSchema(rootStatementSchema(), value, malformed);
  for (const { name } of statement.predicate.evidence) if (placeOf(name) === "reserved") requirePlace(name);
  const reason = whyInconsistent(statement);
  if (reason !== undefined) throw malformed(reason);
  if (!isCanonicalJson(decodeUtf8(payload), value)) {
    throw new Fault("root-not-canonical", "the root statement is not in the canonical form of its content");
  }
  return statement;
}

/** The payload of a root: what `parseRootStatement` accepts, else its fault (a root must never be signed that none reads). */
export function formatRootStatement(root: RootStatement): Uint8Array {
  const payload = encodeUtf8(canonicalJson(root as unknown as JsonValue));
  parseRootStatement(payload);
  return payload;
}

function malformed(reason: string): Fault {
  return new Fault("root-malformed", `the root statement ${reason}`);
}
