import { TOOL } from "../../domain/tool.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { printable } from "../../kernel/printable.ts";
import { timeText } from "../time-text.ts";
import { checksSection } from "./checks-section.ts";
import { changesSection, contentsSection } from "./contents-section.ts";
import { filesSection } from "./files-section.ts";
import { foreign, type Html, html } from "./html.ts";
import { limitsSection } from "./limits-section.ts";
import { type PageParts, type PolicyDigest, pageDocument } from "./page-document.ts";
import type { ReportFacts } from "./report-facts.ts";
import { digestHtml } from "./report-table.ts";
import { signerSection, timelineSection } from "./signer-section.ts";
import { subjectOf, verdictSection } from "./verdict-section.ts";

/**
 * One verification as one page that needs nothing beside it: the verdict with its reason first, who signed, when, the files, what is
 * inside, what changed, what is not proven, every check. It has the words of the terminal, since it is made of the same value.
 */
export function reportPage(facts: ReportFacts, digest: PolicyDigest): Promise<string> {
  return pageDocument(reportParts(facts), digest);
}

/** Title and content of the page, for a page that shows it itself. */
export function reportParts(given: ReportFacts): PageParts {
  const facts = { ...given, verification: withoutFolders(given.verification) };
  const { verification, page } = facts;
  const { root, verdict } = verification;
  const subject = subjectOf(facts);
  // Of a release that was refused nothing is told that only it says.
  const believed = verdict === "rejected" ? undefined : root;
  const sections = [
    believed === undefined ? undefined : (["signed", "Who signed", signerSection(believed, facts)] as const),
    believed === undefined ? undefined : (["time", "Timeline", timelineSection(believed, facts)] as const),
    facts.said,
    ["files", "Files", filesSection(facts)] as const,
    ["inside", "What is inside", contentsSection(facts)] as const,
    ["changed", "What changed", changesSection(facts)] as const,
    ["limits", "Not proven", limitsSection(verification)] as const,
    ["checks", "All checks", checksSection(verification, page.spelling)] as const,
  ].flatMap((section) =>
    section === undefined || section[2] === undefined ? [] : [[section[0], section[1], section[2]] as const],
  );
  const body = html`<div class="page is-${verdict}">
<header class="top"><span><b>${foreign(subject)}</b> &middot; release report</span><span>checked ${timeText(page.checkedAt)} with capsule ${TOOL.version}</span></header>
<main>
${verdictSection(facts)}
<nav aria-label="Contents"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map(([, , section]) => html`${section}\n`)}</main>
${footer(facts)}
</div>`;
  return { title: `${verdict.toUpperCase()}: ${subject}`, body };
}

/** A page is passed on, and where a trusted root lies on this computer is nobody's business. */
function withoutFolders(verification: Verification): Verification {
  const { origin } = verification.trust;
  const name = origin.split(/[/\\]/).at(-1) ?? origin;
  const claims = verification.claims.map((claim) => ({
    ...claim,
    reason: claim.reason.replaceAll(printable(origin), printable(name)),
  }));
  return { ...verification, claims, trust: { ...verification.trust, origin: name } };
}

/** A page is not evidence: it says how to check again, and with which digests to compare. */
function footer({ verification: { root, capsuleSha256 }, page }: ReportFacts): Html {
  const repeat =
    page.repeat === undefined
      ? html``
      : html` To check for yourself:</p>
<code class="command">${foreign(page.repeat)}</code>
<p>`;
  const statement = root === undefined ? undefined : html`<br>Release statement ${digestHtml(root.sha256)}`;
  return html`<footer>
<p><b>Do not believe this page; repeat it.</b> Anybody can write a page like this. It shows what one check found on one computer.${repeat}${root === undefined ? "Evidence" : "Capsule"} ${digestHtml(capsuleSha256)}${statement}</p>
<p>This page loads nothing and sends nothing. Its one script adds the search field.</p>
<p class="on-paper">The lists of packages and checks stand on the page, and not in this print.</p>
</footer>`;
}
