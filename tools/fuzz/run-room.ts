import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { currentOf, type FuzzOrder, type FuzzReport, HEADER_BYTES, type Tally } from "./fuzz-order.ts";

export interface FuzzLimits {
  /** Seconds of CPU that one input may take. */
  readonly cpuSeconds: number;
  /** MiB of objects that one input may hold. */
  readonly heapMib: number;
}

/** As the budget of a described asset has them. */
const LIMITS: FuzzLimits = { cpuSeconds: 5, heapMib: 400 };
/** Of the whole process, buffers included. */
const MAX_RSS_BYTES = 1.5 * 1024 ** 3;
const MAX_INPUT_BYTES = 4 << 20;
const LOOK_MS = 100;
/** So often is a target begun again behind an input that ended it. */
const MAX_ENDINGS = 3;

export interface FuzzFailure {
  readonly target: string;
  readonly error: string;
  readonly input: Uint8Array;
  /** Whether the reader threw; otherwise it was ended for what it took. */
  readonly thrown: boolean;
}

export interface FuzzResult {
  /** By the name of the target; one that was ended in the middle counts from there on. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** One of each kind, the shortest that was met. */
  readonly failures: readonly FuzzFailure[];
}

export type RoomOrder = Pick<FuzzOrder, "room" | "targets" | "targetsAt" | "seed" | "milliseconds">;

/**
 * Fuzzes targets of one room in a thread, which is ended and begun again behind an input that takes too much CPU or memory: the
 * time of the machine decides nothing.
 */
export async function runRoom(order: RoomOrder, limits: FuzzLimits = LIMITS): Promise<FuzzResult> {
  const failures = new Map<string, FuzzFailure>();
  const tallies = new Map<string, Tally>();
  const fail = (failure: FuzzFailure): void => {
    const key = `${failure.target} ${failure.error}`;
    const known = failures.get(key);
    if (known === undefined || known.input.length > failure.input.length) failures.set(key, failure);
  };
  const hear = (report: FuzzReport): void => {
    if (report.kind === "done") tallies.set(report.target, report);
    else fail({ ...report, thrown: true });
  };
  const endings = new Map<number, number>();
  let from: FuzzOrder["from"] = { target: 0, input: 0 };
  while (from.target < order.targets.length) {
    const shared = new SharedArrayBuffer(HEADER_BYTES + MAX_INPUT_BYTES);
    const ended = await runThread({ ...order, from, shared }, limits, hear);
    if (ended === undefined) break;
    const { target, begun, input } = currentOf(shared);
    fail({ target: order.targets[target] ?? "", error: ended, input, thrown: false });
    const count = (endings.get(target) ?? 0) + 1;
    endings.set(target, count);
    from = count < MAX_ENDINGS ? { target, input: begun } : { target: target + 1, input: 0 };
  }
  return { tallies, failures: [...failures.values()] };
}

/** Why the thread was ended, or undefined where it came to its end. */
async function runThread(
  order: FuzzOrder,
  limits: FuzzLimits,
  hear: (report: FuzzReport) => void,
): Promise<string | undefined> {
  const worker = new Worker(fileURLToPath(new URL("fuzz-worker.ts", import.meta.url)), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMib },
  });
  let ended: string | undefined;
  worker.on("message", hear);
  worker.on("error", (error: NodeJS.ErrnoException) => {
    // Before the first input it is a defect of the fuzzer.
    if (currentOf(order.shared).begun === 0) throw error;
    ended = nameOf(error, limits);
  });
  const stopWatching = watch(order.shared, limits, (reason) => {
    ended = reason;
    void worker.terminate();
  });
  // The `once` of node:events would be rejected by the error of a thread that holds too much.
  await new Promise((resolve) => worker.once("exit", resolve));
  stopWatching();
  return ended;
}

function nameOf(error: NodeJS.ErrnoException, { heapMib }: FuzzLimits): string {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return `holds more than ${heapMib} MiB`;
  return `outside of the reading: ${error.name}: ${error.message}`;
}

/** Counts the CPU of this process, in which nothing else works, since the current input began. */
function watch(shared: SharedArrayBuffer, { cpuSeconds }: FuzzLimits, stop: (reason: string) => void): () => void {
  const numbers = new Int32Array(shared, 0, 2);
  let seen = "";
  let begun = process.cpuUsage();
  const timer = setInterval(() => {
    const now = `${Atomics.load(numbers, 0)} ${Atomics.load(numbers, 1)}`;
    if (now !== seen) {
      seen = now;
      begun = process.cpuUsage();
      return;
    }
    const { user, system } = process.cpuUsage(begun);
    const isReading = Atomics.load(numbers, 1) > 0;
    if (isReading && (user + system) / 1e6 > cpuSeconds) stop(`takes more than ${cpuSeconds} s of CPU`);
    else if (process.memoryUsage.rss() > MAX_RSS_BYTES) stop(`the process holds more than ${MAX_RSS_BYTES} bytes`);
  }, LOOK_MS);
  return () => clearInterval(timer);
}
