import type { AnnouncementFile } from "../../domain/announcement/announcement-file.ts";
import { releaseStem } from "../../domain/capsule/capsule-file-name.ts";
import { readersCommand } from "../../domain/guide/own-command.ts";
import { VERIFIER, VERIFIER_ADDRESS } from "../../domain/guide/verifier.ts";
import { identityFlags, KEY_FILE, KEY_FLAGS } from "../../domain/verification/identity/identity-flags.ts";
import type { VerifiedRoot } from "../../domain/verification/verification.ts";
import { codeBlock, codeSpan, escapeMarkdown, table } from "../../kernel/markdown.ts";
import { quoteSh } from "../../kernel/shell.ts";

/** The release that is handed over. */
export interface HandedRelease {
  readonly root: VerifiedRoot;
  /** Name of the capsule. */
  readonly capsule: string;
  /** Hex, by name. */
  readonly assets: readonly { readonly name: string; readonly sha256: string }[];
}

/** Names of the archive, and of a trusted root that readers need, too. */
export interface HandedAs {
  readonly archive: string;
  readonly trustedRoot: string | undefined;
}

/** The page that goes with a release to its distributors, in plain words. It says nothing of when it was written. */
export function handoverMarkdown(
  file: AnnouncementFile,
  { root, capsule, assets }: HandedRelease,
  { archive, trustedRoot }: HandedAs,
): string {
  const { release } = root.statement.predicate;
  const { name, version } = release;
  const encrypted = `${archive}.age`;
  const parts = [
    `# ${escapeMarkdown(`${name} ${version}`)}, under embargo`,
    `**Nothing of this may be public before ${whenText(file.publish)}**: not the files, not the version, not that there is a fix. Do not put it into a public repository, log, build, chat or issue before.`,
    "## What it is",
    escapeMarkdown(file.title),
    escapeMarkdown(oneLineOf(file.impact)),
    `What users will be told to do: ${escapeMarkdown(file.action)}`,
    "## Who may have it",
    ...(file.distributors.length === 0
      ? ["Only those whom the publisher sent it to. Pass it on to nobody else."]
      : [
          "Those who are named here, and in each of them only who builds and tests the update:",
          file.distributors.map((one) => `- ${escapeMarkdown(one)}`).join("\n"),
        ]),
    `If it becomes known before, or you need more time, tell the publisher at once: ${escapeMarkdown(file.publisher.name)}, ${codeSpan(file.publisher.web)}`,
    "## Verify it",
    `No network is needed. Keep ${codeSpan("verify.js")} in the folder above: download it once from ${codeSpan(VERIFIER_ADDRESS)}, whose SHA-256 is ${codeSpan(VERIFIER.sha256)}. Node.js runs it.`,
    escapeMarkdown(signerText(root, trustedRoot)),
    codeBlock(
      [
        `tar -xf ${quoteSh(archive)}`,
        `cd ${quoteSh(releaseStem(release))}`,
        verifyCommand({ root, capsule }, trustedRoot),
      ].join("\n"),
      "sh",
    ),
    `It must print VERIFIED. With the command-line program it is the same line with ${codeSpan("capsule")} instead of ${codeSpan("node ../verify.js")}.`,
    table(
      ["File of the release", "SHA-256"],
      assets.map((one) => [codeSpan(one.name), codeSpan(one.sha256)]),
    ),
    "## Keep it secret",
    "It was sent to you encrypted, and stays so wherever it lies. Whoever passes it on to a colleague encrypts it to them:",
    codeBlock(
      [
        `age -e -R recipients.txt -o ${quoteSh(encrypted)} ${quoteSh(archive)}`,
        `age -d -i mine.key -o ${quoteSh(archive)} ${quoteSh(encrypted)}`,
      ].join("\n"),
      "sh",
    ),
    "## On the day",
    `At ${whenText(file.publish)} the publisher puts out exactly these bytes, and the announcement with them. Publish your update from then on. The embargo ends with that, and so does this page.`,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Verifies the release in its folder, with the program in the folder above. */
function verifyCommand({ root, capsule }: Pick<HandedRelease, "root" | "capsule">, trustedRoot: string | undefined) {
  const { signer } = root;
  const { release } = root.statement.predicate;
  return readersCommand({
    ...{ instance: "public-good", release, capsule },
    identityFlags: signer.kind === "key" ? KEY_FLAGS : identityFlags(signer.certificate, release.tag),
    trustedRoot: trustedRoot === undefined ? undefined : "trusted_root.json",
  }).sh;
}

/** What the reader must have from elsewhere: who signs. */
function signerText({ signer }: VerifiedRoot, trustedRoot: string | undefined): string {
  const own =
    trustedRoot === undefined ? "" : " Save the trusted root that the publisher gives you as trusted_root.json there.";
  return signer.kind === "key"
    ? `It is signed with the key of the fingerprint ${signer.fingerprint}. Save that key into the folder as ${KEY_FILE}, from where the project publishes its keys, and not from this archive.${own}`
    : `It is signed by ${signer.certificate.subjectAlternativeName.value}.${own}`;
}

/** Paragraphs as one line: a page has room for each. */
function oneLineOf(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}

/** `2026-11-24T16:00:00Z` as `2026-11-24, 16:00 UTC`. */
function whenText(publish: string): string {
  return `${publish.slice(0, 10)}, ${publish.slice(11, 16)} UTC`;
}
