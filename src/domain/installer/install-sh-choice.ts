import { quoteSh } from "../../kernel/shell.ts";
import type { InstallRow } from "./choose-assets.ts";
import type { InstallerFacts } from "./installer-facts.ts";
import { addressPart } from "./installer-text.ts";

/** The part of `install.sh` that finds out which machine this is, and which file of the release is for it. */
export function choosingSh(facts: InstallerFacts): string {
  return `${MACHINE}\n${choice(facts)}`;
}

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
