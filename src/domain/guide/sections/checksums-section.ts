import { compareUtf8 } from "../../../kernel/bytewise.ts";
import { codeSpan, table } from "../../../kernel/markdown.ts";
import { quoteSh } from "../../../kernel/shell.ts";
import { command } from "../command.ts";
import { evidenceFiles } from "../evidence-files.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { fold, silentStep, step } from "../step.ts";

/** As many lines are shown as expected; the others are alike. */
const SHOWN = 5;

/** Comparing files with a checksum list, and the list itself where it is known. */
export function checksumsFold(facts: GuideFacts, listed = true): string {
  const rows = facts.assets.map((asset) => [codeSpan(asset.name), codeSpan(asset.sha256)]);
  const { checksums, inCapsule } = evidenceFiles(facts);
  return fold("Checksums only", [
    `This finds a damaged download. It does not find a forged release: whoever replaces the files replaces the list too.`,
    inCapsule ? unpackStep(facts, [checksums]) : undefined,
    "On Linux:",
    linuxStep(facts),
    "On macOS:",
    macStep(facts),
    `With such a line for every file that you have. PowerShell is under [Windows](#windows).`,
    listed ? table(["File", "SHA-256"], rows) : undefined,
  ]);
}

/**
 * `--ignore-missing`, because whoever downloaded one file of many would else be told that the check failed; if none of
 * them is there, these programs fail.
 */
export function linuxStep(facts: GuideFacts): string {
  return step("sh", `sha256sum --strict --ignore-missing -c ${list(facts)}`, sameLines(facts));
}

function macStep(facts: GuideFacts): string {
  return step("sh", `shasum -a 256 --strict --ignore-missing -c ${list(facts)}`, sameLines(facts));
}

/** Taking evidence out of a capsule, where it is published nowhere else. */
export function unpackStep({ capsule }: GuideFacts, names: readonly string[]): string {
  return `The list is in the capsule alone, which is a plain ${codeSpan("tar.gz")}:

${silentStep("sh", command(["tar", "-xzf", capsule, ...names]).sh)}`;
}

function list(facts: GuideFacts): string {
  return quoteSh(evidenceFiles(facts).checksums);
}

/** What a comparison prints, in the order of the list. */
export function sameLines({ assets }: GuideFacts): string[] {
  const names = assets.map(({ name }) => name).sort(compareUtf8);
  return names.slice(0, SHOWN).map((name) => `${name}: OK`);
}
