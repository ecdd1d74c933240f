/** Where a run of the mutants keeps what its processes tell each other. */
export function workFolder(): string {
  const folder = process.env["MUTANTS_WORK"];
  if (folder === undefined) throw new Error("MUTANTS_WORK is not set: npm run mutants sets it");
  return folder;
}

/** What a worker is to do, in `order.json` of the work folder. */
export interface WorkerOrder {
  readonly testFile: string;
  readonly living: readonly string[];
  /** Whether the one living mutant has the process for itself: then nothing else can have spoiled a test. */
  readonly isAlone?: boolean | undefined;
  /** Ids of the slow tests that judge now; undefined for the quick ones. */
  readonly slow?: readonly string[] | undefined;
}

/** What a worker says, one line of JSON each, in `events.jsonl` of the work folder. */
export type WorkerEvent =
  /** From here on the mutant runs: if nothing follows, it hangs. */
  | { readonly said: "begins"; readonly mutant: string; readonly pid: number }
  | { readonly said: "killed"; readonly mutant: string; readonly by: string; readonly how: "failed" | "timeout" }
  /** All that the file can say of the mutant in the running process. */
  | { readonly said: "survives"; readonly mutant: string }
  /** The test fails without the mutant now: what an earlier one left behind decides nothing, a fresh process does. */
  | { readonly said: "spoiled"; readonly mutant: string }
  /** The mutant was met while modules were loaded, or before the tests: only a fresh load can judge it. */
  | { readonly said: "loaded"; readonly mutants: readonly string[] }
  /** The test is slow, and only judges what the quick tests of all files leave alive. */
  | { readonly said: "deferred"; readonly test: string }
  | { readonly said: "broken"; readonly test: string; readonly error: string };
