import { MAX_CAPSULE_BYTES } from "../../kernel/limits.ts";
import { quoteSh } from "../../kernel/shell.ts";
import { VERIFIER, VERIFIER_ADDRESS, VERIFIER_NAME, VERIFIER_NODE } from "../guide/verifier.ts";
import type { InstallRow } from "./choose-assets.ts";
import type { InstallerFacts } from "./installer-facts.ts";
import { addressPart, BASE_VARIABLE, INSTALLER_MARK, MAX_LIST, MAX_PROVENANCE } from "./installer-text.ts";
import { type SignatureChecks, signatureChecks } from "./signature-checks.ts";

/**
 * `install.sh`: POSIX sh alone, for sh, dash, bash, zsh and busybox. What the release says stands in single quotes or in words that no shell
 * reads, and nothing that is downloaded is ever read by a shell. Its functions are defined first and run by the last line,
 * so that a script that was cut short does nothing. Fault: `text-unquotable`.
 */
export function installSh(facts: InstallerFacts): string {
  const checks = signatureChecks(facts);
  return [
    head(facts),
    data(facts, checks),
    SAYING,
    MACHINE,
    choice(facts),
    fetching(checks),
    signatures(facts, checks),
    PLACING,
    main(checks),
  ]
    .map((part) => part.trim())
    .join("\n\n")
    .concat("\n");
}

function head({ name, version }: InstallerFacts): string {
  return `#!/bin/sh
# ${INSTALLER_MARK}
# It installs ${name} ${version}, and no other version. Save this file, read it, and run it: sh install.sh --help
#
# The SHA-256 digests in it decide which bytes are installed. It is one of the files that were signed as this release, so
# whoever verified this file has verified what it installs. Where Node.js, gh or cosign is there, it lets each of them
# check the signature of the release as well, and installs nothing if one of them refuses or cannot do it.
set -e
# Nobody else reads or changes what is being checked.
umask 077`;
}

function data(
  { name, version, downloads, choice: { program } }: InstallerFacts,
  { verifier }: SignatureChecks,
): string {
  return `
release=${quoteSh(name)}
version=${quoteSh(version)}
program=${quoteSh(program)}
base=${quoteSh(downloads)}${verifier === undefined ? "" : `\nverifier=${quoteSh(VERIFIER_ADDRESS)}`}
line_feed='
'`;
}

const SAYING = `
say() { printf '%s\\n' "$1" >&2; }
refuse() { say "REJECTED  $1"; exit 1; }
wrong() { say "error: $1"; say "hint: sh install.sh --help shows the options"; exit 2; }
unfit() { say "error: $1"; exit 3; }
stop() { say "error: $1"; exit 4; }
have() { command -v "$1" >/dev/null 2>&1; }

help() {
  printf '%s\\n' "Installs $release $version: checks the file for this machine, and puts $program into a folder." \\
    '' \\
    'Usage: sh install.sh [--to DIR] [--trusted-root FILE] [--dry-run]' \\
    '' \\
    '  --to DIR             where the program is put; by default ~/.local/bin' \\
    '  --trusted-root FILE  the keys that count, for a Sigstore whose keys no program has built in' \\
    '  --dry-run            check everything, and put nothing into place' \\
    '  --version            print the version that is installed, and no other is' \\
    '  --help               print this' \\
    '' \\
    'Exit codes: 0 installed, 1 something was refused, 2 wrong options, 3 no file for this machine, 4 a download or program failed.' \\
    ${quoteSh(`${BASE_VARIABLE} names another place to download from: https, or http on this machine.`)}
}`;

const MACHINE = `
machine() {
  kernel=$(uname -s)
  case "$kernel" in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    FreeBSD) system=freebsd ;;
    MINGW* | MSYS* | CYGWIN* | Windows*) unfit 'on Windows use install.ps1, in PowerShell' ;;
    *) unfit "no file of this release is for the system that uname calls $kernel" ;;
  esac
  hardware=$(uname -m)
  case "$hardware" in
    x86_64 | amd64) processor=x86_64 ;;
    aarch64 | arm64) processor=aarch64 ;;
    armv7* | armv8l) processor=armv7 ;;
    armv6*) processor=armv6 ;;
    i386 | i486 | i586 | i686 | x86) processor=i686 ;;
    riscv64) processor=riscv64 ;;
    ppc64le) processor=ppc64le ;;
    s390x) processor=s390x ;;
    *) unfit "no file of this release is for the processor that uname calls $hardware" ;;
  esac
  # A shell that Rosetta translates is told of another processor than the machine has.
  if [ "$system/$processor" = darwin/x86_64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || :)" = 1 ]; then
    processor=aarch64
  fi
  library=gnu
  if [ "$system" = linux ]; then
    case "$(ldd --version 2>&1 || :)" in *musl*) library=musl ;; esac
  fi
}`;

/** A machine that runs a newer version of the processor's instructions runs older ones, too; one row is tried after the other. */
function choice({ choice: { rows } }: InstallerFacts): string {
  const own = rows.filter(({ system }) => system !== "windows");
  const exact = own.filter(({ library }) => library !== "any");
  const cases = [...exact, ...own.filter(({ library }) => library === "any"), ...fallbacks(own)].map(chosen);
  return `
choose() {
  case "$system/$processor/$library" in
${cases.join("\n")}
    *) unfit "no file of this release is for $system on $processor with the C library $library" ;;
  esac
}`;
}

interface Case extends InstallRow {
  readonly pattern?: string;
}

/** What is for musl alone is linked statically as a rule, and what is for version 6 of the processor runs on version 7. */
function fallbacks(rows: readonly InstallRow[]): Case[] {
  const has = (row: InstallRow, change: Partial<InstallRow>): boolean =>
    rows.some(
      ({ system, processor, library }) =>
        system === row.system &&
        processor === (change.processor ?? row.processor) &&
        (library === "any" || library === (change.library ?? row.library)),
    );
  const anyLibrary = rows.filter((row) => row.library === "musl" && !has(row, { library: "gnu" }));
  const older = rows.filter((row) => row.processor === "armv6" && !has(row, { processor: "armv7" }));
  return [
    ...anyLibrary.map((row): Case => ({ ...row, pattern: `${row.system}/${row.processor}/gnu` })),
    ...older.map(
      (row): Case => ({ ...row, pattern: `${row.system}/armv7/${row.library === "any" ? "*" : row.library}` }),
    ),
  ];
}

function chosen({ system, processor, library, format, asset, pattern }: Case): string {
  const when = pattern ?? `${system}/${processor}/${library === "any" ? "*" : library}`;
  return `    ${when})
      file=${quoteSh(asset.name)}
      at=${quoteSh(addressPart(asset.name))}
      format=${format} bytes=${asset.size}
      sha256=${asset.sha256} ;;`;
}

function fetching({ verifier }: SignatureChecks): string {
  const own = verifier === undefined ? "" : `\n    verifier=$base/${VERIFIER_NAME}`;
  return `
# Where files come from. The digests decide, so another place can do no harm; it must still be asked over https.
places() {
  if [ -n "$${BASE_VARIABLE}" ]; then
    base=$${BASE_VARIABLE}${own}
  fi
  case "$base" in
    *[!]A-Za-z0-9._~:/%+[-]*) wrong '${BASE_VARIABLE} is not a plain address' ;;
    https://*) scheme=https ;;
    http://127.0.0.1:* | http://localhost:* | 'http://[::1]:'*) scheme=http ;;
    *) wrong '${BASE_VARIABLE} must begin with https://, or with http:// and name this machine' ;;
  esac
}

# fetch ADDRESS FILE BYTES: at most so many bytes.
fetch() {
  say "downloading $1"
  if have curl; then
    curl -q --fail --silent --show-error --location --max-redirs 5 --retry 2 --proto "=$scheme" --proto-redir "=$scheme" \\
      --max-filesize "$3" --output "$2" --url "$1" || stop "curl could not download it"
  elif have wget; then
    # No option of every wget refuses what is not https, so plain addresses are sent where nobody answers.
    if [ "$scheme" = https ]; then
      http_proxy=http://127.0.0.1:9 wget -q -O "$2" "$1" || stop "wget could not download it"
    else
      wget -q -O "$2" "$1" || stop "wget could not download it"
    fi
  else
    stop 'neither curl nor wget is here, and one of them must download the files'
  fi
  [ "$(($(wc -c < "$2")))" -le "$3" ] || refuse "the download is larger than it can be"
}

# digest FILE: prints its SHA-256, or nothing if no program here computes it.
digest() {
  if have sha256sum; then sha256sum < "$1" | cut -c 1-64
  elif have shasum; then shasum -a 256 < "$1" | cut -c 1-64
  elif have openssl; then openssl dgst -sha256 -r < "$1" | cut -c 1-64
  elif have busybox; then busybox sha256sum < "$1" | cut -c 1-64
  fi
}

# same FILE SHA256 WHAT
same() {
  found=$(digest "$1")
  [ -n "$found" ] || stop 'no program here computes SHA-256: sha256sum, shasum, openssl or busybox'
  [ "$found" = "$2" ] || refuse "$3 is not the one that this script names: expected SHA-256 $2, found $found"
}`;
}

const words = (list: readonly string[]): string => list.map(quoteSh).join(" ");

/** A function for each program that can check the signature. What one of them prints is shown only if it refuses. */
function signatures(facts: InstallerFacts, checks: SignatureChecks): string {
  const parts = [
    `
skip() { say "--  $1"; }
confirmed() { signature=checked; say "ok  $1"; }
# refused PROGRAM: shows what it said.
refused() { cat "$work/said" >&2; refuse "$1 does not accept the signature of $file"; }`,
    verifierCheck(facts, checks),
    cosignCheck(facts, checks),
    ghCheck(facts, checks),
    `
signatures() {
  signature=
${[checks.verifier && "  by_verifier", checks.cosign && "  by_cosign", checks.gh && "  by_gh"].filter(Boolean).join("\n")}
  if [ -z "$signature" ]; then
    say '--  Nobody checked a signature. The digest in this script decided, so this script must come from the project.'
  fi
}`,
  ];
  return parts.filter((part) => part !== undefined).join("\n");
}

function verifierCheck({ capsule }: InstallerFacts, { verifier, needsRoot }: SignatureChecks): string | undefined {
  if (verifier === undefined) return undefined;
  const [major, minor] = VERIFIER_NODE.split(".");
  const [verb = "", ...flags] = verifier;
  const run = `node "$work/${VERIFIER_NAME}" ${verb} ${words(flags)}`;
  const files = `--no-color -- ${quoteSh(capsule)} "$file"`;
  return `
by_verifier() {
${rootNeeded(needsRoot && !flags.includes("--sigstore"), VERIFIER_NAME)}
  have node || { skip '${VERIFIER_NAME} was not run: Node.js is not here'; return 0; }
  if ! NODE_OPTIONS='' node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > ${major} || (a === ${major} && b >= ${minor}) ? 0 : 1)'; then
    skip '${VERIFIER_NAME} was not run: Node.js here is older than ${VERIFIER_NODE}'
    return 0
  fi
  fetch "$verifier" "$work/${VERIFIER_NAME}" ${MAX_PROVENANCE}
  same "$work/${VERIFIER_NAME}" ${VERIFIER.sha256} ${VERIFIER_NAME}
  fetch "$base/"${quoteSh(addressPart(capsule))} "$work/files/"${quoteSh(capsule)} ${MAX_CAPSULE_BYTES}
  cd "$work/files"
  if [ -n "$root" ]; then
    NODE_OPTIONS='' ${run} --trusted-root "$root" ${files} > "$work/said" 2>&1 || refused ${VERIFIER_NAME}
  else
    NODE_OPTIONS='' ${run} ${files} > "$work/said" 2>&1 || refused ${VERIFIER_NAME}
  fi
  cd /
  confirmed '${VERIFIER_NAME} accepts the signature of the release'
}`;
}

function cosignCheck({ evidence }: InstallerFacts, { cosign, needsRoot }: SignatureChecks): string | undefined {
  if (cosign === undefined || evidence === undefined) return undefined;
  const { checksums, checksumsBundle } = evidence;
  const run = `cosign verify-blob "$work/list" --bundle "$work/list.bundle" ${words(cosign)}`;
  return `
by_cosign() {
${rootNeeded(needsRoot, "cosign")}
  have cosign || { skip 'cosign is not here'; return 0; }
  cosign version 2>/dev/null | grep '^GitVersion: *v[3-9]' >/dev/null || { skip 'cosign here is older than version 3'; return 0; }
  fetch "$base/"${quoteSh(addressPart(checksums))} "$work/list" ${MAX_LIST}
  fetch "$base/"${quoteSh(addressPart(checksumsBundle))} "$work/list.bundle" ${MAX_PROVENANCE}
  if [ -n "$root" ]; then
    ${run} --trusted-root "$root" > "$work/said" 2>&1 || refused cosign
  else
    ${run} > "$work/said" 2>&1 || refused cosign
  fi
  grep -Fx "$sha256  $file" "$work/list" >/dev/null || refuse "the signed checksum list does not have $file with the digest in this script"
  confirmed 'cosign accepts the signature of the checksum list, which has the same digest'
}`;
}

function ghCheck({ evidence }: InstallerFacts, { gh, needsRoot }: SignatureChecks): string | undefined {
  if (gh === undefined || evidence === undefined) return undefined;
  const { provenance } = evidence;
  const run = `gh attestation verify "$work/files/$file" ${words(gh)} --bundle "$work/provenance.jsonl" --format json`;
  return `
by_gh() {
${rootNeeded(needsRoot, "gh")}
  have gh || { skip 'gh is not here'; return 0; }
  gh attestation verify --help >/dev/null 2>&1 || { skip 'gh here is too old to verify attestations'; return 0; }
  fetch "$base/"${quoteSh(addressPart(provenance))} "$work/provenance.jsonl" ${MAX_PROVENANCE}
  if [ -n "$root" ]; then
    { tr -d '\\r\\n' < "$root"; echo; } > "$work/root.jsonl"
    ${run} --custom-trusted-root "$work/root.jsonl" > "$work/said" 2>&1 || refused gh
  else
    ${run} > "$work/said" 2>&1 || refused gh
  fi
  confirmed 'gh accepts the provenance of the file'
}`;
}

function rootNeeded(needsRoot: boolean, program: string): string {
  if (!needsRoot) return "";
  return `  [ -n "$root" ] || { skip '${program} was not run: it needs --trusted-root for this Sigstore'; return 0; }`;
}

const PLACING = `
# unpack ARCHIVE FOLDER. What is unpacked has the digest that this script names.
unpack() {
  mkdir "$2"
  case "$format" in
    bare) cp "$1" "$2/$program" ;;
    tar.gz) tar -xzof "$1" -C "$2" || stop 'tar could not unpack the file' ;;
    tar.xz) tar -xJof "$1" -C "$2" || stop 'tar could not unpack the file, perhaps because xz is not here' ;;
    zip)
      if have unzip; then unzip -q "$1" -d "$2" >/dev/null || stop 'unzip could not unpack the file'
      elif have bsdtar; then bsdtar -xof "$1" -C "$2" || stop 'bsdtar could not unpack the file'
      else tar -xof "$1" -C "$2" || stop 'neither unzip nor bsdtar is here, and tar could not unpack the file'
      fi ;;
  esac
}

# pick FOLDER: the one file that is the program, by its name; links do not count.
pick() {
  picked=$(find "$1" -type f -perm -100 -name "$program")
  [ -n "$picked" ] || picked=$(find "$1" -type f -name "$program")
  [ -n "$picked" ] || picked=$(find "$1" -type f)
  case "$picked" in
    '') refuse "$file does not hold a program" ;;
    *"$line_feed"*) refuse "$file does not hold exactly one program $program" ;;
  esac
}

# place FILE: beside its place first, and then by one rename.
place() {
  (umask 022 && mkdir -p "$to") || stop "the folder $to cannot be made"
  [ ! -d "$to/$program" ] || stop "$to/$program is a folder"
  new=$(mktemp "$to/.install.XXXXXXXX") || stop "nothing can be written into $to"
  if ! { cp "$1" "$new" && chmod 755 "$new" && mv -f "$new" "$to/$program"; }; then
    stop "nothing can be written into $to"
  fi
  new=
}`;

function main({ verifier }: SignatureChecks): string {
  const local =
    verifier === undefined
      ? "  say '--  This release was sealed with a local test instance, for trying: nobody signed it.'\n"
      : "";
  return `
work=
new=
clean() {
  if [ -n "$work" ]; then rm -rf "$work"; fi
  if [ -n "$new" ]; then rm -f "$new"; fi
}
trap clean 0
trap 'exit 129' 1
trap 'exit 130' 2
trap 'exit 143' 15

install() {
  to=
  root=
  dry_run=
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --to) [ -n "$2" ] || wrong '--to needs a folder'; to=$2; shift 2 ;;
      --trusted-root) [ -f "$2" ] || wrong '--trusted-root needs a file'; root=$2; shift 2 ;;
      --dry-run) dry_run=yes; shift ;;
      --version) printf '%s\\n' "$release $version"; exit 0 ;;
      --help | -h) help; exit 0 ;;
      *) wrong "there is no option $1" ;;
    esac
  done
  [ -n "$to$HOME" ] || wrong 'HOME is not set, so --to must name a folder'
  [ -n "$to" ] || to=$HOME/.local/bin
  case "$to" in /*) ;; *) to=$PWD/$to ;; esac
  case "$root" in '' | /*) ;; *) root=$PWD/$root ;; esac
  places
  machine
  choose
  work=$(mktemp -d) || stop 'no private folder can be made'
  mkdir "$work/files"
${local}  fetch "$base/$at" "$work/files/$file" "$bytes"
  same "$work/files/$file" "$sha256" "$file"
  say "ok  $file has the SHA-256 that this script names"
  signatures
  unpack "$work/files/$file" "$work/unpacked"
  pick "$work/unpacked"
  if [ -n "$dry_run" ]; then
    say "Checked. Without --dry-run, $to/$program would be $release $version now."
  else
    place "$picked"
    say "Installed. $to/$program is $release $version."
  fi
}

install "$@"`;
}
