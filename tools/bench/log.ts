import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { begunLog, leafOf, type TestLog } from "../../__tests__/journeys/log/test-log.ts";
import type { Leaf } from "../../src/domain/statements/leaf.ts";
import { carriedLog, carryLog, requireCarriedProofs } from "../../src/journeys/log/carry-log.ts";
import { readLog } from "../../src/journeys/log/read-log.ts";
import { createSequencer } from "../../src/journeys/log/sequencer.ts";
import { inTurns, type Row } from "./row.ts";

const [LARGE, CARRIED, MORE] = [100_000, 1_000, 200];
const [APPEND_MS, CARRIED_SECONDS, GROWTH_MIB] = [50, 0.3, 8];

/** Logs of statements: one more leaf in a large one, and the whole of one that a capsule carries. */
export async function measureLog(folder: string): Promise<Row[]> {
  return [...(await measureAppend(await begun(folder))), await measureCarried(await begun(folder))];
}

function begun(folder: string): Promise<TestLog> {
  return begunLog(mkdtempSync(join(folder, "log-")));
}

async function measureAppend(log: TestLog): Promise<Row[]> {
  const sequencer = createSequencer(log);
  for (let at = 0; at < LARGE; at += 10_000) {
    await sequencer.append(Array.from({ length: 10_000 }, (_, offset) => leafOf(`leaf ${at + offset}`)));
  }
  let next = 0;
  const { append } = await inTurns(9, { append: () => sequencer.append([leafOf(`one more ${next++}`)]) });
  const before = process.memoryUsage().rss;
  for (let count = 0; count < MORE; count++) await sequencer.append([leafOf(`yet more ${count}`)]);
  const growth = (process.memoryUsage().rss - before) / 1024 ** 2;
  return [
    {
      work: "append a leaf to a log of 100,000, in process",
      measured: `${(append * 1000).toFixed(1)} ms`,
      reference: "",
      budget: `≤ ${APPEND_MS} ms`,
      within: append * 1000 <= APPEND_MS,
    },
    {
      work: `append ${MORE} more: memory`,
      measured: `${growth.toFixed(1)} MiB more`,
      reference: "",
      budget: `≤ ${GROWTH_MIB} MiB`,
      within: growth <= GROWTH_MIB,
    },
  ];
}

/** Every leaf says a state, so that each has a proof. Signatures are verified for the release that is asked about alone. */
async function measureCarried(log: TestLog): Promise<Row> {
  const leaves = Array.from(
    { length: CARRIED - 1 },
    (_, at): Leaf => ({ ...leafOf(`${at}`), says: "release-state" }) as Leaf,
  );
  for (const leaf of leaves) if (leaf.kind === "statement") await log.envelopes.put(leaf.envelope, new Uint8Array(8));
  await createSequencer(log).append(leaves);
  const entries = new Map((await carryLog(log, log)).map(({ name, bytes }) => [name, bytes]));
  const read = async () => {
    const place = carriedLog(entries);
    if (place === undefined) throw new Error("nothing is carried");
    await requireCarriedProofs(entries, await readLog(place, log), log.crypto);
  };
  const { carried } = await inTurns(9, { carried: read });
  return {
    work: `hashes and proofs of a capsule that carries ${CARRIED} leaves`,
    measured: `${carried.toFixed(2)} s`,
    reference: "",
    budget: `≤ ${CARRIED_SECONDS} s`,
    within: carried <= CARRIED_SECONDS,
  };
}
