import { quoteSh } from "../../kernel/shell.ts";
import { VERIFIER_ADDRESS, VERIFIER_NAME } from "../guide/verifier.ts";
import { choosingSh } from "./install-sh-choice.ts";
import { signaturesSh } from "./install-sh-signatures.ts";
import type { InstallerFacts } from "./installer-facts.ts";
import { BASE_VARIABLE, INSTALLER_MARK } from "./installer-text.ts";
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
    choosingSh(facts),
    fetching(checks),
    signaturesSh(facts, checks),
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
