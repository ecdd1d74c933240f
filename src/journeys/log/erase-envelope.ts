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
  readonly envelope: string;
  /** Its leaf, which remains. */
  readonly leafIndex: number;
}

/**
 * Erases what one leaf commits to.
 *
 *   1. find    the leaf
 *   2. say     in the log that it is erased, so that its absence is explained
 *   3. remove  the envelope from the store
 *
 * What says the state of a release is never erased: it holds no personal data, and nobody could tell any more whether the release
 * was withdrawn. Faults: `erasure-refused`, `log-missing`, those of the sequencer.
 */
export async function eraseEnvelope(
  { digest, reason }: ErasureOrder,
  ports: SequencerPorts & Pick<LogPlace, "envelopes">,
): Promise<Erased> {
  /* 1 */ const { leaves } = await readLog(ports, ports);
  const leafIndex = leaves.findIndex(
    (leaf) => leaf.kind === "statement" && (leaf.envelope === digest || leaf.payload === digest),
  );
  const leaf = leaves[leafIndex];
  if (leaf?.kind !== "statement") throw refused(`no leaf of the log has the digest ${printable(digest)}`);
  if (leaf.says === "release-state") throw refused("it says the state of a release, which is undone with retract");
  const { envelope } = leaf;
  /* 2 */ const appended = await createSequencer(ports).append([{ v: 1, kind: "erasure", envelope, reason }]);
  /* 3 */ await ports.envelopes.remove(envelope);
  return { ...appended, envelope, leafIndex };
}

function refused(problem: string): Fault {
  return new Fault("erasure-refused", `nothing was erased: ${problem}`);
}
