import { NOTED } from "./annotate.ts";
import type { Runner } from "./runner.ts";

/** The page of the run is for people; that it cannot be written fails nothing. */
export async function addJobSummary(markdown: string, runner: Runner): Promise<void> {
  try {
    await runner.addSummary(markdown);
  } catch {
    runner.warning("the job summary could not be written", NOTED);
  }
}
