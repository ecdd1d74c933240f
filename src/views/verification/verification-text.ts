import type { ClaimStatus, Verdict } from "../../domain/verification/claim.ts";
import type { Verification, VerifiedRoot } from "../../domain/verification/verification.ts";
import { advice, option, spelled } from "../../kernel/advice.ts";
import { columns } from "../columns.ts";
import { faultText } from "../fault/fault-text.ts";
import { labelled, NARROW, wrapped } from "../layout.ts";
import type { Style } from "../paint.ts";
import { timeText } from "../time-text.ts";
import { visible } from "../visible.ts";
import { checkedText, type Fact, goodSentence, notProven, rootFacts } from "./verification-facts.ts";
import { fileLines } from "./verification-files.ts";
import { reasonOf, verdictHeadline } from "./verification-headline.ts";
import { sourceName, type VerificationPage } from "./verification-page.ts";
import { reasonLines } from "./verification-reason.ts";

const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = { verified: "green", rejected: "red", incomplete: "yellow" };
const STATUS_STYLES: Readonly<Record<ClaimStatus, Style>> = {
  verified: "green",
  failed: "red",
  missing: "yellow",
  "not-checked": "yellow",
  "not-applicable": "dim",
};

/**
 * A verification for people: the verdict, the reason, what to do, who signed, the files, and what is not proven. Checks that
 * hold are counted.
 */
export function verificationText(verification: Verification, page: VerificationPage): string {
  const { verdict, failures } = verification;
  const reason = reasonOf(verification, page);
  // Logs and chat quote this line alone, so only a terminal breaks it.
  const title = verdictHeadline(verification, reason, page);
  const [first = "", ...more] = page.width < NARROW ? wrapped(title, 0, page) : [title];
  const word = verdict.toUpperCase();
  const lines = [
    page.paint("bold", page.paint(VERDICT_STYLES[verdict], word)) + first.slice(word.length),
    ...more,
    ...(reason === undefined ? goodLines(verification, page) : reasonLines(reason, page)),
    ...failures.flatMap((fault) => [
      "",
      ...faultText(fault, page.spelling)
        .split("\n")
        .map((text) => `  ${text}`),
    ]),
    ...fileLines(verification, page),
    ...(reason === undefined ? [] : ["", ...otherLines(verification, page)]),
    ...(page.verbose ? verboseLines(verification, page) : []),
    ...(verdict === "verified" ? ["", ...labelledLine("Not proven:", notProven(verification), page)] : []),
    "",
  ];
  return lines.filter((line, index) => line !== "" || lines[index - 1] !== "").join("\n");
}

function factLines(facts: readonly Fact[], page: VerificationPage): string[] {
  return facts.flatMap(([label, value]) => labelled(label, value, page));
}

function goodLines(verification: Verification, page: VerificationPage): string[] {
  const { root } = verification;
  return [
    "",
    ...wrapped(goodSentence(verification, page), 2, page),
    "",
    ...(root === undefined ? signedAsFile(verification, page) : factLines(rootFacts(root, verification, page), page)),
    ...vouchedLines(verification, page),
    ...notaryLines(verification, page),
    ...labelled("Checked", checkedText(verification, page), page),
  ];
}

/** Who else signed for the release, as far as the policy counts them. */
function vouchedLines({ approvals }: Verification, page: VerificationPage): string[] {
  const counted = approvals.filter(({ status }) => status === "counted");
  const names = counted.map(({ signer, kind }) => {
    const name = signer?.kind === "certificate" ? signer.certificate.subjectAlternativeName.value : "a key";
    return `${visible(name)}${kind === "rebuild" ? ", who rebuilt it" : ""}`;
  });
  return names.length === 0 ? [] : labelled("Approved", names.join("\n"), page);
}

/** Whom the trust policy of Notary lets sign, and did. */
function notaryLines({ claims }: Verification, page: VerificationPage): string[] {
  const notary = claims.find(({ id, status }) => id === "notary" && status === "verified");
  return notary === undefined ? [] : labelled("Notary", visible(notary.reason), page);
}

/** Evidence that is not a capsule has no release; who signed stands in its claim. */
function signedAsFile({ claims }: Verification, page: VerificationPage): string[] {
  const root = claims.find(({ id, status }) => id === "root" && status === "verified");
  return root === undefined ? [] : labelled("Signature", visible(root.reason), page);
}

/** What else did not hold; what was not reached is one line. */
function otherLines(verification: Verification, page: VerificationPage): string[] {
  const { claims, root, verdict } = verification;
  const [, ...failed] = claims.filter(({ status }) => status === "failed");
  const held = claims.filter(({ status }) => status === "verified").length;
  const isReached = root !== undefined;
  const verbose = page.verbose
    ? ""
    : ` To see every check, add ${spelled(advice`${option("verbose")}`, page.spelling)}`;
  const signed = sourceName(verification, page);
  const tag = root?.statement.predicate.release.tag;
  return [
    ...failed.flatMap(({ reason }) => labelled("Also", visible(reason), page)),
    ...(verdict === "rejected" &&
    isReached &&
    failed.length === 0 &&
    claims.find(({ id }) => id === "assets")?.status === "failed"
      ? wrapped(
          `${signed === undefined ? "" : `Signed by ${signed}${typeof tag === "string" ? `, tag ${visible(tag)}` : ""}. `}The capsule itself is in order.`,
          2,
          page,
        )
      : []),
    ...(held === 0
      ? wrapped(`Nothing else was looked at.${verbose}`, 2, page)
      : wrapped(`${held} other ${held === 1 ? "check holds" : "checks hold"}.${verbose}`, 2, page)),
  ];
}

function verboseLines(verification: Verification, page: VerificationPage): string[] {
  const { claims, root, capsuleSha256, trust } = verification;
  const shown = claims.filter(({ id, required }) => id !== "log-state" || required);
  const lines = columns(shown.map(({ status, id, reason }) => [words(status), words(id), visible(reason)]));
  return [
    "",
    ...shown.flatMap((claim, index) => {
      // Only the first word, so that nothing hostile stands in colour.
      const line = (lines[index] ?? "").replace(words(claim.status), (word) =>
        page.paint(STATUS_STYLES[claim.status], word),
      );
      return claim.hint === undefined ? [line] : [line, `    hint: ${visible(spelled(claim.hint, page.spelling))}`];
    }),
    "",
    ...(root === undefined ? [] : signerValues(root, page)),
    ...verification.approvals.flatMap(({ file, reason, code }) =>
      labelled("Approval", `${visible(file)}: ${visible(reason)}${code === undefined ? "" : ` (${code})`}`, page),
    ),
    ...labelled("Keys of", dated(trust), page),
    ...(root === undefined ? [] : labelled("Statement", root.sha256, page)),
    ...labelled("Capsule", capsuleSha256, page),
  ];
}

function signerValues({ signer, times, logEntries }: VerifiedRoot, page: VerificationPage): string[] {
  return [
    ...whoLines(signer, page),
    ...times.flatMap(({ seconds, source }) => labelled("Time", `${timeText(seconds)} (${words(source)})`, page)),
    ...logEntries.flatMap(({ log, index }) => labelled("Log entry", `${visible(index)} of ${visible(log)}`, page)),
  ];
}

function whoLines(signer: VerifiedRoot["signer"], page: VerificationPage): string[] {
  if (signer.kind === "key") return labelled("Key", signer.fingerprint, page);
  const { subjectAlternativeName, issuer } = signer.certificate;
  return [
    ...labelled("Signer", visible(subjectAlternativeName.value), page),
    ...labelled("Issuer", visible(issuer ?? "none"), page),
  ];
}

function dated({ origin, dated }: Verification["trust"]): string {
  return dated === undefined ? visible(origin) : `${visible(origin)}, ${visible(dated)}`;
}

function labelledLine(label: string, text: string, page: VerificationPage): string[] {
  const [first = "", ...more] = wrapped(`${label} ${text}`, 2, page);
  return [first.replace(label, (word) => page.paint("dim", word)), ...more];
}

function words(id: string): string {
  return id.replaceAll("-", " ");
}
