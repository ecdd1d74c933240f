import { corpus } from "./corpus.ts";

/** Tests over the sets beside the repository are skipped where there are none, unless CAPSULE_CORPUS says that they must be there. */
export function setup(): void {
  corpus();
}

/** The last line of a run. */
export function teardown(): void {
  if (corpus() !== undefined) return;
  process.stdout.write("The sets of other projects are not beside the repository: the tests over them were skipped.\n");
}
