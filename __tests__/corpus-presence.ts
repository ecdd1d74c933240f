import { corpus } from "./corpus.ts";

/**
 * Tests over the sets beside the repository are skipped where there are none. Whether they must be there says the variable
 * CAPSULE_CORPUS, so that no run leaves them out in silence: `required`, or nothing.
 */
export function setup(): void {
  const wanted = process.env["CAPSULE_CORPUS"] ?? "";
  if (wanted !== "" && wanted !== "required") throw new Error("CAPSULE_CORPUS is neither `required` nor empty");
  if (wanted === "required" && corpus() === undefined) {
    throw new Error("CAPSULE_CORPUS=required, and the sets of other projects are not beside the repository");
  }
}

/** The last line of a run. */
export function teardown(): void {
  if (corpus() !== undefined || process.env["CAPSULE_CORPUS"] === "required") return;
  process.stdout.write("The sets of other projects are not beside the repository: the tests over them were skipped.\n");
}
