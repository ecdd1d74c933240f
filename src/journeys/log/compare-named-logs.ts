import { Fault } from "../../kernel/fault.ts";
import { jsonText } from "../../kernel/json-text.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import { compareLogs, type LogRelation } from "./compare-logs.ts";
import { type LogsOrder, type OpenedLog, openLogs } from "./open-logs.ts";

/** Of two places. What others have is compared, and not remembered. */
export type CompareOrder = Omit<LogsOrder, "memories"> & {
  /** Absolute path for the evidence of a fork; undefined to keep none. */
  readonly evidence: string | undefined;
};

export interface ComparedLogs {
  readonly first: OpenedLog;
  readonly relation: LogRelation;
  /** Whether the evidence was written. */
  readonly isKept: boolean;
}

/**
 * Compares one log in two places.
 *
 *   1. open     both, whole
 *   2. compare  them
 *   3. keep     the evidence of a fork
 *
 * Faults: those of `openLogs` and `compareLogs`.
 */
export async function compareNamedLogs(
  { evidence, ...order }: CompareOrder,
  ports: Parameters<typeof openLogs>[1],
): Promise<ComparedLogs> {
  /* 1 */ const [first, second] = await openLogs({ ...order, memories: [] }, ports);
  if (first === undefined || second === undefined) throw new Fault("usage", "two logs are compared");
  /* 2 */ const relation = await compareLogs(first, second, ports.crypto);
  const isKept = relation.kind === "forked" && evidence !== undefined;
  /* 3 */ if (isKept) await ports.files.write(evidence, encodeUtf8(jsonText(relation.evidence)));
  return { first, relation, isKept };
}
