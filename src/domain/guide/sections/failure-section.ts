import { codeSpan, table } from "../../../kernel/markdown.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { fold } from "../step.ts";
import { hasCosign } from "./cosign-section.ts";
import { workflowForGh } from "./gh-section.ts";

/** How to read what went wrong, and what to do. */
export function failureFold(facts: GuideFacts): string {
  const rows = facts.assets.length === 0 ? [...OF_IMAGES, ...OWN] : [...OF_FILES, ...OWN, ...rowsOfOthers(facts)];
  return fold(
    "When a check fails",
    [
      `A download that broke off looks like a forged one. So first download again, once. If it fails again, do not use the files, and
tell the project by a way that does not lead through this release.`,
      table(
        ["What you see", "What it means", "What to do"],
        rows.map(([by, shown, meaning, action]) => [`${by}${codeSpan(shown)}`, meaning, action]),
      ),
      "A message may name an option that would accept what was found. Use it only if you know from elsewhere that it is right.",
    ],
    "when-a-check-fails",
  );
}

/** Of the programs that the page has commands for. */
function rowsOfOthers({ signer, publicSince }: GuideFacts): Row[] {
  const gh = workflowForGh(signer) === undefined || publicSince !== undefined ? [] : GH;
  return [...(hasCosign(signer) ? COSIGN : []), ...gh, ...SUMS];
}

/** `shown` is printed by the program, with single spaces; the tests hear each one. */
type Row = readonly [by: string, shown: string, meaning: string, action: string];

const OWN: readonly Row[] = [
  [
    "",
    "signed by another repository",
    "The capsule is genuine, but somebody else made it.",
    "Check the name that you typed. If it is right, do not use the files.",
  ],
  [
    "",
    "it is another release",
    "It is genuine, but of another version, perhaps an old one under a new name.",
    "Download the capsule of the version you want.",
  ],
  [
    "",
    "a web page, not a capsule",
    "The browser or `curl` saved an error or login page.",
    "Download it again with the commands above.",
  ],
  ["", "the download is cut short", "The file ends too early.", "Download it again."],
  [
    "",
    "the capsule was changed",
    "Something in it was added, removed or altered.",
    "Download it again. If it stays, tell the project.",
  ],
  [
    "",
    "its signature does not hold",
    "It is not signed as releases are, or not in the public log.",
    "Do not use the files. Tell the project.",
  ],
  [
    "",
    "signed with keys that this program does not know",
    "Your program is older than the keys, or the signature is forged.",
    "Use a newer program, or `--online` of the whole one.",
  ],
];

const OF_FILES: readonly Row[] = [
  ["", "a file is not the sealed one", "The file was changed or is damaged.", "Download that file again."],
  [
    "",
    "a file is not part of this release",
    "You named a file that the release knows nothing about.",
    "Check the name, or leave it out.",
  ],
  [
    "",
    "no file of this release is here",
    "The capsule is fine, but your download is in another folder.",
    "Put both into one folder, or name the file.",
  ],
];

/** A release of images alone is asked for a digest, and no file is compared. */
const OF_IMAGES: readonly Row[] = [
  [
    "",
    "a file is not part of this release",
    "The digest that you named is not one of this release.",
    "Compare it with the digests under “Container image”. Do not pull it.",
  ],
  ["", "no file of this release is here", "You named no digest.", "Use the command above, with the digest."],
];

const COSIGN: readonly Row[] = [
  [
    "cosign: ",
    "no matching CertificateIdentity found",
    "Somebody else signed it, or for another tag.",
    "Compare the values under “Who must have signed”.",
  ],
  ["cosign: ", "invalid signature", "The file or its signature was changed.", "Download both again."],
  [
    "cosign: ",
    "provided artifact digests do not match digests in statement",
    "The provenance is not about this file.",
    "Check the file name. Download it again.",
  ],
  [
    "cosign: ",
    "not enough verified log entries",
    "The entry in the transparency log is missing or forged.",
    "Do not use the files. Tell the project.",
  ],
];

const GH: readonly Row[] = [
  [
    "gh: ",
    "expected SourceRepository",
    "The run of another repository signed it.",
    "Check the repository. If it is right, do not use the files.",
  ],
  ["gh: ", "verifying with issuer", "Another signer, or another file.", "Check file name and repository."],
];

const SUMS: readonly Row[] = [
  ["", "FAILED", "The file is not the one on the list.", "Download that file again."],
  ["", "no file was verified", "No file of the list is in this folder.", "Go to the folder with your downloads."],
];
