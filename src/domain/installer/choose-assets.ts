import { Fault } from "../../kernel/fault.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { printable } from "../../kernel/printable.ts";
import { type AssetPlatform, type Format, readAssetPlatform } from "./asset-platform.ts";
import type { Library, Processor, System } from "./platform.ts";

/** The file for one kind of machine. */
export interface InstallRow {
  readonly system: System;
  readonly processor: Processor;
  /** `any` runs on every machine of the kind. */
  readonly library: Library;
  readonly format: Format;
  readonly asset: InstallAsset;
}

export interface InstallAsset {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Which file an installer takes for which machine. */
export interface InstallChoice {
  /** What the program is called on the disk; without `.exe`. */
  readonly program: string;
  readonly rows: readonly InstallRow[];
  /** What is for some machine by its name and still not taken, one sentence each, safe to print. */
  readonly leftOut: readonly string[];
}

/** What every system holds as a file name, and no shell reads as anything else. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/** The first is taken where several files are for one machine: what needs no unpacking, then what every system unpacks. */
const PREFERRED: Readonly<Record<"windows" | "others", readonly Format[]>> = {
  windows: ["exe", "zip", "tar.gz"],
  others: ["bare", "tar.gz", "tar.xz", "zip"],
};

/**
 * Chooses the file for each kind of machine by the names of the files alone. Of several programs that of the release's name is meant.
 * Faults: `installer-name` for a name that a shell could read, `installer-ambiguous` for two files that are for one machine
 * alike or two programs of which none is the release's, `installer-none` if no file is for any machine.
 */
export function chooseAssets(
  { name, version }: { readonly name: string; readonly version: string },
  assets: readonly InstallAsset[],
): InstallChoice {
  const found: (AssetPlatform & { readonly asset: InstallAsset })[] = [];
  const leftOut: string[] = [];
  for (const asset of assets) {
    const read = readAssetPlatform(asset.name, version);
    const isInstallable = !("reason" in read);
    if (!PLAIN.test(asset.name) && (isInstallable || read.looksInstallable)) throw notPlain(asset.name);
    if (isInstallable) found.push({ ...read, asset });
    else if (read.looksInstallable) leftOut.push(`${printable(asset.name)} ${read.reason}`);
  }
  const program = programOf(name, [...new Set(found.map((one) => one.program))]);
  const others = found.filter((one) => one.program !== program);
  for (const { asset, program: other } of others) leftOut.push(`${printable(asset.name)} is of ${printable(other)}`);
  const rows = found.flatMap(({ program: own, processors, ...row }) =>
    own === program ? processors.map((processor) => ({ ...row, processor, isForAll: processors.length > 1 })) : [],
  );
  const chosen = [...groupBy(rows, keyOf).values()].map((same) => preferred(same, leftOut));
  return { program, rows: chosen, leftOut };
}

/** On Windows a machine runs the files of either toolchain. */
function keyOf({ system, processor, library }: InstallRow): string {
  return `${system}/${processor}/${system === "windows" ? "any" : library}`;
}

/** A row, and whether its file is for every processor of its system. */
interface Candidate extends InstallRow {
  readonly isForAll: boolean;
}

function preferred(rows: readonly Candidate[], leftOut: string[]): InstallRow {
  const rank = ({ system, library, format, isForAll }: Candidate): number => {
    const formats = PREFERRED[system === "windows" ? "windows" : "others"];
    const isSecond = isForAll || (system === "windows" && library === "gnu");
    return (isSecond ? formats.length : 0) + formats.indexOf(format);
  };
  const [first, ...rest] = [...rows].sort((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Fault("internal", "a group without rows");
  for (const { asset } of rest)
    leftOut.push(`${printable(asset.name)} is for the same machines as ${printable(first.asset.name)}`);
  const [second] = rest;
  if (second !== undefined && rank(second) === rank(first)) throw ambiguous(first, second);
  const { isForAll: _, ...row } = first;
  return { ...row, library: row.system === "windows" ? "any" : row.library };
}

function programOf(release: string, programs: readonly string[]): string {
  const [only] = programs;
  if (only === undefined) {
    throw new Fault("installer-none", "no file is named as the program for some system and processor", {
      hint: `name them as installers know them, for example ${release}-linux-amd64.tar.gz or ${release}-aarch64-apple-darwin.zip`,
    });
  }
  const own = programs.find((program) => program.toLowerCase() === release.toLowerCase());
  if (own !== undefined) return own;
  if (programs.length === 1) return only;
  const names = programs.slice(0, 3).map(printable).join(", ");
  throw new Fault(
    "installer-ambiguous",
    `the files are of several programs, and none has the name of the release: ${names}`,
    {
      hint: "let the files of the program to install begin with the name of the release",
    },
  );
}

function ambiguous({ asset, system, processor }: InstallRow, other: InstallRow): Fault {
  const machine = `${system} on ${processor}`;
  const what = `${printable(asset.name)} and ${printable(other.asset.name)} are both for ${machine}`;
  return new Fault("installer-ambiguous", what, { hint: "say in one of the names what it is, for example debug" });
}

function notPlain(name: string): Fault {
  return new Fault("installer-name", `the name ${printable(name)} has characters that a shell could read`, {
    hint: "use letters, digits and . + - _ in names of files that are to be installed",
  });
}
