import { compareUtf8 } from "../../kernel/bytewise.ts";
import { codeSpan, table } from "../../kernel/markdown.ts";
import { quotePowerShell, quoteSh } from "../../kernel/shell.ts";
import { command } from "./command.ts";
import { evidenceFiles } from "./evidence-files.ts";
import type { GuideFacts } from "./guide-facts.ts";
import { fold, silentStep, step } from "./step.ts";

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
 * `--ignore-missing`, because whoever downloaded one file of many would else be told that the check failed; where none of
 * them is there, these programs fail.
 */
export function linuxStep(facts: GuideFacts): string {
  return step("sh", `sha256sum --strict --ignore-missing -c ${list(facts)}`, sameLines(facts));
}

function macStep(facts: GuideFacts): string {
  return step("sh", `shasum -a 256 --strict --ignore-missing -c ${list(facts)}`, sameLines(facts));
}

/** Names come from the list and are never parsed as code; a list without a present file is not a success. */
export function powershellStep(facts: GuideFacts): string {
  const script = `$found = 0; $wrong = 0
foreach ($line in Get-Content -Encoding UTF8 -LiteralPath ${quotePowerShell(evidenceFiles(facts).checksums)}) {
  $name = $line.Substring(66)
  if (-not (Test-Path -PathType Leaf -LiteralPath $name)) { continue }
  $found += 1
  $same = (Get-FileHash -Algorithm SHA256 -LiteralPath $name).Hash -eq $line.Substring(0, 64)
  if (-not $same) { $wrong += 1 }
  $name + ': ' + $(if ($same) { 'OK' } else { 'FAILED' })
}
if ($wrong -gt 0 -or $found -eq 0) { throw 'not verified' }`;
  return step("powershell", script, sameLines(facts));
}

/** Taking evidence out of a capsule, where it is published nowhere else. */
export function unpackStep({ capsule }: GuideFacts, names: readonly string[]): string {
  return `The list is in the capsule alone, which is a plain ${codeSpan("tar.gz")}:

${silentStep("sh", command(["tar", "-xzf", capsule, ...names]).sh)}`;
}

function list(facts: GuideFacts): string {
  return quoteSh(evidenceFiles(facts).checksums);
}

/** In the order of the list. */
function sameLines({ assets }: GuideFacts): string[] {
  const names = assets.map(({ name }) => name).sort(compareUtf8);
  return names.slice(0, SHOWN).map((name) => `${name}: OK`);
}
