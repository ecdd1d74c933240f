import { compareUtf8 } from "../../kernel/bytewise.ts";
import { quotePowerShell, quoteSh } from "../../kernel/shell.ts";
import { shellStep } from "./step.ts";

/** As many lines are shown as expected; the others are alike. */
const SHOWN = 5;

/**
 * Comparing files with a checksum list. `--ignore-missing`, because whoever downloaded one file of many would else be told
 * that the check failed; where none of them is there, these programs fail.
 */
export function compareSteps(assets: readonly { readonly name: string }[], list: string): string {
  // In the order of the list.
  const names = assets.map(({ name }) => name).sort(compareUtf8);
  const expected = names.slice(0, SHOWN).map((name) => `${name}: OK`);
  const quoted = quoteSh(list);
  return [
    "On Linux,",
    shellStep("sh", `sha256sum --strict --ignore-missing -c ${quoted}`, expected),
    "and on macOS",
    shellStep("sh", `shasum -a 256 --strict --ignore-missing -c ${quoted}`, expected),
    "and in PowerShell",
    shellStep("powershell", powershell(list), expected),
    `with such a line for every file that you have${assets.length > SHOWN ? `, and ${assets.length} for all` : ""}.`,
  ].join("\n\n");
}

/** Names come from the list and are never parsed as code; a list without a present file is no success. */
function powershell(list: string): string {
  return `$found = 0; $wrong = 0
foreach ($line in Get-Content -Encoding UTF8 -LiteralPath ${quotePowerShell(list)}) {
  $name = $line.Substring(66)
  if (-not (Test-Path -PathType Leaf -LiteralPath $name)) { continue }
  $found += 1
  $same = (Get-FileHash -Algorithm SHA256 -LiteralPath $name).Hash -eq $line.Substring(0, 64)
  if (-not $same) { $wrong += 1 }
  $name + ': ' + $(if ($same) { 'OK' } else { 'FAILED' })
}
if ($wrong -gt 0 -or $found -eq 0) { throw 'not verified' }`;
}
