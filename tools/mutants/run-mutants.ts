import { type ChildProcess, spawn } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Instrumented, instrument } from "./instrument.ts";
import type { MutatedFile } from "./judge-mutants.ts";
import { reaches } from "./test-imports.ts";
import type { WorkerEvent, WorkerOrder } from "./work-folder.ts";

/** Test files that a mutant is loaded anew for, in one process. */
const LOADS_PER_PROCESS = 60;

export interface MutantsOrder {
  readonly root: string;
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Emptied first. */
  readonly work: string;
  readonly say: (line: string) => void;
  /** A mutant during which the process says nothing for so long runs without an end. */
  readonly hangsAfterMs?: number;
}

interface Run extends MutantsOrder {
  readonly instrumented: Instrumented;
  readonly living: Set<string>;
  readonly statuses: Map<string, { readonly status: "Killed" | "Timeout"; readonly by: string }>;
  readonly met: Set<string>;
  /** Ids of slow tests, by test file. */
  readonly slow: Map<string, string[]>;
  /** Mutants that only a fresh load can judge, by test file. */
  readonly loaded: Map<string, readonly string[]>;
}

/**
 * Judges every mutant of the files by the tests: (1) each quick test runs again for each mutant that it meets, in its own process;
 * (2) so does each slow one for what is left; (3) what is met while modules are loaded is loaded anew, one mutant at a time. A mutant
 * that is dead is not tried again, and tests of the same room come first.
 */
export async function runMutants(order: MutantsOrder): Promise<Record<string, MutatedFile>> {
  const instrumented = await instrument(order.root, order.mutate);
  rmSync(order.work, { recursive: true, force: true });
  for (const [name, { code }] of instrumented.files) {
    const path = join(order.work, "instrumented", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  mkdirSync(join(order.work, "static"), { recursive: true });
  const living = new Set(instrumented.mutants.map(({ id }) => id).filter((id) => !instrumented.words.has(id)));
  const run: Run = {
    ...order,
    instrumented,
    living,
    statuses: new Map(),
    met: new Set(),
    slow: new Map(),
    loaded: new Map(),
  };
  const sources = [...instrumented.files.keys()];
  const related = globSync(order.tests, { cwd: order.root }).filter(reaches(order.root, sources));
  const tests = inOrder(sources, related);
  order.say(
    `${living.size} mutants of ${instrumented.files.size} files, and ${instrumented.words.size} in the words of messages; ` +
      `${tests.length} test files`,
  );
  for (const test of tests) await runInPlace(run, test);
  for (const [test, ids] of run.slow) await runInPlace(run, test, ids);
  for (const test of tests) await runLoaded(run, test);
  return reportOf(run);
}

/** Tests of the room first, then by length, which is a fair measure of what they cost. */
function inOrder(sources: readonly string[], tests: readonly string[]): string[] {
  const rooms = sources.map((source) => dirname(source).split("/").slice(1));
  const near = (test: string) => {
    const room = dirname(test).split("/").slice(1);
    return Math.max(...rooms.map((other) => commonStart(room, other)));
  };
  const late = (test: string) => (/corpus/.test(test) ? 1 : 0);
  const length = (test: string) => readFileSync(test).length;
  return [...tests].sort((a, b) => late(a) - late(b) || near(b) - near(a) || length(a) - length(b));
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs < 0 ? a.length : differs;
}

async function runInPlace(run: Run, test: string, slow?: readonly string[]): Promise<void> {
  const started = performance.now();
  const before = run.living.size;
  // Mutants that had a process of their own, for what they leave behind would judge others.
  const alone = new Set<string>();
  for (;;) {
    const living = [...run.living].filter((mutant) => !alone.has(mutant));
    if (living.length === 0) break;
    const events = await runTests(run, test, { files: [test], living, slow });
    const hangs = hangingOf(events);
    const spoils = events.find((event) => event.said === "spoiled")?.mutant;
    if (hangs !== undefined) end(run, hangs, "Timeout", test);
    if (spoils !== undefined) {
      alone.add(spoils);
      await runTests(run, test, { files: [test], living: [spoils], slow, isAlone: true });
    }
    if (hangs === undefined && spoils === undefined) break;
  }
  report(run, `${slow === undefined ? "quick " : "slow  "}${test}`, before, started);
}

async function runLoaded(run: Run, test: string): Promise<void> {
  const started = performance.now();
  const before = run.living.size;
  const mutants = (run.loaded.get(test) ?? []).filter((mutant) => run.living.has(mutant));
  for (let at = 0; at < mutants.length; ) {
    const batch = mutants.slice(at, at + LOADS_PER_PROCESS);
    const files = batch.map((mutant) => join(run.work, "static", `${mutant}.test.ts`));
    for (const file of files) writeFileSync(file, "");
    const events = await runTests(run, test, { files, living: batch });
    for (const file of files) rmSync(file);
    const hangs = hangingOf(events);
    if (hangs === undefined) {
      at += batch.length;
    } else {
      end(run, hangs, "Timeout", test);
      mutants.splice(at, batch.length, ...batch.filter((mutant) => !wasJudged(mutant, events) && mutant !== hangs));
    }
  }
  if (mutants.length > 0) report(run, `loaded ${test}`, before, started);
}

function wasJudged(mutant: string, events: readonly WorkerEvent[]): boolean {
  return events.some((event) => (event.said === "killed" || event.said === "survives") && event.mutant === mutant);
}

/** The mutant that was begun last, if the process ended, or was ended, within it. */
function hangingOf(events: readonly WorkerEvent[]): string | undefined {
  const last = events.at(-1);
  return last?.said === "begins" ? last.mutant : undefined;
}

async function runTests(
  run: Run,
  test: string,
  { files, ...order }: { readonly files: readonly string[] } & Omit<WorkerOrder, "testFile">,
): Promise<WorkerEvent[]> {
  const path = join(run.work, "events.jsonl");
  writeFileSync(path, "");
  const whole: WorkerOrder = { testFile: join(run.root, test), ...order };
  writeFileSync(join(run.work, "order.json"), JSON.stringify(whole));
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const config = join(run.root, "tools/mutants/vitest.config.ts");
  const child = spawn(process.execPath, [vitest, "run", "--config", config, ...files], {
    cwd: run.root,
    env: { ...process.env, MUTANTS_WORK: run.work, NODE_OPTIONS: "" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  await endOf(child, path, run.hangsAfterMs ?? 60_000);
  const events = eventsIn(path);
  if (events.length === 0) throw new Error(`${test} did not run: ${Buffer.concat(errors)}`);
  for (const event of events) take(run, test, event);
  return events;
}

/** Waits for the process, and ends the worker in which a mutant does not end. */
async function endOf(child: ChildProcess, events: string, hangsAfterMs: number): Promise<void> {
  const over = new Promise<true>((resolve) => child.once("close", () => resolve(true)));
  let [size, since] = [-1, Date.now()];
  while ((await Promise.race([over, sleep(500, false)])) === false) {
    const now = readFileSync(events).length;
    if (now !== size) [size, since] = [now, Date.now()];
    if (Date.now() - since < hangsAfterMs) continue;
    const last = eventsIn(events).at(-1);
    if (last?.said !== "begins") continue;
    since = Date.now();
    process.kill(last.pid, "SIGKILL");
  }
}

function eventsIn(path: string): WorkerEvent[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

function take(run: Run, test: string, event: WorkerEvent): void {
  if (event.said === "broken") throw new Error(`fails without a mutant: ${event.test}: ${event.error}`);
  if (event.said === "deferred") {
    run.slow.set(test, [...(run.slow.get(test) ?? []), event.test]);
    return;
  }
  if (event.said === "loaded") {
    run.loaded.set(test, [...new Set([...(run.loaded.get(test) ?? []), ...event.mutants])]);
    for (const mutant of event.mutants) run.met.add(mutant);
    return;
  }
  run.met.add(event.mutant);
  if (event.said === "killed") end(run, event.mutant, event.how === "timeout" ? "Timeout" : "Killed", event.by);
}

function end(run: Run, mutant: string, status: "Killed" | "Timeout", by: string): void {
  run.living.delete(mutant);
  run.statuses.set(mutant, { status, by });
}

function report(run: Run, what: string, before: number, started: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  run.say(`${String(run.living.size).padStart(5)} live, ${before - run.living.size} killed in ${seconds} s  ${what}`);
}

function reportOf({ instrumented, statuses, met }: Run): Record<string, MutatedFile> {
  const notTried = (id: string) => (instrumented.words.has(id) ? "Ignored" : undefined);
  const statusOf = (id: string) =>
    notTried(id) ?? statuses.get(id)?.status ?? (met.has(id) ? "Survived" : "NoCoverage");
  return Object.fromEntries(
    [...instrumented.files].map(([name, { source }]) => {
      const own = instrumented.mutants.filter(({ fileName }) => fileName === name);
      const mutants = own.map(({ id, mutatorName, replacement, location }) => {
        // The instrumenter counts from 0, reports from 1.
        const place = ({ line, column }: { line: number; column: number }) => ({ line: line + 1, column: column + 1 });
        const status = statusOf(id);
        return {
          mutatorName,
          replacement,
          status,
          location: { start: place(location.start), end: place(location.end) },
        };
      });
      return [name, { source, mutants }];
    }),
  );
}
