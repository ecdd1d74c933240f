import type { Claim, ClaimId } from "../../domain/verification/claim.ts";
import type { AssetResult, Verification } from "../../domain/verification/verification.ts";
import { advice, option, spelled } from "../../kernel/advice.ts";
import { labelled, type Page, unbroken, wrapped } from "../layout.ts";
import { visible } from "../visible.ts";
import { quoted, shownName, sourceName, type VerificationPage, wrongFiles } from "./verification-page.ts";

/** Why a verification is not good: the words of the headline, and the parts that explain it and say what to do, in groups. */
export interface Reason {
  readonly words: string;
  readonly groups: readonly (readonly ReasonPart[])[];
}

/** A value with its label, or a sentence. Everything in it can be seen. */
export interface ReasonPart {
  readonly label?: string;
  /** Several lines, where they are ours. */
  readonly text: string;
  /** Hex, all 64, below the text. */
  readonly digest?: string;
  /** The one of two values that is not the expected one. */
  readonly isOther?: boolean;
}

/** The parts as lines, each group after an empty one. */
export function reasonLines({ groups }: Reason, page: Page): string[] {
  return groups.flatMap((group) => (group.length === 0 ? [] : ["", ...group.flatMap((part) => partLines(part, page))]));
}

function partLines({ label, text, digest, isOther }: ReasonPart, page: Page): string[] {
  const value = digest === undefined ? text : `${text}\n${broken(digest, page)}`;
  if (label === undefined) return wrapped(value, 2, page);
  return labelled(label, isOther === true ? page.paint("bold", value) : value, page);
}

/** Never broken, but in the middle if a terminal has no room for it. */
function broken(hex: string, { width }: Page): string {
  return width < 78 ? `${hex.slice(0, 32)}\n${hex.slice(32)}` : hex;
}

/** What did not hold, if the finding has no words of its own. */
const FAILED: Readonly<Record<ClaimId, string>> = {
  archive: "the capsule was changed",
  root: "its signature does not hold",
  release: "it is another release",
  assets: "a file is not the sealed one",
  evidence: "the capsule was changed",
  provenance: "what it says of its build does not hold",
  checksums: "a checksum list does not hold",
  sbom: "a list of contents does not hold",
  "other-evidence": "the evidence of others does not hold",
  vulnerabilities: "a vulnerability is known that the policy does not allow",
  approvals: "an approval does not hold",
  lineage: "the release before does not fit",
  published: "GitHub published something else than was sealed",
  notary: "a Notary signature does not hold",
  "log-state": "the log of statements does not hold",
  policy: "the policy is not satisfied",
  age: "it was signed only now",
  memory: "it is not what it was before",
};

/** The first claim that is false, in the order of presentation; the others follow from it or stand beside it. */
export function rejection(verification: Verification, page: VerificationPage): Reason {
  const failed = verification.claims.filter(({ status }) => status === "failed");
  const [first] = failed;
  if (first === undefined) return { words: "it does not hold", groups: [] };
  if (first.id === "assets" && wrongFiles(verification).length > 0) return wrongFile(verification, page);
  return {
    words: first.brief?.words ?? FAILED[first.id],
    groups: [
      sides(first),
      first.id === "root" && first.code === "identity-mismatch" ? [GENUINE] : [],
      [{ label: "What to do", text: notToUse(first, verification, page) }],
    ],
  };
}

/** Both values if two differ, else the reason as a sentence. */
function sides({ brief, reason }: Claim): ReasonPart[] {
  if (brief === undefined) return [{ label: "Reason", text: visible(reason) }];
  const last = brief.sides.length - 1;
  return brief.sides.map(([label, value], index) => ({
    ...{ label, text: visible(value) },
    isOther: last > 0 && index === last,
  }));
}

const GENUINE: ReasonPart = {
  text: "The signature is genuine, but it is not from the one that you named. The files of the release were not looked at.",
};

function notToUse({ id, brief, code, hint }: Claim, verification: Verification, page: VerificationPage): string {
  const { repository } = page;
  const releases = repository?.startsWith("https://github.com/") ? `${visible(repository)}/releases` : undefined;
  if (id === "archive" && brief !== undefined) {
    const from = releases === undefined ? "" : ` from\n${releases}`;
    return `Download it again${from}\nThe address of the file must contain /releases/download/.`;
  }
  const accept = brief?.accept;
  if (id === "root" && code === "identity-mismatch") {
    return [
      releases === undefined ? "Do not use the files." : `Do not use the files. Download them from\n${releases}`,
      ...(accept === undefined
        ? []
        : [
            `If you know from elsewhere that this is right, say so:\n${unbroken(visible(spelled(accept, page.spelling)))}`,
          ]),
    ].join("\n");
  }
  if (id === "memory" && hint !== undefined) return `Do not use the files. ${sentence(spelled(hint, page.spelling))}`;
  if (id === "lineage" && hint !== undefined) return sentence(spelled(hint, page.spelling));
  if (id === "release") {
    return "Do not use the files under this name. Download the capsule of the version that you want.";
  }
  return `Do not use the files. Download them again, once. If they are rejected again, ask ${asked(verification, page)}.`;
}

function asked(verification: Verification, page: VerificationPage): string {
  const source = sourceName(verification, page);
  return `${source ?? "the project"} by a way that does not lead through this release`;
}

function wrongFile(verification: Verification, page: VerificationPage): Reason {
  const wrong = wrongFiles(verification);
  const [first] = wrong;
  const names = wrong.map(shownName);
  if (first === undefined) return { words: FAILED.assets, groups: [] };
  const isOther = first.sha256 !== undefined && first.sealedSha256 !== undefined && first.sha256 !== first.sealedSha256;
  const size = first.size === undefined ? "" : ` of ${first.size.toLocaleString("en-US")} bytes`;
  return {
    words: headlineOf(wrong),
    groups: [
      [{ label: "Do not use", text: names.join(", ") }],
      isOther && first.sealedSha256 !== undefined && first.sha256 !== undefined
        ? [
            { label: "Sealed", text: "sha256", digest: first.sealedSha256 },
            { label: "Here", text: `sha256${size}`, digest: first.sha256 },
          ]
        : [{ label: "Reason", text: visible(first.reason) }],
      [
        {
          label: "What to do",
          text:
            first.isWebPage === true
              ? "Download it again. The address of the file must contain /releases/download/."
              : `Download ${wrong.length === 1 ? "the file" : "the files"} again, once. A broken download looks the same. If it is rejected again, tell ${asked(verification, page)}.`,
        },
      ],
    ],
  };
}

function headlineOf(wrong: readonly AssetResult[]): string {
  if (wrong.length > 1) return `${wrong.length} files are not the sealed ones`;
  return wrong[0]?.isWebPage === true ? "a file is a web page, not the sealed one" : FAILED.assets;
}

/** What is missing, with what completes it. */
export function incompleteness(verification: Verification, page: VerificationPage): Reason {
  const open = verification.claims.filter(({ required, status }) => required && status !== "verified");
  // The files are the reason only if nothing before them is.
  const isUnsigned = verification.assets.some(({ status }) => status === "not-vouched");
  const first = open.find(({ id }) => id === "root" || id === "release" || (id === "notary" && isUnsigned)) ?? open[0];
  if (first === undefined) return { words: "something is missing", groups: [] };
  const { assets } = verification;
  const absent = assets.filter(({ status }) => status === "absent");
  const strangers = assets.filter(({ status }) => status === "not-part");
  if (verification.failures.length > 0) return { words: "a file could not be read", groups: [] };
  if (first.id === "assets" && strangers.length > 0) return notPart(strangers.map(shownName));
  if (first.id === "assets" && absent.length > 0) {
    const words =
      absent.length === 1 ? "a file of the release is missing" : `${absent.length} files of the release are missing`;
    const text = "Download what is missing, or check the files that you have without asking for all.";
    return { words, groups: [[{ label: "What to do", text }]] };
  }
  if (first.id === "assets" && assets.every(({ status }) => status === "not-asked"))
    return noFile(verification, first, page);
  const words =
    first.code === "trusted-root-outdated" ? "signed with keys that this program does not know" : OPEN[first.id];
  return {
    words,
    groups: [
      [{ label: "Reason", text: visible(first.reason) }],
      first.hint === undefined
        ? []
        : [{ label: "What to do", text: visible(sentence(spelled(first.hint, page.spelling))) }],
    ],
  };
}

const OPEN: Readonly<Record<ClaimId, string>> = {
  archive: "the capsule was not checked",
  root: "the signature was not checked",
  release: "nothing says which release you expect",
  assets: "a file was not checked",
  evidence: "the documents were not checked",
  provenance: "the build was not checked",
  checksums: "the checksum lists were not checked",
  sbom: "it is not known what the files are made of",
  "other-evidence": "evidence that is asked for was not found",
  vulnerabilities: "there is no scan that is new enough",
  approvals: "too few people vouch for this release",
  lineage: "the release before was not checked",
  published: "GitHub's own word for the release was not found",
  notary: "a Notary signature that is asked for was not found, or not checked to its end",
  "log-state": "the log of statements was not looked at",
  policy: "the policy was not checked",
  age: "it is too fresh",
  memory: "it was not compared with earlier releases",
};

function notPart(names: readonly string[]): Reason {
  const isOne = names.length === 1;
  const them = isOne ? "it" : "them";
  return {
    words: isOne ? "a file is not part of this release" : `${names.length} files are not part of this release`,
    groups: [
      [{ label: "Not part", text: names.join(", ") }],
      [
        {
          label: "What to do",
          text: `This release says nothing about ${them}. Check the name, or leave ${them} out.`,
        },
      ],
    ],
  };
}

const MOST_NAMES = 12;

function noFile(verification: Verification, claim: Claim, page: VerificationPage): Reason {
  const names = verification.assets.flatMap(({ sealedName }) => (sealedName === undefined ? [] : [quoted(sealedName)]));
  const source = sourceName(verification, page);
  const by = source === undefined ? "signed" : `signed by ${source}`;
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : "";
  const { command } = page;
  const evidenceOnly = spelled(advice`${option("evidence-only")}`, page.spelling);
  const todo =
    command === undefined
      ? sentence(spelled(claim.hint ?? "", page.spelling))
      : `Move your download beside the capsule, or name it:\n${unbroken(visible(command))}\nTo check the capsule alone, add ${evidenceOnly}`;
  return {
    words: "no file of this release is here",
    groups: [
      [{ text: `The capsule is in order and ${by}, but there was nothing to compare with it.` }],
      [
        {
          label: "Looked in",
          text: `the folder of the capsule, for any of\n${names.slice(0, MOST_NAMES).join(", ")}${more}`,
        },
      ],
      [{ label: "What to do", text: todo }],
    ],
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
