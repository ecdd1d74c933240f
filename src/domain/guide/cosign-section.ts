import { codeBlock, codeSpan } from "../../kernel/markdown.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { quoteWord } from "./quote-word.ts";

const CHECKSUMS = "checksums.txt";
const CHECKSUMS_BUNDLE = "checksums.txt.sigstore.json";

/**
 * How to verify without this program: the signed checksum list, then the files. Undefined where the list is not
 * published. For bundles of GitHub's own instance cosign is left out: it demands a log entry, which that instance has not.
 */
export function cosignSection(facts: GuideFacts): string | undefined {
  if (!facts.published.includes(CHECKSUMS) || !facts.published.includes(CHECKSUMS_BUNDLE)) return undefined;
  if (facts.signer.instance === "github") return undefined;
  const trust = facts.trustedRoot === undefined ? [] : ["--trusted-root", facts.trustedRoot];
  const words = [
    ...["cosign", "verify-blob", "--bundle", CHECKSUMS_BUNDLE],
    ...["--certificate-identity", facts.signer.subjectAlternativeName],
    ...["--certificate-oidc-issuer", facts.signer.issuer],
    ...trust,
    CHECKSUMS,
  ];
  return `## Without this program

With cosign 3 (2.6 or later reads the same bundle), check the signature of the checksum list first:

${codeBlock(words.map(quoteWord).join(" "), "sh")}

It prints ${codeSpan("Verified OK")}. Only then compare the files that you downloaded; on Linux:

${codeBlock(`sha256sum --strict --ignore-missing -c ${CHECKSUMS}`, "sh")}

and on macOS:

${codeBlock(`shasum -a 256 --strict --ignore-missing -c ${CHECKSUMS}`, "sh")}

Each line must end in ${codeSpan("OK")}.`;
}
