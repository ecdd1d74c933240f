import { parentPort, workerData } from "node:worker_threads";
import { seededRandom } from "../tamper/seeded-random.ts";
import { type FuzzOrder, type FuzzReport, HEADER_BYTES } from "./fuzz-order.ts";
import { mutate } from "./mutate/mutate.ts";
import { pick } from "./mutate/random.ts";
import { outcomeOf } from "./outcome.ts";
import type { FuzzTarget } from "./target.ts";
import type * as AllTargets from "./targets/all-targets.ts";

// Reads mutated inputs, one target after the other. Before each, the input lies in memory that is shared with whoever watches:
// should this thread never come back, it is known what it was reading.

const ALL_TARGETS = "./targets/all-targets.ts";
const order = workerData as FuzzOrder;
const numbers = new Int32Array(order.shared, 0, 3);
const current = new Uint8Array(order.shared, HEADER_BYTES);
const { targetsOf }: typeof AllTargets = await import(order.targetsAt ?? ALL_TARGETS);
const targets = await targetsOf(order.room);
for (let at = order.from.target; at < order.targets.length; at++) {
  const target = targets.find(({ name }) => name === order.targets[at]);
  if (target !== undefined) await run(target, at, at === order.from.target ? order.from.input : 0);
}

async function run(target: FuzzTarget, at: number, first: number): Promise<void> {
  const refused: Record<string, number> = {};
  let read = 0;
  const end = Date.now() + order.milliseconds;
  for (let number = first; Date.now() < end; number++) {
    const input = inputOf(target, number);
    announce(at, number, input);
    const outcome = await outcomeOf(target, Uint8Array.from(input));
    if (outcome.kind === "read") read += 1;
    else if (outcome.kind === "refused") refused[outcome.code] = (refused[outcome.code] ?? 0) + 1;
    else tell({ kind: "failed", target: target.name, error: outcome.error, input });
  }
  tell({ kind: "done", target: target.name, read, refused });
}

function announce(target: number, number: number, input: Uint8Array): void {
  current.set(input);
  Atomics.store(numbers, 2, input.length);
  Atomics.store(numbers, 0, target);
  Atomics.store(numbers, 1, number + 1);
}

function inputOf({ seeds, mutate: own }: FuzzTarget, number: number): Uint8Array {
  const random = seededRandom(order.seed * 1_000_003 + number);
  // The sound inputs themselves come first.
  const sound = seeds[number];
  if (sound !== undefined) return sound;
  const bytes = pick(random, seeds);
  const donor = pick(random, seeds);
  const changed = own !== undefined && random() < 0.5 ? own(bytes, random) : mutate(bytes, { donor, random });
  return changed.length <= current.length ? changed : bytes;
}

function tell(report: FuzzReport): void {
  parentPort?.postMessage(report);
}
