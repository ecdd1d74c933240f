import { askingLogOptions } from "./asking-log.ts";
import { checkDescription } from "./check.ts";
import { getDescription } from "./get.ts";
import type { CommandDescription } from "./option.ts";
import { sbomDescription } from "./sbom.ts";
import { sealDescription } from "./seal.ts";
import { verifyDescription } from "./verify.ts";

/** The commands that are actions, too; apart from all others, whose tables the program of the actions does without. */
export const ACTION_DESCRIPTIONS = {
  seal: sealDescription,
  check: checkDescription,
  verify: { ...verifyDescription, options: { ...verifyDescription.options, ...askingLogOptions } },
  get: getDescription,
  sbom: sbomDescription,
} as const satisfies Readonly<Record<string, CommandDescription>>;
