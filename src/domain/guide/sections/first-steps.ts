import { codeBlock, codeSpan, escapeMarkdown, table } from "../../../kernel/markdown.ts";
import { INSTALLER_NAMES } from "../../asset/installer-names.ts";
import { REPOSITORY } from "../../home.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { askedImages, readersCommand } from "../own-command.ts";
import { repositoryLink, repositoryName } from "../repository-name.ts";
import { signerName } from "../signer-name.ts";
import { silentStep } from "../step.ts";
import { VERIFIER, VERIFIER_ADDRESS, VERIFIER_NAME, VERIFIER_NODE } from "../verifier.ts";
import { hasCosign } from "./cosign-section.ts";

export function title(facts: GuideFacts): string {
  const { name, version, signer, assets } = facts;
  const link = repositoryLink(facts);
  const made = link === undefined ? "that were sealed as this release" : `that ${link} released`;
  return [
    `# Verify ${escapeMarkdown(`${name} ${version}`)}`,
    ...(signer.instance === "local" ? [LOCAL] : []),
    `Check that ${assets.length === 0 ? "the images are" : "the files you downloaded are"} the ones ${made}. It takes a minute.`,
  ].join("\n\n");
}

const LOCAL = `> **This release was sealed with the local test instance.** Its signature proves nothing about who made it: the keys lived
> in the memory of one run. It shows only that the files are the ones of that run.`;

const PROGRAM = `The program is [${codeSpan(VERIFIER_NAME)}](${VERIFIER_ADDRESS}), one file. Save it into the folder **above** your downloads, and
never take it from the release that you check. It needs [Node.js](https://nodejs.org) ${VERIFIER_NODE} or later, on Linux, macOS or Windows, and
opens no connection. It is ${codeSpan(VERIFIER.path)} of [Release Capsule](${REPOSITORY}) at commit ${codeSpan(VERIFIER.commit.slice(0, 12))}. Its SHA-256 is
${codeSpan(VERIFIER.sha256)}.`;

/** The three things to do, and what they show. */
export function firstSteps(facts: GuideFacts): string {
  return [oneCommand(facts), readTheFirstWord(facts), compare(facts), proof(facts)].join("\n\n");
}

/** `program` says what the command needs and `place` where that lies. */
export function oneCommand(facts: GuideFacts, program = PROGRAM, place?: string): string {
  return `## 1. Run one command

Put ${codeSpan(facts.capsule)} into the folder with your downloads${besides(facts)}. Open a terminal there and run:

${silentStep("sh", ownCommand(facts, place).sh)}

${program}${without(facts)}${installers(facts)}`;
}

/** Scripts that were sealed with the rest; whoever verified one has verified what it installs. */
function installers({ assets }: GuideFacts): string {
  const [sh, ps1] = INSTALLER_NAMES;
  if (!assets.some(({ name }) => name === sh) || !assets.some(({ name }) => name === ps1)) return "";
  return `

Or let ${codeSpan(sh)} and ${codeSpan(ps1)} install the program: they hold the digests of this release. Save one of them, check it as any
other file, read it, and run it.`;
}

export function readTheFirstWord({ name, version, assets }: GuideFacts): string {
  // The program puts quotes around any other name.
  const first = assets.find((asset) => /^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(asset.name));
  const ok = first === undefined ? "" : `\n\n  ok  ${first.name}`;
  return `## 2. Read the first word

${codeBlock(`VERIFIED  ${name} ${version}${ok}`, "text")}

${table(["First word", "Exit code", "What to do"], WORDS)}`;
}

/** The one command, for both shells. */
export function ownCommand(facts: GuideFacts, program?: string, asked: readonly string[] = askedImages(facts)) {
  const { signer, identityFlags, trustedRoot, capsule, name, version } = facts;
  return readersCommand({
    ...{ instance: signer.instance, identityFlags, trustedRoot, capsule, asked, release: { name, version } },
    ...(program === undefined ? {} : { program }),
  });
}

function besides({ trustedRoot, signer }: GuideFacts): string {
  const root = trustedRoot === undefined ? "" : `, and ${codeSpan(trustedRoot)} beside it`;
  return signer.kind === "key" ? `${root}, save [the public key](#the-key) there` : root;
}

function without({ signer, assets }: GuideFacts): string {
  if (assets.length === 0) return "";
  const others = [
    ...(hasCosign(signer) ? ["[cosign](#with-cosign)"] : []),
    ...(hasGh(signer) ? ["[gh](#with-gh)"] : []),
  ];
  return others.length === 0 ? "" : ` Without Node.js, use ${others.join(" or ")}.`;
}

function hasGh({ workflow }: GuideFacts["signer"]): boolean {
  return workflow?.web === "https://github.com";
}

const WORDS = [
  [codeSpan("VERIFIED"), "0", "Use the files."],
  [codeSpan("REJECTED"), "1", "Do not use the files. [Find out why](#when-a-check-fails)."],
  [codeSpan("INCOMPLETE"), "3", "Nothing is wrong, but something is missing, mostly the download itself."],
  ["anything else", "2 or 4", "Nothing was checked. The message says what to change."],
];

function compare(facts: GuideFacts): string {
  const { signer, trustedRoot } = facts;
  const repository = repositoryName(facts);
  const what = signer.kind === "key" ? "key" : repository === undefined ? "signer" : "repository";
  const value = codeSpan(repository ?? signerName(signer));
  if (signer.instance === "local")
    return `## 3. Compare nothing\n\nA local test instance has no name that could be compared.`;
  const root =
    trustedRoot === undefined
      ? ""
      : `\n\n${codeSpan(trustedRoot)} decides who may sign at all. Take it from whoever runs that Sigstore, not from this release.`;
  return `## 3. Compare one value

> **${value}**

This page came with the release. Somebody who can replace the release can replace this page too, and name another ${what}. So make
sure that ${value} is the ${what} **you** know. Look in a place that is not this release:

- the website or the documentation of the project
- the page of your package manager
- the command that you used for an earlier version: the ${what} must be the same${howToCompare(signer)}${root}`;
}

/** A fingerprint is compared with that of a file, which nobody does by eye. */
function howToCompare(signer: GuideFacts["signer"]): string {
  return signer.kind === "key" ? `\n\n[The public key](#the-key) has the command that prints it.` : "";
}

export function proof(facts: GuideFacts): string {
  return `## What this proves

**Proven:** every file with a line that says ${codeSpan("ok")} is, byte for byte, one that ${signedBy(facts)}.
${facts.publicSince === undefined ? "" : `\n${late(facts.publicSince)}\n`}
**Not proven:** that the program is free of faults or malice, or that this is the newest release. [More](#what-is-proven).`;
}

function signedBy(facts: GuideFacts): string {
  const repository = repositoryName(facts);
  if (facts.publicSince !== undefined) return `lay on the release of ${codeSpan(repository ?? "")} when it was sealed`;
  if (facts.signer.kind === "key") return `the key ${codeSpan(facts.signer.fingerprint)} signed as this release`;
  if (repository === undefined) return `${codeSpan(facts.signer.subjectAlternativeName)} signed as this release`;
  const tag = facts.tag === null ? "" : ` for tag ${codeSpan(facts.tag)}`;
  return `the release workflow of ${codeSpan(repository)} signed${tag}`;
}

function late(since: string): string {
  return `**This release was public since ${since}, and was sealed only afterwards.** So nothing says how the files were built, from
which commit, or that they were the same before: there is no provenance, and none is claimed.`;
}
