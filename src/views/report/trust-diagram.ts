import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { counted } from "../../kernel/counted.ts";
import { rightFiles, sourceName, wrongFiles } from "../verification/verification-page.ts";
import { visible } from "../visible.ts";
import { type Html, html } from "./html.ts";
import type { ReportFacts } from "./report-facts.ts";

/** One comparison: what the reader has from elsewhere, and what the capsule brings. */
interface Comparison {
  readonly yours: readonly [string, string];
  readonly theirs: readonly [string, string];
  readonly outcome: Outcome;
}

type Outcome = "fits" | "same" | "different" | "not looked at";

const SIGNS: Readonly<Record<Outcome, { readonly tone: string; readonly path: string }>> = {
  fits: { tone: "good", path: "M182 0.5L186.4 5L194 -4.5" },
  same: { tone: "good", path: "M182 0.5L186.4 5L194 -4.5" },
  different: { tone: "bad", path: "M183 -5L193 5M193 -5L183 5" },
  "not looked at": { tone: "warn", path: "M183 0H193" },
};

/** Where trust comes from: each part of the capsule beside something that did not come with it. */
export function trustDiagram(root: VerifiedRoot, facts: ReportFacts): Html {
  const rows = comparisons(root, facts);
  const said = rows.map(({ yours, theirs, outcome }) => html`${yours[0]} and ${theirs[0]}: ${outcome}. `);
  const drawn = rows.map(rowHtml);
  return html`<figure><svg class="trust" viewBox="0 0 376 262" role="img" aria-labelledby="trust-title trust-said"><title id="trust-title">Where trust comes from</title><desc id="trust-said">${said}</desc><text class="head" x="1" y="13">From you</text><text class="head" x="223" y="13">From the capsule</text>${drawn}</svg></figure>`;
}

function comparisons(root: VerifiedRoot, { verification, page }: ReportFacts): readonly Comparison[] {
  const { trust } = verification;
  const { origin } = trust;
  const source = sourceName(verification, page);
  const subjects = root.statement.subject.length;
  const right = rightFiles(verification).filter(({ isDocument }) => isDocument !== true).length;
  const wrong = wrongFiles(verification).length;
  const isBuiltIn = trust.origin.startsWith("built-in ");
  const isKey = root.signer.kind === "key";
  return [
    {
      yours: ["Trusted root", trust.dated === undefined ? origin : `${isBuiltIn ? "built in, " : "of "}${trust.dated}`],
      theirs: isKey ? ["Signature", "by a key"] : ["Certificate", "and its log entry"],
      outcome: "fits",
    },
    {
      yours: page.repository === undefined ? ["Your signer", "as you named it"] : [source ?? "", "the name you typed"],
      theirs: [source ?? "The signer", signedAt(root)],
      outcome: "same",
    },
    {
      yours: [
        right + wrong === 0 ? "No file" : `Your ${counted(right + wrong, "file")}`,
        right + wrong === 0 ? "none was here" : "read here",
      ],
      theirs: ["Signed statement", counted(subjects, "name and digest", "names and digests")],
      outcome: wrong > 0 ? "different" : right > 0 ? "same" : "not looked at",
    },
  ];
}

function signedAt({ signer, statement }: VerifiedRoot): string {
  const { tag } = statement.predicate.release;
  if (signer.kind === "key") return "a key that was named";
  const workflow = /\/([^/@]+\.ya?ml)@/.exec(signer.certificate.subjectAlternativeName.value)?.[1];
  return workflow === undefined ? "in its certificate" : `${workflow}${tag === null ? "" : ` at ${tag}`}`;
}

function rowHtml({ yours, theirs, outcome }: Comparison, index: number): Html {
  const top = 26 + index * 80;
  const middle = top + 29;
  const { tone, path } = SIGNS[outcome];
  return html`<rect class="yours" x="1" y="${top}" width="152" height="58" rx="8"/>${label(13, top, yours)}<rect class="theirs" x="223" y="${top}" width="152" height="58" rx="8"/>${label(235, top, theirs)}<path class="line" d="M153 ${middle}H223"/><g class="${tone}"><circle cx="188" cy="${middle}" r="13"/><path class="sign" transform="translate(0 ${middle})" d="${path}"/><text class="mid" x="188" y="${middle + 28}">${outcome}</text></g>`;
}

function label(x: number, top: number, [title, note]: readonly [string, string]): Html {
  return html`<text class="t" x="${x}" y="${top + 25}">${cut(title, 19)}</text><text class="s" x="${x}" y="${top + 43}">${cut(note, 23)}</text>`;
}

/** A drawing cannot wrap, so a long name is cut in its middle; it stands whole beside it. */
function cut(text: string, most: number): string {
  const shown = visible(text);
  if (shown.length <= most) return shown;
  const half = Math.floor((most - 1) / 2);
  return `${shown.slice(0, half)}…${shown.slice(-half)}`;
}
