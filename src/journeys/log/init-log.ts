import { parseLogPolicy } from "../../domain/statements/log-policy.ts";
import { Fault } from "../../kernel/fault.ts";
import { HEAD_PATH, type LogPlace } from "./read-log.ts";
import { firstFiles, type SequencerPorts } from "./sequencer.ts";

/**
 * Begins a log with its policy as leaf 0, which can never be changed.
 *
 *   1. read   the policy, and that no log is there
 *   2. store  the policy among the payloads
 *   3. write  the first leaf and its signed head
 *
 * Resolves to the signed head. Faults: `log-policy-malformed`, `log-exists`, those of the signer.
 */
export async function initLog(
  policyBytes: Uint8Array,
  { envelopes }: LogPlace,
  { store, signer, crypto }: Omit<SequencerPorts, "trust" | "clock">,
): Promise<{ readonly origin: string; readonly note: string }> {
  /* 1 */ const { sha256: policy, origin } = await parseLogPolicy(policyBytes, crypto);
  const moment = await store.open();
  const [head] = await moment.read([HEAD_PATH]);
  if (head !== undefined) throw exists();
  /* 2 */ await envelopes.putPolicy(policyBytes);
  /* 3 */ const { files, note } = await firstFiles(
    { v: 1, kind: "policy", policy },
    { origin, signer, moment, crypto },
  );
  if (!(await moment.write(files))) throw exists();
  return { origin, note };
}

function exists(): Fault {
  return new Fault("log-exists", "there is a log already, which can be appended to and not begun again");
}
