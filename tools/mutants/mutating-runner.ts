import { appendFileSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner, vi } from "vitest";
import { type WorkerEvent, type WorkerOrder, workFolder } from "./work-folder.ts";

// The switches of the instrumented code, as @stryker-mutator/instrumenter writes them.
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { readonly static: Hits; readonly perTest: Record<string, Hits> };
}
type Hits = Record<string, number>;

const work = workFolder();
const own: { __stryker__?: Switches } = globalThis as object;
own.__stryker__ ??= {};
const switches = own.__stryker__;
/** Of a mutant in a loop: so many times more hits than without it are a loop without an end. */
const LOOP_FACTOR = 100;
const LOOP_MINIMUM = 10_000;
/** A test that takes longer waits until the quick ones have killed what they can. */
const SLOW_MS = 100;
const PATIENCE_FACTOR = 20;
const PATIENCE_MS = 5000;

/**
 * Runs each test once as it is, then once more for each living mutant that it meets, in the same process: no process and no module
 * is loaded anew for a mutant. What was met while modules were loaded needs a load of its own: a file `static/<mutant>.test.ts` of
 * the work folder stands for the test file of the order, loaded and run with that mutant.
 */
export default class MutatingRunner extends TestRunner {
  readonly #order: WorkerOrder;
  readonly #living: Set<string>;
  /** Met by a test whose runs cannot be repeated, or only by the first of its runs. */
  readonly #unrepeatable = new Set<string>();
  #only: string | undefined;
  #failed = false;

  constructor(config: ConstructorParameters<typeof TestRunner>[0]) {
    super(config);
    this.#order = JSON.parse(readFileSync(join(work, "order.json"), "utf8"));
    this.#living = new Set(this.#order.living);
  }

  override importFile(filepath: string, source: Parameters<TestRunner["importFile"]>[1]): unknown {
    if (source !== "collect" || !filepath.startsWith(join(work, "static"))) return super.importFile(filepath, source);
    this.#only = basename(filepath, ".test.ts");
    this.#failed = false;
    vi.resetModules();
    begins(this.#only);
    activate(this.#only, LOOP_MINIMUM * LOOP_FACTOR);
    return super.importFile(this.#order.testFile, source);
  }

  override async onBeforeRunSuite(suite: RunnerTestSuite): Promise<void> {
    if (this.#only !== undefined && suite.result?.state === "fail") this.#failed = true;
    await super.onBeforeRunSuite(suite);
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    const { slow } = this.#order;
    if (this.#only === undefined ? slow?.includes(test.id) === false : this.#failed) test.mode = "skip";
    await super.onBeforeRunTask(test);
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test);
    if (this.#only === undefined) return this.#runWithEach(test, run);
    try {
      await withPatience(run, PATIENCE_MS * 6);
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    if (this.#only !== undefined && suite.result?.state === "fail") this.#failed = true;
    await super.onAfterRunSuite(suite);
  }

  override onAfterRunFiles(files: RunnerTestFile[]): void {
    if (this.#only === undefined) {
      const loaded = Object.keys(switches.mutantCoverage?.static ?? {});
      const mutants = [...new Set([...loaded, ...this.#unrepeatable])].filter((mutant) => this.#living.has(mutant));
      say({ said: "loaded", mutants });
    } else {
      const failed = this.#failed || files.some(({ result }) => result?.state === "fail");
      if (failed) say({ said: "killed", mutant: this.#only, by: this.#order.testFile, how: "failed" });
      else say({ said: "survives", mutant: this.#only });
      activate(undefined);
    }
    super.onAfterRunFiles(files);
  }

  /** What the test met since the last call. */
  #hitsOf(test: string): Hits {
    const hits = switches.mutantCoverage?.perTest[test] ?? {};
    delete switches.mutantCoverage?.perTest[test];
    return hits;
  }

  async #runWithEach(test: RunnerTestCase, run: () => unknown): Promise<void> {
    const title = `${this.#order.testFile}: ${test.name}`;
    switches.currentTestId = test.id;
    const started = performance.now();
    try {
      await run();
    } catch (error) {
      say({ said: "broken", test: title, error: String(error) });
      throw error;
    } finally {
      switches.currentTestId = undefined;
    }
    const took = performance.now() - started;
    const patience = PATIENCE_MS + took * PATIENCE_FACTOR;
    const met = this.#hitsOf(test.id);
    if (!Object.keys(met).some((mutant) => this.#living.has(mutant))) return;
    if (this.#order.slow === undefined && took > SLOW_MS) {
      say({ said: "deferred", test: test.id });
      return;
    }
    // Once more as it is: what is not met again was computed once, and a mutant of it only shows in a fresh load.
    switches.currentTestId = test.id;
    const isRepeatable = await passes(run);
    switches.currentTestId = undefined;
    const again = isRepeatable ? this.#hitsOf(test.id) : {};
    const living = Object.keys(met).filter((mutant) => this.#living.has(mutant));
    for (const mutant of living) if (again[mutant] === undefined) this.#unrepeatable.add(mutant);
    for (const mutant of living) {
      if (again[mutant] === undefined) continue;
      begins(mutant);
      activate(mutant, (met[mutant] ?? 0) * LOOP_FACTOR + LOOP_MINIMUM);
      const outcome = await withPatience(run, patience).then(
        () => "passed" as const,
        (error: unknown) => (error === TIMED_OUT ? ("timeout" as const) : ("failed" as const)),
      );
      activate(undefined);
      if (outcome === "passed") continue;
      if (!(await passes(run))) {
        const how = outcome;
        say(this.#order.isAlone === true ? { said: "killed", mutant, by: title, how } : { said: "spoiled", mutant });
        process.kill(process.pid, "SIGKILL");
      }
      this.#living.delete(mutant);
      say({ said: "killed", mutant, by: title, how: outcome });
    }
  }
}

const TIMED_OUT = new Error("timed out");

function activate(mutant: string | undefined, limit?: number): void {
  switches.activeMutant = mutant;
  switches.hitCount = mutant === undefined ? undefined : 0;
  switches.hitLimit = limit;
}

async function passes(run: () => unknown): Promise<boolean> {
  try {
    await run();
    return true;
  } catch {
    return false;
  }
}

async function withPatience(run: () => unknown, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(TIMED_OUT), milliseconds);
  });
  try {
    await Promise.race([(async () => run())(), late]);
  } finally {
    clearTimeout(timer);
  }
}

function begins(mutant: string): void {
  say({ said: "begins", mutant, pid: process.pid });
}

function say(event: WorkerEvent): void {
  appendFileSync(join(work, "events.jsonl"), `${JSON.stringify(event)}\n`);
}
