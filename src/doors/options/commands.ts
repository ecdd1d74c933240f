import { ACTION_DESCRIPTIONS } from "./action-descriptions.ts";
import { affectedDescription } from "./affected.ts";
import { announceDescription } from "./announce.ts";
import { auditDescription } from "./audit.ts";
import { completionDescription } from "./completion.ts";
import { diffDescription } from "./diff.ts";
import { embargoDescription } from "./embargo.ts";
import { guideDescription } from "./guide.ts";
import { imageDescription } from "./image.ts";
import { initDescription } from "./init.ts";
import { kitDescription } from "./kit.ts";
import {
  eraseDescription,
  explainDescription,
  joinDescription,
  logDescription,
  stateDescription,
  timelineDescription,
} from "./log.ts";
import type { CommandDescription, Option } from "./option.ts";
import { reportDescription } from "./report.ts";
import { rootsDescription } from "./roots.ts";
import { scanDescription } from "./scan.ts";
import { showDescription } from "./show.ts";
import { signBundleDescription } from "./sign-bundle.ts";
import { verifyBundleDescription } from "./verify-bundle.ts";
import { vexDescription } from "./vex.ts";
import { vouchDescription } from "./vouch.ts";
import { watchDescription } from "./watch.ts";

/** The commands of the program, in the order of the help. */
export const COMMANDS = {
  init: initDescription,
  seal: ACTION_DESCRIPTIONS.seal,
  check: ACTION_DESCRIPTIONS.check,
  get: ACTION_DESCRIPTIONS.get,
  verify: ACTION_DESCRIPTIONS.verify,
  report: reportDescription,
  show: showDescription,
  guide: guideDescription,
  sbom: ACTION_DESCRIPTIONS.sbom,
  diff: diffDescription,
  audit: auditDescription,
  image: imageDescription,
  announce: announceDescription,
  embargo: embargoDescription,
  vouch: vouchDescription,
  log: logDescription,
  state: stateDescription,
  timeline: timelineDescription,
  explain: explainDescription,
  join: joinDescription,
  erase: eraseDescription,
  scan: scanDescription,
  affected: affectedDescription,
  vex: vexDescription,
  watch: watchDescription,
  kit: kitDescription,
  roots: rootsDescription,
  completion: completionDescription,
  "sign-bundle": signBundleDescription,
  "verify-bundle": verifyBundleDescription,
} as const satisfies Readonly<Record<string, CommandDescription>>;

export type Command = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as Command[];

/** The commands by who uses them, as the help lists them. */
export const COMMAND_GROUPS: readonly (readonly [title: string, commands: readonly Command[]])[] = [
  ["If you publish", ["init", "seal", "check", "sbom", "image", "announce", "embargo", "vex"]],
  ["If you received something", ["get", "verify", "report", "show", "guide", "diff", "audit", "scan", "affected"]],
  ["After the release", ["vouch", "watch", "state", "timeline", "explain", "log", "join", "erase"]],
  ["Sites without a network", ["kit", "roots"]],
  ["For shells and other programs", ["completion", "sign-bundle", "verify-bundle"]],
];

/** The options of one command. */
export type OptionsOf<C extends Command> = (typeof COMMANDS)[C]["options"];

export interface Flag extends Option {
  readonly name: string;
}

/** The flags of one command, in the order of its help. */
export function flagsOf(command: Command): readonly Flag[] {
  const { options }: CommandDescription = COMMANDS[command];
  return Object.entries(options)
    .filter(([, { only }]) => only !== "input")
    .map(([name, option]) => ({ name, ...option }));
}
