import { codeSpan, table } from "../../kernel/markdown.ts";
import { cosignSection } from "./cosign-section.ts";
import { downloadSection } from "./download-section.ts";
import { failureSection } from "./failure-section.ts";
import { ghSection } from "./gh-section.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { offlineSection } from "./offline-section.ts";
import { ownSection } from "./own-section.ts";
import { identitySection, proofSection } from "./proof-section.ts";
import { slsaSection } from "./slsa-section.ts";

/**
 * VERIFY.md of one release: what is proven and what is not, who must have signed, one command with this program, the
 * commands without it, all with their output. A pure function of the facts; it names no digest, log index or time made
 * after it, so the capsule can hold it. Names and refs are hostile: they appear in code spans, code blocks and shell words
 * only. Fault: `text-unquotable`.
 */
export function formatGuide(facts: GuideFacts): string {
  const sections = [
    title(facts),
    proofSection(facts),
    identitySection(facts),
    downloadSection(facts),
    ownSection(facts),
    cosignSection(facts),
    ...(facts.publicSince === undefined ? [ghSection(facts), slsaSection(facts)] : []),
    offlineSection(facts),
    assets(facts),
    images(facts),
    failureSection(facts),
  ];
  return `${sections.filter((section) => section !== undefined).join("\n\n")}\n`;
}

function title({ name, version, signer }: GuideFacts): string {
  const heading = `# Verify ${codeSpan(name)} ${codeSpan(version)}`;
  if (signer.instance !== "local") return heading;
  return `${heading}

> **This release was sealed with the local test instance.** Its signature proves nothing about who made it: the keys lived
> in the memory of one run. It shows only that the files are the ones of that run.`;
}

function assets(facts: GuideFacts): string {
  const rows = facts.assets.map((asset) => [codeSpan(asset.name), codeSpan(asset.sha256)]);
  return `## Files of this release

${table(["File", "SHA-256"], rows)}`;
}

function images({ images: sealed = [] }: GuideFacts): string | undefined {
  if (sealed.length === 0) return undefined;
  const rows = sealed.map(({ name, sha256 }) => [codeSpan(`${name}@sha256:${sha256}`)]);
  return `## Container images of this release

The root and the provenance name these digests; nothing is attached to them in the registry. Whoever uses an image by its digest
uses the one that was sealed.

${table(["Image"], rows)}`;
}
