import { relative } from "node:path";
import type { CheckedRelease } from "../../domain/release/checked-release.ts";
import { problemsOf } from "../../domain/release/release-check.ts";
import type { ReleaseClaim } from "../../domain/release/release-claim.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";
import { type VerificationPage, wrongFiles } from "../../views/verification-page.ts";
import { verificationReason } from "../../views/verification-text.ts";
import { visible } from "../../views/visible.ts";
import type { Annotation, Runner } from "./runner.ts";

/** An error annotation for each thing that keeps the release back, with its reason, its fix and the file to change. */
export function annotateProblems(shown: CheckedRelease, runner: Runner, spelling: Spelling): void {
  for (const claim of problemsOf(shown)) runner.error(textOf(claim, spelling), placeOf(claim));
}

/** One error annotation with the verdict, the reason and what to do, and one for each wrong file, at that file. */
export function annotateVerification(verification: Verification, page: VerificationPage, runner: Runner): void {
  const { title, body } = verificationReason(verification, page);
  runner.error(body === "" ? title : `${title}\n${body}`);
  for (const { looked, reason, sealedSha256, sha256 } of wrongFiles(verification)) {
    if (looked === undefined) continue;
    const both = sealedSha256 === undefined || sha256 === undefined ? "" : `: sealed ${sealedSha256}, here ${sha256}`;
    runner.error(`${visible(reason)}${both}`, { file: relative(runner.folder, looked) });
  }
}

function textOf({ reason, sides = [], fix }: ReleaseClaim, spelling: Spelling): string {
  const both = sides.map(([label, value]) => `${visible(label)}: ${visible(value)}`).join(", ");
  const said = `${visible(reason)}${both === "" ? "" : ` (${both})`}`;
  return fix === undefined ? said : `${said}\nfix: ${spelled(fix, spelling).split("\n").map(visible).join("\n     ")}`;
}

function placeOf({ file }: ReleaseClaim): Annotation {
  return file === undefined ? {} : { file };
}
