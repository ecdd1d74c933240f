import { digestHex } from "../../crypto/digest-hex.ts";
import { formatStatement, type Statement } from "../../domain/attestation/statement.ts";
import type { LoggedStatement } from "../../domain/statements/logged-statement.ts";
import { type JudgedStatements, judgeStatements } from "../../domain/statements/release-standing.ts";
import { readReleaseState } from "../../domain/statements/release-state.ts";
import { OWNER_STATES } from "../../domain/statements/vocabulary.ts";
import { Fault } from "../../kernel/fault.ts";
import { type AppendPorts, appendStatements } from "../log/append-statements.ts";
import { type LogPlace, type LogReading, type ReadLog, readLog } from "../log/read-log.ts";
import { readStatements, type StatementReading } from "../log/read-statements.ts";
import { type StatementPorts, signedStatement } from "../vouch/sign-statement.ts";

/** Where something is said. */
export interface LogToTell {
  readonly place: LogPlace;
  readonly reading: LogReading & StatementReading;
  /** Who says it, and who signs the heads: asked for once something is to be written. */
  writing(): Promise<{
    readonly statements: Pick<StatementPorts, "signer" | "signerTrust">;
    readonly heads: Pick<AppendPorts, "signer" | "clock">;
  }>;
}

export interface SaidInLog {
  /** False if the log had it before. */
  readonly isNew: boolean;
  /** Its leaf; undefined if nothing was to be written. */
  readonly index: number | undefined;
}

/** A log with every statement about states and rights. */
export interface ToldLog extends ReadLog {
  readonly statements: readonly LoggedStatement[];
  readonly judged: JudgedStatements;
}

export async function readToldLog({ place, reading }: Pick<LogToTell, "place" | "reading">): Promise<ToldLog> {
  const log = await readLog(place, reading);
  const isAsked = ({ says }: { readonly says: string }) => says === "release-state";
  const statements = await readStatements(log, place.envelopes, { ...reading, isAsked });
  return { ...log, statements, judged: judgeStatements(statements, log.policy) };
}

/**
 * Says in a log what it does not say yet: what is there is asked, and no memory of an earlier run.
 *
 *   1. read    the log whole
 *   2. leave   out what it says in effect, and a state of a release that it is in, or beyond
 *   3. sign    the rest
 *   4. append  all of it under one head, or nothing
 *
 * Faults: those of `readLog`, of the signer and of `appendStatements`.
 */
export async function sayInLog(
  wanted: readonly Statement[],
  log: LogToTell,
  { dryRun }: { readonly dryRun: boolean },
): Promise<readonly SaidInLog[]> {
  /* 1 */ const told = await readToldLog(log);
  const found: (number | undefined)[] = [];
  /* 2 */ for (const statement of wanted) found.push(await placeIn(told, statement, log));
  const lacking = wanted.filter((_, at) => found[at] === undefined);
  if (dryRun || lacking.length === 0) return found.map((index) => ({ isNew: index === undefined, index }));
  const { statements, heads } = await log.writing();
  const handedIn = [];
  /* 3 */ for (const statement of lacking) {
    const { bytes, payload } = await signedStatement(statement, { ...log.reading, ...statements });
    handedIn.push({ name: payload.slice(0, 12), bytes });
  }
  /* 4 */ const { indices } = await appendStatements(handedIn, { ...log.reading, ...heads, ...log.place });
  let next = 0;
  return found.map((index) =>
    index === undefined ? { isNew: true, index: indices[next++] } : { isNew: false, index },
  );
}

/** What an owner says of a release, from the least to the most severe. */
const RANKS: ReadonlyMap<string | undefined, number> = new Map(OWNER_STATES.map((state, at) => [state, at]));

/** The leaf from which a statement need not be said. */
async function placeIn(told: ToldLog, statement: Statement, { reading }: LogToTell): Promise<number | undefined> {
  const payload = await digestHex("sha256", formatStatement(statement), reading.crypto);
  const { effect } = readReleaseState(statement);
  const subject = statement.subject[0]?.digest["sha256"];
  if (subject === undefined) throw new Fault("internal", "a statement is about something");
  const least = RANKS.get(effect);
  return told.statements.find((one) => {
    const { content } = one;
    if (told.judged.judge(one).kind !== "in-effect" || content.kind !== "said" || !one.subject.includes(subject)) {
      return false;
    }
    const said = RANKS.get(content.state?.effect);
    return one.payload === payload || (least !== undefined && said !== undefined && said >= least);
  })?.receipts[0]?.index;
}
