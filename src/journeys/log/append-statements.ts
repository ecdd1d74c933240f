import type { VerifiedHead } from "../../domain/statements/head-trust.ts";
import type { Leaf, StatementLeaf } from "../../domain/statements/leaf.ts";
import type { LoggedStatement } from "../../domain/statements/logged-statement.ts";
import { judgeStatements } from "../../domain/statements/release-standing.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type LogPlace, type LogReading, readLog } from "./read-log.ts";
import { readLoggedEnvelope, readStatements, type StatementReading } from "./read-statements.ts";
import { type Appended, createSequencer, type SequencerPorts } from "./sequencer.ts";

/** A bundle of a statement as it was handed in. */
export interface HandedIn {
  /** For messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type AppendPorts = SequencerPorts & StatementReading & Pick<LogPlace, "envelopes">;

/**
 * Appends signed statements to a log.
 *
 *   1. verify  the log whole, and each statement
 *   2. admit   what its signer may say by the policy and grants of the log, and what was not taken back; all or nothing
 *   3. store   the envelopes, each under its digest
 *   4. append  their leaves
 *
 * Who is interrupted runs again: the same envelopes and leaves are put where they are. Faults: `statement-unauthorised`,
 * `statement-taken-back`, `opening-refused`, those of `readLog`, `readLoggedEnvelope` and the sequencer.
 */
export async function appendStatements(handedIn: readonly HandedIn[], ports: AppendPorts): Promise<Appended> {
  /* 1, 2 */ const { candidates } = await requireAdmitted(handedIn, ports);
  /* 3 */ for (const { leaf, bytes } of candidates) await ports.envelopes.put(leaf.envelope, bytes);
  /* 4 */ return createSequencer(ports).append(candidates.map(({ leaf }) => leaf));
}

type Candidate = HandedIn & Awaited<ReturnType<typeof readLoggedEnvelope>>;

/**
 * Steps 1 and 2, which write nothing: to check what others hand in needs no secret. A statement is admitted for the
 * place that it would have, after all that is there. Resolves to them, and to the head that they would come after.
 */
export async function requireAdmitted(
  handedIn: readonly HandedIn[],
  ports: LogPlace & LogReading & StatementReading,
): Promise<{ readonly candidates: readonly Candidate[]; readonly head: VerifiedHead }> {
  const candidates = await Promise.all(
    handedIn.map(async (one) => ({ ...one, ...(await readLoggedEnvelope(one.bytes, ports)) })),
  );
  const log = await readLog(ports, ports);
  // What is opened is about another subject than what opens it.
  const opened = candidates.flatMap(({ content }) => content.opens ?? []);
  const named = new Set(candidates.flatMap(({ content }) => content.state?.refersTo ?? []));
  const subjects = new Set([log.policy.sha256, ...opened, ...candidates.flatMap(({ leaf }) => leaf.subject)]);
  const isAsked = ({ subject, payload }: StatementLeaf) =>
    named.has(payload) || subject.some((one) => subjects.has(one));
  const there = await readStatements(log, ports.envelopes, { ...ports, isAsked });
  const known = new Set(there.map(({ envelope }) => envelope));
  const erased = erasedDigests(log.leaves);
  const { origin } = log.head.checkpoint;
  const all: LoggedStatement[] = [...there];
  for (const { name, leaf, content } of candidates) {
    if (erased.has(leaf.payload)) throw takenBack(name, "it was erased, and its place in the store stays empty");
    if (known.has(leaf.envelope)) continue;
    const receipts = [{ origin, index: log.head.size + all.length - there.length }];
    const statement = { ...leaf, content, receipts };
    all.push(statement);
    const judged = judgeStatements(all, log.policy).judge(statement);
    const { kind } = judged;
    if (kind === "unfounded") throw new Fault("opening-refused", `${printable(name)}: ${judged.reason}`);
    if (kind === "undone") throw takenBack(name, "it was taken back, and nothing would follow from it");
    if (kind !== "no-right") continue;
    const word = content.state?.effect ?? leaf.says;
    throw new Fault("statement-unauthorised", `${printable(name)}: its signer may not say ${word} in this log`, {
      hint: "the policy of the log names who may; a grant holds for what is logged after it, and not once it was revoked",
    });
  }
  return { candidates, head: log.head };
}

/** Payloads of what was erased. The same statement in another envelope, too, would bring back what was to go. */
function erasedDigests(leaves: readonly Leaf[]): ReadonlySet<string> {
  const envelopes = new Set(leaves.flatMap((leaf) => (leaf.kind === "erasure" ? [leaf.envelope] : [])));
  return new Set(
    leaves.flatMap((leaf) => (leaf.kind === "statement" && envelopes.has(leaf.envelope) ? [leaf.payload] : [])),
  );
}

function takenBack(name: string, problem: string): Fault {
  return new Fault("statement-taken-back", `${printable(name)}: ${problem}`, {
    hint: "whoever means it says it anew, in a statement that refers to what took it back",
  });
}
