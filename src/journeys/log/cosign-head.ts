import type { Cryptography } from "../../crypto/cryptography.ts";
import { requireWitnesses, type VerifiedHead, verifyHead } from "../../domain/statements/head-trust.ts";
import { Fault } from "../../kernel/fault.ts";
import { encodeUtf8 } from "../../kernel/utf8.ts";
import type { HeadWitness } from "../../ports/head-witness.ts";
import { treeOf } from "./compare-logs.ts";
import { HEAD_PATH, type LogPlace, type LogReading, readUnwitnessed } from "./read-log.ts";

/**
 * Puts the lines of witnesses under the head of a log.
 *
 *   1. read    the log whole: a proof is only as good as its leaves
 *   2. ask     each witness, with the proof from what it saw last
 *   3. require that the policy's witnesses are among them
 *   4. write   the same head with more lines, if it still is the head
 *
 * It comes after the head was written, and never before: a witness that cosigned a head which lost the race to be written would refuse
 * every other. Faults: `log-unwitnessed`, `log-contended`, those of `readLog`.
 */
export async function cosignHead(
  witnesses: readonly HeadWitness[],
  { store, envelopes, trust, crypto }: LogPlace & LogReading & { readonly crypto: Cryptography },
): Promise<VerifiedHead> {
  const moment = await store.open();
  /* 1 */ const { head, policy, leafHashes } = await readUnwitnessed(moment, envelopes, { trust, crypto });
  const tree = treeOf(leafHashes, crypto);
  const proofFrom = async (size: number) => {
    if (size > head.size)
      throw new Fault("log-rewound", `the witness saw ${size} leaves, and the log has ${head.size}`);
    return size === 0 ? [] : tree.consistencyProof(size);
  };
  let note = head.note;
  /* 2 */ for (const witness of witnesses) {
    const lines = await witness.cosign(head.note, proofFrom);
    for (const line of lines.split("\n")) if (line !== "" && !note.includes(`${line}\n`)) note += `${line}\n`;
  }
  const { origin } = head.checkpoint;
  /* 3 */ const cosigned = await requireWitnesses(
    await verifyHead(note, { trust, origin }, crypto),
    policy.witnesses,
    crypto,
  );
  /* 4 */ if (!(await moment.write(new Map([[HEAD_PATH, encodeUtf8(note)]])))) {
    throw new Fault("log-contended", "somebody appended meanwhile", { hint: "run again" });
  }
  return cosigned;
}
