import { codeSpan } from "../../../kernel/markdown.ts";
import { quotePowerShell } from "../../../kernel/shell.ts";
import { fileWord } from "../command.ts";
import { evidenceFiles } from "../evidence-files.ts";
import type { GuideFacts } from "../guide-facts.ts";
import { signerName } from "../signer-name.ts";
import { fold, silentStep, step } from "../step.ts";
import { VERIFIER, VERIFIER_ADDRESS, VERIFIER_PLACE } from "../verifier.ts";
import { sameLines } from "./checksums-section.ts";
import { hasCosign, listCommand } from "./cosign-section.ts";
import { type Download, downloadAddresses } from "./download-section.ts";
import { ownCommand } from "./first-steps.ts";
import { ghCommand, ROOT_LINES, rootLines, workflowForGh } from "./gh-section.ts";
import { GH_ROOTS } from "./offline-section.ts";

/** Everything that PowerShell takes in another form; what is the same stands here, too, so that nobody has to look twice. */
export function windowsFold(facts: GuideFacts, program?: string): string {
  return fold(
    "Windows",
    [
      "In PowerShell, the one command:",
      step("powershell", ownCommand(facts, program).powershell, [`VERIFIED  ${facts.name} ${facts.version}`]),
      ...downloads(facts, program),
      ...(facts.assets.length === 0 ? [] : others(facts)),
    ],
    "windows",
  );
}

function others(facts: GuideFacts): string[] {
  return [...cosign(facts), "Your files against the checksum list:", checksums(facts), ...gh(facts)];
}

/** Names come from the list and are never parsed as code; a list without a present file is not a success. */
function checksums(facts: GuideFacts): string {
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

function downloads(facts: GuideFacts, program: string | undefined): string[] {
  const addresses = downloadAddresses(facts);
  const files =
    addresses === undefined ? [] : ["To download:", silentStep("powershell", addresses.map(fetched).join("\n"))];
  if (program !== undefined) return files;
  const hash = `(Get-FileHash -Algorithm SHA256 -LiteralPath ${VERIFIER_PLACE}).Hash.ToLower()`;
  return [
    ...files,
    "The program, into the folder above, and its SHA-256:",
    silentStep("powershell", fetched({ name: VERIFIER_PLACE, address: VERIFIER_ADDRESS })),
    step("powershell", hash, [VERIFIER.sha256]),
  ];
}

function fetched({ name, address }: Download): string {
  const file = name === VERIFIER_PLACE ? name : fileWord(name);
  return `Invoke-WebRequest -Uri ${quotePowerShell(address)} -OutFile ${quotePowerShell(file)}`;
}

function cosign(facts: GuideFacts): string[] {
  if (!hasCosign(facts.signer)) return [];
  const list = listCommand(facts, evidenceFiles(facts)).powershell;
  return [
    `cosign; the others of its commands are changed in the same way, with a backtick at the end of a line:`,
    step("powershell", list, ["Verified OK"]),
  ];
}

function gh(facts: GuideFacts): string[] {
  if (workflowForGh(facts.signer) === undefined || facts.publicSince !== undefined) return [];
  const { instance } = facts.signer;
  const subjectAlternativeName = signerName(facts.signer);
  const roots = rootLines(facts);
  const run = ghCommand(facts, evidenceFiles(facts), roots === undefined ? undefined : ROOT_LINES);
  return [
    "gh:",
    ...(roots === undefined ? [] : [silentStep("powershell", roots.powershell)]),
    step("powershell", run.powershell, [subjectAlternativeName]),
    ...(instance === "custom" || instance === "staging"
      ? []
      : [
          `Its trusted roots, for ${codeSpan("--custom-trusted-root")}:`,
          silentStep("powershell", GH_ROOTS.powershell),
        ]),
  ];
}
