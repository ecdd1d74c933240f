import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { timeText } from "../time-text.ts";
import { checkedText, rootFacts } from "../verification/verification-facts.ts";
import { asSentence } from "./claim-titles.ts";
import { brokenLines, foreign, type Html, html } from "./html.ts";
import type { ReportFacts } from "./report-facts.ts";
import { trustDiagram } from "./trust-diagram.ts";

/** Who signed, in the words of the terminal, with every value that it shows; and where trust comes from. */
export function signerSection(root: VerifiedRoot, facts: ReportFacts): Html {
  const { verification, page } = facts;
  const rows = [
    ...rootFacts(root, verification, { ...page, width: 120 }),
    ...signerValues(root),
    [
      "Keys",
      `${verification.trust.origin}${verification.trust.dated === undefined ? "" : `, ${verification.trust.dated}`}`,
    ] as const,
    ["Checked", checkedText(verification, page)] as const,
  ].map(
    ([label, value]) =>
      html`<dt>${label === "" ? "As stated" : label}</dt><dd><bdi class="foreign">${brokenLines(value)}</bdi></dd>`,
  );
  return html`<section id="signed"><h2>Who signed, and why that counts</h2>
<p>A capsule cannot vouch for itself. Each part of it was compared with something that came from elsewhere.</p>
<div class="split"><dl class="rows">${rows}</dl>${trustDiagram(root, facts)}</div>
</section>`;
}

function signerValues({ signer, logEntries }: VerifiedRoot): (readonly [string, string])[] {
  const logged = logEntries.map(({ log, index }) => ["Log entry", `${index} of ${log}`] as const);
  if (signer.kind === "key")
    return [["Key", signer.fingerprint], ...logged].map(([name = "", text = ""]) => [name, text]);
  const { subjectAlternativeName, issuer, extensions } = signer.certificate;
  const { buildTrigger, runnerEnvironment } = extensions;
  const started = [buildTrigger, runnerEnvironment].filter((one) => one !== undefined).join(", ");
  return [
    ["Signer", subjectAlternativeName.value],
    ["Issuer", issuer ?? "none"],
    ...(started === "" ? [] : [["Started by", started] as const]),
    ...logged,
  ];
}

/** The times of a release, filled where somebody other than the signer confirms them. */
export function timelineSection(root: VerifiedRoot, { verification: { claims } }: ReportFacts): Html {
  const { release, backfill } = root.statement.predicate;
  // A check that a later version knows, by its name.
  const published = claims.find(({ id }) => String(id) === "published");
  const isPublished = published?.status === "verified";
  const points = [
    release.commit === null
      ? undefined
      : point(
          "Commit",
          undefined,
          html`<code>${release.commit.slice(0, 12)}</code>. When it was made, only its author states.`,
        ),
    release.runUri === null
      ? undefined
      : point("Build run", undefined, html`${runHtml(release.runUri)}. The signature was made in it.`),
    signedPoint(root),
    backfill === undefined && published === undefined
      ? point("Published", undefined, html`Not looked at. A signature comes before the publication.`)
      : isPublished && published?.time !== undefined && backfill === undefined
        ? point("Published", published.time, html`${foreign(asSentence(published.reason))}`)
        : html`<li class="${isPublished ? "sure" : "open"}"><h3>Published</h3><p class="small">${foreign(backfill === undefined ? asSentence(published?.reason ?? "") : `${backfill.published}, as GitHub said when it was sealed.`)}</p></li>`,
  ].filter((one) => one !== undefined);
  return html`<section id="time"><h2>Timeline</h2>
<p>A filled point is a time that somebody other than the signer confirms. An empty one is only stated.</p>
<ol class="time">${points}</ol></section>`;
}

/** The earliest time that is confirmed, and by whom. */
function signedPoint({ times }: VerifiedRoot): Html | undefined {
  const [first] = [...times].sort((one, other) => one.seconds - other.seconds);
  if (first === undefined) return undefined;
  const sources = new Set(times.map(({ source }) => source));
  const by = [
    ...(sources.has("timestamp-authority") ? ["a timestamp authority"] : []),
    ...(sources.has("log") ? ["the log of signatures"] : []),
  ];
  const title = sources.has("log") ? "Signed and logged" : "Signed";
  return point(title, first.seconds, html`Confirmed by ${by.join(" and by ")}.`);
}

function point(title: string, seconds: number | undefined, text: Html): Html {
  return seconds === undefined
    ? html`<li><h3>${title}</h3><p class="small">${text}</p></li>`
    : html`<li class="sure"><h3>${title}</h3><time class="quiet small">${timeText(seconds)}</time><p class="small">${text}</p></li>`;
}

/** A link only if it is the address of a run of GitHub, and of nothing else. */
function runHtml(uri: string): Html {
  const run =
    /^https:\/\/[a-z0-9.-]{1,100}\/[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9._-]{1,100}\/actions\/runs\/([0-9]{1,20})(?:\/attempts\/[0-9]{1,6})?$/.exec(
      uri,
    );
  return run?.[1] === undefined ? html`Run ${foreign(uri)}` : html`Run <a href="${uri}" rel="noreferrer">${run[1]}</a>`;
}
