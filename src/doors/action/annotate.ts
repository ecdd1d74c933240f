import type { CheckedRelease } from "../../domain/release/checked-release.ts";
import { problemsOf } from "../../domain/release/release-check.ts";
import type { ReleaseClaim } from "../../domain/release/release-claim.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";
import { visible } from "../../views/visible.ts";
import type { Annotation, Runner } from "./runner.ts";

/** An error annotation for each thing that keeps the release back, with its reason, its fix and the file to change. */
export function annotateProblems(shown: CheckedRelease, runner: Runner, spelling: Spelling): void {
  for (const claim of problemsOf(shown)) runner.error(textOf(claim, spelling), placeOf(claim));
}

function textOf({ reason, sides = [], fix }: ReleaseClaim, spelling: Spelling): string {
  const both = sides.map(([label, value]) => `${visible(label)}: ${visible(value)}`).join(", ");
  const said = `${visible(reason)}${both === "" ? "" : ` (${both})`}`;
  return fix === undefined ? said : `${said}\nfix: ${spelled(fix, spelling).split("\n").map(visible).join("\n     ")}`;
}

function placeOf({ file }: ReleaseClaim): Annotation {
  return file === undefined ? {} : { file };
}
