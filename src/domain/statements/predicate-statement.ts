import { Fault } from "../../kernel/fault.ts";
import { parseJsonObject } from "../../kernel/json-object.ts";
import { printable } from "../../kernel/printable.ts";
import { parseStatement, STATEMENT_TYPE, type Statement } from "../attestation/statement.ts";
import { readScanPredicate } from "../attestation/vulnerability-scan.ts";
import { type PredicateWord, predicateTypeOf } from "./vocabulary.ts";

export const MAX_PREDICATE_BYTES = 1 << 20;

/** A release by its root, as a statement names it. Digests are hex SHA-256. */
export interface SubjectOfPredicate {
  readonly name: string;
  readonly sha256: string;
  /** Of its capsule as a file. */
  readonly capsuleSha256: string;
}

/**
 * The statement of a predicate that lies in a file: bare, or as an unsigned statement, as `capsule scan --format statement` writes one,
 * which must be of the type and about the capsule. `file` is its name for messages. Faults: `usage`, those of `readScanPredicate`.
 */
export function predicateStatement(
  word: PredicateWord,
  { name, sha256, capsuleSha256 }: SubjectOfPredicate,
  { bytes, file }: { readonly bytes: Uint8Array; readonly file: string },
): Statement {
  const predicateType = predicateTypeOf(word);
  const given = parseJsonObject(bytes, { what: "the predicate", maxBytes: MAX_PREDICATE_BYTES });
  let predicate = given;
  if (given["_type"] === STATEMENT_TYPE) {
    const statement = parseStatement(bytes);
    if (statement.predicateType !== predicateType) {
      throw new Fault("usage", `${printable(file)} is a statement of the type ${printable(statement.predicateType)}`, {
        hint: `give one of the type ${predicateType}`,
      });
    }
    if (!statement.subject.some(({ digest }) => [sha256, capsuleSha256].includes(digest["sha256"] ?? ""))) {
      throw new Fault("usage", `${printable(file)} is a statement about something else than the capsule`, {
        hint: "make it of the capsule itself",
      });
    }
    ({ predicate } = statement);
  }
  // What nobody could read as a scan would be signed in vain.
  if (word === "vulns") readScanPredicate(predicate);
  return { _type: STATEMENT_TYPE, subject: [{ name, digest: { sha256 } }], predicateType, predicate };
}
