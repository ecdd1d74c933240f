import { relative, sep } from "node:path";
import type { CheckedRelease } from "../../domain/release/checked-release.ts";
import { problemsOf, warningClaims } from "../../domain/release/checks/release-check.ts";
import type { ReleaseClaim } from "../../domain/release/checks/release-claim.ts";
import type { GotRelease } from "../../domain/release/got-release.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { type Spelling, spelled } from "../../kernel/advice.ts";
import { gotAdvice, gotTitle } from "../../views/get/got-release-text.ts";
import { verdictTitle, verificationReason } from "../../views/verification/verification-headline.ts";
import { type VerificationPage, wrongFiles } from "../../views/verification/verification-page.ts";
import { visible } from "../../views/visible.ts";
import type { Annotation, Runner } from "./runner.ts";

/** For what stopped the step, where no verdict does. */
export const FAILED: Annotation = { title: "Release Capsule failed" };

/** For what stops nothing, and belongs to no file. */
export const NOTED: Annotation = { title: "Release Capsule" };

/** An error annotation for each thing that keeps the release back, with its reason, its fix and the file to change. */
export function annotateProblems(shown: CheckedRelease, runner: Runner, spelling: Spelling): void {
  for (const claim of problemsOf(shown)) runner.error(textOf(claim, spelling), placeOf(shown, claim));
}

/** A warning annotation for each thing that does not hold and stops nothing, with the same. */
export function annotateWarnings(shown: CheckedRelease, runner: Runner, spelling: Spelling): void {
  for (const claim of warningClaims(shown)) runner.warning(textOf(claim, spelling), placeOf(shown, claim));
  for (const text of shown.plan?.warnings ?? []) runner.warning(visible(text), placeOf(shown));
}

/** One error annotation with the verdict, the reason and what to do, and one for each wrong file, at that file. */
export function annotateVerification(verification: Verification, page: VerificationPage, runner: Runner): void {
  const { title: reason, body } = verificationReason(verification, page);
  const title = verdictTitle(verification, page);
  runner.error(body === "" ? reason : `${reason}\n${body}`, { title });
  for (const { looked, reason, sealedSha256, sha256 } of wrongFiles(verification)) {
    if (looked === undefined) continue;
    const both = sealedSha256 === undefined || sha256 === undefined ? "" : `: sealed ${sealedSha256}, here ${sha256}`;
    runner.error(`${visible(reason)}${both}`, { title, file: relative(runner.folder, looked).replaceAll(sep, "/") });
  }
}

/** One error annotation with the verdict of a release that was not put into place, and what to do. */
export function annotateGot(got: GotRelease, spelling: Spelling, runner: Runner): void {
  const title = gotTitle(got);
  const advised = gotAdvice(got, spelling);
  runner.error(advised === undefined ? title : `${title}\n${advised}`, { title: title.replace(/: .*/s, "") });
}

function textOf({ reason, sides = [], fix }: ReleaseClaim, spelling: Spelling): string {
  const both = sides.map(([label, value]) => `${visible(label)}: ${visible(value)}`).join(", ");
  const said = `${visible(reason)}${both === "" ? "" : ` (${both})`}`;
  return fix === undefined
    ? said
    : `${said}\nhint: ${spelled(fix, spelling).split("\n").map(visible).join("\n      ")}`;
}

function placeOf({ verdict, facts }: CheckedRelease, { file }: { readonly file?: string } = {}): Annotation {
  const word = verdict === "ready" ? "READY" : "NOT READY";
  const title = facts === undefined ? word : `${word}  ${visible(facts.name)} ${visible(facts.version)}`;
  return file === undefined ? { title } : { title, file };
}
