import * as v from "valibot";
import { Fault } from "../../../kernel/fault.ts";
import { printable } from "../../../kernel/printable.ts";
import { levelOfWord, type SeverityLevel } from "../../attestation/severity-level.ts";
import type { Rating } from "../../vulnerability/found-vulnerability.ts";
import { severityOfVector } from "../../vulnerability/severity.ts";
import { parseEvidence } from "../evidence-fault.ts";

// What the readers of scanner reports have in common.

/** No report of one release has more. */
const MAX_ITEMS = 100_000;

export const shortText = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));
export const shortTexts = v.pipe(v.array(shortText), v.maxLength(1024));
/** A list that may be null or absent where it is empty, as Go writes it. */
export function nullableList<S extends v.GenericSchema>(item: S) {
  return v.nullish(v.pipe(v.array(item), v.maxLength(MAX_ITEMS)), []);
}
/** A list that must be there: without it nobody knows whether the scanner looked. */
export function lookedAt<S extends v.GenericSchema>(item: S) {
  return v.pipe(v.array(item), v.maxLength(MAX_ITEMS));
}

export function parseReport<S extends v.GenericSchema>(schema: S, value: unknown, of: string): v.InferOutput<S> {
  return parseEvidence(schema, value, `report of ${of}`);
}

/** The refusal of a scan that did not come to its end. */
export function scanFailed(scanner: string, problem: string): Fault {
  return new Fault("scan-failed", `${scanner} did not finish its scan: ${printable(problem, 200)}`, {
    hint: "let the scan finish, and give its report; a scan that failed has found nothing out",
  });
}

/** A rating by a vector or a number, with the level that it stands for. */
export function cvssRating(vector: string): { readonly rating: Rating; readonly level: SeverityLevel } {
  const [, method = "CVSS"] = /^(CVSS:\d\.\d)\//.exec(vector) ?? [];
  const { level, score } = severityOfVector(vector);
  return { rating: { method, score: score === undefined ? vector : score.toFixed(1) }, level };
}

export function wordRating(
  method: string,
  word: string | undefined,
): { rating: Rating; level: SeverityLevel } | undefined {
  return word === undefined ? undefined : { rating: { method, score: word.toLowerCase() }, level: levelOf(word) };
}

/** The first that is known decides; of none the level is unknown. */
export function firstLevel(levels: readonly SeverityLevel[]): SeverityLevel {
  return levels.find((level) => level !== "unknown") ?? "unknown";
}

/** The words of scanners that no database has: npm's `info`. */
export function levelOf(word: string | undefined): SeverityLevel {
  return /^info(?:rmational)?$/i.test(word ?? "") ? "none" : levelOfWord(word ?? "");
}
