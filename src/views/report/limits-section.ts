import { LOCAL_ISSUER } from "../../domain/sigstore/local-issuer.ts";
import type { Verification } from "../../domain/verification/verification.ts";
import { asSentence, claimTitle } from "./claim-titles.ts";
import { type Html, html } from "./html.ts";

/** What no signature shows, and what this check left open, with the weight of what it found. */
export function limitsSection(verification: Verification): Html {
  const { verdict, claims, root } = verification;
  if (verdict === "rejected") {
    return html`<section id="limits"><h2>Not proven</h2>
<p>Anything about these files. What a rejected release says of itself counts for nothing, so this page leaves it out.</p></section>`;
  }
  const isLocal = root?.signer.kind === "certificate" && root.signer.certificate.issuer === LOCAL_ISSUER;
  const items: (readonly [string, string])[] = [
    ...(isLocal
      ? [["Who made it.", "The keys lived for one run only, so anybody could have sealed it."] as const]
      : []),
    [
      "That the program is free of faults or malice.",
      "A signature says who, not how good. Nothing in the files was run.",
    ],
    ["That the build had no secret input, or was not taken over.", "The build run vouches for itself."],
    ["That this is the newest release.", "Nothing in a release can know what comes after it."],
    ...claims
      .filter(({ status }) => status === "not-checked" || status === "missing")
      .map(({ id, reason }) => [`${claimTitle(id)}.`, asSentence(reason)] as const),
  ];
  return html`<section id="limits"><h2>Not proven</h2>
<p>First what is true of every signed release, and then what this check left open.</p>
<ul class="limits">${items.map(([what, why]) => html`<li><b>${what}</b><span class="quiet">${why}</span></li>`)}</ul></section>`;
}
