import type { Verification } from "../../domain/verification/verification.ts";
import { wrapped } from "../layout.ts";
import { visible } from "../visible.ts";
import { goodSentence } from "./verification-facts.ts";
import { quoted, type VerificationPage } from "./verification-page.ts";
import { incompleteness, type Reason, reasonLines, rejection } from "./verification-reason.ts";

/** The verdict with its reason in one line, and what explains it with what to do, for an annotation or a page. */
export function verificationReason(
  verification: Verification,
  page: VerificationPage,
): { title: string; body: string } {
  const reason = reasonOf(verification, page);
  const lines = reason === undefined ? wrapped(goodSentence(verification, page), 2, page) : reasonLines(reason, page);
  return {
    title: verdictHeadline(verification, reason, page),
    body: lines
      .map((line) => line.replace(/^ {2}/, ""))
      .join("\n")
      .trim(),
  };
}

/** Why it is not good; undefined if it is. */
export function reasonOf(verification: Verification, page: VerificationPage): Reason | undefined {
  switch (verification.verdict) {
    case "verified":
      return undefined;
    case "rejected":
      return rejection(verification, page);
    case "incomplete":
      return incompleteness(verification, page);
  }
}

/** `REJECTED  tool 1.4.2: a file is not the sealed one`. It makes sense alone. */
export function verdictHeadline(
  verification: Verification,
  reason: Reason | undefined,
  page: VerificationPage,
): string {
  return `${verdictTitle(verification, page)}${reason === undefined ? "" : `: ${reason.words}`}`;
}

/** `REJECTED  tool 1.4.2`. */
export function verdictTitle({ verdict, root }: Verification, { evidence }: VerificationPage): string {
  const release = root?.statement.predicate.release;
  const subject = release === undefined ? quoted(evidence) : `${visible(release.name)} ${visible(release.version)}`;
  return `${verdict.toUpperCase()}  ${subject}`;
}
