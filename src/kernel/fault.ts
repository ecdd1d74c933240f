import type { Hint } from "./advice.ts";
import type { FaultCode } from "./fault-codes.ts";

/** Where in a document: a line from 1 on, a UTF-16 unit of its text from 0 on, or an item of a list in it from 1 on. */
export type Position =
  | { readonly line: number }
  | { readonly offset: number }
  | { readonly item: number; readonly of: string };

/** How a person is told first: a few words, the values that differ with their labels, and what would accept what was found. */
export interface Brief {
  readonly words: string;
  readonly sides: readonly (readonly [label: string, value: string])[];
  readonly accept?: Hint;
}

/**
 * The only error this code base throws on purpose. Messages are lower case, without a full stop, quote the values they
 * name through `printable`, and never contain tokens or raw input. Rendered only at the doors.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  /** The exact fix, as one sentence or command. The door spells the options that it names. */
  readonly hint: Hint | undefined;
  /** Where in the document that was read. */
  readonly at: Position | undefined;
  /** The message without the position. */
  readonly problem: string;
  /** For pages that people read; the message says the same. */
  readonly brief: Brief | undefined;

  /** The message is the problem, and the position behind it if there is one. */
  constructor(
    code: FaultCode,
    problem: string,
    options: { hint?: Hint; cause?: unknown; at?: Position; brief?: Brief } = {},
  ) {
    const { hint, cause, at, brief } = options;
    super(at === undefined ? problem : `${problem} ${wordsOf(at)}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.at = at;
    this.problem = problem;
    this.brief = brief;
  }
}

function wordsOf(at: Position): string {
  if ("line" in at) return `at line ${at.line}`;
  return "offset" in at ? `at character ${at.offset}` : `in ${at.of} ${at.item}`;
}
