import type { OptionsOf } from "../options/commands.ts";
import type { ActionCommand, WordsOf } from "../options/inputs.ts";
import type { OptionValues } from "../options/option-values.ts";
import type { ActionSurroundings } from "../surroundings.ts";
import type { OutputValues } from "./outputs.ts";

/** What a step asks of its action. */
export interface StepInputs<C extends ActionCommand> {
  /** What the command line takes without a name. */
  readonly words: OptionValues<WordsOf<C>>;
  /** Whether a summary is written to the page of the run. */
  readonly summary: boolean;
  readonly values: OptionValues<OptionsOf<C>>;
}

/** What an annotation is headed with, and where it stands. */
export interface Annotation {
  /** One line. Hostile text. */
  readonly title: string;
  /** Relative to the top of the checkout. */
  readonly file?: string;
}

/** What the Action has of the world: that of every door, and the runner. */
export interface Runner extends ActionSurroundings {
  /** Every variable, for the inputs. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** A line for the log. */
  info(line: string): void;
  /** The lines from here on are folded under this title in the log, until `endGroup`. */
  group(title: string): void;
  endGroup(): void;
  /** A warning annotation. */
  warning(text: string, annotation: Annotation): void;
  /** An error annotation. */
  error(text: string, annotation: Annotation): void;
  /** Hides the text in every log from here on. */
  mask(secret: string): void;
  setOutputs(values: OutputValues): void;
  /** Adds Markdown to the page of the run. */
  addSummary(markdown: string): Promise<void>;
}
