import { codeSpan, table } from "../../kernel/markdown.ts";
import { workflowForGh } from "./gh-section.ts";
import type { GuideFacts } from "./guide-facts.ts";

/** How to read what went wrong. */
export function failureSection(facts: GuideFacts): string {
  const rows = [
    ...OWN,
    ...(facts.signer.hasLog ? COSIGN : []),
    ...(workflowForGh(facts.signer) === undefined ? [] : GH),
    ...SUMS,
  ];
  return `## When a check fails

${table(["Exit code of this program", "Meaning"], EXITS)}

${table(
  ["What is printed", "What it means"],
  rows.map(([shown, meaning]) => [codeSpan(shown), meaning]),
)}

An interrupted download fails in the same way as a forged one: download again, once. If it fails again, do not use the files,
and tell the project by a way that does not lead through this release. A message may name a flag that would accept what was
found; give it only if you know from elsewhere that it is right.`;
}

const EXITS = [
  ["0", "verified"],
  ["1", "rejected: something was read and refused; do not use the files"],
  ["2", "the command line is wrong; nothing was verified"],
  ["3", "incomplete: nothing is false, but something required is missing or was not checked"],
  ["4", "a file could not be read, or the program could not run; nothing was verified"],
];

type Row = readonly [shown: string, meaning: string];

/** Beginnings of lines of our report, with single spaces. */
const OWN: readonly Row[] = [
  [
    "failed root",
    "somebody else signed it, another repository or ref; or it was changed; or your trusted root is too old",
  ],
  ["failed release", "the capsule is genuine, but of another release: perhaps an old one under a new name"],
  ["failed evidence", "something was put into the capsule, changed in it or taken out of it"],
  ["failed assets", "a file is not the one that was sealed"],
];

const COSIGN: readonly Row[] = [
  ["no matching CertificateIdentity found", "somebody else signed it, or another repository or ref"],
  ["invalid signature", "the file or the bundle was changed"],
  ["provided artifact digests do not match digests in statement", "the provenance is not about this file"],
  ["not enough verified log entries", "the entry in the transparency log is missing or forged"],
];

const GH: readonly Row[] = [
  ["expected SourceRepository", "another repository's run signed it"],
  ["verifying with issuer", "somebody else signed it, or it is not about this file, or it was changed"],
];

const SUMS: readonly Row[] = [
  ["FAILED", "the file is not the one on the list"],
  ["no file was verified", "none of the files on the list is in this folder"],
];
