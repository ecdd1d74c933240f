import { LOCAL_ISSUER } from "../domain/sigstore/local-issuer.ts";
import type { ClaimStatus, Verdict } from "../domain/verification/claim.ts";
import { keyName } from "../domain/verification/key-name.ts";
import { uncertifiedFacts } from "../domain/verification/same-run.ts";
import type { Verification, VerifiedRoot } from "../domain/verification/verification.ts";
import { advice, option, spelled } from "../kernel/advice.ts";
import { columns } from "./columns.ts";
import { faultText } from "./fault-text.ts";
import { labelled, NARROW, wrapped } from "./layout.ts";
import type { Style } from "./paint.ts";
import { timeText } from "./time-text.ts";
import { fileLines } from "./verification-files.ts";
import {
  decidingClaims,
  isCertified,
  quoted,
  rightFiles,
  shortRepository,
  sourceName,
  type VerificationPage,
} from "./verification-page.ts";
import { incompleteness, type Reason, reasonLines, rejection } from "./verification-reason.ts";
import { visible } from "./visible.ts";

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
  const title = headline(verification, reason, page);
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

/** The verdict with its reason in one line, and what explains it with what to do, for an annotation or a page. */
export function verificationReason(
  verification: Verification,
  page: VerificationPage,
): { title: string; body: string } {
  const reason = reasonOf(verification, page);
  const lines = reason === undefined ? wrapped(goodSentence(verification, page), 2, page) : reasonLines(reason, page);
  return {
    title: headline(verification, reason, page),
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
function headline(verification: Verification, reason: Reason | undefined, page: VerificationPage): string {
  return `${verdictTitle(verification, page)}${reason === undefined ? "" : `: ${reason.words}`}`;
}

/** `REJECTED  tool 1.4.2`. */
export function verdictTitle({ verdict, root }: Verification, { evidence }: VerificationPage): string {
  const release = root?.statement.predicate.release;
  const subject = release === undefined ? quoted(evidence) : `${visible(release.name)} ${visible(release.version)}`;
  return `${verdict.toUpperCase()}  ${subject}`;
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

/** What a good verification found, in one sentence. */
export function goodSentence(verification: Verification, page: VerificationPage): string {
  const { root, assets } = verification;
  const right = rightFiles(verification);
  const files = right.filter(({ isDocument }) => isDocument !== true).length;
  const source = sourceName(verification, page);
  if (root === undefined)
    return right.length === 0 ? "The evidence is in order. No file was looked at." : signedFiles(right.length);
  const released = source === undefined ? "sealed" : `that ${source} released`;
  if (right.length === 0)
    return `The capsule is in order${source === undefined ? "" : ` and signed by ${source}`}. No file was looked at.`;
  if (files === 0)
    return right.length === 1
      ? "The file is a document of this release."
      : `The ${right.length} files are documents of this release.`;
  const ones = source === undefined ? "the ones that were sealed" : `the ones ${released}`;
  const all = assets.filter(({ isDocument, sealedName }) => isDocument !== true && sealedName !== undefined).length;
  if (files === all)
    return all === 1
      ? `The file is ${source === undefined ? "the one that was sealed" : `the one ${released}`}.`
      : `All ${all} files are ${ones}.`;
  if (files === 1) return `The file is one ${source === undefined ? "that was sealed" : released}.`;
  return `The ${files} files here are ones ${source === undefined ? "that were sealed" : released}.`;
}

function signedFiles(count: number): string {
  return count === 1 ? "The file is what was signed." : `All ${count} files are what was signed.`;
}

/** Evidence that is not a capsule has no release; who signed stands in its claim. */
function signedAsFile({ claims }: Verification, page: VerificationPage): string[] {
  const root = claims.find(({ id, status }) => id === "root" && status === "verified");
  return root === undefined ? [] : labelled("Signature", visible(root.reason), page);
}

/** A value with its label; one without belongs to that before it. */
export type Fact = readonly [label: string, value: string];

/** What was built, from what, who signed and when. Everything in the values can be seen. */
export function rootFacts(root: VerifiedRoot, { claims }: Verification, { width }: VerificationPage): Fact[] {
  // What nobody vouches for is not said to be built there.
  const build = claims.find(({ id, status }) => id === "provenance" && status !== "verified");
  const { release } = root.statement.predicate;
  const stated = uncertifiedFacts(root.statement, root.signer).filter((fact) => fact !== "run");
  const commit = release.commit === null ? "" : `commit ${width >= 116 ? release.commit : release.commit.slice(0, 12)}`;
  const tag = release.tag === null ? "" : `tag ${visible(release.tag)}`;
  const built = [tag, commit].filter((text) => text !== "").join(", ");
  return [
    ...(release.repository === null ? [] : [["Repository", shortRepository(release.repository)] as const]),
    ...(built === "" ? [] : [[build === undefined ? "Built from" : "Sealed for", built] as const]),
    ...(build === undefined ? [] : [["Build", `not known: ${visible(build.reason)}`] as const]),
    ...(stated.length === 0 ? [] : [["", `(${stated.join(", ")} as the signer states, in no certificate)`] as const]),
    ["Signed by", signedBy(root)],
    ...signedAt(root),
  ];
}

function signedBy(root: VerifiedRoot): string {
  const { signer } = root;
  if (signer.kind === "key") return `${keyName(signer)},\nwhich says nothing of whose it is`;
  const { subjectAlternativeName, issuer, extensions } = signer.certificate;
  const name = subjectAlternativeName.value;
  if (!isCertified(root)) return `${visible(name)}\nas ${visible(issuer ?? "nobody")} says`;
  const own = `${extensions.sourceRepositoryUri}/`;
  const ref = extensions.sourceRepositoryRef;
  // GitLab has two slashes between project and file.
  const path = name.startsWith(own) ? name.slice(own.length).replace(/^\//, "") : name;
  return visible(ref !== undefined && path.endsWith(`@${ref}`) ? path.slice(0, -ref.length - 1) : path);
}

function signedAt({ times, logEntries }: VerifiedRoot): Fact[] {
  const [time] = times;
  if (time === undefined) return [];
  const isPublic = logEntries.some(({ log }) => /^https:\/\/[^/]*\.sigstore\.dev$/.test(log));
  const log = isPublic ? "in the public log" : "in a log";
  const place = logEntries.length > 0 ? log : "as a timestamp says";
  return [["Signed at", `${timeText(time.seconds)}, ${place}`]];
}

/** How much was checked, and by which keys. */
export function checkedText(verification: Verification, { online }: VerificationPage): string {
  const { origin, dated } = verification.trust;
  const deciding = decidingClaims(verification);
  const held = deciding.filter(({ status }) => status === "verified").length;
  const checks = `${held} of ${deciding.length} checks ${held === 1 ? "holds" : "hold"}`;
  const root =
    dated === undefined
      ? `by the keys in ${visible(origin.split(/[/\\]/).at(-1) ?? origin)}`
      : `with keys of ${visible(dated)}`;
  return `${checks}, ${online ? "online" : "offline"}, ${root}`;
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

/** What no signature shows. */
export function notProven({ root }: Verification): string {
  const isLocal = root?.signer.kind === "certificate" && root.signer.certificate.issuer === LOCAL_ISSUER;
  const who = isLocal ? "who made it, since the keys lived for one run only, " : "";
  return `${who}that the program is free of faults or malice, or that this is the newest release.`;
}

function labelledLine(label: string, text: string, page: VerificationPage): string[] {
  const [first = "", ...more] = wrapped(`${label} ${text}`, 2, page);
  return [first.replace(label, (word) => page.paint("dim", word)), ...more];
}

function words(id: string): string {
  return id.replaceAll("-", " ");
}
