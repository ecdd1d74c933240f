import { ACTION_DESCRIPTIONS } from "./action-descriptions.ts";
import type { Option, Options } from "./option.ts";

/** Each is an action of its own: that of sealing at the top of the repository, the others in folders of their names. */
export const ACTION_COMMANDS = ["seal", "check", "verify", "get", "sbom"] as const;
export type ActionCommand = (typeof ACTION_COMMANDS)[number];

/** Inputs for what the command line takes without a name. */
export const ACTION_OPTIONS = {
  seal: {
    assets: { kind: "lines", description: "files, folders and patterns to seal", only: "input" },
  },
  check: {
    assets: { kind: "lines", description: "files, folders and patterns that shall be sealed", only: "input" },
  },
  verify: {
    assets: {
      kind: "lines",
      description: "the capsule or other evidence first, then the files to check; files, folders and patterns",
      only: "input",
    },
  },
  get: {
    release: {
      kind: "text",
      description: "what is downloaded: OWNER/NAME for the latest release, or OWNER/NAME@TAG",
      only: "input",
    },
    files: {
      kind: "lines",
      description: "names of the files that are wanted, or patterns of them such as `tool-linux-*`; by default all",
      only: "input",
    },
  },
  sbom: {
    path: {
      kind: "text",
      description: "a file, a folder, or a container image as oci:ghcr.io/owner/name:1.2.3",
      only: "input",
    },
  },
} as const satisfies Readonly<Record<ActionCommand, Options>>;

/** Every action has it. */
export const SUMMARY_OPTION = {
  summary: {
    kind: "switch",
    default: "true",
    description: "write a summary of the result to the page of the run",
    only: "input",
  },
} as const satisfies Options;

export type WordsOf<C extends ActionCommand> = (typeof ACTION_OPTIONS)[C];

export interface Input extends Option {
  readonly name: string;
}

/** The inputs of an action: what is named first, then the options in the order of the help. */
export function actionInputs(command: ActionCommand): readonly Input[] {
  const tables: readonly Options[] = [ACTION_OPTIONS[command], ACTION_DESCRIPTIONS[command].options, SUMMARY_OPTION];
  return tables
    .flatMap((options) => Object.entries(options))
    .flatMap(([name, option]) => (option.only === "flag" ? [] : [{ ...option, name }]));
}

/** How a workflow names the action, without its version. */
export function actionName(command: ActionCommand): string {
  return command === "seal" ? "release-capsule/release-capsule" : `release-capsule/release-capsule/${command}`;
}
