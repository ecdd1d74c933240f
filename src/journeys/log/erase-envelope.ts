import type { ERASURE_REASONS } from "../../domain/statements/leaf.ts";
import { Fault } from "../../kernel/fault.ts";
import { printable } from "../../kernel/printable.ts";
import { type LogPlace, readLog } from "./read-log.ts";
import { type Appended, createSequencer, type SequencerPorts } from "./sequencer.ts";

export interface ErasureOrder {
  /** Hex SHA-256 of an envelope, or of the statement in it. */
  readonly digest: string;
  readonly reason: (typeof ERASURE_REASONS)[number];
}

export interface Erased extends Appended {
  /** Hex SHA-256 of each envelope that is gone: a statement may have been logged in several. */
  readonly envelopes: readonly string[];
}

/**
 * Erases what leaves commit to, which remain.
 *
 *   1. find    all leaves of the statement
 *   2. say     in the log that it is erased, so that its absence is explained
 *   3. remove  its envelopes from the store
 *
 * What says the state of a release is never erased: it holds no personal data, and nobody could tell any more whether the release
 * was withdrawn. Faults: `erasure-refused`, `log-missing`, those of the sequencer.
 */
export async function eraseEnvelope(
  { digest, reason }: ErasureOrder,
  ports: SequencerPorts & Pick<LogPlace, "envelopes">,
): Promise<Erased> {
  /* 1 */ const { leaves } = await readLog(ports, ports);
  const found = leaves.filter((leaf) => leaf.kind === "statement");
  const payloads = new Set(
    found.flatMap((leaf) => ([leaf.envelope, leaf.payload].includes(digest) ? leaf.payload : [])),
  );
  const own = found.filter(({ payload }) => payloads.has(payload));
  if (own.length === 0) throw refused(`no leaf of the log has the digest ${printable(digest)}`);
  if (own.some(({ says }) => says === "release-state")) {
    throw refused("it says the state of a release, which is undone with retract");
  }
  const envelopes = [...new Set(own.map(({ envelope }) => envelope))];
  const erasures = envelopes.map((envelope) => ({ v: 1, kind: "erasure", envelope, reason }) as const);
  /* 2 */ const appended = await createSequencer(ports).append(erasures);
  /* 3 */ for (const envelope of envelopes) await ports.envelopes.remove(envelope);
  return { ...appended, envelopes };
}

function refused(problem: string): Fault {
  return new Fault("erasure-refused", `nothing was erased: ${problem}`);
}
