import { MAX_CAPSULE_BYTES } from "../../kernel/limits.ts";
import { quotePowerShell } from "../../kernel/shell.ts";
import { VERIFIER, VERIFIER_ADDRESS, VERIFIER_NAME, VERIFIER_NODE } from "../guide/verifier.ts";
import type { InstallRow } from "./choose-assets.ts";
import type { InstallerFacts } from "./installer-facts.ts";
import { addressPart, BASE_VARIABLE, INSTALLER_MARK, MAX_LIST, MAX_PROVENANCE } from "./installer-text.ts";
import { type SignatureChecks, signatureChecks } from "./signature-checks.ts";

/**
 * `install.ps1`: the same for Windows, for PowerShell 5.1 and later. The tests read it with a grammar of PowerShell and run
 * none. Fault: `text-unquotable`.
 */
export function installPs1(facts: InstallerFacts): string {
  const checks = signatureChecks(facts);
  return [head(facts), machine(facts), FETCHING, signatures(facts, checks), placing(checks)]
    .map((part) => part.trim())
    .join("\n\n")
    .concat("\n");
}

/** Always in quotes: a bare word is a command where a value stands. */
function value(text: string): string {
  const word = quotePowerShell(text);
  return word.startsWith("'") ? word : `'${word}'`;
}

function head({ name, version, downloads, choice: { program } }: InstallerFacts): string {
  return `# ${INSTALLER_MARK}
# It installs ${name} ${version}, and no other version. Save this file, read it, and run it in PowerShell: .\\install.ps1 -Help
#
# The SHA-256 digests in it decide which bytes are installed. It is one of the files that were signed as this release, so
# whoever verified this file has verified what it installs. Where Node.js, gh or cosign is there, it lets each of them
# check the signature of the release as well, and installs nothing if one of them refuses or cannot do it.
[CmdletBinding()]
param([string]$To = '', [string]$TrustedRoot = '', [switch]$DryRun, [switch]$Version, [switch]$Help)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$release = ${value(name)}
$releaseVersion = ${value(version)}
$program = ${value(`${program}.exe`)}
$base = ${value(downloads)}
$verifier = ${value(VERIFIER_ADDRESS)}
$work = ''
$env:NODE_OPTIONS = ''

function Say([string]$text) { [Console]::Error.WriteLine($text) }
function Close-Install([int]$code, [string]$text) {
  Say $text
  if ($script:work -ne '') { Remove-Item -Recurse -Force -LiteralPath $script:work }
  exit $code
}
function Refuse([string]$text) { Close-Install 1 "REJECTED  $text" }
function Stop-Install([string]$text) { Close-Install 4 "error: $text" }
function Test-Program([string]$name) { return $null -ne (Get-Command -Name $name -CommandType Application -ErrorAction SilentlyContinue) }

if ($Version) { "$release $releaseVersion"; exit 0 }
if ($Help) {
  "Installs $release $releaseVersion. It checks the file for this machine, and puts $program into a folder."
  'Usage: .\\install.ps1 [-To DIR] [-TrustedRoot FILE] [-DryRun] [-Version] [-Help]'
  'By default DIR is Programs below the local application data of this user.'
  'Exit codes: 0 installed, 1 something was refused, 3 no file for this machine, 4 a download or program failed.'
  ${value(`${BASE_VARIABLE} names another place to download from: https, or http on this machine.`)}
  exit 0
}`;
}

/** Where a 32-bit PowerShell runs on a larger machine, the second variable says which. */
function machine({ choice: { rows } }: InstallerFacts): string {
  const cases = rows.filter(({ system }) => system === "windows").map(chosen);
  return `
$architecture = $env:PROCESSOR_ARCHITECTURE
if ($env:PROCESSOR_ARCHITEW6432) { $architecture = $env:PROCESSOR_ARCHITEW6432 }
switch ($architecture) {
${cases.join("\n")}
  default { Close-Install 3 "error: no file of this release is for Windows on $architecture" }
}`;
}

const ARCHITECTURES: Partial<Record<InstallRow["processor"], string>> = {
  x86_64: "AMD64",
  aarch64: "ARM64",
  i686: "x86",
};

function chosen({ processor, format, asset }: InstallRow): string {
  return `  '${ARCHITECTURES[processor] ?? processor}' {
    $file = ${value(asset.name)}
    $at = ${value(addressPart(asset.name))}
    $format = '${format}'
    $bytes = ${asset.size}
    $sha256 = '${asset.sha256}'
  }`;
}

const FETCHING = `
# Where files come from. The digests decide, so another place can do no harm; it must still be asked over https.
if ($env:${BASE_VARIABLE}) {
  $base = $env:${BASE_VARIABLE}
  $verifier = "$base/${VERIFIER_NAME}"
}
if ($base -notmatch '^(https://|http://(127\\.0\\.0\\.1|localhost|\\[::1\\]):)[A-Za-z0-9._~:/%+-]*$') {
  Close-Install 2 'error: ${BASE_VARIABLE} must be a plain address that begins with https://, or with http:// and names this machine'
}
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

function Get-File([string]$address, [string]$place, [long]$most) {
  Say "downloading $address"
  try { Invoke-WebRequest -UseBasicParsing -MaximumRedirection 5 -Uri $address -OutFile $place }
  catch { Stop-Install 'it could not be downloaded' }
  if ((Get-Item -LiteralPath $place).Length -gt $most) { Refuse 'the download is larger than it can be' }
}

function Test-Same([string]$place, [string]$expected, [string]$what) {
  $found = (Get-FileHash -Algorithm SHA256 -LiteralPath $place).Hash.ToLowerInvariant()
  if ($found -cne $expected) { Refuse "$what is not the one that this script names: expected SHA-256 $expected, found $found" }
}`;

const words = (list: readonly string[]): string => list.map(value).join(" ");

function signatures(facts: InstallerFacts, checks: SignatureChecks): string {
  const own = [verifierCheck(facts, checks), cosignCheck(facts, checks), ghCheck(facts, checks)];
  return `
function Test-Signatures {
  $checked = $false
  $rootWords = @()
${own.filter((part) => part !== undefined).join("\n")}
  if (-not $checked) {
    Say '--  Nobody checked a signature. The digest in this script decided, so this script must come from the project.'
  }
}`;
}

/** One check: whether it can be made here, and the lines that make it. */
function check(program: string, { needsRoot, can }: { needsRoot: boolean; can: string }, lines: string): string {
  const without = needsRoot
    ? `if ($TrustedRoot -eq '') { Say '--  ${program} was not run: it needs -TrustedRoot for this Sigstore' } else`
    : "";
  return `  ${without}if (-not (${can})) { Say '--  ${program} was not run: what it needs is not here, or too old' } else {
${lines}
    $checked = $true
  }`;
}

function verifierCheck({ capsule }: InstallerFacts, { verifier, needsRoot }: SignatureChecks): string | undefined {
  if (verifier === undefined) return undefined;
  const [verb = "", ...flags] = verifier;
  const [major, minor] = VERIFIER_NODE.split(".");
  const isNew = `const [a, b] = process.versions.node.split('.').map(Number); process.exit(a > ${major} || (a === ${major} && b >= ${minor}) ? 0 : 1)`;
  return check(
    VERIFIER_NAME,
    {
      needsRoot: needsRoot && !flags.includes("--sigstore"),
      can: `(Test-Program 'node') -and $(& node -e ${value(isNew)}; $LASTEXITCODE -eq 0)`,
    },
    `    Get-File $verifier (Join-Path $work '${VERIFIER_NAME}') ${MAX_PROVENANCE}
    Test-Same (Join-Path $work '${VERIFIER_NAME}') '${VERIFIER.sha256}' '${VERIFIER_NAME}'
    Get-File ("$base/" + ${value(addressPart(capsule))}) (Join-Path $files ${value(capsule)}) ${MAX_CAPSULE_BYTES}
    if ($TrustedRoot -ne '') { $rootWords = @('--trusted-root', $TrustedRoot) }
    & node (Join-Path $work '${VERIFIER_NAME}') ${words([verb, ...flags])} @rootWords '--' (Join-Path $files ${value(capsule)}) (Join-Path $files $file)
    if ($LASTEXITCODE -ne 0) { Refuse "${VERIFIER_NAME} does not accept the signature of $file" }
    Say 'ok  ${VERIFIER_NAME} accepts the signature of the release'`,
  );
}

function cosignCheck({ evidence }: InstallerFacts, { cosign, needsRoot }: SignatureChecks): string | undefined {
  if (cosign === undefined || evidence === undefined) return undefined;
  return check(
    "cosign",
    { needsRoot, can: "(Test-Program 'cosign') -and (((& cosign version) -join ' ') -match 'GitVersion: *v[3-9]')" },
    `    $list = Join-Path $work 'list'
    Get-File ("$base/" + ${value(addressPart(evidence.checksums))}) $list ${MAX_LIST}
    Get-File ("$base/" + ${value(addressPart(evidence.checksumsBundle))}) "$list.bundle" ${MAX_PROVENANCE}
    if ($TrustedRoot -ne '') { $rootWords = @('--trusted-root', $TrustedRoot) }
    & cosign verify-blob $list '--bundle' "$list.bundle" ${words(cosign)} @rootWords
    if ($LASTEXITCODE -ne 0) { Refuse "cosign does not accept the signature of the checksum list" }
    if (-not ((Get-Content -Encoding UTF8 -LiteralPath $list) -ccontains "$sha256  $file")) {
      Refuse "the signed checksum list does not have $file with the digest in this script"
    }
    Say 'ok  cosign accepts the signature of the checksum list, which has the same digest'`,
  );
}

function ghCheck({ evidence }: InstallerFacts, { gh, needsRoot }: SignatureChecks): string | undefined {
  if (gh === undefined || evidence === undefined) return undefined;
  return check(
    "gh",
    { needsRoot, can: "(Test-Program 'gh') -and $(& gh attestation verify --help | Out-Null; $LASTEXITCODE -eq 0)" },
    `    $provenance = Join-Path $work 'provenance.jsonl'
    Get-File ("$base/" + ${value(addressPart(evidence.provenance))}) $provenance ${MAX_PROVENANCE}
    if ($TrustedRoot -ne '') {
      $lines = Join-Path $work 'root.jsonl'
      ((Get-Content -Raw -LiteralPath $TrustedRoot) -replace '\\r?\\n', '') | Set-Content -Encoding Ascii -LiteralPath $lines
      $rootWords = @('--custom-trusted-root', $lines)
    }
    & gh attestation verify (Join-Path $files $file) ${words(gh)} '--bundle' $provenance @rootWords '--format' 'json' | Out-Null
    if ($LASTEXITCODE -ne 0) { Refuse "gh does not accept the provenance of $file" }
    Say 'ok  gh accepts the provenance of the file'`,
  );
}

function placing({ verifier }: SignatureChecks): string {
  const local =
    verifier === undefined
      ? "Say '--  This release was sealed with a local test instance, for trying: nobody signed it.'\n"
      : "";
  return `
if ($To -eq '') { $To = Join-Path (Join-Path $env:LOCALAPPDATA 'Programs') $release }
if ($TrustedRoot -ne '') { $TrustedRoot = (Resolve-Path -LiteralPath $TrustedRoot).ProviderPath }
$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid().ToString())
$files = Join-Path $work 'files'
$unpacked = Join-Path $work 'unpacked'
$work, $files, $unpacked | ForEach-Object { New-Item -ItemType Directory -Path $_ | Out-Null }
try {
  ${local}Get-File "$base/$at" (Join-Path $files $file) $bytes
  Test-Same (Join-Path $files $file) $sha256 $file
  Say "ok  $file has the SHA-256 that this script names"
  Test-Signatures
  switch ($format) {
    'exe' { Copy-Item -LiteralPath (Join-Path $files $file) -Destination (Join-Path $unpacked $program) }
    'zip' { Expand-Archive -LiteralPath (Join-Path $files $file) -DestinationPath $unpacked }
    default {
      & tar -xzf (Join-Path $files $file) -C $unpacked
      if ($LASTEXITCODE -ne 0) { Stop-Install 'tar could not unpack the file' }
    }
  }
  $picked = @(Get-ChildItem -Recurse -File -LiteralPath $unpacked | Where-Object { $_.Name -eq $program })
  if ($picked.Count -eq 0) { $picked = @(Get-ChildItem -Recurse -File -LiteralPath $unpacked | Where-Object { $_.Extension -eq '.exe' }) }
  if ($picked.Count -ne 1) { Refuse "$file does not hold exactly one program $program" }
  $target = Join-Path $To $program
  if ($DryRun) {
    Say "Checked. Without -DryRun, $target would be $release $releaseVersion now."
  } else {
    New-Item -ItemType Directory -Force -Path $To | Out-Null
    $new = Join-Path $To ([Guid]::NewGuid().ToString() + '.new')
    Copy-Item -LiteralPath $picked[0].FullName -Destination $new
    Move-Item -Force -LiteralPath $new -Destination $target
    Say "Installed. $target is $release $releaseVersion."
  }
} catch {
  Stop-Install $_.Exception.Message
} finally {
  if (Test-Path -LiteralPath $work) { Remove-Item -Recurse -Force -LiteralPath $work }
}`;
}
