import { codeBlock, codeSpan } from "../../../kernel/markdown.ts";
import { quoteSh } from "../../../kernel/shell.ts";
import type { GuideFacts, GuideNotary } from "../guide-facts.ts";
import { silentStep, step } from "../step.ts";
import { TRIED } from "../tried-versions.ts";

/** How to verify an image with notation, for whom no authority is set up yet; the authority itself comes from elsewhere than this page. */
export function withNotation(facts: GuideFacts, image: string): string[] {
  const { notary, name } = facts;
  if (notary === undefined) return [];
  const scopes = [...new Set((facts.images ?? []).flatMap((one) => (one.isAttached === true ? [one.name] : [])))];
  return [
    `With notation ${TRIED.notation}, by the signature of the Notary Project. You need the root certificate of the authority that its signer has a certificate of, as
${codeSpan("root.crt")}. Get it from where you trust the publisher, and not from here: whoever could change this page could change its digest, too. It is the one with this digest:`,
    step("sh", "openssl x509 -in root.crt -outform der | sha256sum", [`${notary.rootSha256}  -`]),
    "Put it into a trust store. If you have a trust policy, add the statement below to it instead of importing it.",
    silentStep("sh", `notation certificate add --type ca --store ${quoteSh(name)} root.crt`),
    codeBlock(
      `cat > trustpolicy.json <<'END'\n${trustPolicy({ name, notary, scopes })}\nEND\nnotation policy import trustpolicy.json`,
      "sh",
    ),
    "Then",
    step("sh", `notation verify ${quoteSh(image)}`, [`Successfully verified signature for ${image}`]),
    `Its certificates are valid until ${notary.validUntil}. ${
      notary.isTimed
        ? "To verify it later, put the root of its timestamp authority into a trust store of the type tsa, and name that in the statement."
        : "It has no time stamp, so that it does not verify later."
    }`,
  ];
}

/** Every letter is ASCII: what a name may look like is not for the page to judge. */
function trustPolicy({
  name,
  notary,
  scopes,
}: {
  readonly name: string;
  readonly notary: GuideNotary;
  readonly scopes: readonly string[];
}): string {
  const statement = {
    name,
    registryScopes: scopes,
    signatureVerification: { level: "strict" },
    trustStores: [`ca:${name}`],
    trustedIdentities: [notary.identity === undefined ? "*" : `x509.subject: ${notary.identity}`],
  };
  const text = JSON.stringify({ version: "1.0", trustPolicies: [statement] }, undefined, 2);
  return text.replace(/[^\n\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
