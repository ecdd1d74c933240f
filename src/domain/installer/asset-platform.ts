import { type Library, type PlatformWord, type Processor, platformWord, type System } from "./platform.ts";

export type Format = "bare" | "exe" | "tar.gz" | "tar.xz" | "zip";

/** What the name of a file says of the program in it, and of the machines that it is for. */
export interface AssetPlatform {
  /** What the name begins with: the program. */
  readonly program: string;
  readonly system: System;
  readonly processors: readonly Processor[];
  readonly library: Library;
  readonly format: Format;
}

/** Why no installer takes a file, in words that follow its name; `looksInstallable` if it names a system or processor. */
export interface NotInstallable {
  readonly reason: string;
  readonly looksInstallable: boolean;
}

const ENDINGS: readonly (readonly [string, Format])[] = [
  [".tar.gz", "tar.gz"],
  [".tgz", "tar.gz"],
  [".tar.xz", "tar.xz"],
  [".txz", "tar.xz"],
  [".zip", "zip"],
  [".exe", "exe"],
];

/** `x86_64` is one word although it has a separator in it. */
const WORD = /x86[_-]64|[^-_.+]+/gi;

/**
 * Reads a file name as installers do: the program, then in any order the version, the system, the processor and the C
 * library, then the format. Whatever else stands in it makes it another file than the program: `tool-debug-linux-amd64`.
 */
export function readAssetPlatform(name: string, version: string): AssetPlatform | NotInstallable {
  const [ending, format] = ENDINGS.find(([one]) => name.toLowerCase().endsWith(one)) ?? ["", "bare"];
  const stem = withoutVersion(name.slice(0, name.length - ending.length), version);
  const words = [...stem.matchAll(WORD)].map((found) => ({ ...found, word: found[0], means: platformWord(found[0]) }));
  const first = words.findIndex(({ word, means }) => means !== undefined || word === VERSION);
  const known = words.flatMap(({ means }) => (means === undefined ? [] : [means]));
  // `all` alone is a word of any name.
  const looksInstallable = known.some(({ system, processors }) => system !== undefined || processors?.length === 1);
  const no = (reason: string): NotInstallable => ({ reason, looksInstallable });
  if (first === -1 || !looksInstallable) return no("names no system and no processor");
  const last = words[first - 1];
  if (last === undefined) return no("does not begin with the name of a program");
  const other = words.slice(first).find(({ word, means }) => means === undefined && word !== VERSION);
  if (other !== undefined) return no(`has the word ${other.word} in it`);
  const program = stem.slice(0, (last.index ?? 0) + last.word.length);
  return judge({ program, known, format }, no);
}

interface ReadName {
  readonly program: string;
  readonly known: readonly PlatformWord[];
  readonly format: Format;
}

function judge(
  { program, known, format }: ReadName,
  no: (reason: string) => NotInstallable,
): AssetPlatform | NotInstallable {
  const systems = new Set(known.flatMap(({ system }) => system ?? []));
  const processors = new Set(known.flatMap((word) => word.processors ?? []));
  const libraries = new Set(known.flatMap(({ library }) => library ?? []));
  const [system] = systems;
  const [library = "any"] = libraries;
  if (system === undefined || processors.size === 0) return no(`names no ${system ? "processor" : "system"}`);
  if (systems.size > 1) return no("names more than one system");
  if (libraries.size > 1) return no("names more than one C library");
  const isForAll = system === "darwin" && known.some((word) => (word.processors?.length ?? 0) > 1);
  if (processors.size > 1 && !isForAll) return no("names more than one processor");
  if (system === "windows" && (format === "bare" || format === "tar.xz"))
    return no("has none of the endings .exe, .zip and .tar.gz");
  if (system !== "windows" && format === "exe") return no("is a program for Windows and names another system");
  if (system === "linux" ? library === "msvc" : system !== "windows" && library !== "any")
    return no("names a C library that its system has not");
  return { program, system, processors: [...processors], library, format };
}

/** Stands for the version, so that its parts are not taken for words; it cannot be one of a name. */
const VERSION = "\0";

/** The version may have lost its `+`, and may have a `v` before it. */
function withoutVersion(stem: string, version: string): string {
  for (const text of [
    version,
    version.replaceAll("+", "_"),
    version.replaceAll("+", "-"),
    version.replaceAll("+", "."),
  ]) {
    for (let at = stem.indexOf(text); at !== -1; at = stem.indexOf(text, at + 1)) {
      const isAfterV = /[vV]/.test(stem[at - 1] ?? "") && isBoundary(stem[at - 2]);
      const start = isAfterV ? at - 1 : at;
      const end = at + text.length;
      if (!isBoundary(stem[start - 1]) || !isBoundary(stem[end])) continue;
      return `${stem.slice(0, start)}${VERSION}${stem.slice(end)}`;
    }
  }
  return stem;
}

function isBoundary(character: string | undefined): boolean {
  return character === undefined || /[-_.+]/.test(character);
}
