import { evidenceFiles } from "./evidence-files.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { checksumsFold } from "./sections/checksums-section.ts";
import { cosignFold } from "./sections/cosign-section.ts";
import { downloadFold } from "./sections/download-section.ts";
import { failureFold } from "./sections/failure-section.ts";
import { firstSteps, title } from "./sections/first-steps.ts";
import { ghFold } from "./sections/gh-section.ts";
import { imagesFold } from "./sections/images-section.ts";
import { keyFold, opensslFold } from "./sections/key-section.ts";
import { macFold } from "./sections/mac-section.ts";
import { offlineFold } from "./sections/offline-section.ts";
import { identityFold, proofFold } from "./sections/proof-section.ts";
import { windowsFold } from "./sections/windows-section.ts";

/**
 * VERIFY.md of one release: one command, its first word, the one value to compare, what that proves; everything else is
 * folded. A pure function of the facts; it names no digest, log index or time made after it, so the capsule can hold it.
 * Names and refs are hostile: they appear in code spans, code blocks and shell words only. Fault: `text-unquotable`.
 */
export function formatGuide(facts: GuideFacts): string {
  const sections = [title(facts), firstSteps(facts), "## Other ways, and details", ...folds(facts)];
  return `${sections.filter((section) => section !== undefined).join("\n\n")}\n`;
}

function folds(facts: GuideFacts): (string | undefined)[] {
  // Other programs compare files. Of images alone only ours says whether a digest belongs to the release.
  if (facts.assets.length === 0) return foldsOfImages(facts);
  return [
    keyFold(facts),
    downloadFold(facts),
    windowsFold(facts),
    macFold(facts),
    cosignFold(facts),
    opensslFold(facts, evidenceFiles(facts)),
    ...(facts.publicSince === undefined ? [ghFold(facts)] : []),
    offlineFold(facts),
    checksumsFold(facts),
    imagesFold(facts),
    identityFold(facts),
    failureFold(facts),
    proofFold(facts),
  ];
}

function foldsOfImages(facts: GuideFacts): (string | undefined)[] {
  return [
    keyFold(facts),
    downloadFold(facts),
    windowsFold(facts),
    imagesFold(facts),
    identityFold(facts),
    failureFold(facts),
    proofFold(facts),
  ];
}
