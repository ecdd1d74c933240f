import type { Verdict } from "../../domain/verification/claim.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { faultText } from "../fault/fault-text.ts";
import { copiedLines } from "../layout.ts";
import { timeText } from "../time-text.ts";
import { goodSentence } from "../verification/verification-facts.ts";
import { reasonOf } from "../verification/verification-headline.ts";
import { isCertified, quoted, shortRepository, sourceName } from "../verification/verification-page.ts";
import type { ReasonPart } from "../verification/verification-reason.ts";
import { asSentence, claimTitle } from "./claim-titles.ts";
import { brokenLines, foreign, type Html, html } from "./html.ts";
import type { ReportFacts } from "./report-facts.ts";
import { digestHtml } from "./report-table.ts";

/** The verdict with its reason, and what to do; then the one value that only a person can compare. */
export function verdictSection(facts: ReportFacts): Html {
  const { verification, page } = facts;
  const { root, verdict } = verification;
  const reason = reasonOf(verification, page);
  const title = reason === undefined ? goodSentence(verification, page) : asSentence(reason.words);
  return html`<div class="verdict">
<div class="say"><span class="tone">${pill(verdict)}</span><div>
<p class="word tone">${verdict.toUpperCase()}</p>
<h1>${title}</h1>
${because(facts)}</div></div>
${reason === undefined ? undefined : reasonHtml(reason.groups.flat())}
${faultsHtml(facts)}
${root === undefined ? undefined : factsHtml(root, facts)}</div>
${verdict === "rejected" ? undefined : compareHtml(facts)}`;
}

const HALVES = html`<path class="a" d="M18 2H36V34H18A16 16 0 0 1 18 2Z"/><path class="b" d="M36 2H54A16 16 0 0 1 54 34H36Z"/>`;

/** The sign is the capsule: closed for verified, broken for rejected, one half dashed for incomplete. */
const PILLS: Readonly<Record<Verdict, Html>> = {
  verified: html`${HALVES}<path class="tick" d="M43.5 18.5L48 23L56 13.5"/>`,
  rejected: html`<path class="a" d="M15 2H31L27 11L33 18L26 26L29 34H15A16 16 0 0 1 15 2Z"/><path class="b" d="M41 2H57A16 16 0 0 1 57 34H39L36 26L43 18L37 11Z"/>`,
  incomplete: html`<path class="a" d="M18 2H36V34H18A16 16 0 0 1 18 2Z"/><path class="dashed" d="M36 2H54A16 16 0 0 1 54 34H36Z"/>`,
};

function pill(verdict: Verdict): Html {
  return html`<svg class="pill" viewBox="0 0 72 36" aria-hidden="true">${PILLS[verdict]}</svg>`;
}

/** Which release it is about; a refused one is only what the file is called. */
function because({ verification: { root, claims }, page }: ReportFacts): Html {
  if (root === undefined) {
    const signature = claims.find(({ id, status }) => id === "root" && status === "verified");
    const said = signature === undefined ? undefined : html` ${asSentence(signature.reason)}`;
    return html`<p class="because">It is about the file ${foreign(page.evidence)}.${said}</p>`;
  }
  const { name, version, tag } = root.statement.predicate.release;
  const at = tag === null ? undefined : html`, tag ${foreign(tag)}`;
  return html`<p class="because">The release is ${foreign(name)} ${foreign(version)}${at}.</p>`;
}

/** The two values that differ, and what to do, as the terminal says them. */
export function reasonHtml(parts: readonly ReasonPart[]): Html {
  const rows = parts.map(({ label, text, digest, isOther }) => {
    const value = html`${copiedLines(text).map(lineHtml)}${digest === undefined ? undefined : digestHtml(digest)}`;
    const shown = isOther === true ? html`<b>${value}</b>` : value;
    return label === undefined
      ? html`<div class="wide"><dt>Note</dt><dd>${shown}</dd></div>`
      : html`<dt>${label}</dt><dd>${shown}</dd>`;
  });
  return rows.length === 0 ? html`` : html`<dl class="reason">${rows}</dl>`;
}

/** What is there to be copied stands in a box of its own. */
function lineHtml({ line, isCopied }: ReturnType<typeof copiedLines>[number], index: number): Html {
  if (isCopied) return html`<code class="command">${foreign(line)}</code>`;
  return html`${index === 0 ? undefined : html`<br>`}${foreign(line)} `;
}

function faultsHtml({ verification: { failures }, page }: ReportFacts): Html | undefined {
  if (failures.length === 0) return undefined;
  const rows = failures.map(
    (fault) =>
      html`<dt>Not read</dt><dd><bdi class="foreign">${brokenLines(faultText(fault, page.spelling))}</bdi></dd>`,
  );
  return html`<dl class="reason">${rows}</dl>`;
}

function factsHtml(root: VerifiedRoot, { verification: { claims } }: ReportFacts): Html {
  const { release, previous } = root.statement.predicate;
  const [time] = root.times;
  const lineage = claims.find(({ id }) => id === "lineage");
  const facts: readonly (readonly [string, Html, string] | undefined)[] = [
    release.repository === null
      ? undefined
      : [
          "Repository",
          foreign(shortRepository(release.repository)),
          isCertified(root) ? "named by the certificate" : "as the signer states",
        ],
    release.commit === null
      ? undefined
      : ["Built from", foreign(release.tag ?? release.version), `commit ${release.commit.slice(0, 12)}`],
    time === undefined
      ? undefined
      : ["Signed", html`${timeText(time.seconds)}`, time.source === "log" ? "as the log says" : "as a timestamp says"],
    [
      claimTitle("lineage"),
      "none" in previous ? html`none` : foreign(previous.version),
      "none" in previous ? previous.reason : (lineage?.status.replaceAll("-", " ") ?? "not looked at"),
    ],
  ];
  const shown = facts.flatMap((fact) => {
    if (fact === undefined) return [];
    const [label, value, note] = fact;
    return [html`<div><dt>${label}</dt><dd>${value}<span class="small quiet">${foreign(note)}</span></dd></div>`];
  });
  return html`<dl class="facts">${shown}</dl>`;
}

function compareHtml({ verification, page }: ReportFacts): Html | undefined {
  const source = verification.root === undefined ? undefined : sourceName(verification, page);
  if (source === undefined) return undefined;
  return html`<div class="compare"><span class="value">${foreign(source)}</span><p>Is this the repository you know? That is the one question that no program can answer for you. Compare the name with the project&rsquo;s website or your package manager, not with the release.</p></div>`;
}

/** The release, or the file if none is known, for the head of the page. */
export function subjectOf({ verification: { root }, page }: ReportFacts): string {
  const release = root?.statement.predicate.release;
  return release === undefined ? quoted(page.evidence) : `${release.name} ${release.version}`;
}
